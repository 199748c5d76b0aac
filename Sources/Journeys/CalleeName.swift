package import JSONTree

/// Who a `connect` rings, as people know it.
package func calleeName(_ connect: JSONValue) -> String {
    let endpoint = connect["endpoint"]?.arrayValue?.first
    func text(_ key: String) -> String { endpoint?[key]?.stringValue ?? "" }
    switch endpoint?["type"]?.stringValue {
    case "app": return text("user")
    case "phone":
        let number = text("number")
        return number.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            ? "+\(number)" : "the number dialled"
    case "sip": return text("uri").isEmpty ? "\(text("user"))@\(text("domain"))" : text("uri")
    case "websocket": return text("uri")
    case "vbc": return "extension \(text("extension"))"
    default: return "an endpoint"
    }
}
