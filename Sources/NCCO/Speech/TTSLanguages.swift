/// The languages that the platform speaks, and the styles (voices) of each.
///
/// Where a language is known from the platform's SDKs only, its styles are not published and style 0 is assumed.
package enum TTSLanguages {
    struct Entry: Sendable {
        let tag: String
        let name: String

        /// Styles are numbered from 0 without gaps.
        let styles: Range<Int>
        let withoutSSML: Set<Int>
        let withoutPremium: Set<Int>
        let areStylesAssumed: Bool

        init(
            _ tag: String,
            _ name: String,
            styles: Int,
            withoutSSML: Set<Int> = [],
            withoutPremium: Set<Int> = [],
            areStylesAssumed: Bool = false
        ) {
            self.tag = tag
            self.name = name
            self.styles = 0..<styles
            self.withoutSSML = withoutSSML
            self.withoutPremium = withoutPremium
            self.areStylesAssumed = areStylesAssumed
        }
    }

    private static let byTag = Dictionary(entries.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })
    private static let byLowercasedTag = Dictionary(
        entries.map { ($0.tag.lowercased(), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    static func entry(_ tag: String) -> Entry? {
        byTag[tag] ?? byLowercasedTag[tag.lowercased()]
    }

    /// The tags of all languages, such as `en-GB`, in alphabetical order.
    package static let all: [String] = entries.map(\.tag)

    /// The tag as the platform writes it, found in any letter case; nil for a language that it does not speak.
    package static func canonical(_ tag: String) -> String? {
        entry(tag)?.tag
    }

    /// The English name of a language.
    package static func name(of language: String) -> String? {
        entry(language)?.name
    }

    /// The styles of a language; empty for a language that the platform does not speak.
    package static func styles(of language: String) -> Set<Int> {
        Set(entry(language)?.styles ?? 0..<0)
    }

    /// Whether a style of a language reads SSML, as far as that is published; tags are read out or dropped elsewhere.
    package static func readsSSML(_ language: String, style: Int) -> Bool {
        entry(language)?.withoutSSML.contains(style) == false
    }
}
