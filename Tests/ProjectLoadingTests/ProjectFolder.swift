import Diagnostics
import Foundation
import ProjectLoading

/// A project of several files in a folder of its own, gone with it.
final class ProjectFolder: Sendable {
    let url: URL

    init(_ files: [String: String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ccplan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (path, text) in files { try write(path, Data(text.utf8)) }
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // Nothing hangs on what stays in /tmp.
    }

    func write(_ path: String, _ bytes: Data) throws {
        let place = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try bytes.write(to: place)
    }

    func link(_ path: String, to target: String) throws {
        let place = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: target)
    }

    func loaded(_ environment: String? = nil, variables: [(name: String, value: String)] = []) throws -> LoadedProject {
        try loadProject(at: url.path, environment: environment, variables: variables)
    }

    func checked(_ environment: String? = nil) throws -> CheckedProject {
        try checkProject(at: url.path, environment: environment)
    }

    /// Findings as `CC1010 people.yaml 'Bob'`: code, file and what is underlined.
    func outline(_ diagnostics: [Diagnostic], _ sources: SourceMap) -> [String] {
        diagnostics.map { diagnostic in
            guard let span = diagnostic.span else { return diagnostic.code.text }
            let file = sources[span.file]
            let text = String(decoding: file.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
            return "\(diagnostic.code) \(file.path.dropFirst(url.path.count + 1)) '\(text)'"
        }
    }
}
