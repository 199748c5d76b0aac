internal import ProgramSupport

/// How long Graphviz may think, in seconds: its time grows much faster than the picture.
private let patience = 60

/// Lets Graphviz's `dot` draw a picture.
///
/// - Parameter dot: The picture in Graphviz's language.
/// - Returns: The SVG.
/// - Throws: When Graphviz is not installed, fails, or does not come to an end.
func drawSVG(_ dot: String) throws(ProgramFailure) -> String {
    let result: ToolResult
    do throws(ToolFailure) {
        result = try runTool(["dot", "-Tsvg"], input: Array(dot.utf8), patience: patience)
    } catch {
        throw ProgramFailure(graphviz: error)
    }
    guard result.status == 0 else {
        throw ProgramFailure(
            "Graphviz failed with status \(result.status)",
            help: "print the picture with '--format dot', and see what 'dot -Tsvg' says of it"
        )
    }
    guard !result.output.isEmpty else {
        throw ProgramFailure("Graphviz drew nothing", help: "see what 'dot -Tsvg' says of '--format dot'")
    }
    return String(decoding: result.output, as: UTF8.self)
}

extension ProgramFailure {
    fileprivate init(graphviz failure: ToolFailure) {
        switch failure {
        case .noTemporaryFile:
            self.init("there is no place for a temporary file", help: "set TMPDIR, or free some space")
        case .cannotWriteInput:
            self.init("the picture cannot be written to a temporary file", help: "free some space")
        case .notInstalled:
            self.init(
                "'dot' of Graphviz is not installed",
                help: "install graphviz, or print another format: '--format mermaid' needs nothing"
            )
        case .cannotStart(let code):
            self.init(
                "'dot' of Graphviz cannot be started (error \(code))",
                help: "check the installation of graphviz"
            )
        case .lostSightOf(let code): self.init("Graphviz was lost sight of (error \(code))", help: nil)
        case .timedOut:
            self.init(
                "Graphviz did not come to an end within \(patience) seconds",
                help: "draw a part of the project with --from, or print '--format dot' and give 'dot' the time it needs"
            )
        }
    }
}
