internal import Diagnostics

/// Bytes that are no text.
extension Explanations {
    static let yamlBytes: [Explanation] = [
        Explanation(
            "CC0013",
            .error,
            "A byte is not UTF-8",
            meaning: """
                The file was saved in an old encoding, such as Latin-1 or Windows-1252, in which ä, é or ñ is one byte. The
                language is written in UTF-8.
                """,
            onTheTelephone: """
                The platform speaks what it is sent. A letter that was guessed wrong is heard in every call.
                """,
            mending: """
                Save the file as UTF-8; every editor can. On a command line, iconv converts:

                    iconv -f WINDOWS-1252 -t UTF-8 old.yaml > contact-center.yaml
                """,
            example: .made("A file in Latin-1, with the name \"Bäckerei\" in it.") {
                Array("version: 1\napp: {name: B".utf8) + [0xE4] + Array("ckerei}\n".utf8)
            }
        ),
        Explanation(
            "CC0014",
            .error,
            "A control character is in the file",
            meaning: """
                Bytes that are no letters have got into the file: a NUL, an escape character, a form feed. They cannot be seen
                in most editors and have no place in YAML.
                """,
            onTheTelephone: """
                Nobody can say what the voice would make of it, or the terminal of the next person who reads the file.
                """,
            mending: """
                Remove the character at the place that is shown, or type the line again. It often came with text pasted from
                another program.
                """,
            example: .made("A file with the character U+0001 within the name \"Acme\".") {
                Array("version: 1\napp: {name: Ac\u{1}me}\n".utf8)
            }
        ),
        Explanation(
            "CC0015",
            .error,
            "The file is in UTF-16 or UTF-32",
            meaning: """
                The file was saved with two or four bytes for each character, as some editors on Windows do under the name
                "Unicode". The language is written in UTF-8.
                """,
            onTheTelephone: """
                Nothing of the file can be read, so nothing is built. The numbers go on with the release that is live.
                """,
            mending: """
                Save the file as UTF-8.
                """,
            example: .made("A file in UTF-16.") {
                [0xFF, 0xFE] + "version: 1\n".utf8.flatMap { [$0, 0] }
            }
        ),
        Explanation(
            "CC0025",
            .error,
            "A file is too large",
            meaning: """
                A file has at most 128 MiB. A contact center of ten thousand menus takes four; a larger file is most likely
                not what was meant to be read.
                """,
            onTheTelephone: """
                The limit keeps a wrong file, or a hostile one, from taking all memory of the machine that deploys.
                """,
            mending: """
                Check that the path names the right file. Split a file that is really so large, and include the parts.
                """,
            example: .made("A file of more than 128 MiB.", lowered: .bytes(64)) {
                Array("version: 1\n".utf8) + Array(String(repeating: "# a comment\n", count: 10).utf8)
            }
        ),
        Explanation(
            "CC0026",
            .error,
            "Values are nested too deep",
            meaning: """
                A list in a list in a list, or mappings likewise, may go 64 levels deep, those that aliases bring in included.
                No sensible project comes near.
                """,
            onTheTelephone: """
                The limit keeps a hostile file from crashing the program in the middle of a deployment.
                """,
            mending: """
                Look for brackets that are opened by mistake. Where "otherwise" is nested so deep, put the steps into menus or
                agents with names.
                """,
            example: .made("A list in a list, 65 levels deep: [[[[ … ]]]].") {
                let count = 65
                let list = String(repeating: "[", count: count) + String(repeating: "]", count: count)
                return Array("version: 1\nnumbers: \(list)\n".utf8)
            }
        ),
        Explanation(
            "CC0027",
            .error,
            "A file has too many values",
            meaning: """
                A file has at most ten million values: texts, lists and mappings, counted again for every alias of them.
                """,
            onTheTelephone: """
                The limit keeps a wrong or hostile file from taking all memory of the machine that deploys.
                """,
            mending: """
                Check that the path names the right file. Split a file that is really so large, and include the parts.
                """,
            example: .made("A file of more than ten million values.", lowered: .values(16)) {
                Array("version: 1\nremoved: {users: {\(String(repeating: "x: delete, ", count: 20))}}\n".utf8)
            }
        ),
    ]
}
