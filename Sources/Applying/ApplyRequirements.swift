internal import CallBundle
package import Provisioning

extension Plan {
    /// Whether applying needs the application's private key: users are made, changed, deleted or looked for.
    package func needsPrivateKey(for desired: DesiredState) -> Bool {
        steps.contains { step in
            switch step.subject {
            case .user: step.action != .held
            case .answerURL: !desired.release.requires.users.isEmpty
            case .release, .application, .number, .wantedNumber: false
            }
        }
    }

    /// Numbers that would be given back, by address.
    package var cancellations: [String] {
        steps.filter { $0.action == .cancel }.map(\.address)
    }
}
