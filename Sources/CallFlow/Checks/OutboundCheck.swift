internal import ContactCenter
internal import Diagnostics

/// Prefixes that allow an app user more than their operator is likely to know: stolen logins are used to ring expensive
/// numbers.
///
/// - Complexity: O(prefixes × countries), nothing where nothing is allowed.
func checkOutbound(_ project: Project) -> [Diagnostic] {
    guard let outbound = project.outbound, !outbound.allow.isEmpty else { return [] }
    let codes = CountryCodes()
    let deny = outbound.deny.map(\.value)
    var diagnostics: [Diagnostic] = []
    let wide = outbound.allow.filter { !codes.isCountry($0.value) && codes.countries(under: $0.value).count > 1 }
    if let first = wide.first {
        let countries = wide.reduce(0) { $0 + codes.countries(under: $1.value).count }
        let list = wide.map { "+\($0.value)" }.joined(separator: ", ")
        diagnostics.append(
            .warning(
                .allowsManyCountries,
                wide.count == 1
                    ? "'+\(first.value)' is no country code: it allows \(countries) countries and territories"
                    : "\(list) are no country codes: they allow \(countries) countries and territories",
                at: first.span,
                notes: wide.dropFirst().map { Diagnostic.Note("and here", at: $0.span) },
                help: "list the codes of the countries that are called"
            )
        )
    }
    for prefix in outbound.allow {
        if prefix.value == "1", let open = openIslands(codes, allow: outbound.allow.map(\.value), deny: deny) {
            diagnostics.append(
                .warning(
                    .allowsAllOfOne,
                    "'+1' is not only the United States and Canada: it allows \(open.count) other countries and territories",
                    at: prefix.span,
                    help: "list area codes such as \"+1212\", or put under 'deny': "
                        + open.flatMap(\.prefixes).map { "\"+\($0)\"" }.joined(separator: ", ")
                )
            )
        }
        // The longest of allow and deny wins, so a deny below it may close it again; what is named itself is meant.
        if let code = highRiskPrefixes.first(where: { prefix.value.hasPrefix($0) }) {
            let names = codes.countries(under: code).map(\.name).joined(separator: " and ")
            diagnostics.append(
                .warning(
                    .allowsHighRisk,
                    "'+\(prefix.value)' is in \(names), which the platform's fraud guide lists as high risk",
                    at: prefix.span,
                    help: prefix.value == code
                        ? "allow only the beginnings of numbers that are really called, or remove it"
                        : "make sure that people there are really called, or remove it"
                )
            )
        }
    }
    return diagnostics
}

/// The countries and territories in +1 besides the United States and Canada that may be dialled; nil for none.
private func openIslands(_ codes: CountryCodes, allow: [String], deny: [String]) -> [CountryCodes.Country]? {
    let open = codes.countries(under: "1").filter { country in
        country.prefixes != ["1"]
            && country.prefixes.contains { prefix in !deny.contains { prefix.hasPrefix($0) } && !allow.contains(prefix)
            }
    }
    return open.isEmpty ? nil : open
}
