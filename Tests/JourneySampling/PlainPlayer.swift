internal import CallBundle

/// Where a call is on one side: before an action of a document.
struct PlainPosition {
    /// Negative for the end of the call.
    var document: Int
    var action = 0
    /// What an app user dialled, as far as the document repeats it.
    var dialled: String?

    static let end = PlainPosition(document: -1)
}

/// When a call takes place, and which one it is.
struct PlainMoment: Hashable {
    /// Seconds since 1970.
    var time: Int
    /// The conversation's id.
    var call: String
}

/// What happens at a point at which the caller, or who is rung, decides.
enum PlainChoice: Hashable {
    case keys(String)
    case words(String)
    case silence
    case notReached(String)
    /// None of those who are rung one after the other.
    case nobodyAnswers
}

/// What a caller meets until somebody decides, or the call ends.
struct PlainScene {
    enum Point: Hashable {
        case input, ring

        /// Of keys all that are known and one more, of words likewise; how nobody is reached in three ways.
        func choices(_ keys: Set<String>, _ phrases: Set<String>) -> [PlainChoice] {
            guard self == .input else { return [.notReached("timeout"), .notReached("busy"), .notReached("machine")] }
            return keys.union(["9"]).sorted().map { .keys($0) } + phrases.sorted().map { .words($0) }
                + (phrases.isEmpty ? [] : [.words("qwertz")]) + [.silence]
        }
    }

    /// Numbers of words.
    var heard: [Int] = []
    var point: Point?
    /// Of the point's action, or the end.
    var position = PlainPosition.end
    /// Whether a webhook decided on the way.
    var hasJumped = false
}

/// Plays calls on one side, a scene at a time.
struct PlainPlayer {
    let side: PlainSide

    /// No call of the compiler's making is so long.
    private static let mostActions = 10_000

    func begin(_ request: WebhookRequest, at moment: PlainMoment) -> PlainPosition {
        guard let answer = side.answer else { return .end }
        return asked(answer, request, moment) ?? .end
    }

    /// - Parameters:
    ///   - position: Where the call is.
    ///   - moment: When, and which call.
    ///   - end: The host is dead as soon as so much of the scene was heard; nil for never.
    ///   - words: Where what is heard gets its numbers.
    /// - Returns: What is met, and what it ends with.
    func scene(
        from position: PlainPosition,
        at moment: PlainMoment,
        deadAfter end: Int? = nil,
        _ words: inout PlainWords
    ) -> PlainScene {
        var scene = PlainScene()
        var position = position
        for _ in 0..<Self.mostActions {
            guard position.document >= 0, position.action < side.documents[position.document].count else {
                return scene
            }
            let action = side.documents[position.document][position.action]
            let isDead = end.map { $0 <= scene.heard.count } ?? false
            if action.kind == .notify {
                if let route = action.route {
                    scene.hasJumped = true
                    if !isDead, let next = asked(side.decisions[route], WebhookRequest(), moment) {
                        position = next
                        continue
                    }
                }
                position.action += 1
                continue
            }
            let word = position.dialled.map { words.number(of: action.word, dialled: $0) } ?? action.word
            scene.heard.append(word)
            switch action.kind {
            case .input, .connect:
                let isDeadNow = end.map { $0 < scene.heard.count } ?? false
                if !isDeadNow {
                    scene.point = action.kind == .input ? .input : .ring
                    scene.position = position
                    return scene
                }
            case .stays: return scene
            case .passes, .notify: break
            }
            position.action += 1
        }
        return scene
    }

    /// Where a call goes on after a choice at a point.
    func position(after choice: PlainChoice, at position: PlainPosition, _ moment: PlainMoment) -> PlainPosition {
        let action = side.documents[position.document][position.action]
        var request = WebhookRequest()
        switch choice {
        case .keys(let keys): if action.hearsKeys { request.digits = String(keys.prefix(action.mostKeys)) }
        case .words(let words): if action.hearsWords { request.speech = [words] }
        case .silence: break
        case .notReached(let status): request.status = status
        case .nobodyAnswers: request.status = "timeout"
        }
        if let route = action.route, let next = asked(side.decisions[route], request, moment) { return next }
        return PlainPosition(document: position.document, action: position.action + 1, dialled: position.dialled)
    }

    /// Where a call is when nobody answers of those who are rung from a scene on, one after the other.
    func missed(_ scene: PlainScene, at moment: PlainMoment, _ words: inout PlainWords) -> PlainPosition {
        var scene = scene
        var position = PlainPosition.end
        for _ in 0..<Self.mostActions where scene.point == .ring {
            position = self.position(after: .nobodyAnswers, at: scene.position, moment)
            scene = self.scene(from: position, at: moment, &words)
        }
        return position
    }

    /// What can be pressed and said at a point with a meaning of its own.
    func options(at position: PlainPosition) -> (keys: Set<String>, phrases: Set<String>) {
        guard position.document >= 0, let route = side.documents[position.document][position.action].route,
            case .digits(let cases, let words, _, _) = side.decisions[route]
        else { return ([], []) }
        return (Set(cases.keys), Set((words ?? []).map { $0.phrase.joined(separator: " ") }))
    }

    private func asked(_ decision: Decision, _ request: WebhookRequest, _ moment: PlainMoment) -> PlainPosition? {
        var request = request
        request.conversationUUID = moment.call
        guard case .document(let id, let dialled) = decision.outcome(for: request, at: moment.time),
            let document = side.document(id)
        else { return nil }
        return PlainPosition(document: document, dialled: dialled)
    }
}
