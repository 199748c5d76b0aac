internal import Diagnostics

/// Menus that listen for words.
extension Explanations {
    static let speech: [Explanation] = [
        Explanation(
            "CC3060",
            .error,
            "The platform does not understand this language",
            meaning: """
                A menu with "speech" listens in the language that stands there, else in that of its prompt. The platform
                recognises about a hundred languages, not all of those that it speaks.
                """,
            onTheTelephone: """
                The platform would refuse the menu, and the caller would hear nothing more.
                """,
            mending: """
                Write a language of the list of speech recognition, like en-GB, as "language" under "speech".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Say again to hear this again.
                    options: {1: {menu: main, words: [again]}}
                    speech: {language: cy-GB}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3061",
            .warning,
            "Nobody listens for these words",
            meaning: """
                Options have words, and the menu has no "speech": it takes keys only.
                """,
            onTheTelephone: """
                A caller who says the word is treated as one who is silent.
                """,
            mending: """
                Add "speech: yes" to the menu, or remove "words". Listening is charged by the platform.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Press 1 to hear this again.
                    options: {1: {menu: main, words: [again]}}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3062",
            .warning,
            "A menu listens, and no word leads anywhere",
            meaning: """
                The menu has "speech", and none of its options has "words".
                """,
            onTheTelephone: """
                Whatever the caller says is no option. The platform charges for listening all the same.
                """,
            mending: """
                Write beside each destination what callers say for it, like words: [sales], or remove "speech".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Press 1 to hear this again.
                    options: {1: {menu: main}}
                    speech: yes
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3063",
            .error,
            "Words never choose their option",
            meaning: """
                Options are tried in the order in which they are written, and the first whose words are heard is taken. An
                earlier option has the same words, or some of them: where these are said, so are those.
                """,
            onTheTelephone: """
                Who says "sales manager" is put through to "sales".
                """,
            mending: """
                Write the option with more words first, or choose words that the other one has not got.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Say sales or sales manager.
                    options:
                      1: {menu: main, words: [sales]}
                      2: {hangup: yes, words: [sales manager]}
                    speech: yes
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3064",
            .error,
            "A word has no letter",
            meaning: """
                What callers say is compared by its letters and digits; everything else only parts one word from the next.
                Here nothing is left to compare.
                """,
            onTheTelephone: """
                Nobody can say it, so it is never heard.
                """,
            mending: """
                Write the word as it is spoken: "star", "plus".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Say again to hear this again.
                    options: {1: {menu: main, words: [again, "*"]}}
                    speech: yes
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3065",
            .error,
            "Words are too long or too many",
            meaning: """
                Words and hints are passed on to speech recognition, which takes short ones: at most 100 characters each, and
                500 of a menu.
                """,
            onTheTelephone: """
                Nobody says a whole sentence to a menu word for word. A menu that the platform refuses leaves the caller with
                silence.
                """,
            mending: """
                Write the few words that tell this option from the others. They are found anywhere in what is said.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Say again to hear this again.
                    options:
                      1:
                        menu: main
                        words:
                          - i would like to hear all of this once more, from the beginning, and please somewhat slower than before
                    speech: yes
                    otherwise: hangup
                """
            )
        ),
    ]
}
