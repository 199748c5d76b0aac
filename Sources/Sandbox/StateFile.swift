internal import Glibc
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
        switch readFile(path) {
        case .success(let content): bytes = content
        case .failure(let code) where code.number == ENOENT: return nil
        case .failure(let code): throw SandboxStateError("cannot read the state file '\(path)': \(code)")
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
        let aside = path + ".new"
        if let code = writeFile(aside, state.json.serializedBytes() + [UInt8(ascii: "\n")]) {
            _ = unsafe unlink(aside)
            throw SandboxStateError("cannot write '\(aside)': \(code)")
        }
        guard unsafe rename(aside, path) == 0 else {
            let code = SystemError(number: errno)
            _ = unsafe unlink(aside)
            throw SandboxStateError("cannot replace '\(path)': \(code)")
        }
    }
}

/// The reason that the system gives for a refusal.
struct SystemError: Error, CustomStringConvertible {
    let number: Int32

    var description: String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}

/// The whole content of a file.
func readFile(_ path: String) -> Result<[UInt8], SystemError> {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe chunk.withUnsafeMutableBytes { buffer in
            unsafe read(descriptor, buffer.baseAddress, buffer.count)
        }
        if count < 0 {
            guard errno == EINTR else { return .failure(SystemError(number: errno)) }
        } else if count == 0 {
            return .success(content)
        } else {
            content += chunk[..<count]
        }
    }
}

/// Writes a file, readable by its owner only since users' SIP passwords may be in it; nil when it is done.
private func writeFile(_ path: String, _ content: [UInt8]) -> SystemError? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return SystemError(number: errno) }
    var rest = content[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { buffer in
            unsafe write(descriptor, buffer.baseAddress, buffer.count)
        }
        if count >= 0 {
            rest = rest.dropFirst(count)
        } else if errno != EINTR {
            let error = SystemError(number: errno)
            close(descriptor)
            return error
        }
    }
    return close(descriptor) == 0 ? nil : SystemError(number: errno)
}
