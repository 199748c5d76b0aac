internal import JSONTree

/// What hosts replace by the digits that an app user dialled, once these passed the outbound rules.
let dialledToken = "PARAMS_TO"

extension NCCOChecker {
    /// Hosts replace the token in the bytes of a document, wherever it stands: so it may stand only where digits are
    /// wanted and checked.
    mutating func checkTokens(_ value: JSONValue) {
        var pending: [(value: JSONValue, path: Path)] = [(value, [])]
        while let (value, path) = pending.popLast() {
            switch value {
            case .string(let text):
                // The number of an endpoint is judged where it is met.
                if text.contains(dialledToken), !(text == dialledToken && isPhoneNumber(path)) { reportToken(at: path) }
            case .array(let elements):
                for (index, element) in elements.enumerated().reversed() {
                    pending.append((element, path + [.index(index)]))
                }
            case .object(let object):
                for (key, member) in object.members.reversed() {
                    if key.contains(dialledToken) { reportToken(at: path + [.key(key)]) }
                    pending.append((member, path + [.key(key)]))
                }
            case .null, .bool, .number: break
            }
        }
    }

    mutating func reportToken(at path: Path) {
        error(
            .dialledToken,
            "'\(dialledToken)' stands for the number that an app user dials, in the 'number' of a phone endpoint only",
            at: path,
            help: "write a number, or let 'outbound' place the call"
        )
    }

    /// In any other object of this shape `number` is no option, which is reported already.
    private func isPhoneNumber(_ path: Path) -> Bool {
        path.count == 4 && path[1] == .key("endpoint") && path[3] == .key("number")
    }
}
