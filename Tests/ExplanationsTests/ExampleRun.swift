import CallFlow
import ConfigSyntax
import ContactCenter
import Diagnostics
import Explanations
import Foundation
import JSONTree
import ProjectLoading
import Provisioning

/// What is found in the example of a page.
func findings(in page: Explanation) throws -> [Diagnostic] {
    let example = page.example
    if let lowered = example.lowered {
        var limits = SyntaxLimits.standard
        switch lowered {
        case .bytes(let count): limits.bytes = count
        case .values(let count): limits.nodes = count
        }
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "contact-center.yaml", bytes: example.bytes()))
        return parseYAML(file, in: sources, limits: limits).diagnostics
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "ccplan-example-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Nothing hangs on what stays in /tmp.
    try Data(example.bytes()).write(to: folder.appending(path: rootFileName))
    for file in example.files {
        let place = folder.appending(path: file.path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(file.text.utf8).write(to: place)
    }
    // What holds in an environment only, or between two, is found by looking at all of them.
    let checked = try checkProject(at: folder.path).diagnostics
    guard checked.isEmpty else { return checked }
    let loaded = try loadProject(at: folder.path)
    guard let account = example.account, let project = loaded.project, let release = loaded.release else {
        return loaded.diagnostics
    }
    let desired = try DesiredState(project: project, release: release, publicKeyPEM: loaded.publicKeyPEM)
    return loaded.diagnostics + makePlan(desired, against: LiveState(account)).diagnostics
}

extension LiveState {
    fileprivate init(_ account: Explanation.ExampleAccount) {
        self.init(
            applications: account.applications.map { application in
                LiveApplication(
                    body: JSONObject([("id", .string(application.id)), ("name", .string(application.name))])
                )
            },
            numbers: account.numbers.map { number in
                var body = JSONObject([
                    ("country", "GB"), ("msisdn", .string(number.digits)),
                    ("features", .array(number.features.map { .string($0) })),
                ])
                if let id = number.applicationID { body["app_id"] = .string(id) }
                return LiveNumber(body: body)
            },
            users: .compared([])
        )
    }
}
