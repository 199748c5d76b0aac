internal import CallBundle
internal import FileAccess
internal import JSONTree

/// The folder of recordings: `<id>.mp3` with `<id>.json` beside it, and those that are still to be fetched in `pending`.
///
/// The metadata is written last, so a recording that has it is whole and is never fetched again. Files are their owner's alone.
struct RecordingFolder: Sendable {
    let path: String

    init(path: String) {
        self.path = path
    }

    private func pendingPath(_ name: String) -> String { "\(path)/pending/\(name).json" }

    func makeFolders() throws(FileError) {
        try makeFolder("\(path)/pending")
    }

    func isKept(_ name: String) -> Bool { fileKind("\(path)/\(name).json") == .file }

    /// Notes a recording that is to be fetched; it is on disk when this returns.
    func notePending(_ recording: RecordingEvent) throws(FileError) {
        try replaceFile(pendingPath(recording.name), recording.json.serializedBytes(.pretty), mode: .secret)
    }

    /// Those that an earlier run was told of and has not fetched; one that it had fetched is forgotten here.
    func pending() -> [RecordingEvent] {
        let names = (namesInFolder("\(path)/pending") ?? []).filter { $0.hasSuffix(".json") }.sorted()
        return names.compactMap { name in
            // A file that cannot be read stays for an operator to look at.
            guard let bytes = try? readFile("pending/\(name)", below: path, limit: 1 << 20),
                let json = try? JSONValue(parsing: bytes), let recording = RecordingEvent(json: json)
            else { return nil }
            guard !isKept(recording.name) else {
                forgetPending(recording.name)
                return nil
            }
            return recording
        }
    }

    func forgetPending(_ name: String) {
        removeTree(pendingPath(name))
    }

    /// Keeps a recording and what is known of it.
    ///
    /// - Returns: The name of its file.
    func keep(
        _ recording: RecordingEvent,
        _ bytes: [UInt8],
        contentType: String?,
        fetched: String
    ) throws(FileError) -> String {
        let file = "\(recording.name).\(recordingEnding(bytes, contentType: contentType))"
        try replaceFile("\(path)/\(file)", bytes, mode: .secret)
        var metadata = JSONObject([
            ("recording", .string(recording.name)), ("file", .string(file)), ("size", .integer(bytes.count)),
            ("sha256", .string(hexDigest(bytes))),
        ])
        if let contentType { metadata.appendNew("content_type", .string(contentType)) }
        metadata.appendNew("url", .string(recording.url))
        metadata.appendNew("received", .string(recording.received))
        metadata.appendNew("fetched", .string(fetched))
        if let release = recording.release { metadata.appendNew("release", .string(release)) }
        metadata.appendNew("event", recording.event)
        let text = JSONValue.object(metadata).serializedBytes(.pretty)
        try replaceFile("\(path)/\(recording.name).json", text, mode: .secret)
        try synchronise(path)
        forgetPending(recording.name)
        return file
    }

    /// Puts a recording that nobody can fetch any more out of the way.
    func giveUp(_ recording: RecordingEvent) throws(FileError) {
        try makeFolder("\(path)/lost")
        try moveFile(pendingPath(recording.name), to: "\(path)/lost/\(recording.name).json")
    }
}
