internal import ContactCenter
internal import Diagnostics
package import JSONTree
internal import Simulator

extension TestReport {
    /// The report as JSON, version 1 (`docs/tests.schema.json`).
    package var json: JSONValue {
        var places = SourcePlaces(sources)
        var counts = JSONObject([("total", .integer(tests.count))])
        for verdict in PlayedTest.Verdict.allCases {
            counts[verdict.rawValue] = .integer(tests.count { $0.verdict == verdict })
        }
        var report = JSONObject([
            ("version", 1), ("project", .string(title)), ("environment", environment.map { .string($0) } ?? .null),
        ])
        if let host { counts["not_played"] = .integer(host.unplayed.count) }
        report["summary"] = .object(counts)
        report["tests"] = .array(tests.map { $0.json(&places) })
        if let coverage { report["coverage"] = coverage.json(&places) }
        if let mutations { report["mutations"] = mutations.json(&places) }
        if let host {
            report["host"] = host.json
            report["not_played"] = .array(host.unplayed.map { $0.json(&places) })
        }
        return .object(report)
    }
}

extension SourcePlaces.Place {
    var json: JSONValue { ["file": .string(path), "line": .integer(line), "column": .integer(column)] }
}

extension TestReport.HostReport {
    fileprivate var json: JSONValue {
        [
            "answer_url": .string(answerURL), "release": .string(release),
            "error": fault.map { fault in
                [
                    "code": .string(fault.code.text), "message": .string(fault.message),
                    "help": fault.help.map { .string($0) } ?? .null,
                ]
            } ?? .null,
        ]
    }
}

extension UnplayedTest {
    fileprivate func json(_ places: inout SourcePlaces) -> JSONValue {
        [
            "name": .string(test.name.value), "place": places.place(of: test.name.span).json,
            "because": .string(reason.rawValue),
        ]
    }
}

extension PlayedTest {
    fileprivate func json(_ places: inout SourcePlaces) -> JSONValue {
        var json = JSONObject([
            ("name", .string(test.name.value)), ("place", places.place(of: test.name.span).json),
            ("verdict", .string(verdict.rawValue)), ("call_milliseconds", .integer(transcript.duration)),
        ])
        if let reason = test.expectedToFail { json["because"] = .string(reason.value) }
        guard let diagnostic else { return .object(json) }
        var difference = JSONObject([
            ("code", .string(diagnostic.code.text)), ("message", .string(diagnostic.message)),
            ("place", diagnostic.span.map { places.place(of: $0).json } ?? .null),
            (
                "notes",
                .array(
                    diagnostic.notes.map { note in
                        [
                            "message": .string(note.message),
                            "place": note.span.map { places.place(of: $0).json } ?? .null,
                        ]
                    }
                )
            ),
        ])
        difference["entry"] = differingEntry.map { .integer($0) } ?? .null
        json["difference"] = .object(difference)
        json["transcript"] = .array(
            transcript.entries.indices.map { index in
                var entry = transcript.entries[index].json.objectValue ?? JSONObject()
                if index < origins.count, let origin = origins[index] { entry["place"] = places.place(of: origin).json }
                return .object(entry)
            }
        )
        return .object(json)
    }
}

extension Coverage {
    fileprivate func json(_ places: inout SourcePlaces) -> JSONValue {
        let counts = counts.map { count -> JSONValue in
            [
                "kind": .string(count.kind.rawValue), "taken": .integer(count.taken), "total": .integer(count.total),
            ]
        }
        let missed = missed.map { place -> JSONValue in
            [
                "kind": .string(place.point.kind.rawValue), "name": .string(place.name),
                "place": places.place(of: place.point.span).json,
            ]
        }
        return ["counts": .array(counts), "missed": .array(missed)]
    }
}

extension MutationReport {
    fileprivate func json(_ places: inout SourcePlaces) -> JSONValue {
        let rows = results.map { result -> JSONValue in
            [
                "change": .string(result.change), "place": places.place(of: result.span).json,
                "noticed_by": result.noticedBy.map { .string($0) } ?? .null,
            ]
        }
        return [
            "score": .integer(score), "noticed": .integer(noticed), "total": .integer(results.count),
            "changes": .array(rows),
        ]
    }
}
