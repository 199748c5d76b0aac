/// Which live application is the project's.
package enum ApplicationMatch: Sendable, Hashable {
    case found(LiveApplication)
    case missing
    /// The pinned id is no application of the account.
    case unknownID(String)
    /// Several fit, and guessing is not an option; in the order of their ids.
    case ambiguous([LiveApplication], sharing: SharedTrait)

    /// What the candidates have in common.
    package enum SharedTrait: Sendable, Hashable {
        case publicKey
        case previousKey
        /// One has the new key, another one the key before.
        case bothKeys
        case name
    }
}

/// Finds the application by its id, else by its public key, else by the key before, else by a unique name.
package func findApplication(
    _ desired: DesiredState.Application,
    among applications: [LiveApplication]
) -> ApplicationMatch {
    if let id = desired.id {
        return applications.first { isSameApplication($0.id, id) }.map(ApplicationMatch.found) ?? .unknownID(id)
    }
    let current = desired.publicKey.map { key in applications.filter { $0.publicKey == key } } ?? []
    let previous = desired.previousKey.map { key in applications.filter { $0.publicKey == key } } ?? []
    if !current.isEmpty, !previous.isEmpty, desired.publicKey != desired.previousKey {
        return .ambiguous((current + previous).sorted { $0.id < $1.id }, sharing: .bothKeys)
    }
    if let match = match(current, sharing: .publicKey) ?? match(previous, sharing: .previousKey) { return match }
    return match(applications.filter { $0.name == desired.name }, sharing: .name) ?? .missing
}

private func match(
    _ candidates: [LiveApplication],
    sharing trait: ApplicationMatch.SharedTrait
) -> ApplicationMatch? {
    guard let first = candidates.first else { return nil }
    return candidates.count == 1 ? .found(first) : .ambiguous(candidates.sorted { $0.id < $1.id }, sharing: trait)
}
