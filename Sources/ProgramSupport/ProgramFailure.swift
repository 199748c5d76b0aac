package import ArgumentParser
package import Diagnostics
package import FileAccess
package import VonageAPI

/// Why a program cannot go on: what the world did, for one line on a terminal and what to do about it.
package struct ProgramFailure: Error, Hashable, Sendable {
    /// One line, without a full stop and without secrets.
    package let message: String
    package let help: String?

    /// Of its page, where there is one.
    package let code: DiagnosticCode?

    package init(_ message: String, help: String?, code: DiagnosticCode? = nil) {
        self.message = message
        self.help = help
        self.code = code
    }

    /// Prints it; the exit status is 1.
    package func reported() -> ExitCode {
        printError("error\(code.map { "[\($0)]" } ?? ""): \(message)" + (help.map { "\n  help: \($0)" } ?? ""))
        return .failure
    }
}

extension ProgramFailure {
    /// The exit status when findings were printed that forbid going on.
    package static var alreadyPrinted: ExitCode { .failure }

    package init(_ error: APIError) {
        let (summary, help) = error.describe()
        self.init(summary, help: help)
    }

    package init(_ error: CredentialError) {
        let (summary, help) = error.describe()
        self.init(summary, help: help)
    }

    package init(cannotWrite error: FileError) {
        self.init(
            "cannot write '\(error.path)': \(error.reason)",
            help: error.isOutOfSpace ? "free some space" : "check the folder and its rights"
        )
    }
}
