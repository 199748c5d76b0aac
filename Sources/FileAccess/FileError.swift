internal import Glibc

/// What kept a file from being read or written.
package struct FileError: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// A system call failed with this `errno`.
        case system(Int32)
        /// A folder, device, pipe or socket stands where a file was expected.
        case notRegular
        case tooLarge(limit: Int)
    }

    package let path: String
    package let cause: Cause

    package init(path: String, cause: Cause) {
        self.path = path
        self.cause = cause
    }

    /// The failure that the last system call left in `errno`.
    package static func last(_ path: String) -> FileError { FileError(path: path, cause: .system(errno)) }

    package var isMissing: Bool { cause == .system(ENOENT) || cause == .system(ENOTDIR) }

    package var isOutOfSpace: Bool { cause == .system(ENOSPC) || cause == .system(EDQUOT) }

    /// A few words: `permission denied`.
    package var reason: String {
        switch cause {
        case .system(ENOENT): "there is no such file"
        case .system(let code): unsafe String(cString: strerror(code)).lowercased()
        case .notRegular: "it is not a regular file"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        }
    }
}

extension FileError: CustomStringConvertible {
    package var description: String { reason }
}
