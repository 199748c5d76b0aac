import Foundation

/// The repository's folder, found from this file's place in it.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// Every code that a module declares, `DiagnosticCode("CC1004")`, with the files that do.
func declaredCodes() throws -> [String: [String]] {
    let sources = repository.appending(path: "Sources")
    var files: [String: [String]] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: sources.path) ?? .init()
    where path.hasSuffix(".swift") {
        let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
        for match in text.matches(of: /DiagnosticCode\(\s*"(CC[0-9]{4})"/) {
            files[String(match.1), default: []].append(path)
        }
    }
    return files
}
