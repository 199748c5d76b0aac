package import Logging

/// Writes the log as JSON lines: `ts`, `level`, `msg`, and the metadata under its own keys.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let writer: LineWriter

    package init(writer: LineWriter, level: Logger.Level) {
        self.writer = writer
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = JSONLine(at: .now(), level: event.level.rawValue, message: event.message.description)
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line.add(anyKey: key, value.description)
        }
        if let error = event.error { line.add("error", "\(error)") }
        writer.write(line.finished())
    }
}
