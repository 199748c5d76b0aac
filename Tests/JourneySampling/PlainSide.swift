internal import CallBundle
internal import JSONTree

/// One of two releases, on which calls are played in the plainest way: what the walk over both is held against.
///
/// Nothing of the walk is used: actions are compared as JSON, decisions are asked as a host asks them, with a time and a call.
struct PlainSide {
    private(set) var documents: [[PlainAction]] = []
    private(set) var decisions: [Decision] = []
    private(set) var answer: Decision?
    private(set) var fallback: Int?

    /// The names of all menus, and for each decision that of its menu.
    private(set) var menuNames: Set<String> = []
    private var menus: [MenuRoute?] = []
    private var documentNumbers: [DocumentID: Int] = [:]

    init(_ release: Release, _ words: inout PlainWords) throws {
        let folder = "r/\(release.id)/"
        let base = "\(release.manifest.baseURL)/"
        let routes = "\(base)\(folder)e/"
        var numbers: [String: Int] = [:]
        var sources: [JSONValue] = []
        for file in release.files where file.path.hasSuffix(".json") {
            let name = file.path.dropFirst(folder.count).dropLast(5)
            let value = try JSONValue(parsing: file.bytes)
            if name.hasPrefix("e/") {
                numbers[String(name.dropFirst(2))] = decisions.count
                decisions.append(try Decision(file: value))
                menus.append(MenuRoute(String(name.dropFirst(2))))
            } else {
                if let id = DocumentID(String(name.dropFirst(2))) { documentNumbers[id] = sources.count }
                if name == "fallback" { fallback = sources.count }
                sources.append(value)
            }
        }
        menuNames = Set(menus.compactMap { $0?.menu })
        answer = numbers["answer"].map { decisions[$0] }
        documents = sources.map { source in
            (source.arrayValue ?? []).map { action in
                let url = action["eventUrl"]?.arrayValue?.first?.stringValue ?? ""
                let route = url.hasPrefix(routes) ? numbers[String(url.dropFirst(routes.count))] : nil
                return PlainAction(action, route: route, base: base, folder: folder, &words)
            }
        }
    }

    func document(_ id: DocumentID) -> Int? { documentNumbers[id] }

    /// The menu that listens at a position; nil where nothing does.
    func menu(at position: PlainPosition) -> MenuRoute? {
        guard position.document >= 0, position.action < documents[position.document].count else { return nil }
        let action = documents[position.document][position.action]
        return action.kind == .input ? action.route.flatMap { menus[$0] } : nil
    }
}

/// An action of a document, read once.
struct PlainAction {
    enum Kind { case passes, input, connect, notify, stays }

    let kind: Kind
    /// The decision that is asked, if one is.
    let route: Int?
    /// In the list of words.
    let word: Int
    let mostKeys: Int
    let hearsKeys: Bool
    let hearsWords: Bool

    init(_ action: JSONValue, route: Int?, base: String, folder: String, _ words: inout PlainWords) {
        kind =
            switch action["action"]?.stringValue {
            case "input": .input
            case "connect": .connect
            case "notify": .notify
            case "conversation": .stays
            default: .passes
            }
        self.route = kind == .connect && action["eventType"] != "synchronous" ? nil : route
        mostKeys = action["dtmf"]?["maxDigits"]?.intValue ?? 4
        let types = action["type"]?.arrayValue?.compactMap(\.stringValue) ?? ["dtmf"]
        hearsKeys = types.contains("dtmf")
        hearsWords = types.contains("speech")
        // Addresses of the release are heard by nobody.
        var members: [(String, JSONValue)] = []
        for (key, value) in action.objectValue?.members ?? [] {
            let isOwn = key == "eventUrl" && value.arrayValue?.first?.stringValue?.hasPrefix(base) == true
            if !isOwn { members.append((key, key == "speech" ? inOrder(value) : value)) }
        }
        let text = JSONValue.object(JSONObject(members)).serialized().replacing(base + folder, with: "")
        word = words.number(of: text, gist: gist(of: action))
    }
}

/// What the actions of both sides say, each once.
struct PlainWords {
    /// The action as JSON, without addresses of the release.
    private(set) var texts: [String] = []

    /// What it is about, in the terms of reports: `says Hello`.
    private(set) var gists: [String] = []
    private var numbers: [String: Int] = [:]

    mutating func number(of text: String, gist: String) -> Int {
        if let number = numbers[text] { return number }
        numbers[text] = texts.count
        texts.append(text)
        gists.append(gist)
        return texts.count - 1
    }

    /// The word with the dialled digits in it.
    mutating func number(of word: Int, dialled: String) -> Int {
        let text = texts[word].replacing(BundleDraft.dialledToken, with: dialled)
        return number(of: text, gist: gists[word].replacing(BundleDraft.dialledToken, with: dialled))
    }
}

/// What is listened for, whichever word stands first.
private func inOrder(_ speech: JSONValue) -> JSONValue {
    let members = (speech.objectValue?.members ?? []).map { key, value -> (String, JSONValue) in
        let words = key == "context" ? value.arrayValue?.compactMap(\.stringValue).sorted() : nil
        return (key, words.map { words in .array(words.map { .string($0) }) } ?? value)
    }
    return .object(JSONObject(members))
}

private func gist(of action: JSONValue) -> String {
    switch action["action"]?.stringValue {
    case "talk": return "says \(action["text"]?.stringValue ?? "")"
    case "connect":
        let endpoint = action["endpoint"]?.arrayValue?.first
        let who = endpoint?["user"]?.stringValue ?? endpoint?["number"]?.stringValue.map { "+\($0)" } ?? ""
        return "rings \(who)"
    case "stream": return "plays \(action["streamUrl"]?.arrayValue?.first?.stringValue ?? "")"
    case "input": return "listens"
    case "record": return "records"
    case let other: return other ?? ""
    }
}
