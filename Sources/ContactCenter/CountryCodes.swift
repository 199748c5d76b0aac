/// The countries of the world with the beginnings of their telephone numbers; read from a text when first wanted.
package struct CountryCodes: Sendable {
    package struct Country: Hashable, Sendable {
        package var name: String

        /// Digits without `+`: the country code, or where a country has none of its own what tells it apart.
        package var prefixes: [String]

        /// Two capital letters, ISO 3166.
        package var letters: String
    }

    /// By their first prefix.
    package let countries: [Country]

    package init() {
        countries = Self.table.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3 else { return nil }
            let prefixes = parts[1].split(separator: ",").map(String.init)
            return Country(name: String(parts[2]), prefixes: prefixes, letters: String(parts[0]))
        }
    }

    /// The country of that name, in any case, or of these two letters.
    package func country(named name: String) -> Country? {
        let name = Self.otherNames[name.lowercased()] ?? name.lowercased()
        return countries.first { $0.name.lowercased() == name || $0.letters.lowercased() == name }
    }

    /// The countries whose numbers begin with these digits, all of them or some.
    package func countries(under prefix: String) -> [Country] {
        countries.filter { $0.prefixes.contains { $0.hasPrefix(prefix) } }
    }

    /// Whether the digits are a country code, or the beginning of a country's numbers.
    package func isCountry(_ prefix: String) -> Bool {
        countries.contains { $0.prefixes.contains { prefix.hasPrefix($0) } }
    }

    /// How people call some countries.
    private static let otherNames = [
        "uk": "united kingdom", "great britain": "united kingdom", "england": "united kingdom", "usa": "united states",
        "united states of america": "united states", "america": "united states", "holland": "netherlands",
        "the netherlands": "netherlands", "czech republic": "czechia",
    ]
}

extension CountryCodes {
    /// What to write in place of a country's name: `write "+49" for Germany`, with those who share the prefix.
    package func help(for name: String) -> String? {
        guard let country = country(named: name) else { return nil }
        let quoted = country.prefixes.map { "\"+\($0)\"" }.joined(separator: ", ")
        let help = "write \(quoted) for \(country.name)"
        // The whole of +1 is more than 20 countries: nobody wants to allow that by a name.
        if country.prefixes == ["1"] {
            return "\(help), with area codes such as \"+1212\": +1 alone is also "
                + "\(countries(under: "1").count - 1) other countries and territories"
        }
        let others = countries.filter { $0 != country && !Set($0.prefixes).isDisjoint(with: country.prefixes) }
        guard !others.isEmpty else { return help }
        let names = others.map(\.name)
        let list =
            names.count == 1 ? names[0] : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
        return "\(help); \(list) \(names.count == 1 ? "shares" : "share") it"
    }
}
