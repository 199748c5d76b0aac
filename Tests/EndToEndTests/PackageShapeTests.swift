import Foundation
import JSONTree
import Testing

/// What the manifest promises of the programs.
@Suite("the package's shape")
struct PackageShapeTests {
    /// What a target names.
    private struct Target {
        var targets: [String]
        var products: [String]
    }

    /// The targets by name, as the package manager reads the manifest.
    private func targets() async throws -> [String: Target] {
        let scratch = try TemporaryFolder()
        // A build folder of its own: the one in use is locked by whoever runs the tests.
        let result = try await finish(
            URL(filePath: "/usr/bin/env"),
            [
                "swift", "package", "--package-path", repository.path, "--scratch-path", scratch.url.path, "describe",
                "--type", "json",
            ],
            environment: ProcessInfo.processInfo.environment
        )
        try #require(result.status == 0, "\(result.errors)")
        let package = try JSONValue(parsing: Array(result.output.utf8))
        func texts(_ value: JSONValue?) -> [String] { value?.arrayValue?.compactMap(\.stringValue) ?? [] }
        let rows = try #require(package["targets"]?.arrayValue).map { target in
            (
                target["name"]?.stringValue ?? "",
                Target(
                    targets: texts(target["target_dependencies"]),
                    products: texts(target["product_dependencies"])
                )
            )
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Everything that a target reaches, itself included: targets, and the products of other packages.
    private func reach(_ name: String, _ targets: [String: Target]) -> (targets: Set<String>, products: Set<String>) {
        var seen: Set<String> = []
        var products: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            guard seen.insert(next).inserted, let target = targets[next] else { continue }
            products.formUnion(target.products)
            open += target.targets
        }
        return (seen, products)
    }

    @Test("ccplan reaches no code that can write; ccapply does")
    func readsOnly() async throws {
        let targets = try await targets()
        let writing: Set = ["HTTPWrites", "ObjectStoreWrites", "VonageAPIWrites", "Applying", "Publishing"]
        let plan = reach("ccplan", targets).targets
        #expect(plan.isSuperset(of: ["ccplan", "VonageAPI", "HTTPTransport", "ObjectStore", "Provisioning"]))
        #expect(plan.isDisjoint(with: writing))
        #expect(reach("ccapply", targets).targets.isSuperset(of: writing))
        // Only these doors lead to the writing half of the transport.
        let users = targets.filter { $0.value.targets.contains("HTTPWrites") && !$0.key.hasSuffix("Tests") }.keys
        #expect(
            users.sorted() == ["CallEvents", "Dialling", "ObjectStoreServing", "ObjectStoreWrites", "VonageAPIWrites"]
        )
        #expect(reach("ObjectStore", targets).targets.isDisjoint(with: writing))
    }

    @Test("the command lines carry no server, the host no compiler, the emulator nothing that changes an account")
    func noServers() async throws {
        let targets = try await targets()
        for program in ["ccplan", "ccapply"] {
            let (names, products) = reach(program, targets)
            #expect(names.isDisjoint(with: ["Dialling", "Hosting", "Sandbox"]))
            // Calls are played by who reads, and without a socket.
            #expect(names.contains("Simulator") == (program == "ccplan"))
            #expect(products.isSubset(of: ["ArgumentParser", "Crypto", "CryptoExtras"]), "\(program): \(products)")
        }
        let changing: Set = ["Applying", "Publishing", "ObjectStoreWrites", "VonageAPIWrites"]
        for program in ["ccserve", "ccsandbox"] {
            #expect(reach(program, targets).targets.isDisjoint(with: changing))
        }
        // The emulator plays the tests of projects through real hosts; a host never sees a project.
        let compiler: Set = ["ConfigSyntax", "CallFlow", "Lowering"]
        #expect(reach("ccserve", targets).targets.isDisjoint(with: compiler))
        #expect(reach("ccsandbox", targets).targets.isSuperset(of: compiler))
        #expect(reach("ccsandbox", targets).targets.isDisjoint(with: ["Hosting"]))
    }
}
