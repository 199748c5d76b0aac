internal import CallBundle
internal import ContactCenter
internal import JSONTree

/// The digests of what a plan was made from, one for each part, so that a stale plan can say which part moved on.
package struct ConfigurationFingerprint: Hashable, Sendable {
    package var application: String
    package var numbers: String
    package var users: String
    package var removed: String
    package var release: String

    /// The parts with their names, in a fixed order.
    package var parts: [(name: String, digest: String)] {
        [
            ("application", application), ("numbers", numbers), ("users", users), ("removed", removed),
            ("release", release),
        ]
    }
}

extension DesiredState {
    /// What this state is, in digests: equal states have equal ones, in whatever order things were written.
    package var fingerprint: ConfigurationFingerprint {
        ConfigurationFingerprint(
            application: digest(
                .object(
                    JSONObject(
                        application.fields.map { ($0.pathText, $0.shownValue) } + [
                            ("id", application.id.map(JSONValue.string) ?? .null)
                        ]
                    )
                )
            ),
            numbers: digest(
                .array(
                    numbers.sorted { $0.number < $1.number }.map { number in
                        .array(
                            [.string(number.number.digits), .string(number.name)] + (number.adopts ? ["adopt"] : [])
                        )
                    }
                )
            ),
            users: digest(
                .array(
                    users.sorted { $0.name < $1.name }.map {
                        .object(JSONObject($0.fields.map { ($0.pathText, $0.digestedValue) }))
                    }
                )
            ),
            removed: digest([
                .array(
                    removedNumbers.sorted { $0.number < $1.number }
                        .map { [.string($0.number.digits), .string($0.fate.rawValue)] }
                ),
                .array(removedUsers.map(\.name).sorted().map(JSONValue.string)),
            ]),
            release: release.id.text
        )
    }
}

/// The first 16 hex digits of the SHA-256 of the value's canonical text.
func digest(_ value: JSONValue) -> String {
    String(hexDigest(value.sortedByKey.serializedBytes()).prefix(16))
}
