import Diagnostics
import ProjectLoading
import Testing

/// The head of a project that is whole but for what a test adds.
let projectHead = """
    version: 1
    app: {name: Test}
    hosting: {url: "https://voice.example.com"}

    """

/// The findings in a project of the head and a body, as lines: `CC2001 message`.
func findingLines(_ body: String) throws -> [String] {
    try loadText(projectHead + body).diagnostics.map { "\($0.code) \($0.message)" }
}
