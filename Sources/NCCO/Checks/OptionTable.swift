/// What an action, an endpoint, or a settings object inside one may hold.
struct OptionTable: Sendable {
    /// With its article, `a connect`, as messages say it.
    let owner: String
    let options: [Option]

    init(_ owner: String, _ options: [Option]) {
        self.owner = owner
        self.options = options
    }

    subscript(name: String) -> Option? {
        options.first { $0.name == name }
    }
}

/// One option: its name on the wire, what its value is, and whether it must be there.
struct Option: Sendable {
    enum Standing: Sendable {
        case required
        case optional
        /// Understood for old NCCOs; the text is what to do instead.
        case deprecated(String)
    }

    let name: String
    let kind: OptionKind
    let standing: Standing

    static func required(_ name: String, _ kind: OptionKind) -> Option {
        Option(name: name, kind: kind, standing: .required)
    }

    static func optional(_ name: String, _ kind: OptionKind) -> Option {
        Option(name: name, kind: kind, standing: .optional)
    }

    static func deprecated(_ name: String, _ kind: OptionKind, help: String) -> Option {
        Option(name: name, kind: kind, standing: .deprecated(help))
    }

    var isRequired: Bool {
        if case .required = standing { return true }
        return false
    }
}

/// What the value of an option is.
indirect enum OptionKind: Sendable {
    case flag
    case integer(ClosedRange<Int>, unit: String = "")
    case number(ClosedRange<Double>, unit: String = "")
    /// A number that the platform moves into its range.
    case clampedNumber(ClosedRange<Double>, unit: String = "")
    /// Any text but the empty one.
    case text
    case choice([String])
    case pattern(TextPattern)
    /// E.164 digits, or the token for the dialled number where that is allowed.
    case dialledNumber
    case url
    /// An array of exactly one URL.
    case urlInArray
    /// An array of exactly one text.
    case textInArray
    case texts
    case inputTypes
    case ttsLanguage
    case asrLanguage
    case freeObject
    case settings(OptionTable)
    /// An array of exactly one endpoint.
    case endpoint
}

/// The texts that have a form of their own.
enum TextPattern: Sendable {
    case phoneNumber
    case answerKeys
    case endKey
    case sipURI
    case websocketURI

    /// The rule, behind "'name' of an owner is".
    var rule: String {
        switch self {
        case .phoneNumber: "an international number of 7 to 15 bare digits"
        case .answerKeys: "made of 0 to 9, '*', '#' and 'p' for a pause"
        case .endKey: "one of 0 to 9, '*' and '#'"
        case .sipURI: "a URI that begins with 'sip:' or 'sips:'"
        case .websocketURI: "a URI that begins with 'ws://' or 'wss://'"
        }
    }

    func matches(_ text: String) -> Bool {
        switch self {
        case .phoneNumber: isE164(text)
        case .answerKeys: !text.isEmpty && text.utf8.allSatisfy { "0123456789*#p".utf8.contains($0) }
        case .endKey: text.utf8.count == 1 && text.utf8.allSatisfy { "0123456789*#".utf8.contains($0) }
        case .sipURI: hasScheme(text, among: ["sip:", "sips:"])
        case .websocketURI: hasScheme(text, among: ["ws://", "wss://"])
        }
    }
}

/// Whether a text is 7 to 15 digits that do not begin with 0, as all APIs of the platform write numbers.
private func isE164(_ text: String) -> Bool {
    (7...15).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "0")
        && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}

private func hasScheme(_ text: String, among schemes: [String]) -> Bool {
    schemes.contains { text.lowercased().hasPrefix($0) && text.utf8.count > $0.utf8.count }
        && !text.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
}
