internal import Glibc
internal import JSONTree
internal import Logging

/// What is logged, from the most to the least; at `info` and below that is a line for each request.
package enum LogVerbosity: String, CaseIterable, Sendable {
    case trace
    case debug
    case info
    case notice
    case warning
    case error
    case critical

    /// A log of this verbosity, in lines of JSON on standard error.
    func makeLogger() -> Logger {
        let level = Logger.Level(rawValue: rawValue) ?? .warning
        return Logger(label: "ccsandbox", factory: { _ in JSONLineLog(level: level) })
    }
}

/// Writes log entries as lines of JSON on standard error.
private struct JSONLineLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(level: Logger.Level) {
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var object = JSONObject()
        object["time"] = .string(timestamp())
        object["level"] = .string(event.level.rawValue)
        object["message"] = .string(event.message.description)
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            let text = value.description
            object[key] = Int(text).map { .integer($0) } ?? .string(text)
        }
        let line = JSONValue.object(object).serializedBytes() + [UInt8(ascii: "\n")]
        // One write a line, so that lines of two threads do not mix; a full or closed pipe loses them.
        _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private func timestamp() -> String {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        var parts = unsafe tm()
        _ = unsafe gmtime_r(&now.tv_sec, &parts)
        func padded(_ value: some BinaryInteger, _ width: Int = 2) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = unsafe "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
        let time = unsafe "\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))"
        return "\(date)T\(time).\(padded(now.tv_nsec / 1_000_000, 3))Z"
    }
}
