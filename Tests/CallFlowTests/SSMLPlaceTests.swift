import Testing

@Suite("what is wrong in SSML is marked where it stands")
struct SSMLPlaceTests {
    @Test(
        "the tag, or the character; the whole text where it stands otherwise in the file",
        arguments: [
            ("\"<speak>Hello <loud>you</loud></speak>\"", "<loud>"),
            ("\"<speak>Hello <emphasis>you</speak>\"", "</speak>"),
            ("<speak>You & me</speak>", "&"),
            ("'<speak>Größe <break time=\"1s now</speak>'", "<break time=\"1s now"),
            ("'<speak>Größe <break time=\"1s & now\"/></speak>'", "<break time=\"1s & now\"/>"),
            ("\"<speak>Hello <break time=1s/> you</speak>\"", "<break time=1s/>"),
            ("\"<speak>Hello\"", "<speak>Hello"),
            ("'<speak>It''s <loud>you</loud></speak>'", "<speak>It''s <loud>you</loud></speak>"),
            ("\"<speak>${brand} & <p>you</p></speak>\"", "<speak>${brand} & <p>you</p></speak>"),
        ]
    )
    func places(text: String, marked: String) throws {
        let found = try ResolvedText(
            "vars: {brand: Acme and Sons}\nnumbers: {default: {inbound: {say: \(text), hangup: yes}}}\n"
        ).rows
        #expect(found == ["CC3022 '\(marked)' -"])
    }
}
