package import ContactCenter
internal import Diagnostics

/// The files of a project that its YAML names, read at the edge before the stages run.
package struct ProjectFiles: Sendable {
    package enum Content: Sendable {
        case bytes([UInt8])
        case missing
        /// Why it cannot be read: "permission denied".
        case unreadable(reason: String)

        /// The bytes, or why there are none.
        package var bytesOrReason: Result<[UInt8], UnreadableFile> {
            switch self {
            case .bytes(let bytes): .success(bytes)
            case .missing: .failure(UnreadableFile(reason: "there is no such file"))
            case .unreadable(let reason): .failure(UnreadableFile(reason: reason))
            }
        }
    }

    /// Why a file gives no bytes.
    package struct UnreadableFile: Error, Sendable {
        package let reason: String
    }

    private var contents: [String: Content] = [:]

    package init() {}

    /// What stands at `path`, as the YAML writes it.
    package subscript(path: String) -> Content? {
        get { contents[path] }
        set { contents[path] = newValue }
    }
}

extension Project {
    /// The NCCO files that destinations name, as the YAML writes them; a path may occur more than once.
    ///
    /// - Complexity: O(destinations).
    package var nccoPaths: [String] {
        var paths: [String] = []
        func collect(_ destination: Destination?) {
            if let destination { collect(destination) }
        }
        func collect(_ destination: Destination) {
            if case .ncco(let source) = destination.target, case .file(let path) = source.value { paths.append(path) }
            collect(destination.otherwise?.destination)
        }
        numbers.forEach { collect($0.inbound) }
        collect(defaultInbound)
        agents.forEach { collect($0.otherwise) }
        for index in menus.indices {
            let options = menus[index].options
            for option in options.indices {
                collect(options[option].destination)
            }
            collect(menus[index].otherwise)
        }
        collect(outbound?.otherwise)
        outbound?.extensions.forEach { collect($0.destination) }
        return paths
    }
}
