internal import JSONTree

/// A recording that an event of the platform names (V§f: an event with `recording_url`).
struct RecordingEvent: Hashable, Sendable {
    /// What its files are called, without an ending: its id, letters, digits and dashes.
    let name: String
    let url: String

    /// When the host heard of it, as logs have it.
    let received: String

    /// Since 1970.
    let receivedSeconds: Int
    let release: String?

    /// As it came.
    let event: JSONValue

    /// Nil when the event names no recording.
    init?(_ event: JSONObject, release: String?, received: String, receivedSeconds: Int) {
        guard let url = event["recording_url"]?.stringValue, url.utf8.count <= 2_048 else { return nil }
        // Without an id, the last part of the URL is one.
        let part = url.split(separator: "/").last?.prefix { $0 != "?" && $0 != "#" }
        guard
            let name = [event["recording_uuid"]?.stringValue, part.map { String($0) }].compactMap(\.self).first(
                where: isName
            )
        else { return nil }
        self.name = name
        self.url = url
        self.received = received
        self.receivedSeconds = receivedSeconds
        self.release = release
        self.event = .object(event)
    }

    /// As it waits in a file.
    var json: JSONValue {
        var object = JSONObject([
            ("recording", .string(name)), ("url", .string(url)), ("received", .string(received)),
            ("received_seconds", .integer(receivedSeconds)),
        ])
        if let release { object.appendNew("release", .string(release)) }
        object.appendNew("event", event)
        return .object(object)
    }

    /// Nil for what is no such file.
    init?(json: JSONValue) {
        guard let name = json["recording"]?.stringValue, isName(name), let url = json["url"]?.stringValue,
            let received = json["received"]?.stringValue, let seconds = json["received_seconds"]?.intValue,
            let event = json["event"]
        else { return nil }
        self.name = name
        self.url = url
        self.received = received
        receivedSeconds = seconds
        release = json["release"]?.stringValue
        self.event = event
    }
}

/// Whether a text can be the name of a file and nothing else.
private func isName(_ text: String) -> Bool {
    (8...64).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
}
