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

/// What a file of the project is for.
package enum FileUse: Sendable {
    case ncco
    case sound
    case callerList

    /// The most bytes that are read.
    package var limit: Int {
        switch self {
        case .ncco: 1 << 20
        case .sound, .callerList: 16 << 20
        }
    }
}

extension Project {
    /// The files that the YAML names, as it writes them; a path may occur more than once.
    ///
    /// - Complexity: O(destinations).
    package var files: [(path: String, use: FileUse)] {
        var files: [(path: String, use: FileUse)] = []
        func collect(_ sound: Located<Sound>?) {
            if case .file(let path)? = sound?.value { files.append((path, .sound)) }
        }
        func collect(_ destination: Destination?) {
            if let destination { collect(destination) }
        }
        func collect(_ destination: Destination) {
            switch destination.target {
            case .ncco(let source): if case .file(let path) = source.value { files.append((path, .ncco)) }
            case .schedule, .caller, .split: destination.inner.forEach { collect($0) }
            default: break
            }
            collect(destination.otherwise?.destination)
        }
        numbers.forEach { collect($0.inbound) }
        collect(defaultInbound)
        for agent in agents {
            collect(agent.music)
            collect(agent.otherwise)
        }
        teams.forEach { collect($0.otherwise) }
        for index in menus.indices {
            let options = menus[index].options
            for option in options.indices {
                collect(options[option].destination)
            }
            collect(menus[index].otherwise)
        }
        for step in flows.flatMap(\.steps) {
            switch step {
            case .play(let sound): collect(sound)
            case .go(let destination): collect(destination)
            case .say, .pause: break
            }
        }
        for list in callers {
            if case .file(let path) = list.source { files.append((path.value, .callerList)) }
        }
        collect(outbound?.otherwise)
        outbound?.extensions.forEach { collect($0.destination) }
        return files
    }
}
