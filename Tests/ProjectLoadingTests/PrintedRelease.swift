import CallBundle
import JSONTree
import ProjectLoading

/// What the compiler made of a project, printed for people: routes and documents in the order in which calls reach them.
///
/// Names that are hashes become labels by that order, `document-1`, and the release id `<release>`, so that a golden file
/// changes only where its calls do. The offsets of a time zone are only counted.
struct PrintedRelease {
    /// One for each file that a call can reach, breadth first from the answer, behind its heading.
    private(set) var text = ""

    /// The documents that calls reach, with their labels.
    private(set) var documents: [(label: String, ncco: JSONValue)] = []

    /// Paths below the release's folder that something leads to and that are not there.
    private(set) var missing: [String] = []

    /// Paths below the release's folder that nothing leads to.
    private(set) var unreached: [String] = []

    /// What is printed in place of names, longest first.
    private var labels: [(name: String, label: String)] = []

    init(_ release: Release) throws {
        let root = "r/\(release.id)/"
        let files = Dictionary(
            uniqueKeysWithValues: release.files.map { (String($0.path.dropFirst(root.count)), $0.bytes) }
        )
        var paths = ["e/answer.json", "fallback.json"]
        // The same document as `e/answer.json` leads to, where a host of files serves it as it stands.
        var known = Set(paths + ["e/answer"])
        var contents: [(path: String, content: JSONValue?)] = []
        var next = 0
        while next < paths.count {
            let path = paths[next]
            next += 1
            guard let bytes = files[path] else {
                missing.append(path)
                continue
            }
            var content: JSONValue?
            if path.hasSuffix(".json") { content = try JSONValue(parsing: bytes) }
            contents.append((path, content))
            label(path)
            let targets = content?.targets(root: root) ?? []
            paths += targets.filter { known.insert($0).inserted }
        }
        unreached = files.keys.filter { !known.contains($0) }.sorted()
        labels.append((release.id.text, "<release>"))
        // The fallback is read last: most calls never hear it.
        for (path, content) in contents where path != "fallback.json" { print(path, content) }
        for (path, content) in contents where path == "fallback.json" { print(path, content) }
        let requires = release.manifest.requires
        print("users to ring", requires.users)
        print("users who may log in", release.manifest.appUsers)
        print("caller ids", requires.callerIDs)
        print("numbers", requires.entryNumbers)
    }

    /// Names a file by its place, where its own name is a hash.
    private mutating func label(_ path: String) {
        let name = path.dropFirst(2).prefix { $0 != "." }
        func count(_ kind: String) -> Int { labels.count { $0.label.hasPrefix(kind) } + 1 }
        if path.hasPrefix("d/") {
            labels.append((String(name), "document-\(count("document-"))"))
        } else if path.hasPrefix("a/") {
            labels.append((String(name), "sound-\(count("sound-"))"))
        } else if let hash = name.split(separator: "~").first(where: { $0.isHash(of: 16) || $0.isHash(of: 8) }) {
            guard !labels.contains(where: { $0.name == hash }) else { return }
            labels.append((String(hash), "way-\(count("way-"))"))
        }
    }

    private mutating func print(_ path: String, _ content: JSONValue?) {
        guard let content else {
            text += "\(labelled(path))\n\n"
            return
        }
        if path.hasPrefix("d/") { documents.append((labelled(path), content)) }
        text += "\(labelled(path))\n\(labelled(content.withoutOffsets.serialized(.pretty)))\n\n"
    }

    private mutating func print(_ title: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        text += "\(title): \(values.joined(separator: ", "))\n"
    }

    private func labelled(_ text: String) -> String {
        labels.reduce(text) { text, label in
            String(decoding: replacing(label.name, by: label.label, in: Array(text.utf8)), as: UTF8.self)
        }
    }
}

extension Substring {
    fileprivate func isHash(of length: Int) -> Bool {
        utf8.count == length && allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}

extension JSONValue {
    /// The files of the release that a decision or document leads to, in order.
    fileprivate func targets(root: String) -> [String] {
        switch self {
        case .string(let text):
            guard let path = text.split(separator: "/\(root)", maxSplits: 1).dropFirst().first else { return [] }
            return [path.hasPrefix("e/") ? "\(path).json" : String(path)]
        case .array(let items): return items.flatMap { $0.targets(root: root) }
        case .object(let object):
            return object.members.flatMap { member in
                if member.key == "document", let name = member.value.stringValue { return ["d/\(name).json"] }
                return member.value.targets(root: root)
            }
        default: return []
        }
    }

    /// With the offsets of time zones only counted.
    fileprivate var withoutOffsets: JSONValue {
        switch self {
        case .array(let items): return .array(items.map(\.withoutOffsets))
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { member in
                        if member.key == "changes", let changes = member.value.arrayValue {
                            return (member.key, .string("\(changes.count) of the time zone"))
                        }
                        return (member.key, member.value.withoutOffsets)
                    }
                )
            )
        default: return self
        }
    }
}
