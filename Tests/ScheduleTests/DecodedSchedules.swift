import ConfigSyntax
import Diagnostics
import Testing

@testable import ContactCenter

/// What the decoder makes of the text of `schedules`, in a project whose zone is `projectZone`.
func decodeSchedules(_ text: String, projectZone: String? = "Europe/London") throws -> Checked<[Schedule]> {
    var sources = SourceMap()
    let zoneFile = sources.add(SourceFile(path: "zone.yaml", bytes: Array((projectZone ?? "").utf8)))
    let file = sources.add(SourceFile(path: "test.yaml", bytes: Array(text.utf8)))
    let zone = parseYAML(zoneFile, in: sources)
    let parsed = parseYAML(file, in: sources)
    try #require(parsed.diagnostics.isEmpty && zone.diagnostics.isEmpty)
    var decoder = ModelDecoder()
    let timeZone = decoder.timeZone(projectZone == nil ? nil : zone.output?.root)
    let schedules = decoder.schedules(parsed.output?.root, projectZone: timeZone)
    return Checked(schedules, diagnostics: decoder.diagnostics.inSourceOrder())
}

/// The only schedule of a text without any finding.
func soundSchedule(_ body: String, location: SourceLocation = #_sourceLocation) throws -> Schedule {
    let checked = try decodeSchedules("office: \(body)")
    #expect(checked.diagnostics.isEmpty, sourceLocation: location)
    return try #require(checked.output?.first, sourceLocation: location)
}

/// A source whose places are marked by «…», numbered in the order in which they open.
struct Marked {
    private(set) var text = ""
    private(set) var spans: [Range<Int>] = []

    init(_ source: String) {
        for scalar in source.unicodeScalars {
            switch scalar {
            case "«": spans.append(text.utf8.count..<text.utf8.count)
            case "»": spans[spans.count - 1] = spans[spans.count - 1].lowerBound..<text.utf8.count
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

/// A finding in one line: code, place, message, places of the notes, fix.
func sketch(_ diagnostic: Diagnostic) -> String {
    func place(_ span: Span?) -> String {
        span.map { "\($0.start)..<\($0.end)" } ?? "nowhere"
    }
    return "\(diagnostic.code) \(place(diagnostic.span)) \(diagnostic.message) "
        + "notes: \(diagnostic.notes.map { place($0.span) }) fix: \(diagnostic.fixIts.first?.replacement ?? "none")"
}
