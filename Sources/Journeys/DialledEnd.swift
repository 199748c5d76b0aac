internal import CallBundle

/// What an app user reaches by dialling something.
enum DialledEnd: Hashable {
    case extensionNumber
    /// This number is called, E.164 digits.
    case called(String)
    case refused
}

extension Decision {
    /// What dialling a text leads to; refused where nobody may dial at all.
    func end(dialling text: String) -> DialledEnd {
        guard case .dialled(let rules, let extensions, _, _) = self else { return .refused }
        if extensions[text] != nil { return .extensionNumber }
        return rules.callableNumber(text).map(DialledEnd.called) ?? .refused
    }
}
