internal import HTTPTransport
internal import JSONTree

/// Makes texts that a server sent safe to show: without credentials it may echo, without control characters, and short.
struct PrintableText: Sendable {
    private let secrets: [String]

    init(hiding secrets: [String]) {
        self.secrets = secrets
    }

    /// What must not be shown, longest first: secrets as they are, and as they stand in a URL or in JSON that is shown as
    /// text.
    ///
    /// Worked out when something is to be shown: most answers are not.
    private var spellings: [String] {
        secrets.filter { !$0.isEmpty }
            .flatMap { secret in
                [secret, percentEncoded(secret), String(JSONValue.string(secret).serialized().dropFirst().dropLast())]
            }
            .sorted { $0.count > $1.count }
    }

    func callAsFunction(_ text: String, limit: Int = 400) -> String {
        var text = text
        for spelling in spellings { text = text.replacing(spelling, with: "(secret)") }
        var result = ""
        var isBlank = false
        for scalar in text.unicodeScalars {
            let isVisible = scalar.value > 0x20 && !(0x7F...0xA0).contains(scalar.value) && !isDirectional(scalar)
            guard isVisible else {
                isBlank = true
                continue
            }
            if isBlank, !result.isEmpty { result.append(" ") }
            isBlank = false
            result.unicodeScalars.append(scalar)
        }
        return result.count > limit ? result.prefix(limit) + "…" : result
    }

    /// Marks that turn the direction of the text around them can make a terminal lie.
    private func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
