internal import CallBundle

extension JointWalk {
    /// What app users reach on one side only by dialling, told as one difference.
    ///
    /// - Parameters:
    ///   - starts: All that app users dial, as far as either side tells it apart.
    ///   - answers: What stands behind `answer_url` on both sides.
    /// - Returns: Nil where there is no such thing.
    mutating func outboundDifference(among starts: [CallStart], _ answers: (Decision, Decision)) -> Difference? {
        let user = WebhookRequest(fromUser: "user")
        let diallings = (answers.0.following(user), answers.1.following(user))
        var changed: [(start: CallStart, before: DialledEnd, after: DialledEnd)] = []
        var change = OutboundChange()
        var prefixes: [CallStart.Dialled: (before: DialledEnd, after: DialledEnd, example: String)] = [:]
        for start in starts where start.isDialled {
            guard case .appUser(let text, let dialled) = start.way else { continue }
            let ends = (diallings.0.end(dialling: text), diallings.1.end(dialling: text))
            // Of two ways in which a number is dialled at home one that differs counts.
            let isKnown = prefixes[dialled].map { $0.before.kind != $0.after.kind } ?? false
            if !isKnown { prefixes[dialled] = (ends.0, ends.1, text) }
            guard ends.0 != ends.1 else { continue }
            changed.append((start, ends.0, ends.1))
            switch ends {
            case (.extensionNumber, _):
                let first = course(of: start, answers.0, left: true).first
                change.extensionsRemoved.append(OutboundChange.Extension(number: text, first: first))
            case (_, .extensionNumber):
                let first = course(of: start, answers.1, left: false).first
                change.extensionsAdded.append(OutboundChange.Extension(number: text, first: first))
            case (.called(let old), .called(let new)):
                change.redirected.append(OutboundChange.Redirection(dialled: text, before: old, after: new))
            case (.called, .refused) where change.courseOfRefused.isEmpty:
                change.courseOfRefused = course(of: start, answers.1, left: false)
            case (.refused, .called) where change.courseOfCallable.isEmpty:
                change.courseOfCallable = course(of: start, answers.1, left: false)
            default: break
            }
        }
        if diallings.0.allowsAny, diallings.1.allowsAny {
            change.usersAdded = Set(users.after).subtracting(users.before).sorted()
            change.usersRemoved = Set(users.before).subtracting(users.after).sorted()
        }
        let witness = changed.first?.start
        guard witness != nil || !change.usersAdded.isEmpty || !change.usersRemoved.isEmpty else { return nil }
        change.refused = numbers(prefixes, from: .called, to: .refused)
        change.callable = numbers(prefixes, from: .refused, to: .called)
        change.usersBefore = users.before
        change.usersAfter = users.after
        return Difference(
            kind: .outbound,
            starts: changed.map(\.start),
            path: [],
            when: nil,
            before: witness.map { course(of: $0, answers.0, left: true) } ?? [],
            after: witness.map { course(of: $0, answers.1, left: false) } ?? [],
            outbound: change
        )
    }

    /// The prefixes whose numbers led to one thing and lead to another; as dialled at home only where the others do not.
    private func numbers(
        _ prefixes: [CallStart.Dialled: (before: DialledEnd, after: DialledEnd, example: String)],
        from old: DialledEnd.Kind,
        to new: DialledEnd.Kind
    ) -> [OutboundChange.Numbers] {
        var international: [(prefix: String, belongs: Bool, example: String)] = []
        var national: [(prefix: String, belongs: Bool, example: String)] = []
        for (dialled, ends) in prefixes {
            let belongs = ends.before.kind == old && ends.after.kind == new
            switch dialled {
            case .prefix(let prefix): international.append((prefix, belongs, ends.example))
            case .nationalPrefix(let prefix):
                let isTold = prefixes[.prefix(prefix)].map { $0.before.kind == old && $0.after.kind == new } ?? false
                national.append((prefix, belongs && !isTold, ends.example))
            case .extensionNumber, .nothing: continue
            }
        }
        return fewestPrefixes(international, isNational: false) + fewestPrefixes(national, isNational: true)
    }

    /// What happens first after something was dialled: all that is heard, and who is rung.
    private mutating func course(of start: CallStart, _ answer: Decision, left isLeft: Bool) -> [Step] {
        guard let leaf = contexts.leaves(of: answer, for: start.request, in: contexts.all).first else { return [] }
        var stage = isLeft ? left : right
        let place = stage.place(after: leaf.leaf, behind: .end)
        let scene = stage.scenes(at: place, in: leaf.context, &contexts, &steps).first?.scene
        return scene.map { steps.steps($0.heard + ($0.point.map { [$0.step] } ?? [])) } ?? []
    }
}

extension CallStart {
    /// Whether an app user dials.
    var isDialled: Bool { if case .appUser = way { true } else { false } }
}

extension Decision {
    /// Whether app users can dial anything that is not refused.
    fileprivate var allowsAny: Bool {
        guard case .dialled(let rules, let extensions, _, _) = self else { return false }
        return !rules.allow.isEmpty || !extensions.isEmpty
    }
}

extension DialledEnd {
    /// What it leads to, whichever number.
    enum Kind: Hashable {
        case extensionNumber
        case called
        case refused
    }

    var kind: Kind {
        switch self {
        case .extensionNumber: .extensionNumber
        case .called: .called
        case .refused: .refused
        }
    }
}
