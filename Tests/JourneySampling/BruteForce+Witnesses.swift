internal import CallBundle
internal import Journeys

extension BruteForce {
    /// The differences that are told but that the call which is to show them does not show.
    package mutating func invented() -> [String] {
        pair.comparison.differences.filter { !isShown($0) }.map { "seed \(pair.seed): \($0)" }
    }

    private mutating func isShown(_ difference: Difference) -> Bool {
        if difference.kind == .numberAdded || difference.kind == .numberRemoved {
            guard case .number(let number?)? = difference.starts.first?.way else { return false }
            let named = [pair.before, pair.after].map { $0.manifest.requires.entryNumbers.contains(number) }
            return named == [difference.kind == .numberRemoved, difference.kind == .numberAdded]
        }
        if let outbound = difference.outbound { return isShown(outbound) }
        guard let start = difference.starts.first else { return isShownByFallbacks(difference) }
        if difference.isLate {
            // It is told what time it is in the end, not when the call began.
            let changes = difference.when.map { [$0.instant] } ?? moments.times
            return moments.all.contains { shows(difference, start.request, $0, changes: changes) }
        }
        let shown = difference.when.map { when in moments.calls.map { PlainMoment(time: when.instant, call: $0) } }
        return (shown ?? moments.all).contains { shows(difference, start.request, $0, changes: [$0.time]) }
    }

    private mutating func isShownByFallbacks(_ difference: Difference) -> Bool {
        guard let before = old.side.fallback, let after = new.side.fallback else { return false }
        let moment = PlainMoment(time: 0, call: "")
        let heard = (
            old.scene(from: PlainPosition(document: before), at: moment, deadAfter: 0, &words).heard,
            new.scene(from: PlainPosition(document: after), at: moment, deadAfter: 0, &words).heard
        )
        return isMet(difference, heard.0, heard.1)
    }

    /// Plays the witness of a difference; in a late one the hours change once, to any time, before any of its moves.
    private mutating func shows(
        _ difference: Difference,
        _ request: WebhookRequest,
        _ moment: PlainMoment,
        changes: [Int]
    ) -> Bool {
        for change in changes {
            for place in difference.isLate ? 0...difference.path.count : 0...0 {
                let times = difference.path.indices.map { $0 < place ? moment.time : change }
                let after = course(new, begin(new, request, moment, difference, isBefore: false), times, difference)
                // The call before may have come to the menu at another time.
                let others = difference.isElsewhere ? moments.all : [moment]
                for other in others {
                    let place = begin(old, request, other, difference, isBefore: true)
                    let before = course(old, place.map { ($0.position, moment) }, times, difference)
                    if isMet(difference, before, after) { return true }
                }
            }
        }
        return false
    }

    /// Where the moves of a difference begin on a side: at the beginning of the call, or in the menu that it is about.
    private mutating func begin(
        _ player: PlainPlayer,
        _ request: WebhookRequest,
        _ moment: PlainMoment,
        _ difference: Difference,
        isBefore: Bool
    ) -> (position: PlainPosition, moment: PlainMoment)? {
        guard case .isIn(let menu, let now, let before)? = difference.path.first else {
            return (player.begin(request, at: moment), moment)
        }
        let way = isBefore ? before : now
        let begin = player.begin(way.start?.request ?? request, at: moment)
        let times = way.moves.map { _ in moment.time }
        guard let position = follow(way.moves, player, begin, moment, times),
            case let place = player.scene(from: position, at: moment, &words).position,
            player.side.menu(at: place)?.menu == menu
        else { return nil }
        return (place, moment)
    }

    /// Where a call is behind some moves; nil where it comes to no such choice.
    private mutating func follow(
        _ moves: [Move],
        _ player: PlainPlayer,
        _ begin: PlainPosition,
        _ moment: PlainMoment,
        _ times: [Int]
    ) -> PlainPosition? {
        var moment = moment
        var position = begin
        for (move, time) in zip(moves, times) {
            moment.time = time
            var scene = player.scene(from: position, at: moment, &words)
            repeat {
                guard let choice = move.choice, let point = scene.point else { return nil }
                let isRinging = if case .notReached = choice { true } else { false }
                guard isRinging == (point == .ring) else { return nil }
                position = player.position(after: choice, at: scene.position, moment)
                scene = player.scene(from: position, at: moment, &words)
            } while move == .nobodyAnswers && scene.point == .ring
        }
        return position
    }

    /// What is met behind the last move of a difference's path.
    private mutating func course(
        _ player: PlainPlayer,
        _ begin: (position: PlainPosition, moment: PlainMoment)?,
        _ times: [Int],
        _ difference: Difference
    ) -> [Int] {
        let moves = Array(difference.path.dropFirst(difference.isElsewhere ? 1 : 0))
        guard var (position, moment) = begin,
            let end = follow(moves, player, position, moment, times.suffix(moves.count))
        else { return [] }
        position = end
        moment.time = times.last ?? moment.time
        var scene = player.scene(from: position, at: moment, &words)
        if difference.kind == .outage {
            // The host may die after anything that is heard.
            for count in 0...scene.heard.count {
                let heard = player.scene(from: position, at: moment, deadAfter: count, &words).heard
                let gists = heard.map { words.gists[$0] }
                let wanted = (difference.before + difference.after).map(\.gist)
                if wanted.contains(where: gists.contains) { return heard }
            }
            return scene.heard
        }
        // Of those who are rung one after the other all are told.
        var heard = scene.heard
        var rung = 0
        while difference.kind == .course, scene.point == .ring, rung < 20 {
            position = player.position(after: .notReached("timeout"), at: scene.position, moment)
            scene = player.scene(from: position, at: moment, &words)
            heard += scene.heard
            rung += 1
        }
        return heard
    }

    /// Whether two courses differ, and in what is told.
    private func isMet(_ difference: Difference, _ before: [Int], _ after: [Int]) -> Bool {
        guard before != after else { return false }
        return contains(before, difference.before) && contains(after, difference.after)
    }

    private func contains(_ heard: [Int], _ told: [Step]) -> Bool {
        var rest = heard.map { words.gists[$0] }
        for step in told {
            guard let place = rest.firstIndex(where: step.isGist) else { return false }
            rest.remove(at: place)
        }
        return true
    }
}

extension Difference {
    /// Whether it is met in a menu that stands elsewhere on the two sides.
    var isElsewhere: Bool { if case .isIn? = path.first { true } else { false } }
}

extension Move {
    /// What is done; nil for the place in which a call is.
    fileprivate var choice: PlainChoice? {
        switch self {
        case .presses(let keys), .pressesOther(let keys): .keys(keys)
        case .says(let text): .words(text)
        case .saysOther: .words("qwertz")
        case .doesNothing: .silence
        case .isNotReached(_, let states): .notReached(states[0])
        case .isNotReachedOtherwise: .notReached("machine")
        case .nobodyAnswers: .notReached("timeout")
        case .isIn: nil
        }
    }
}
