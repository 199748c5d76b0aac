internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import Provisioning
internal import Publishing
internal import ReleaseRecords

/// What applies leave at a publish target and beside a project: the log of releases, who holds the lock, and the pins.
///
/// Every input is taken for each of them.
func recordsTarget(_ corpus: Corpus) -> FuzzTarget {
    let line = """
        {"version":1,"at":"2026-11-26T06:10:11Z","cause":"apply","release":"0123456789abcdef","by":"ann@host",\
        "application_id":"78d335fa-323d-0114-9c3d-d6f0d48968cf","environment":null,"plan":null,\
        "answer_url":"https://a.example/r/0123456789abcdef/e/answer","fallback_answer_url":null,\
        "requires":{"users":2,"caller_ids":1,"entry_numbers":1}}
        """
    let rollback = line.replacing("\"apply\"", with: "\"rollback\"").replacing(
        "0123456789abcdef",
        with: "fedcba9876543210"
    )
    let owner = """
        {"version":1,"owner":"ann@host","host":"host","pid":17,"started_at":"2026-11-26T06:10:11Z",\
        "expires_at":"2026-11-26T08:10:11Z","purpose":"apply","changing":true}
        """
    let pins = "# bought\n- us-sales +14155550100\nproduction uk +442079460000\n"
    let texts = ["\(line)\n\(rollback)\n\(line)\n", "\(line)\n\(line.prefix(40))", owner, pins]
    return FuzzTarget(name: "records", corpus: texts.map { Array($0.utf8) }) { bytes in
        checkLog(bytes)
        if let json = try? JSONValue(parsing: bytes), let owner = LockOwner(json: json) {
            require(LockOwner(json: owner.json) == owner, "an owner that is written is read as the same")
            _ = (owner.sentence, owner.isPresumedGone(on: "host", at: owner.startedAt))
        }
        checkPins(bytes)
    }
}

private func checkLog(_ bytes: [UInt8]) {
    let log = ReleaseLog(parsing: bytes)
    let lines = bytes.split(separator: UInt8(ascii: "\n")).count
    require(log.moves.count + log.unreadableLines.count == lines, "each line is read, or told to be unreadable")
    let written = log.moves.flatMap { $0.json.serializedBytes() + [UInt8(ascii: "\n")] }
    require(ReleaseLog(parsing: written).moves == log.moves, "a log that is written is read as the same")
    let timeline = ReleaseTimeline(log.moves)
    let now = UTCTime(seconds: 1_800_000_000)
    for stay in timeline.stays { _ = stay.callsMayLast(now: now, drain: Policy.defaultDrain) }
    for live in [nil] + log.moves.map(\.release) {
        let before = timeline.releases(before: live)
        require(Set(before).count == before.count && !before.contains { $0 == live }, "a way back has no circle")
        if let live { _ = timeline.fallbackURL(of: live) }
    }
}

private func checkPins(_ bytes: [UInt8]) {
    func parse(_ bytes: [UInt8]) -> Checked<NumberPins> {
        var sources = SourceMap()
        return NumberPins.parse(sources.add(SourceFile(path: NumberPins.fileName, bytes: bytes)), in: sources)
    }
    let pins = parse(bytes)
    for span in pins.diagnostics.compactMap(\.span) {
        require(0 <= span.start && span.start <= span.end && span.end <= bytes.count, "spans lie in their file")
    }
    guard let read = pins.output else { return }
    let again = parse(Array(read.text.utf8))
    require(again.diagnostics.isEmpty && again.output?.text == read.text, "pins that are written are read as the same")
}

/// What the platform says of numbers on sale, and what is chosen of it.
func saleTarget(_ corpus: Corpus) -> FuzzTarget {
    let sale = """
        {"count": 3, "numbers": [
         {"country": "US", "msisdn": "14155550100", "type": "mobile-lvn", "features": ["VOICE"], "cost": "0.90",
          "initialPrice": "0.00"},
         {"country": "US", "msisdn": "14155550101", "type": "mobile-lvn", "features": ["VOICE"], "cost": "1.25"},
         {"country": "US", "msisdn": "14155550102", "cost": "0.900000", "initialPrice": null}]}
        """
    let span = Span(file: FileID(index: 0), start: 0, end: 0)
    let wanted = ["a", "b"].map { name in
        var search = NumberSearch(span: span, country: Located("US", at: span))
        search.reusesSpare = Located(name == "a", at: span)
        return WantedNumber(name: name, search: search)
    }
    return FuzzTarget(name: "sale", corpus: [Array(sale.utf8)]) { bytes in
        guard let value = try? JSONValue(parsing: bytes) else { return }  // The json target's business.
        let rows = (value["numbers"]?.arrayValue ?? []).compactMap(\.objectValue)
        let offers = rows.compactMap(NumberOffer.init(body:))
        for offer in offers { require(!offer.priceText.isEmpty, "an offer has a price") }
        let chosen = chooseNumbers(
            wanted,
            offers: ["a": offers, "b": offers],
            owned: rows.suffix(1).map(LiveNumber.init(body:)),
            taken: [],
            standing: NumberCosts(),
            limits: []
        )
        guard let choices = chosen.output?.choices else { return }
        require(Set(choices.map(\.number)).count == choices.count, "no number is chosen twice")
    }
}
