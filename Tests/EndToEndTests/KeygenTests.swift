import Foundation
import Testing

@Suite("ccplan keygen")
struct KeygenTests {
    private let text =
        "version: 1\napp: {name: Acme Support!, public_key: keys/app.pub}\nhosting: {url: \"https://a.example\"}\n"

    @Test("a pair is written once, the private half for its owner alone, and printed nowhere")
    func once() async throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(text)
        let home = folder.url.appending(path: "home")
        let first = try await finish("ccplan", ["keygen"], environment: ["HOME": home.path], in: project)
        #expect(first.status == 0, "\(first.errors)")
        let privateKey = home.appending(path: ".config/ccplan/acme-support.pem")
        let publicKey = project.appending(path: "keys/app.pub")
        let attributes = try FileManager.default.attributesOfItem(atPath: privateKey.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let secret = try String(contentsOf: privateKey, encoding: .utf8)
        let pem = try String(contentsOf: publicKey, encoding: .utf8)
        #expect(secret.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(pem.hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
        #expect(!(first.output + first.errors).contains("-----BEGIN"))
        #expect(first.output.contains("export VONAGE_PRIVATE_KEY='\(privateKey.path)'"))

        let second = try await finish("ccplan", ["keygen"], environment: ["HOME": home.path], in: project)
        #expect(second.status == 1)
        #expect(second.errors.hasPrefix("error: 'keys/app.pub' is there already\n  help: "))
        // Neither half is made anew when only the other is there.
        try FileManager.default.removeItem(at: publicKey)
        let third = try await finish("ccplan", ["keygen"], environment: ["HOME": home.path], in: project)
        #expect(third.status == 1)
        #expect(third.errors.contains("acme-support.pem' is there already\n  help: "))
        #expect(try String(contentsOf: privateKey, encoding: .utf8) == secret)
        #expect(!FileManager.default.fileExists(atPath: publicKey.path))
    }

    @Test(
        "the private half is not put inside the project, by whatever path",
        arguments: ["app.pem", "keys/new/app.pem", "../link/app.pem"]
    )
    func inside(_ path: String) async throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(text)
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "link"),
            withDestinationURL: project
        )
        let result = try await finish("ccplan", ["keygen", "--private-key", path], in: project)
        #expect(result.status == 1)
        #expect(result.errors.contains("is inside the project, where the private key would be committed\n  help: "))
        #expect(try contents(of: project).keys.sorted() == ["contact-center.yaml"])
    }

    @Test("a place that cannot be written leaves neither half")
    func unwritable() async throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(text.replacing("keys/app.pub", with: "contact-center.yaml/app.pub"))
        let file = folder.url.appending(path: "app.pem")
        let result = try await finish("ccplan", ["keygen", "--private-key", file.path], in: project)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: "))
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let other = try folder.project(text, named: "other")
        let nowhere = try await finish("ccplan", ["keygen", "--private-key", "/proc/nowhere/app.pem"], in: other)
        #expect(nowhere.status == 1)
        #expect(nowhere.errors.hasPrefix("error: cannot write '/proc/nowhere"))
        #expect(try contents(of: other).count == 1)
    }

    @Test("a project without 'app.public_key' is told what to write")
    func unnamed() async throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(text.replacing(", public_key: keys/app.pub", with: ""))
        let result = try await finish("ccplan", ["keygen"], environment: ["HOME": folder.url.path], in: project)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error: the project names no public key
                  help: write 'public_key: keys/app.pub' below 'app'

                """
        )
    }
}
