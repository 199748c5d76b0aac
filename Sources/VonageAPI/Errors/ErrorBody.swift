internal import JSONTree

/// What the body of an error says, in any of the platform's three shapes (V§a).
struct ErrorBody {
    var code: String?
    var title: String?
    var detail: String?
    var invalidParameters: [APIError.InvalidParameter] = []
    var traceID: String?

    init() {}

    /// Reads what is there; `clean` makes each text safe to print.
    init(_ json: JSONValue, clean: (String) -> String) {
        func text(_ keys: String...) -> String? {
            for key in keys {
                if let text = json[key]?.stringValue, !text.isEmpty { return clean(text) }
            }
            return nil
        }
        let type = text("type")
        let fragment = type.flatMap { type in
            type.firstIndex(of: "#").map { String(type[type.index(after: $0)...]) }
        }
        code = text("code") ?? json.numbersErrorCode.map(clean) ?? fragment
        title = text("title", "error-code-label", "error_title")
        detail = text("detail", "description")
        traceID = text("instance")
        invalidParameters = (json["invalid_parameters"]?.arrayValue ?? []).prefix(20).compactMap { item in
            guard let name = item["name"]?.stringValue else { return nil }
            return APIError.InvalidParameter(
                name: clean(name),
                reason: clean(item["reason"]?.stringValue ?? "not valid")
            )
        }
    }
}

extension JSONValue {
    /// `error-code` of the Numbers API, which is a string, or a number for the sake of those who write one.
    var numbersErrorCode: String? {
        guard let code = self["error-code"] else { return nil }
        return code.stringValue ?? code.intValue.map { String($0) }
    }
}
