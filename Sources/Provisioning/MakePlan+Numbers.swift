internal import CallBundle
internal import ContactCenter
internal import Diagnostics

extension PlanMaker {
    mutating func checkOwnership() {
        let owned = ownedNumbers
        for number in desired.numbers where number.search == nil {
            if let found = owned[number.number.digits] {
                if !found.takesCalls { object(.numberTakesNoCalls(number), to: [Address.number(number.name)]) }
            } else {
                // Calls that show it are refused, so none may be sent to a release that does.
                let isShown = desired.release.requires.callerIDs.contains(number.number.digits)
                object(.numberNotOwned(number), to: [Address.number(number.name)] + (isShown ? [pointerAddress] : []))
            }
        }
        let named = Set(desired.numbers.map(\.number.digits))  // Those were reported above.
        for callerID in desired.release.requires.callerIDs where owned[callerID] == nil && !named.contains(callerID) {
            object(.callerIDNotOwned(callerID), to: [pointerAddress])
        }
    }

    /// The step that sends calls to the release: making the application does.
    private var pointerAddress: String { application == nil ? Address.application : Address.answerURL }

    var ownedNumbers: [String: LiveNumber] {
        Dictionary(live.numbers.map { ($0.digits, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func planNumbers() {
        let owned = ownedNumbers
        // Calls come in as soon as a number is linked: all that they need must be there.
        let dependencies = planned(Address.release, Address.application, Address.answerURL) + requiredUserSteps
        for number in desired.numbers.sorted(by: { $0.name < $1.name }) {
            if let search = number.search {
                steps.append(
                    PlanStep(
                        Address.number(number.name),
                        .wantedNumber(name: number.name),
                        .buy,
                        search,
                        reason: "'ccapply buy' finds one, shows what it costs, and asks; an apply buys nothing"
                    )
                )
                continue
            }
            guard let found = owned[number.number.digits] else { continue }  // Was reported.
            let changes = found.linkChanges(to: application?.id)
            guard !changes.isEmpty else { continue }
            var dangers: [PlanStep.Danger] = []
            if let other = found.applicationID, !isSameApplication(other, application?.id) {
                dangers.append(.takesNumberFromApplication(id: other, name: applicationName(other)))
                if !number.adopts {
                    object(
                        .numberOfOtherApplication(number, shownApplication(other)),
                        to: [Address.number(number.name)]
                    )
                }
            }
            if let forwarding = found.forwarding {
                dangers.append(.clearsForwarding(type: forwarding.type, value: forwarding.value))
                if !number.adopts { object(.numberForwards(number, forwarding), to: [Address.number(number.name)]) }
            }
            let links = changes.contains { $0.path == "app_id" }
            steps.append(
                PlanStep(
                    Address.number(number.name),
                    .number(digits: number.number.digits),
                    links ? .link : .update,
                    "\(number.number) → app",
                    changes: changes,
                    reason: links ? nil : "the number's own forwarding wins over the application",
                    dependsOn: dependencies,
                    dangers: dangers,
                    fingerprint: found.fingerprint
                )
            )
        }
        guard !options.prunes else { return }
        unmanaged += unmanagedNumbers.map { UnmanagedObject(address: Address.number("+\($0.digits)")) }
    }

    /// Numbers that are linked to the application and that the project neither names nor removes, in no order.
    var unmanagedNumbers: [LiveNumber] {
        guard let application else { return [] }
        let known = Set(desired.numbers.map(\.number.digits) + desired.removedNumbers.map(\.number.digits))
        return live.numbers.filter { isSameApplication($0.applicationID, application.id) && !known.contains($0.digits) }
    }

    /// An application as messages name it.
    func shownApplication(_ id: String) -> String {
        applicationName(id).map { "'\($0)' (\(id))" } ?? id
    }

    func applicationName(_ id: String) -> String? {
        live.applications.first { isSameApplication($0.id, id) }?.name
    }
}
