package import Logging

/// One line a request, its numbers masked.
package struct AccessLog: Sendable {
    private let writer: LineWriter
    private let level: Logger.Level

    package init(writer: LineWriter, level: Logger.Level) {
        self.writer = writer
        self.level = level
    }

    func record(method: String, at time: WallTime, response: HostResponse, microseconds: Int) {
        let facts = response.facts
        let lineLevel: Logger.Level = response.status >= 500 ? .error : facts.isProbe ? .debug : .info
        guard lineLevel >= level else { return }
        var line = JSONLine(at: time, level: lineLevel.rawValue, message: "request")
        line.add("method", method)
        if let route = facts.route { line.add("route", route) }
        if let release = facts.release { line.add("release", release) }
        line.add("status", response.status)
        line.add("ms", microseconds: max(0, microseconds))
        if let to = facts.to { line.add("to", maskedNumber(to)) }
        if let from = facts.from { line.add("from", maskedNumber(from)) }
        if let event = facts.event { line.add("event", event) }
        if let conversation = facts.conversation { line.add("conversation", conversation) }
        writer.write(line.finished())
    }
}
