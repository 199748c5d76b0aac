internal import Glibc

/// How a file is to what it should hold.
package enum FileComparison: Sendable {
    case missing
    case same
    case different
}

/// Compares a file with what it should hold: the size first, then the bytes.
///
/// - Parameters:
///   - path: The file.
///   - bytes: What it should hold.
/// - Returns: What stands there; anything but a regular file is different.
/// - Throws: When it is there and cannot be read.
package func compareFile(_ path: String, with bytes: [UInt8]) throws(FileError) -> FileComparison {
    do {
        return try readFile(path, limit: bytes.count) == bytes ? .same : .different
    } catch {
        switch error.cause {
        case .notRegular, .link, .tooLarge: return .different
        case .system where error.isMissing: return .missing
        case .system: throw error
        }
    }
}
