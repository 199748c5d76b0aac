package import ReleaseRecords

/// What a plan was made against.
package enum LiveOrigin: Hashable, Sendable {
    /// The account itself.
    case account
    /// A snapshot of it; what was hidden there was not compared, such as `user.Jane: channels.sip`.
    case snapshot(takenAt: UTCTime, notCompared: [String])

    /// Tells it from what was read, and for whom.
    package init(of live: LiveState, for desired: DesiredState) {
        guard let takenAt = live.takenAt else {
            self = .account
            return
        }
        var hidden: [String] = []
        if case .found(let application) = findApplication(desired.application, among: live.applications) {
            let paths = desired.application.fields.filter { $0.isHidden(in: application.body) }.map(\.pathText)
            if !paths.isEmpty { hidden.append("\(Address.application): \(paths.joined(separator: ", "))") }
        }
        if case .compared(let users) = live.users {
            let byName = Dictionary(users.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            for user in desired.users.sorted(by: { $0.name < $1.name }) {
                guard let body = byName[user.name]?.body else { continue }
                let paths = user.fields.filter { $0.isHidden(in: body) }.map(\.pathText)
                if !paths.isEmpty { hidden.append("\(Address.user(user.name)): \(paths.joined(separator: ", "))") }
            }
        }
        self = .snapshot(takenAt: takenAt, notCompared: hidden)
    }

    /// `a snapshot taken 3 h ago (2026-11-26T03:52:00Z)`; nil for the account itself.
    package func words(now: UTCTime?) -> String? {
        guard case .snapshot(let takenAt, _) = self else { return nil }
        guard let now else { return "a snapshot taken at \(takenAt)" }
        return "a snapshot taken \(age(now.seconds - takenAt.seconds)) (\(takenAt))"
    }

    private func age(_ seconds: Int) -> String {
        switch seconds {
        case ..<0: "in the future"
        case 0..<60: "just now"
        case 60..<7_200: "\(seconds / 60) min ago"
        case 7_200..<172_800: "\(seconds / 3_600) h ago"
        default: "\(seconds / 86_400) days ago"
        }
    }
}
