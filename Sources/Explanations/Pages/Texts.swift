internal import Diagnostics

/// What is spoken.
extension Explanations {
    static let texts: [Explanation] = [
        Explanation(
            "CC3020",
            .error,
            "A text is too long to be spoken in one piece",
            meaning: """
                The platform speaks at most 1,500 characters at a time, tags not counted. Longer texts are split where a
                sentence ends; this one has too long a sentence, or is SSML, which is not split.

                The goodbye and what fallback says stand wherever a call may end. Neither is split: it would make the release
                many times as long as the project.
                """,
            onTheTelephone: """
                The platform refuses the text in the middle of the call. 1,500 characters take some two minutes, which few
                callers listen to.
                """,
            mending: """
                Write shorter sentences, or several texts one after another. Make a long goodbye short, and put what only some
                callers need before it, into a destination with say.
                """,
            example: .made("A text of 1,600 characters without the end of a sentence.") {
                let text = String(repeating: "and so on ", count: 160)
                let body = "numbers: {default: {inbound: {say: \"\(text)\", hangup: yes}}}\n"
                return Array((Explanation.Example.head + body).utf8)
            }
        ),
        Explanation(
            "CC3021",
            .error,
            "A text has a word in it that stands for something else",
            meaning: """
                A few words are replaced on the way to the platform: PARAMS_TO by the number that was dialled, @@RELEASE@@ by the
                name of the release. They cannot be part of a text.
                """,
            onTheTelephone: """
                Callers would hear a number in the middle of a sentence. Where dialled digits may be put into a document is also
                a matter of safety, and kept to one place.
                """,
            mending: """
                Use other words.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {say: Calling PARAMS_TO., hangup: yes}}
                """
            )
        ),
        Explanation(
            "CC3022",
            .error,
            "SSML is not well formed",
            meaning: """
                A text that begins with <speak> is SSML. It has one such element, each tag in it is closed, it uses only tags
                that the platform knows, and & and < are written &amp; and &lt;.
                """,
            onTheTelephone: """
                The platform does not speak SSML that it cannot read. The caller hears silence where the prompt should be.
                """,
            mending: """
                Close the tag that is named, or leave the markup out: most prompts need none.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {say: "<speak>Hello <break time='1s'></speak>", hangup: yes}}
                """
            )
        ),
        Explanation(
            "CC3023",
            .error,
            "The platform does not speak this language",
            meaning: """
                The language is none of those that the platform has a voice for. They are written with a region: en-GB, es-MX.
                """,
            onTheTelephone: """
                The platform refuses the text, or reads it in American English: a Spanish prompt that nobody understands.
                """,
            mending: """
                Take the near language that is suggested.
                """,
            example: .adding(
                """
                voice: {language: en-UK}
                """
            )
        ),
        Explanation(
            "CC3024",
            .error,
            "The language has no voice of this style",
            meaning: """
                "style" is the number of a voice within a language, from 0. The language has fewer of them.
                """,
            onTheTelephone: """
                The platform refuses the text or takes another voice, and the line sounds like two companies.
                """,
            mending: """
                Choose one of the styles that are listed, or leave the key out for the first.
                """,
            example: .adding(
                """
                voice: {language: en-GB, style: 99}
                """
            )
        ),
    ]
}
