/// The numbers that are on sale: only from ranges that regulators reserve for fiction.
package enum NumberStock {
    /// The stock of every new account, in ascending order within a country.
    ///
    /// Ofcom 020 7946 0xxx, 07700 900xxx and 0808 157 0xxx, NANPA 555-01xx, ARCEP 01 99 00 xx xx, Bundesnetzagentur
    /// (0)30 23125 xxx, ACMA (02) 5550 xxxx.
    package static let builtIn: [StockNumber] =
        range("GB", 442_079_460_000, 200, "landline", ["VOICE"], cost: "1.25")
        + range("GB", 447_700_900_000, 200, "mobile-lvn", ["VOICE", "SMS"], cost: "1.25")
        + range("GB", 448_081_570_000, 20, "landline-toll-free", ["VOICE"], cost: "14.00", initialPrice: "20.00")
        + range("US", 12_125_550_100, 100, "mobile-lvn", ["VOICE", "SMS", "MMS"], cost: "0.90")
        + range("US", 14_155_550_100, 100, "mobile-lvn", ["VOICE", "SMS", "MMS"], cost: "0.90")
        + range("FR", 33_199_000_000, 40, "landline", ["VOICE"], cost: "1.50")
        + range("DE", 493_023_125_000, 40, "landline", ["VOICE"], cost: "1.30")
        + range("AU", 61_255_500_000, 40, "landline", ["VOICE"], cost: "1.80")

    /// A number that is owned at the start: as the stock has it, else a landline.
    static func owned(_ msisdn: String, country: String) -> OwnedNumber {
        let known = byDigits[msisdn].flatMap { $0.country == country ? $0 : nil }
        return OwnedNumber(
            country: country,
            msisdn: msisdn,
            type: known?.type ?? "landline",
            features: known?.features ?? ["VOICE", "SMS"]
        )
    }

    /// The stock's number of these digits.
    static let byDigits = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.msisdn, $0) })

    /// Numbers in a row; every tenth is dearer, so that a limit of cost has something to refuse.
    private static func range(
        _ country: String,
        _ first: Int,
        _ count: Int,
        _ type: String,
        _ features: [String],
        cost: String,
        initialPrice: String = "0.00"
    ) -> [StockNumber] {
        (0..<count).map { offset in
            StockNumber(
                country: country,
                msisdn: String(first + offset),
                type: type,
                features: features,
                cost: offset % 10 == 9 ? "19.00" : cost,
                initialPrice: initialPrice
            )
        }
    }
}
