internal import ArgumentParser
internal import FileAccess

/// Writes an error to standard error, and what to do about it below.
func printError(_ summary: String, help: String? = nil) {
    // There is no other place to tell of it.
    try? StandardStream.error.write("error: \(summary)\n\(help.map { "  help: \($0)\n" } ?? "")")
}

/// Writes to standard output as it stands; when that fails, says so and throws the exit status.
func printOutput(_ text: String) throws(ExitCode) {
    do {
        try StandardStream.output.write(text)
    } catch {
        printError("cannot write '\(error.path)': \(error.reason)")
        throw .failure
    }
}
