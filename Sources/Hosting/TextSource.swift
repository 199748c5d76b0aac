internal import FileAccess
internal import Synchronization

/// A setting that is known at start, or stands in a file that may come and change later.
package enum TextSource: Sendable {
    case absent
    case fixed(String)
    case file(WatchedFile)

    /// The text as it is now, without blanks and line ends around it; nil when there is none.
    func current() -> String? {
        switch self {
        case .absent: nil
        case .fixed(let text): text.nonBlank
        case .file(let file): file.current()
        }
    }
}

/// A small text file, read again when it changes.
package final class WatchedFile: Sendable {
    private struct Seen {
        var stamp: FileStamp?
        var text: String?
    }

    private let path: String
    private let seen = Mutex(Seen())

    package init(path: String) {
        self.path = path
    }

    /// The text of the file; nil while it is missing, unreadable, empty or larger than 64 KiB.
    func current() -> String? {
        // The stamp is taken first: a file that changes while it is read has another stamp the next time.
        let stamp = FileStamp(path: path)
        return seen.withLock { seen in
            guard stamp != seen.stamp || stamp == nil else { return seen.text }
            let bytes = try? readFile(path, limit: 65_536)  // Unreadable counts as not there yet.
            let text = bytes.flatMap { String(validating: $0, as: UTF8.self)?.nonBlank }
            seen = Seen(stamp: bytes == nil ? nil : stamp, text: text)
            return text
        }
    }
}

extension String {
    /// The text without blanks and line ends around it; nil when nothing is left.
    fileprivate var nonBlank: String? {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.isEmpty ? nil : String(text)
    }
}
