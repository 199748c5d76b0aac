package import CallBundle
internal import JSONTree
internal import Journeys

/// What callers hear at each point at which the platform asks the host, when it is dead.
///
/// Read from the documents of a release alone: what the platform holds is what it goes on with.
package struct OutageReport: Hashable, Sendable {
    /// Where the release is served.
    package let host: String

    /// Where the document of the last resort is served; nil when it is the host itself, and dead with it.
    package let fallback: String?

    /// Whether that place gives its document in mid-call, too; else calls in progress go on with what the platform holds.
    package let fallbackIsStatic: Bool

    /// What the fallback document does, whenever it is given.
    package let fallbackSteps: [HeardStep]

    /// Numbers that calls come in on, digits, sorted.
    package let numbers: [String]

    /// Every point of a call that is answered, in order; equal ones once.
    package let points: [Point]

    package struct Point: Hashable, Sendable {
        package let place: Place

        /// With the fallback dead too, or where it lets calls go on: what stands behind in the document that the platform holds.
        package let steps: [HeardStep]
    }

    /// A point in a call at which the platform asks the host.
    package enum Place: Hashable, Sendable {
        /// An input of a menu, whether a key was pressed or not; the variant counts its ways out, 0 for the menu as written.
        case attempt(Int, menu: String, variant: Int)
        /// An input of a hand-written NCCO that a menu answers.
        case keys(menu: String, variant: Int)
        /// A jump into a menu.
        case menu(String, variant: Int)
        /// A jump that the host decides.
        case decision(by: Decider)
        /// Someone was rung who did not answer.
        case unanswered(String)
    }

    /// What the host decides a jump over.
    package enum Decider: String, CaseIterable, Sendable {
        case hours
        case caller
        /// A share of the calls, or whose turn it is in a team.
        case share
        /// Nothing: the jump has one target.
        case nothing
    }
}

/// Works out what callers hear when the host is dead.
///
/// - Parameters:
///   - release: The release, sealed.
///   - fallbackBase: Where `fallback.json` is served when it is another place than the host; without a slash at the end.
///   - fallbackIsStatic: Whether it is given there whatever is asked, in mid-call too.
/// - Returns: The report.
/// - Complexity: O(bytes of the documents × attempts), and a sort of the points.
package func reportOutage(of release: Release, fallbackBase: String?, fallbackIsStatic: Bool) -> OutageReport {
    let base = release.manifest.baseURL
    let fallback = fallbackBase.flatMap { $0 == base ? nil : "\($0)/r/\(release.id)/fallback.json" }
    let reading = ReleaseReading(release)
    let fallbackActions = reading.document("fallback.json") ?? []
    return OutageReport(
        host: base,
        fallback: fallback,
        fallbackIsStatic: fallbackIsStatic,
        fallbackSteps: HeardStep.steps(of: fallbackActions, isDead: reading.isOfHost),
        numbers: release.manifest.requires.entryNumbers,
        points: reading.points()
    )
}

/// The files of a release, as the report looks at them.
private struct ReleaseReading {
    private let release: Release
    private let folder: String
    private let hostPrefix: String
    private let routePrefix: String

    init(_ release: Release) {
        self.release = release
        folder = "r/\(release.id)/"
        hostPrefix = "\(release.manifest.baseURL)/"
        routePrefix = "\(release.manifest.baseURL)/r/\(release.id)/e/"
    }

    func isOfHost(_ url: String) -> Bool { url.utf8.starts(with: hostPrefix.utf8) }

    func document(_ path: String) -> [JSONValue]? {
        release.files.first { $0.path == folder + path }.flatMap(actions)
    }

    /// Every action that asks the host, with what stands behind it.
    func points() -> [OutageReport.Point] {
        var points: Set<OutageReport.Point> = []
        var deciders: [String: OutageReport.Decider] = [:]
        for file in release.files where file.path.hasPrefix("\(folder)e/") {
            let route = file.path.dropFirst(folder.utf8.count + 2).dropLast(".json".utf8.count)
            deciders[String(route)] = decider(file.bytes)
        }
        for file in release.files where file.path.hasPrefix("\(folder)d/") {
            let actions = actions(file) ?? []
            for (index, action) in actions.enumerated() {
                guard let place = place(of: action, deciders) else { continue }
                let behind = HeardStep.steps(of: actions[(index + 1)...], isDead: isOfHost)
                points.insert(OutageReport.Point(place: place, steps: behind))
            }
        }
        // A set has no order: by place, and two of one place by what is heard.
        return points.map { (key: $0.sortKey, point: $0) }.sorted { $0.key < $1.key }.map(\.point)
    }

    private func actions(_ file: Release.File) -> [JSONValue]? {
        // The compiler wrote it; a document that is none asks nobody.
        (try? JSONValue(parsing: file.bytes))?.arrayValue
    }

    private func decider(_ bytes: [UInt8]) -> OutageReport.Decider {
        switch (try? JSONValue(parsing: bytes))?["decide"]?["by"]?.stringValue {
        case "schedule": .hours
        case "from": .caller
        case "call": .share
        default: .nothing
        }
    }

    private func place(of action: JSONValue, _ deciders: [String: OutageReport.Decider]) -> OutageReport.Place? {
        guard let url = action["eventUrl"]?.arrayValue?.first?.stringValue, url.utf8.starts(with: routePrefix.utf8)
        else { return nil }
        let route = String(url.dropFirst(routePrefix.count))
        switch action["action"]?.stringValue {
        case "connect":
            return action["eventType"] == "synchronous" ? .unanswered(calleeName(action)) : nil
        case "input", "notify":
            return MenuRoute(route).map(OutageReport.Place.init) ?? .decision(by: deciders[route] ?? .nothing)
        default: return nil
        }
    }
}

extension OutageReport.Place {
    fileprivate init(_ route: MenuRoute) {
        self =
            switch route.part {
            case .attempt(let attempt): .attempt(attempt, menu: route.menu, variant: route.variant)
            case .keys: .keys(menu: route.menu, variant: route.variant)
            case .entry: .menu(route.menu, variant: route.variant)
            }
    }
}

extension OutageReport.Point {
    /// Puts points in the order of a call: menus, keys, jumps, telephones, each by name.
    fileprivate var sortKey: SortKey {
        switch place {
        case .attempt(let number, let menu, let variant): SortKey(0, menu, variant, number, steps)
        case .keys(let menu, let variant): SortKey(1, menu, variant, 0, steps)
        case .menu(let menu, let variant): SortKey(2, menu, variant, 0, steps)
        case .decision(let by): SortKey(3, by.rawValue, 0, 0, steps)
        case .unanswered(let callee): SortKey(4, callee, 0, 0, steps)
        }
    }
}

private struct SortKey: Comparable {
    private let parts: (Int, String, Int, Int)
    private let heard: String

    init(_ kind: Int, _ name: String, _ variant: Int, _ attempt: Int, _ steps: [HeardStep]) {
        parts = (kind, name, variant, attempt)
        heard = JSONValue.array(steps.map(\.json)).serialized()
    }

    static func == (left: SortKey, right: SortKey) -> Bool { left.parts == right.parts && left.heard == right.heard }

    static func < (left: SortKey, right: SortKey) -> Bool {
        left.parts != right.parts ? left.parts < right.parts : left.heard < right.heard
    }
}
