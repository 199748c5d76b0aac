internal import CallBundle
internal import Journeys

/// Plays all calls of up to so many choices on both sides of a pair, and holds what differs against what the walk tells.
package struct BruteForce {
    let pair: ProjectPair
    var old: PlainPlayer
    var new: PlainPlayer
    var words = PlainWords()
    let moments: Moments
    private let told: [Told]

    /// What is told of dialling.
    private let outbound: OutboundChange?

    /// Menus that a side comes to where the other one is elsewhere, and those that were played on both at once.
    private var elsewhere = PlainMenus()
    private var known: Set<Question> = []

    /// Calls that were played on both sides; a call that goes on counts once for each choice.
    package private(set) var calls = 0

    /// Calls that differ where those shorter did not.
    package private(set) var differing = 0

    /// Menus that stand elsewhere on the sides, and in which calls were played on from there, at each time.
    package private(set) var elsewhereCount = 0

    /// What differs that the walk does not tell.
    package private(set) var missed: [String] = []

    private var choices: [PlainChoice] = []
    private var start = PlainStart(request: WebhookRequest(), number: nil)
    private var moment = PlainMoment(time: 0, call: "")

    /// To which time the hours may still change in this call, once; empty for never.
    private var laterTimes: [Int] = []
    private var haveHoursChanged = false

    /// Whether the sides came to where they are by other ways.
    private var isElsewhere = false

    /// A difference that was met, as far as it matters whether it is told.
    private struct Question: Hashable {
        var start: PlainStart
        var before: Int
        var after: Int
        var choices: Int
        var isDead: Bool
        var isLate: Bool
        var isElsewhere: Bool
    }

    package init(_ pair: ProjectPair) throws {
        self.pair = pair
        old = PlainPlayer(side: try PlainSide(pair.before, &words))
        new = PlainPlayer(side: try PlainSide(pair.after, &words))
        moments = Moments([old.side, new.side])
        told = pair.comparison.differences.map(Told.init)
        outbound = pair.comparison.differences.lazy.compactMap(\.outbound).first
    }

    /// - Parameters:
    ///   - most: How many choices a call has at most.
    ///   - late: How many a call has at most in which the hours change once.
    package mutating func play(most: Int, late: Int) {
        compareFallbacks()
        for start in PlainStart.all(of: pair) {
            self.start = start
            for moment in moments.all {
                self.moment = moment
                let positions = (old.begin(start.request, at: moment), new.begin(start.request, at: moment))
                laterTimes = []
                follow(positions.0, positions.1, most: most)
                guard late > 0 else { continue }
                laterTimes = moments.times.filter { $0 != moment.time }
                if !laterTimes.isEmpty { follow(positions.0, positions.1, most: late) }
            }
        }
        laterTimes = []
        playElsewhere(most: min(most, 3))
    }

    /// Plays on in menus that stand elsewhere on the sides, with calls that come there on each in its own way.
    private mutating func playElsewhere(most: Int) {
        isElsewhere = true
        while let (menu, left, right) = elsewhere.next() {
            moment = menu.moment
            elsewhereCount += 1
            follow(left, right, most: most)
        }
    }

    private mutating func compareFallbacks() {
        guard let before = old.side.fallback, let after = new.side.fallback else { return }
        let heard = (
            old.scene(from: PlainPosition(document: before), at: moment, deadAfter: 0, &words).heard,
            new.scene(from: PlainPosition(document: after), at: moment, deadAfter: 0, &words).heard
        )
        calls += 1
        guard heard.0 != heard.1 else { return }
        differing += 1
        // Words that calls meet elsewhere, too, are told there.
        let met = parting(heard.0, heard.1)
        let isTold = told.contains {
            $0.difference.kind != .outbound && $0.tells(words.gist(met.0), words.gist(met.1))
        }
        if !isTold {
            missed.append("seed \(pair.seed): the fallback")
        }
    }

    /// Plays on from a place on each side, and in all ways that go on from there.
    private mutating func follow(_ left: PlainPosition, _ right: PlainPosition, most: Int) {
        let before = old.scene(from: left, at: moment, &words)
        let after = new.scene(from: right, at: moment, &words)
        if choices.isEmpty, start.isDialled, left.dialled != right.dialled, !isElsewhere {
            dialOthers(left.dialled, right.dialled)
            if left.dialled != nil, right.dialled != nil { missBoth(before, after, most: most) }
            return
        }
        // Until the hours change it is a call that was played already.
        if laterTimes.isEmpty {
            calls += 1
            if before.heard == after.heard {
                compareDeaths(left, right, before, after)
            } else {
                differ(before.heard, after.heard, isDead: false)
                if before.point != nil, before.heard.last == after.heard.last, !areOthers(before, after) {
                    compareRests(left, right, before, after)
                }
            }
        }
        if partAtMenus(before, after) { return }
        guard let point = before.point, point == after.point, choices.count < most else { return }
        if point == .ring, words.gist(before) != words.gist(after) { return missBoth(before, after, most: most) }
        for choice in nextChoices(point, before, after) {
            choices.append(choice)
            goOn(choice, before, after, most: most)
            let (time, later) = (moment.time, laterTimes)
            for change in later {
                (moment.time, laterTimes, haveHoursChanged) = (change, [], true)
                goOn(choice, before, after, most: most)
                (moment.time, laterTimes, haveHoursChanged) = (time, later, false)
            }
            choices.removeLast()
        }
    }

    /// Counts a call to a number that is another one on each side, and looks whether that is told.
    private mutating func dialOthers(_ before: String?, _ after: String?) {
        calls += 1
        differing += 1
        let text = start.request.to ?? ""
        guard outbound?.tells(dialling: text, before, after) != true else { return }
        missed.append("seed \(pair.seed), \(start.text): \(before ?? "nobody") → \(after ?? "nobody")")
    }

    /// Notes where each side is when they are not in one menu; whether one menu stands in place of another one.
    private mutating func partAtMenus(_ before: PlainScene, _ after: PlainScene) -> Bool {
        let menus = (old.side.menu(at: before.position)?.menu, new.side.menu(at: after.position)?.menu)
        let isGathered = laterTimes.isEmpty && !haveHoursChanged
        if let menu = menus.0, menu == menus.1 {
            if isGathered { elsewhere.play(menu, at: moment) }
            return false
        }
        if before.heard == after.heard { return false }
        let isOther = areOthers(before, after)
        guard isGathered, isOther || before.point != after.point else { return isOther }
        elsewhere.gather(from: before, of: old, at: moment, isBefore: true, &words)
        elsewhere.gather(from: after, of: new, at: moment, isBefore: false, &words)
        return isOther
    }

    /// Whether one menu stands in place of another one, and neither was renamed.
    private func areOthers(_ before: PlainScene, _ after: PlainScene) -> Bool {
        guard let left = old.side.menu(at: before.position)?.menu, let right = new.side.menu(at: after.position)?.menu
        else { return false }
        return left != right && (old.side.menuNames.contains(right) || new.side.menuNames.contains(left))
    }

    /// With others rung on one side each side is followed for itself, until nobody is left to be rung.
    private mutating func missBoth(_ before: PlainScene, _ after: PlainScene, most: Int) {
        choices.append(.nobodyAnswers)
        let left = old.missed(before, at: moment, &words)
        let right = new.missed(after, at: moment, &words)
        follow(left, right, most: most)
        choices.removeLast()
    }

    private mutating func goOn(_ choice: PlainChoice, _ before: PlainScene, _ after: PlainScene, most: Int) {
        let left = old.position(after: choice, at: before.position, moment)
        let right = new.position(after: choice, at: after.position, moment)
        follow(left, right, most: most)
    }

    /// Of keys all that either side knows and one more, of words likewise; how nobody is reached in three ways.
    private func nextChoices(_ point: PlainScene.Point, _ before: PlainScene, _ after: PlainScene) -> [PlainChoice] {
        let options = (old.options(at: before.position), new.options(at: after.position))
        return point.choices(options.0.keys.union(options.1.keys), options.0.phrases.union(options.1.phrases))
    }

    /// Plays the same scene with a host that dies in it, after all that is heard of it one by one.
    private mutating func compareDeaths(
        _ left: PlainPosition,
        _ right: PlainPosition,
        _ before: PlainScene,
        _ after: PlainScene
    ) {
        guard before.point != nil || before.hasJumped || after.hasJumped else { return }
        let all = before.heard.count
        for count in before.hasJumped || after.hasJumped ? 0...all : max(all - 1, 0)...max(all - 1, 0) {
            let dead = (
                old.scene(from: left, at: moment, deadAfter: count, &words).heard,
                new.scene(from: right, at: moment, deadAfter: count, &words).heard
            )
            calls += 1
            if dead.0 != dead.1 { differ(dead.0, dead.1, isDead: true) }
        }
    }

    /// Plays what is left of scenes with other words when the host dies behind them.
    private mutating func compareRests(
        _ left: PlainPosition,
        _ right: PlainPosition,
        _ before: PlainScene,
        _ after: PlainScene
    ) {
        let counts = (before.heard.count, after.heard.count)
        let rests = (
            old.scene(from: left, at: moment, deadAfter: counts.0 - 1, &words).heard.dropFirst(counts.0),
            new.scene(from: right, at: moment, deadAfter: counts.1 - 1, &words).heard.dropFirst(counts.1)
        )
        calls += 1
        if rests.0 != rests.1 { differ(Array(rests.0), Array(rests.1), isDead: true) }
    }

    /// What two courses meet where they part; negative for the end of the call.
    private func parting(_ before: [Int], _ after: [Int]) -> (Int, Int) {
        var place = 0
        while place < min(before.count, after.count), before[place] == after[place] { place += 1 }
        return (place < before.count ? before[place] : -1, place < after.count ? after[place] : -1)
    }

    private mutating func differ(_ before: [Int], _ after: [Int], isDead: Bool) {
        differing += 1
        let met = parting(before, after)
        let question = Question(
            start: start,
            before: met.0,
            after: met.1,
            choices: choices.count,
            isDead: isDead,
            isLate: haveHoursChanged,
            isElsewhere: isElsewhere
        )
        guard known.insert(question).inserted else { return }
        let gists = (words.gist(question.before), words.gist(question.after))
        let isTold = told.contains {
            $0.explains(
                gists.0,
                gists.1,
                of: start,
                after: choices.count,
                isDead: isDead,
                isLate: question.isLate,
                isElsewhere: isElsewhere
            )
        }
        guard !isTold else { return }
        missed.append(
            "seed \(pair.seed), \(start.text) at \(moment.time) \(moment.call): \(choices)\(isDead ? ", dead" : "")"
                + "\(question.isLate ? ", late" : "")\(isElsewhere ? ", elsewhere" : ""): \(gists.0 ?? "the end") → \(gists.1 ?? "the end")"
        )
    }
}

extension PlainWords {
    func gist(_ word: Int) -> String? { word < 0 ? nil : gists[word] }
    func gist(_ scene: PlainScene) -> String? { scene.heard.last.map { gists[$0] } }
}
