internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ProjectLoading
internal import Provisioning

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a `dir:` publish target tells of earlier releases: `releases.jsonl`, and the manifests.
///
/// A line of the log is an object with `release`, and `at`: seconds since 1970, or a time like `2026-11-26T06:00:00Z`. A line
/// that cannot be read is passed over; other targets tell nothing.
struct PublishedReleases: ReleaseHistory {
    private let folder: String?

    init(of project: LoadedProject) {
        guard case .directory(let path)? = project.project?.hosting.publish?.value else {
            folder = nil
            return
        }
        folder = resolvedPath(path, in: project.folder)
    }

    var log: [ReleaseLogEntry] {
        guard let folder, let bytes = try? readFile("\(folder)/releases.jsonl", limit: 64 << 20) else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let json = try? JSONValue(parsing: Array(line)),
                let release = json["release"]?.stringValue.flatMap({ ReleaseID($0) }),
                let time = json["at"].flatMap(seconds)
            else { return nil }
            return ReleaseLogEntry(release: release, time: time)
        }
    }

    func users(of release: ReleaseID) -> Set<String>? {
        guard let folder, let bytes = try? readFile("\(folder)/manifests/\(release).json", limit: 64 << 20),
            let json = try? JSONValue(parsing: bytes), let manifest = try? Manifest(json: json)
        else { return nil }
        return Set(manifest.requires.users)
    }

    private func seconds(_ value: JSONValue) -> Int? {
        if let seconds = value.intValue { return seconds }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        let exact = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let text = value.stringValue else { return nil }
        let date = (try? style.parse(text)) ?? (try? exact.parse(text))
        return date.map { Int($0.timeIntervalSince1970) }
    }
}
