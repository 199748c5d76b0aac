/// The languages in which the platform recognises speech, for `input` and for transcriptions.
///
/// The list is of 2021; newer editions may know more.
package enum ASRLanguages {
    private static let lowercasedTags = Set(tags.map { $0.lowercased() })

    /// Whether a language is in the list.
    ///
    /// Letter case does not count: the platform's own samples write `en-gb`.
    package static func contains(_ tag: String) -> Bool {
        lowercasedTags.contains(tag.lowercased())
    }
}
