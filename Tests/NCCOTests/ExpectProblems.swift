import JSONTree
import NCCO
import Testing

/// Holds that an NCCO has exactly the expected problems, each written `severity rule path`.
func expectProblems(
    _ ncco: String,
    _ expected: [String],
    allowingDialledToken: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let problems = checkNCCO(try JSONValue(parsing: ncco), allowingDialledToken: allowingDialledToken)
    let found = problems.map { problem in
        let words = [problem.severity.rawValue, problem.rule.rawValue, problem.pathText]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
    #expect(found == expected, "\(ncco)\n\(problems.map(\.message))", sourceLocation: sourceLocation)
    for problem in problems {
        #expect(problem.message.utf8.last != UInt8(ascii: "."), sourceLocation: sourceLocation)
        #expect(!problem.message.contains("\n"), sourceLocation: sourceLocation)
    }
}

/// The only problem's message and help, for tests of wording.
func onlyProblem(_ ncco: String) throws -> NCCOProblem {
    let problems = checkNCCO(try JSONValue(parsing: ncco))
    #expect(problems.count == 1, "\(problems)")
    return try #require(problems.first)
}
