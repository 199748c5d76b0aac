internal import ContactCenter
internal import Diagnostics

extension PlanMaker {
    mutating func planRemovals() {
        planNumberRemovals()
        planUserRemovals()
    }

    /// Last, and only when calls no longer come to what goes.
    private var removalDependencies: [String] { planned(Address.release, Address.application, Address.answerURL) }

    // MARK: Numbers

    private mutating func planNumberRemovals() {
        let owned = ownedNumbers
        for removed in desired.removedNumbers.sorted(by: { $0.number < $1.number }) {
            guard let found = owned[removed.number.digits] else { continue }  // Gone already.
            let isOurs = isLinkedToUs(found)
            switch removed.fate {
            case .unlink:
                guard isOurs else { continue }  // Of another application, or of none: nothing to do.
            case .cancel:
                if !isOurs, let other = found.applicationID {
                    object(
                        .removedNumberElsewhere(removed, shownApplication(other)),
                        to: [Address.number("+\(removed.number.digits)")]
                    )
                    continue
                }
            }
            planRemoval(of: found, removed.fate, reason: "written down in 'removed'", at: removed.span)
        }
        guard options.prunes else { return }
        for number in unmanagedNumbers.sorted(by: { $0.digits < $1.digits }) {
            planRemoval(of: number, .unlink, reason: Plan.pruned + "the project does not name it", at: nil)
        }
    }

    private func isLinkedToUs(_ number: LiveNumber) -> Bool {
        application != nil && isSameApplication(number.applicationID, application?.id)
    }

    private mutating func planRemoval(
        of number: LiveNumber,
        _ fate: Removed.NumberFate,
        reason: String,
        at span: Span?
    ) {
        let address = Address.number("+\(number.digits)")
        if desired.protected.contains(.numbers) {
            object(.protectedRemoval(address, .numbers, at: span), to: [address])
        }
        var dangers: [PlanStep.Danger] = fate == .cancel ? [.givesNumberBack] : []
        if isLinkedToUs(number) { dangers.append(.stopsNumberInUse) }
        steps.append(
            PlanStep(
                address,
                .number(digits: number.digits),
                fate == .cancel ? .cancel : .unlink,
                "+\(number.digits)",
                changes: fate == .cancel ? [] : number.unlinkChanges,
                reason: reason,
                dependsOn: removalDependencies,
                dangers: dangers,
                fingerprint: number.fingerprint
            )
        )
    }

    // MARK: Users

    private mutating func planUserRemovals() {
        guard let present = liveUsers else { return }
        let draining = DrainingReleases(
            options,
            desired: desired,
            live: application.flatMap { previousRelease(of: $0) }
        )
        for removed in desired.removedUsers.sorted(by: { $0.name < $1.name }) {
            guard let found = present[removed.name] else { continue }
            planRemoval(of: found, draining, reason: "written down in 'removed'", at: removed.span)
        }
        guard options.prunes else { return }
        for name in unmanagedUsers(among: present).sorted() {
            guard let found = present[name] else { continue }
            planRemoval(of: found, draining, reason: Plan.pruned + "the project does not name it", at: nil)
        }
    }

    private mutating func planRemoval(
        of user: LiveUser,
        _ draining: DrainingReleases,
        reason: String,
        at span: Span?
    ) {
        let address = Address.user(user.name)
        if desired.protected.contains(.users) { object(.protectedRemoval(address, .users, at: span), to: [address]) }
        let hold = draining.hold(on: user.name)
        steps.append(
            PlanStep(
                address,
                .user(name: user.name),
                hold == nil ? .delete : .held,
                "",
                reason: hold?.reason ?? reason,
                dependsOn: removalDependencies,
                dangers: hold == nil ? [.deletesUser] : [],
                fingerprint: user.identityFingerprint
            )
        )
    }

    /// Marks the deletes of a plan that removes more users than a slip of the pen should.
    mutating func markLargeRemovals() {
        guard let total = liveUsers?.count else { return }
        let places = steps.indices.filter { steps[$0].action == .delete }
        guard places.count * 100 > total * Self.largestShare else { return }
        for place in places { steps[place].dangers.append(.removesManyUsers(count: places.count, of: total)) }
    }

    /// Percent of the application's users that go without a word.
    private static let largestShare = 30
}
