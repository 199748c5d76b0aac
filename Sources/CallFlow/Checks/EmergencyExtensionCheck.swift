internal import ContactCenter
internal import Diagnostics

/// Extensions that are numbers of emergency services: who dials them in need gets somebody else, or nobody.
///
/// Those that hold in many countries or are widely known count everywhere, the others where a number of the project has the
/// country's code. Short keys such as 15 and 101 are left out: as extensions they are common.
///
/// - Complexity: O(extensions + numbers).
func checkEmergencyExtensions(_ project: Project) -> [Diagnostic] {
    guard let outbound = project.outbound, !outbound.extensions.isEmpty else { return [] }
    var numbers = widelyKnown
    for (code, services) in ofCountries {
        let isThere = project.numbers.contains { $0.number.value.digits.hasPrefix(code) }
        if isThere { numbers.formUnion(services) }
    }
    return outbound.extensions.filter { numbers.contains($0.keys.value) }.map { keys, destination in
        .warning(
            .emergencyExtension,
            "extension '\(keys.value)' is an emergency number: dialling it does not reach the emergency service",
            at: keys.span,
            notes: [Diagnostic.Note("who dials it is led here", at: destination.span)],
            help: "give it other keys, and tell app users to call for help by telephone: "
                + "numbers that they dial here have 7 to 15 digits, so that no emergency service is ever reached"
        )
    }
}

/// Emergency numbers of the European Union and of mobile networks, of North America, Britain, Australia, Germany, China,
/// Japan, Korea and Italy.
private let widelyKnown: Set = ["112", "911", "999", "000", "110", "118", "119"]

/// By country code: Norway and Italy, Switzerland, Austria, Brazil, South Africa, Hong Kong, New Zealand.
private let ofCountries: [(code: String, services: Set<String>)] = [
    ("47", ["113"]), ("39", ["113", "115"]), ("41", ["117", "144"]), ("43", ["122", "133", "144"]),
    ("55", ["190", "192", "193"]), ("27", ["10111", "10177"]), ("852", ["992"]), ("64", ["111"]),
]

extension DiagnosticCode {
    static let emergencyExtension = DiagnosticCode("CC5015")
}
