internal import CallBundle

/// Menus that calls come to on one side while on the other one they are elsewhere.
struct PlainMenus {
    /// A menu, as calls meet it at a time.
    struct Place: Hashable, Comparable {
        var menu: String
        var moment: PlainMoment

        static func < (left: Place, right: Place) -> Bool {
            (left.moment.time, left.moment.call, left.menu) < (right.moment.time, right.moment.call, right.menu)
        }
    }

    private var before: [Place: PlainPosition] = [:]
    private var after: [Place: PlainPosition] = [:]

    /// Played on both sides at once, from the same menu on.
    private var played: Set<Place> = []
    private var seen: Set<Visit> = []

    private struct Visit: Hashable {
        var isBefore: Bool
        var document: Int
        var action: Int
        var moment: PlainMoment
    }

    /// Notes that the sides are in one menu.
    mutating func play(_ menu: String, at moment: PlainMoment) { played.insert(Place(menu: menu, moment: moment)) }

    /// Notes the menus that one side comes to from a scene on, whatever is done.
    mutating func gather(
        from scene: PlainScene,
        of player: PlainPlayer,
        at moment: PlainMoment,
        isBefore: Bool,
        _ words: inout PlainWords
    ) {
        var open = [scene]
        while let scene = open.popLast() {
            guard let point = scene.point else { continue }
            let position = scene.position
            let visit = Visit(
                isBefore: isBefore,
                document: position.document,
                action: position.action,
                moment: moment
            )
            guard seen.insert(visit).inserted else { continue }
            // Where calls are that have just come to it.
            if let menu = player.side.menu(at: position), menu.part == .attempt(1) {
                let place = Place(menu: menu.menu, moment: moment)
                if isBefore {
                    before[place] = before[place] ?? position
                } else {
                    after[place] = after[place] ?? position
                }
            }
            let options = player.options(at: position)
            for choice in point.choices(options.keys, options.phrases) {
                let next = player.position(after: choice, at: position, moment)
                open.append(player.scene(from: next, at: moment, &words))
            }
        }
    }

    /// A menu that both sides come to and in which they were not at once, with a position of each; each is given once.
    mutating func next() -> (place: Place, before: PlainPosition, after: PlainPosition)? {
        for (place, left) in before.sorted(by: { $0.key < $1.key }) where !played.contains(place) {
            guard let right = after[place] else { continue }
            played.insert(place)
            return (place, left, right)
        }
        return nil
    }
}
