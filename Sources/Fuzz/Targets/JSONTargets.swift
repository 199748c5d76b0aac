internal import CallBundle
internal import JSONTree
internal import NCCO
internal import Provisioning

/// JSON: what is read and written again is the same.
func jsonTarget(_ corpus: Corpus) -> FuzzTarget {
    FuzzTarget(name: "json", corpus: corpus.json) { bytes in
        do throws(JSONSyntaxError) {
            let value = try JSONValue(parsing: bytes)
            for layout in [JSONValue.Layout.compact, .pretty] {
                let again = try JSONValue(parsing: value.serializedBytes(layout))
                require(again == value, "JSON that is written is read as the same")
            }
            _ = (value.intValue, value.doubleValue, value.sortedByKey)
        } catch {
            require((0...bytes.count).contains(error.offset), "an error lies in the text")
        }
    }
}

/// Hand-written NCCOs: their check, and the references to menus in them.
func nccoTarget(_ corpus: Corpus) -> FuzzTarget {
    let documents = corpus.quickstart.documents
    return FuzzTarget(name: "ncco", corpus: corpus.json + documents) { bytes in
        guard let value = try? JSONValue(parsing: bytes) else { return }  // The json target's business.
        for allowsToken in [false, true] {
            for problem in checkNCCO(value, allowingDialledToken: allowsToken) {
                require(!problem.message.isEmpty, "a problem says what it is")
            }
        }
        _ = menuReferences(in: value)
        _ = replacingMenuReferences(in: value) { menu, isInput in isInput ? menu : nil }
    }
}

/// Decision tables and manifests, as a host reads them from disk.
func bundleTarget(_ corpus: Corpus) throws -> FuzzTarget {
    let requests = try [
        WebhookRequest(),
        WebhookRequest(query: [("to", "442079460001"), ("from", "447700900123")], body: []),
        WebhookRequest(query: [("from_user", "Jane"), ("to", "02079460018")], body: []),
        WebhookRequest(query: [("from_user", "Jane"), ("to", "+44 (20) 7946-0018")], body: []),
        WebhookRequest(query: [("dtmf", #"{"digits": "1", "timed_out": false}"#)], body: []),
        WebhookRequest(query: [("speech", #"{"results": [{"text": "To Jane, please"}, {"text": "Jäne"}]}"#)], body: []),
        WebhookRequest(query: [("status", "busy")], body: []),
    ]
    return FuzzTarget(name: "bundle", corpus: corpus.quickstart.tables + [corpus.quickstart.manifest]) { bytes in
        guard let value = try? JSONValue(parsing: bytes) else { return }  // The json target's business.
        if let decision = try? Decision(file: value) {  // Refused is fine.
            for request in requests { _ = decision.outcome(for: request, at: 1_800_000_000) }
            // Written, its prefixes are sorted, so the texts are compared.
            let written = decision.fileJSON
            require((try? Decision(file: written))?.fileJSON == written, "a table that is written is read as the same")
        }
        if let manifest = try? Manifest(json: value) {  // Refused is fine.
            require((try? Manifest(json: manifest.json)) == manifest, "a manifest that is written is read as the same")
        }
    }
}
