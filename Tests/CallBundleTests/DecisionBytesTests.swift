import CallBundle
import JSONTree
import Testing

@Suite("The bytes of a decision")
struct DecisionBytesTests {
    private static func document(_ digit: Character) -> Decision {
        DocumentID(String(repeating: digit, count: 16)).map { .document($0) } ?? .proceed
    }

    private static let leaf: Decision = document("a")
    private static let words = ["sales", "größer \"x\""].compactMap { WordCase(phrase: $0, decision: document("b")) }

    @Test(
        "are those of its JSON value",
        arguments: [
            leaf, .proceed, .digits(cases: [:], none: .proceed, otherwise: leaf),
            .digits(
                cases: ["1": leaf, "12": .proceed, "*": document("c")],
                words: words,
                none: leaf,
                otherwise: .proceed
            ),
            .digits(cases: ["#": .appUser(yes: leaf, no: .proceed)], words: [], none: .proceed, otherwise: leaf),
            .status(
                cases: ["busy": leaf, "timeout": .split([SplitShare(weight: 2, decision: leaf)])],
                otherwise: .proceed
            ),
            .called(cases: ["44\"7": leaf], otherwise: .status(cases: [:], otherwise: leaf)),
        ]
    )
    func bytes(decision: Decision) {
        #expect(decision.fileBytes == decision.fileJSON.serializedBytes())
    }
}
