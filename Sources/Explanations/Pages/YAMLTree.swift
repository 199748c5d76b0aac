internal import Diagnostics

/// YAML that can be read, but not as what was meant.
extension Explanations {
    static let yamlTree: [Explanation] = [
        Explanation(
            "CC0016",
            .error,
            "A file holds a second document",
            meaning: """
                A line of three dashes begins another YAML document in the same file. A project is read from one document.
                """,
            onTheTelephone: """
                Had the second part been left out silently, its menus and numbers would be missing from the line.
                """,
            mending: """
                Remove the dashes, or move the second document to a file of its own.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting: {url: "https://voice.acme.example"}
                ---
                agents: {Jane: {otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC0017",
            .error,
            "A key is written twice",
            meaning: """
                The same key stands twice in one mapping. YAML leaves open which of the two holds, and programs differ.
                """,
            onTheTelephone: """
                Two options for the same key: which of the two places do callers reach who press it? Two menus of one name: one
                of them would be lost without a word.
                """,
            mending: """
                Remove one of the two, or give it the name that was meant.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Press 1 to hear this again, 2 to end.
                    options:
                      1: {menu: main}
                      1: hangup
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC0018",
            .error,
            "A key is a list or a mapping",
            meaning: """
                A key has to be a text. This one begins with a bracket or a brace, so that YAML reads a list or mapping in the
                place of the key. A variable without quotes does that too: ${name}.
                """,
            onTheTelephone: """
                Names are what calls are routed by. A key that is no text names nothing.
                """,
            mending: """
                Put the key in quotes. Variables are replaced in values, not in keys.
                """,
            example: .adding(
                """
                menus:
                  [main]: {prompt: Press 1.}
                """
            )
        ),
        Explanation(
            "CC0019",
            .error,
            "A comma ends a text in braces",
            meaning: """
                In braces a comma separates entries. A text without quotes therefore ends at its first comma, and the rest is
                read as a key without a value.
                """,
            onTheTelephone: """
                "Sorry, I did not hear you." would be spoken as "Sorry".
                """,
            mending: """
                Put the text in quotes. The replacement that is printed does that.
                """,
            example: .adding(
                """
                numbers:
                  default:
                    inbound: {say: Sorry, I did not hear you., hangup: yes}
                """
            )
        ),
        Explanation(
            "CC0020",
            .error,
            "A key in braces has no value",
            meaning: """
                Between braces every entry is a key with a value. This one is a word alone.
                """,
            onTheTelephone: """
                What the word was to say is not said. In "say: Sorry, we are closed." without quotes, callers hear the first
                word only.
                """,
            mending: """
                Write "key: value", as in {say: Goodbye., hangup: yes}. A list stands in brackets, a text with a comma in
                quotes.
                """,
            example: .adding(
                """
                agents: {Jane, Joe}
                """
            )
        ),
        Explanation(
            "CC0021",
            .error,
            "An alias names nothing",
            meaning: """
                A word that begins with * is an alias: it stands for the value that was marked with & and the same word further
                up. There is no such mark before this place.
                """,
            onTheTelephone: """
                The destination or text that was to be repeated here is missing.
                """,
            mending: """
                Correct the word, or mark the value: &word before it. A text that really begins with * wants quotes.
                """,
            example: .adding(
                """
                voice: {goodbye: &bye Goodbye.}
                numbers:
                  default: {inbound: {say: *bey, hangup: yes}}
                """
            )
        ),
        Explanation(
            "CC0022",
            .error,
            "An alias stands within the value that it means",
            meaning: """
                The value would contain itself, without end.
                """,
            onTheTelephone: """
                Circles of menus are written with names, {menu: main}, and checked for a way out. A value in itself is no menu.
                """,
            mending: """
                Move the alias out of the value, or lead back by the name of a menu.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: &again {say: Hello., hangup: *again}}
                """
            )
        ),
        Explanation(
            "CC0023",
            .error,
            "Something other than a mapping is merged",
            meaning: """
                The key << puts the entries of another mapping in its place. Its value is an alias of a mapping, or a list of
                such aliases.
                """,
            onTheTelephone: """
                The entries that were to be shared, such as how long to ring, are missing where they were counted on.
                """,
            mending: """
                Give << an alias of a mapping. A key that is really called << wants quotes.
                """,
            example: .adding(
                """
                agents:
                  Jane: {<<: quickly, otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC0024",
            .error,
            "A tag has no meaning here",
            meaning: """
                A word that begins with ! is a tag of YAML, which tells programs how to read a value. The language has no tags
                of its own; what a value is follows from its key.
                """,
            onTheTelephone: """
                Without quotes a text like "!Attention" loses its first word.
                """,
            mending: """
                Remove the tag. Put a text that begins with ! in quotes.
                """,
            example: .adding(
                """
                voice: {goodbye: !secret Goodbye.}
                """
            )
        ),
        Explanation(
            "CC0028",
            .error,
            "Aliases stand for too many values",
            meaning: """
                Aliases of values that hold aliases multiply: ten of ten of ten are a thousand. Those of this file stand for
                more than a million values.
                """,
            onTheTelephone: """
                A few lines of this kind can take all memory of the machine that deploys, and have been used to attack programs
                that read YAML.
                """,
            mending: """
                Use fewer aliases of aliases: give what repeats a name, as a menu or an agent.
                """,
            example: .whole(
                """
                - &a [x, x, x, x, x, x, x, x, x, x]
                - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                - &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                - &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
                """
            )
        ),
    ]
}
