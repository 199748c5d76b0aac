import CallBundle
import JSONTree
import ProjectLoading
import Testing

/// The project of `examples/<name>`, compiled.
func loadExample(_ name: String) throws -> LoadedProject {
    try loadProject(at: "\(repositoryRoot)/examples/\(name)")
}

/// The folder of the repository, found from this file's place in it.
let repositoryRoot = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

extension Release {
    /// The text of a file below `r/<release>/`.
    func text(_ path: String) -> String? {
        files.first { $0.path == "r/\(id)/\(path)" }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// What a host answers a request on a route with: the actions of an NCCO, or nil for 204.
    ///
    /// The time is the first second of 2026 in UTC where none is given.
    func answer(
        _ route: String,
        _ request: WebhookRequest,
        at unixSeconds: Int = 1_767_225_600
    ) throws -> [JSONValue]? {
        let table = try #require(text("e/\(route).json"), "no route \(route)")
        switch try Decision(file: JSONValue(parsing: table)).outcome(for: request, at: unixSeconds) {
        case .proceed: return nil
        case .document(let document, let dialled):
            let ncco = try #require(text("d/\(document).json"))
            let bytes = dialled.map { replacing("PARAMS_TO", by: $0, in: Array(ncco.utf8)) } ?? Array(ncco.utf8)
            return try JSONValue(parsing: bytes).arrayValue
        }
    }
}
