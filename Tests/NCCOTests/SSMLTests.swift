import NCCO
import Testing

struct SSMLTests {
    @Test(
        "well-formed SSML has no problem",
        arguments: [
            "<speak>Hello</speak>",
            "<speak/>",
            "<speak>a</speak> \n",
            "<speak xml:lang=\"en-GB\">a<break time='1s'/>b</speak>",
            "<speak>a<break strength = 'weak'></break></speak >",
            "<speak><p><s>One.</s><s>Two.</s></p></speak>",
            "<speak><prosody rate='slow' pitch=\"+10%\"><emphasis level='strong'>a</emphasis></prosody></speak>",
            "<speak><say-as interpret-as='digits'>12</say-as><sub alias='a &amp; b'>c</sub></speak>",
            "<speak><phoneme alphabet='ipa' ph='a'>b</phoneme><lang xml:lang='fr-FR'>oui</lang></speak>",
            "<speak>a &amp; b &lt; c &gt; d &quot; &apos; &#228; &#xE4; > ü</speak>",
            "<speak><!-- <b> & --></speak>",
        ]
    )
    func sound(text: String) {
        #expect(checkSSML(text) == nil)
    }

    @Test(
        "the first problem is told with its byte offset",
        arguments: [
            ("", 0),
            ("Hello", 0),
            (" <speak></speak>", 0),
            ("<speaker></speaker>", 0),
            ("<speak>ü & b</speak>", 10),
            ("<speak>a &nbsp; b</speak>", 9),
            ("<speak>&#0;</speak>", 7),
            ("<speak>&#xD800;</speak>", 7),
            ("<speak>&#+5;</speak>", 7),
            ("<speak>&;</speak>", 7),
            ("<speak>a < b</speak>", 9),
            ("<speak><audio src='x'/></speak>", 7),
            ("<speak><Break/></speak>", 7),
            ("<speak><speak>a</speak></speak>", 7),
            ("<speak>a</speak>b", 16),
            ("<speak>a</speak><speak>b</speak>", 16),
            ("<speak>a", 8),
            ("<speak", 6),
            ("<speak><p>a</speak></p>", 11),
            ("<speak><break time=1s/></speak>", 19),
            ("<speak><break time/></speak>", 18),
            ("<speak><break time='1s/></speak>", 24),
            ("<speak><break time='1s' time='2s'/></speak>", 24),
            ("<speak><break time='1s'strength='weak'/></speak>", 23),
            ("<speak><sub alias='a & b'>c</sub></speak>", 21),
            ("<speak><!-- a</speak>", 7),
            ("<speak><![CDATA[a]]></speak>", 7),
            ("<speak><?a?></speak>", 7),
            ("<speak>\u{1}</speak>", 7),
            ("<speak></></speak>", 7),
        ]
    )
    func problems(text: String, offset: Int) throws {
        let problem = try #require(checkSSML(text))
        #expect(problem.offset == offset, "\(problem.message)")
        #expect(problem.help != nil)
    }

    @Test("problems name what is wrong")
    func wording() throws {
        let unknown = try #require(checkSSML("<speak><Break/></speak>"))
        #expect(unknown.message == "the platform knows no tag 'Break'")
        #expect(unknown.help == "did you mean 'break'?")
        let order = try #require(checkSSML("<speak><p>a</speak>"))
        #expect(order.message == "'</speak>' stands where '</p>' is due")
    }

    @Test("every truncation of sound SSML has a problem")
    func truncation() {
        let text = "<speak xml:lang='a'>a &amp; <p>b</p><!-- c --><break time='1s'/></speak>"
        #expect(checkSSML(text) == nil)
        for length in 0..<text.utf8.count {
            let cut = String(decoding: text.utf8.prefix(length), as: UTF8.self)
            #expect(checkSSML(cut) != nil, "\(cut)")
        }
    }

    @Test("nesting has no limit")
    func depth() {
        let depth = 50_000
        let text = "<speak>" + String(repeating: "<p>", count: depth) + String(repeating: "</p>", count: depth)
        #expect(checkSSML(text + "</speak>") == nil)
        #expect(checkSSML(text) != nil)
    }
}
