internal import Diagnostics

/// Text that is no YAML.
extension Explanations {
    static let yamlText: [Explanation] = [
        Explanation(
            "CC0001",
            .error,
            "The file is not valid YAML",
            meaning: """
                The text breaks a rule of YAML for which this program has no words of its own, or it holds a directive, a line
                that begins with %. The message says what the reader of YAML made of it; the place is where it gave up, and the
                cause is often on the line above.
                """,
            onTheTelephone: """
                A file that cannot be read says nothing about any call. Nothing is built from half of it: the numbers go on
                with the release that is live.
                """,
            mending: """
                Look at the place and the line above for a quote, bracket or colon too many. Put a text that begins with % in
                quotes.
                """,
            example: .whole(
                """
                %version 1
                app: {name: Acme}
                """
            )
        ),
        Explanation(
            "CC0002",
            .error,
            "A tab indents a line",
            meaning: """
                YAML is indented with spaces only. A tab looks like any number of spaces, depending on the editor, and so could
                put a key under the wrong one.
                """,
            onTheTelephone: """
                What belongs to which menu is told by indentation alone. Were tabs guessed at, an option could end up in
                another menu, and callers with it.
                """,
            mending: """
                Indent with spaces, two for each level, and tell the editor to do so in YAML files.
                """,
            example: .whole("version: 1\napp:\n\tname: Acme")
        ),
        Explanation(
            "CC0003",
            .error,
            "A key has no colon, or no space behind it",
            meaning: """
                A line of a mapping is a key, a colon, a space and a value. Here the colon, the space or the key is missing.
                """,
            onTheTelephone: """
                The setting on this line would not be there: a number without a destination, an agent who is never rung.
                """,
            mending: """
                Write "key: value". Where the line goes on with the text of the line above, indent it deeper than that line's
                key.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                timezone
                """
            )
        ),
        Explanation(
            "CC0004",
            .error,
            "A text has a colon in it and no quotes",
            meaning: """
                A colon with a space behind it separates a key from its value. In a text without quotes it makes YAML see a
                second key.
                """,
            onTheTelephone: """
                Prompts are full of colons: "Our hours: nine to five." Without quotes callers would not hear what stands in
                the file.
                """,
            mending: """
                Put the whole text in double quotes. The replacement that is printed does that.
                """,
            example: .adding(
                """
                numbers:
                  default:
                    inbound:
                      say: Please note: we are closed.
                      hangup: yes
                """
            )
        ),
        Explanation(
            "CC0005",
            .error,
            "A bracket or a quote is never closed",
            meaning: """
                A list, a mapping or a text was opened and the file ends, or goes on with other keys, before it is closed. The
                note shows where that was noticed.
                """,
            onTheTelephone: """
                Everything behind the open quote would be part of one text, and callers would hear the rest of the file.
                """,
            mending: """
                Close it: [ with ], { with }, a quote with the same quote.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme
                hosting: {url: "https://voice.acme.example"}
                """
            )
        ),
        Explanation(
            "CC0006",
            .error,
            "A line is indented like no line above",
            meaning: """
                The keys of one mapping begin in the same column. This line begins between the columns in use, so that it
                belongs to nothing.
                """,
            onTheTelephone: """
                Indentation decides which menu an option belongs to. A guess could send callers to the wrong place.
                """,
            mending: """
                Move the line to the column of its neighbours, or deeper than the key that it belongs to.
                """,
            example: .whole(
                """
                version: 1
                app:
                    name: Acme
                  region: eu-west
                """
            )
        ),
        Explanation(
            "CC0007",
            .error,
            "A text begins with a character that means something in YAML",
            meaning: """
                At the start of a text, the characters @ ` % * & ! and a few more are signs of YAML. The star of a telephone
                is one of them: as the key of an option it wants quotes.
                """,
            onTheTelephone: """
                The star is the usual way back to the first menu. Left without quotes, the option is not there.
                """,
            mending: """
                Put the text in double quotes, as in "*": {menu: main}. The replacement that is printed does that.
                """,
            example: .adding(
                """
                menus:
                  main:
                    prompt: Press star to hear this again.
                    options:
                      *: {menu: main}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC0008",
            .error,
            "Something stands behind a value that has ended",
            meaning: """
                A text in quotes ends at the closing quote, and a list or mapping at its bracket. What follows on the line
                belongs to nothing. An apostrophe in a text with single quotes is the usual cause.
                """,
            onTheTelephone: """
                Callers would hear the text only up to the apostrophe.
                """,
            mending: """
                Use double quotes around the text, or write '' for an apostrophe within single quotes.
                """,
            example: .adding(
                """
                numbers:
                  default:
                    inbound: {say: 'I'm sorry, we are closed.', hangup: yes}
                """
            )
        ),
        Explanation(
            "CC0009",
            .error,
            "A backslash is followed by something that is no escape",
            meaning: #"""
                Within double quotes a backslash begins an escape, such as \n for a line end or \" for a quote. This one is not
                among those that YAML knows.
                """#,
            onTheTelephone: """
                A path or text with the wrong characters in it names a file that is not there, or is spoken letter by letter.
                """,
            mending: #"""
                Write \\ for a backslash, or put the text in single quotes, where a backslash is just that.
                """#,
            example: .whole(
                #"""
                version: 1
                app: {name: Acme, public_key: "keys\public.pem"}
                """#
            )
        ),
        Explanation(
            "CC0010",
            .error,
            "A closing bracket does not fit",
            meaning: """
                A closing bracket stands where nothing is open, or the bracket that is open is of the other kind: [ wants ], {
                wants }.
                """,
            onTheTelephone: """
                Which options a menu has depends on where its bracket closes. The file is not guessed at.
                """,
            mending: """
                Close the inner bracket first, with its own kind, or remove the one too many.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme]
                """
            )
        ),
        Explanation(
            "CC0011",
            .error,
            "A comma is missing, or stands behind nothing",
            meaning: """
                Between brackets and braces the entries are separated by commas, one between two. Here one is missing, or two
                follow each other.
                """,
            onTheTelephone: """
                Two settings would run into one, and neither would hold.
                """,
            mending: """
                Put a comma between the entries. Put quotes around a text that is meant to go on.
                """,
            example: .whole(
                """
                version: 1
                app: {name: "Acme" region: eu-west}
                """
            )
        ),
        Explanation(
            "CC0012",
            .error,
            "A list item stands where none can stand",
            meaning: """
                The items of a list begin with "- ", each on a line of its own, below the key of the list and all in one column.
                Here an item stands on the line of the key, or among keys.
                """,
            onTheTelephone: """
                The prefixes that may be dialled, for one, are a list: an item in the wrong place allows or denies nothing.
                """,
            mending: """
                Begin the list on the next line, or write it in brackets: [a, b]. A text that begins with "- " wants quotes.
                """,
            example: .adding(
                """
                menus:
                  main:
                    prompt: - Press 1.
                    options: {1: hangup}
                """
            )
        ),
    ]
}
