internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import Provisioning
internal import VonageAPI

extension Importer {
    /// Where calls go now: the address of the answer webhook; nil for none.
    private var answerURL: String? { webhook("answer_url") }

    private func webhook(_ name: String) -> String? {
        let address = voice?["webhooks"]?[name]?["address"]?.stringValue
        return address?.isEmpty == false ? address : nil
    }

    private var voice: JSONValue? { source.application.body["capabilities"]?["voice"] }

    /// The entry `hosting`, what it says, and whether that is a guess that cannot be right.
    mutating func hosting() -> (entry: YAMLEntry, url: String, isPlaceholder: Bool) {
        if let base = ownBase {
            return (YAMLEntry("hosting", .block([YAMLEntry("url", .text(base))])), base, false)
        }
        notes.append(
            answerURL.map {
                "calls go to '\(shown($0))' now, which is no release of ccplan: write your host into 'hosting.url'"
            } ?? "calls go nowhere now: write your host into 'hosting.url'"
        )
        let entry = YAMLEntry(
            "hosting",
            .block([
                YAMLEntry(
                    "url",
                    .text(placeholderURL),
                    comment: ["A placeholder: where the platform will fetch what to do with a call."]
                )
            ])
        )
        return (entry, placeholderURL, true)
    }

    /// The base URL, when calls are answered by a release of ours.
    private var ownBase: String? {
        guard let answerURL, let release = ReleaseID(in: answerURL) else { return nil }
        let ending = "/r/\(release)/e/answer"
        guard answerURL.hasSuffix(ending) else { return nil }
        let base = String(answerURL.dropLast(ending.count))
        let entry = YAMLEntry("hosting", .line([YAMLEntry("url", .text(base))]))
        return decoded([entry])?.hosting.url.value == base ? base : nil
    }

    mutating func application(_ base: String) -> [YAMLEntry] {
        let live = source.application
        func isWritable(_ entries: [YAMLEntry]) -> Bool { decoded([YAMLEntry("app", .line(entries))]) != nil }
        var entries: [YAMLEntry] = []
        add(
            YAMLEntry("name", .text(live.name)),
            to: &entries,
            if: isWritable,
            else: "the application's name cannot be written down: it gets a new one"
        )
        if entries.isEmpty { entries.append(YAMLEntry("name", .text("Contact center"))) }
        if !live.id.isEmpty {
            add(
                YAMLEntry("id", .text(live.id)),
                to: &entries,
                if: isWritable,
                else: "the application's id cannot be written down"
            )
        }
        if let pem = live.body["keys"]?["public_key"]?.stringValue, let key = try? ApplicationPublicKey(pem: pem) {
            // Read and written again: nothing but the key.
            files.append(ImportedProject.File(path: "keys/app.pub", text: key.pem))
            entries.append(YAMLEntry("public_key", .text("keys/app.pub")))
        } else {
            notes.append("the application has no public key that can be read: 'app.public_key' is not set")
        }
        if let region = voice?["region"]?.stringValue, !region.isEmpty {
            add(
                YAMLEntry("region", .text(region)),
                to: &entries,
                if: isWritable,
                else: "the region '\(shown(region))' is not known to the language: it is left alone"
            )
        }
        if voice?["signed_callbacks"]?.boolValue == false {
            entries.append(YAMLEntry("signed_callbacks", .word("no")))
        }
        if let events = webhook("event_url"), events != "\(base)/events" {
            add(
                YAMLEntry("events", .text(events)),
                to: &entries,
                if: { decoded([YAMLEntry("app", .line($0))])?.app.eventsURL?.value == events },
                else: "'app.events' cannot hold '\(shown(events))': events will go to the host of the bundle"
            )
        }
        return entries
    }

    /// A text of the account in a note: without what may be secret.
    func shown(_ text: String) -> String {
        printable(Redaction.redacted(.string(text)).stringValue ?? "")
    }
}
