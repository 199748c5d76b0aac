import JSONTree
import Testing

@Suite("escapes in JSON strings")
struct EscapeTests {
    @Test("a pair of surrogates is one character")
    func pair() throws {
        #expect(try JSONValue(parsing: #""\uD83D\uDE00""#) == "😀")
        #expect(try JSONValue(parsing: #""\uDBFF\uDFFF""#) == "\u{10FFFF}")
    }

    @Test(
        "half a pair is an error where it stands, whatever follows it",
        arguments: [
            #""\uD800""#, #""\uDFFF""#, #""\uD800\u0000""#, #""\uD800\u0041""#, #""\uDBFF\uD800""#, #""\uD800\uE000""#,
            #""\uD800\uFFFF""#, #""\uD800\n""#,
        ]
    )
    func half(text: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == "a lone surrogate")
        #expect(error?.offset == 3)
    }
}
