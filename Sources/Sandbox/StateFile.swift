internal import FileAccess
internal import JSONTree

/// The file that keeps the state over restarts; always a whole one, since it is written aside and renamed.
package struct StateFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The state in the file; nil when there is no file yet.
    package func load() throws(SandboxStateError) -> SandboxState? {
        let bytes: [UInt8]
        do {
            bytes = try readFile(path, limit: fileLimit)
        } catch {
            if error.isMissing { return nil }
            throw SandboxStateError("cannot read the state file '\(path)': \(error.reason)")
        }
        do {
            return try SandboxState(json: try JSONValue(parsing: bytes))
        } catch {
            throw SandboxStateError(
                "the state file '\(path)' is damaged: \(error); mend it, or delete it to begin anew"
            )
        }
    }

    /// Puts the state in the place of the file's content.
    package func save(_ state: SandboxState) throws(SandboxStateError) {
        do {
            // For its owner alone, since users' SIP passwords may be in it.
            try replaceFile(path, state.json.serializedBytes() + [UInt8(ascii: "\n")], mode: .secret)
        } catch {
            throw SandboxStateError("cannot write the state file '\(path)': \(error.reason)")
        }
    }
}

/// The most bytes that are taken of a state file or a list of numbers.
let fileLimit = 1 << 30
