/// Writes the paths of files as those see them who read a report: from the root of the repository.
package struct ReportPaths: Sendable {
    /// The absolute path that shown paths are relative to, as steps.
    private let workingDirectory: [Substring]
    private let root: [Substring]

    /// - Parameters:
    ///   - workingDirectory: The absolute path that the paths of source files are relative to.
    ///   - root: The absolute path of the repository.
    package init(workingDirectory: String, root: String) {
        self.workingDirectory = Self.steps(of: workingDirectory, from: [])
        self.root = Self.steps(of: root, from: [])
    }

    /// A file's path from the root, `voice/contact-center.yaml`; absolute for a file outside of it.
    package func path(of file: SourceFile) -> String {
        let steps = Self.steps(of: file.path, from: file.path.hasPrefix("/") ? [] : workingDirectory)
        guard steps.count > root.count, steps.starts(with: root) else { return "/" + steps.joined(separator: "/") }
        return steps.dropFirst(root.count).joined(separator: "/")
    }

    /// The same as a reference of a URI, its bytes escaped where a URI wants it.
    package func uri(of file: SourceFile) -> String {
        let path = path(of: file)
        let escaped = path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                String(UnicodeScalar(byte))
            case _ where "-._~/".utf8.contains(byte): String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return (path.hasPrefix("/") ? "file://" : "") + escaped.joined()
    }

    /// A path as an absolute one, without `.` and `..`.
    package static func absolute(_ path: String, from workingDirectory: String) -> String {
        let start = path.hasPrefix("/") ? [] : steps(of: workingDirectory, from: [])
        return "/" + steps(of: path, from: start).joined(separator: "/")
    }

    /// The steps of a path without `.` and, as far as they can be taken back, without `..`.
    private static func steps(of path: String, from start: [Substring]) -> [Substring] {
        path.split(separator: "/").reduce(into: start) { steps, step in
            switch step {
            case ".": break
            case "..": _ = steps.popLast()
            default: steps.append(step)
            }
        }
    }
}
