/// The languages in which the platform recognises speech, for `input` and for transcriptions.
///
/// The list is of 2021; newer editions may know more.
package enum ASRLanguages {
    private static let byLowercasedTag = Dictionary(
        tags.map { ($0.lowercased(), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// Whether a language is in the list.
    ///
    /// Letter case does not count: the platform's own samples write `en-gb`.
    package static func contains(_ tag: String) -> Bool {
        canonical(tag) != nil
    }

    /// The tag as the list writes it, found in any letter case; nil for a language that is not in it.
    package static func canonical(_ tag: String) -> String? {
        byLowercasedTag[tag.lowercased()]
    }

    /// The tags of all languages in alphabetical order.
    package static var all: [String] { tags }

    /// What is spoken of the same language elsewhere, in alphabetical order: `ar-AE`, `ar-BH` … for `ar`; for `en-GB-SCT`
    /// just `en-GB`.
    package static func relatives(of tag: String) -> [String] {
        let parts = tag.lowercased().split(separator: "-")
        for count in stride(from: parts.count - 1, to: 1, by: -1) {
            if let wider = byLowercasedTag[parts.prefix(count).joined(separator: "-")] { return [wider] }
        }
        return tags.filter { $0.lowercased().split(separator: "-").first == parts.first }
    }
}
