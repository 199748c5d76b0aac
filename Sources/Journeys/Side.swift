internal import CallBundle
internal import JSONTree

/// One of the two releases that are held against each other: its documents and decisions, read.
struct Side {
    /// The documents, and each one's actions.
    private(set) var documents: [[Act]] = []

    /// What stands behind each route.
    private(set) var decisions: [Decision] = []

    /// The decision behind `answer_url`; the call is not taken without it.
    private(set) var answer: Decision?

    /// The document of the last resort, when there is one.
    private(set) var fallback: Int32?

    private var documentNumbers: [String: Int32] = [:]
    private var routeNumbers: [String: Int32] = [:]

    /// The names of all menus.
    private(set) var menuNames: Set<String> = []

    /// The menu that each route belongs to; nil for others.
    private(set) var menus: [String?] = []

    /// Whether a route is of a menu's first attempt: where calls are that have just come to it.
    private(set) var areFirstAttempts: [Bool] = []

    /// An action, as a caller meets it.
    struct Act {
        enum Kind {
            /// It happens, and the next one follows.
            case passes
            case listens
            case rings
            /// The call stays here until somebody hangs up.
            case stays
            /// A webhook decides what follows, unnoticed.
            case jumps
        }

        var kind: Kind
        /// In the table of steps; -1 for what nobody notices.
        var step: Int32
        /// The route that decides; -1 for none.
        var route: Int32 = -1
        var mostKeys = 0
        var endsOnHash = false
        var hearsKeys = true
        var hearsWords = false
    }

    /// Reads a release.
    ///
    /// - Complexity: O(bytes).
    init(_ release: Release, steps: inout StepTable) {
        let folder = "r/\(release.id)/"
        let names = Names(release)
        var sources: [(number: Int32, bytes: [UInt8])] = []
        for file in release.files {
            guard file.path.utf8.starts(with: folder.utf8), file.path.hasSuffix(".json") else { continue }
            let path = file.path.dropFirst(folder.utf8.count)
            if path == "fallback.json" || path.utf8.starts(with: "d/".utf8) {
                let number = Int32(documents.count)
                documents.append([])
                sources.append((number, file.bytes))
                if path == "fallback.json" {
                    fallback = number
                } else {
                    documentNumbers[String(path.dropFirst(2).dropLast(5))] = number
                }
            } else if path.utf8.starts(with: "e/".utf8) {
                let name = String(path.dropFirst(2).dropLast(5))
                // The compiler wrote it; what cannot be read decides nothing.
                let value = try? JSONValue(parsing: file.bytes)
                let decision = value.flatMap { try? Decision(file: $0) } ?? .proceed
                routeNumbers[name] = Int32(decisions.count)
                decisions.append(decision)
                let route = MenuRoute(name)
                menus.append(route?.menu)
                areFirstAttempts.append(route?.part == .attempt(1) || route?.part == .keys)
                if name == RouteName.answer.text { answer = decision }
            }
        }
        menuNames = Set(menus.compactMap(\.self))
        /// What a document says; its name, which tells its content, where it does anything else.
        func words(of url: String) -> String {
            let shown = names.shown(url)
            guard shown.utf8.starts(with: "d/".utf8),
                let number = documentNumbers[String(shown.dropFirst(2).dropLast(5))],
                let actions = (try? JSONValue(parsing: sources[Int(number)].bytes))?.arrayValue,
                actions.allSatisfy({ $0["action"]?.stringValue == "talk" })
            else { return shown }
            return actions.map { action in
                let voice = terms(action.objectValue?.members ?? [], without: ["action", "text"])
                return "“\(action["text"]?.stringValue ?? "")”\(voice.isEmpty ? "" : " in \(voice)")"
            }.joined(separator: " → ")
        }
        for source in sources {
            let actions = (try? JSONValue(parsing: source.bytes))?.arrayValue ?? []
            documents[Int(source.number)] = actions.map { act($0, names, &steps, words) }
        }
    }

    /// What is asked behind an action; where no webhook is, the call goes on with what it holds.
    func decision(of act: Act) -> Decision { act.route < 0 ? .proceed : decisions[Int(act.route)] }

    func document(_ id: DocumentID) -> Int32 { documentNumbers[id.text] ?? -1 }

    private func act(
        _ action: JSONValue,
        _ names: Names,
        _ steps: inout StepTable,
        _ words: (_ url: String) -> String
    ) -> Act {
        let members = action.objectValue?.members ?? []
        func text(_ key: String) -> String? { action[key]?.stringValue }
        let url = action["eventUrl"]?.arrayValue?.first?.stringValue
        let route = url.flatMap(names.route(of:)).flatMap { routeNumbers[$0] } ?? -1
        // An address of the operator's own tells one action from another.
        let ownURL = route < 0 ? url.flatMap(names.foreign) : nil
        let own: [(key: String, value: JSONValue)] = ownURL.map { [("tells", .string($0))] } ?? []
        switch text("action") {
        case "talk":
            let voice = terms(members, without: ["action", "text", "bargeIn"])
            let step = Step.says(text("text") ?? "", voice: voice, canBeCut: action["bargeIn"]?.boolValue == true)
            return Act(kind: .passes, step: steps.number(of: step))
        case "stream":
            let sound = names.shown(action["streamUrl"]?.arrayValue?.first?.stringValue ?? "")
            let step = Step.plays(sound, terms: terms(members, without: ["action", "streamUrl"]))
            return Act(kind: .passes, step: steps.number(of: step))
        case "wait":
            let length = (action["timeout"]?.doubleValue ?? 10) * 1_000
            let step = Step.waits(milliseconds: Int(min(max(length, 0), 7_200_000)))
            return Act(kind: .passes, step: steps.number(of: step))
        case "record":
            let step = Step.records(terms: recordingTerms(members + own))
            return Act(kind: .passes, step: steps.number(of: step))
        case "input":
            let step = Step.listens(terms: inputTerms(action, members + own))
            var act = Act(kind: .listens, step: steps.number(of: step), route: route)
            let types = action["type"]?.arrayValue?.compactMap(\.stringValue) ?? ["dtmf"]
            act.mostKeys = action["dtmf"]?["maxDigits"]?.intValue ?? 4
            act.endsOnHash = action["dtmf"]?["submitOnHash"]?.boolValue == true
            act.hearsKeys = types.contains("dtmf")
            act.hearsWords = types.contains("speech")
            return act
        case "connect":
            let step = Step.rings(names.callee(action, members + own, words))
            let isAsked = text("eventType") == "synchronous"
            return Act(kind: .rings, step: steps.number(of: step), route: isAsked ? route : -1)
        case "conversation":
            let hidden: Set<String> = ["action", "name", "eventUrl", "eventMethod"]
            let step = Step.joins(room: text("name") ?? "", terms: terms(members + own, without: hidden))
            return Act(kind: .stays, step: steps.number(of: step))
        case "notify":
            if route >= 0 { return Act(kind: .jumps, step: -1, route: route) }
            return Act(kind: .passes, step: steps.number(of: .does("tells \(url.map(names.shown) ?? "nobody")")))
        default:
            return Act(kind: .passes, step: steps.number(of: .does(action.serialized())))
        }
    }
}

/// What the addresses of a release stand for.
private struct Names {
    private let release: String
    private let host: String
    private let routes: String

    init(_ release: Release) {
        host = "\(release.manifest.baseURL)/"
        self.release = "\(release.manifest.baseURL)/r/\(release.id)/"
        routes = "\(self.release)e/"
    }

    func route(of url: String) -> String? {
        url.utf8.starts(with: routes.utf8) ? String(url.dropFirst(routes.count)) : nil
    }

    /// The address, when it is none of the host.
    func foreign(_ url: String) -> String? { url.utf8.starts(with: host.utf8) ? nil : url }

    /// The address without what changes from release to release.
    func shown(_ url: String) -> String {
        if url.utf8.starts(with: release.utf8) { return String(url.dropFirst(release.count)) }
        return url.utf8.starts(with: host.utf8) ? "/\(url.dropFirst(host.count))" : url
    }

    func callee(
        _ action: JSONValue,
        _ members: [(key: String, value: JSONValue)],
        _ words: (_ url: String) -> String
    ) -> Callee {
        let endpoint = action["endpoint"]?.arrayValue?.first
        let parts = endpoint?.objectValue?.members ?? []
        var shown = members.map { (key: $0.key, value: $0.key == "ringbackTone" ? shownValue($0.value) : $0.value) }
        for part in parts {
            switch part.key {
            case "user", "number", "uri", "domain", "extension": continue
            // What it holds is of the operator's systems, and may be secret: only a change is told.
            case "headers":
                let digest = hexDigest(part.value.serializedBytes()).prefix(8)
                shown.append((key: "headers", value: .string(String(digest))))
            case "onAnswer":
                let url = part.value["url"]?.stringValue ?? ""
                shown.append((key: "callee hears", value: .string(words(url))))
            default: shown.append(part)
            }
        }
        let hidden: Set<String> = ["action", "endpoint", "eventUrl", "eventMethod", "eventType"]
        return Callee(name: calleeName(action), terms: terms(shown, without: hidden))
    }

    private func shownValue(_ value: JSONValue) -> JSONValue { value.stringValue.map { .string(shown($0)) } ?? value }
}
