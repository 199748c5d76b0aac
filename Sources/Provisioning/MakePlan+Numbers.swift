internal import CallBundle
internal import ContactCenter
internal import Diagnostics

extension PlanMaker {
    mutating func checkOwnership() {
        let owned = ownedNumbers
        for number in desired.numbers where number.search == nil {
            if let found = owned[number.number.digits] {
                if !found.takesCalls { diagnostics.append(.numberTakesNoCalls(number)) }
            } else {
                diagnostics.append(.numberNotOwned(number))
            }
        }
        let named = Set(desired.numbers.map(\.number.digits))  // Those were reported above.
        for callerID in desired.release.requires.callerIDs where owned[callerID] == nil && !named.contains(callerID) {
            diagnostics.append(.callerIDNotOwned(callerID))
        }
    }

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
                if !number.adopts { diagnostics.append(.numberOfOtherApplication(number, shownApplication(other))) }
            }
            if let forwarding = found.forwarding {
                dangers.append(.clearsForwarding(type: forwarding.type, value: forwarding.value))
                if !number.adopts { diagnostics.append(.numberForwards(number, forwarding)) }
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
