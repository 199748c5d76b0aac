internal import ContactCenter
internal import Diagnostics
internal import Simulator

extension TestReport {
    /// The report as JUnit's XML, as CI servers read it: one suite, a case for each test, in source order.
    ///
    /// A test that fails as expected is skipped, with its reason, and so is one that was not played through a real host. The
    /// host itself is a case, too, which fails when it does not serve the release. Times are seconds of the calls' own clock.
    package var junit: String {
        var places = SourcePlaces(sources)
        let unplayed = host?.unplayed ?? []
        let total = tests.count + unplayed.count + (host == nil ? 0 : 1)
        let failures = tests.count(where: \.isFailure) + (host?.fault == nil ? 0 : 1)
        let skipped = tests.count { $0.verdict == .expectedFailure } + unplayed.count
        let time = seconds(tests.reduce(0) { $0 + $1.transcript.duration })
        let counts =
            "tests=\"\(total)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(time)\""
        let name = attribute(environment.map { "\(title) (\($0))" } ?? title)
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        xml += "<testsuites \(counts)>\n  <testsuite name=\"\(name)\" \(counts)>\n"
        if let host { xml += host.junit(suite: name) }
        for test in tests { xml += test.junit(suite: name, sources, &places) }
        for test in unplayed { xml += test.junit(suite: name, &places) }
        return xml + "  </testsuite>\n</testsuites>\n"
    }
}

extension TestReport.HostReport {
    fileprivate func junit(suite: String) -> String {
        let head =
            "    <testcase name=\"the host serves release \(attribute(release))\" classname=\"\(suite)\" "
            + "time=\"0.000\""
        guard let fault else { return "\(head)/>\n" }
        let body = fault.message + (fault.help.map { "\nhelp: \($0)" } ?? "")
        return "\(head)>\n      <failure type=\"\(fault.code)\" message=\"\(attribute(fault.message))\">"
            + "\(escaped(body))</failure>\n    </testcase>\n"
    }
}

extension UnplayedTest {
    fileprivate func junit(suite: String, _ places: inout SourcePlaces) -> String {
        let place = places.place(of: test.name.span)
        return "    <testcase name=\"\(attribute(test.name.value))\" classname=\"\(suite)\" "
            + "file=\"\(attribute(place.path))\" line=\"\(place.line)\" time=\"0.000\">\n"
            + "      <skipped message=\"not played: \(attribute(reason.words))\"/>\n    </testcase>\n"
    }
}

extension PlayedTest {
    fileprivate func junit(suite: String, _ sources: SourceMap, _ places: inout SourcePlaces) -> String {
        let place = places.place(of: test.name.span)
        let head =
            "    <testcase name=\"\(attribute(test.name.value))\" classname=\"\(suite)\" "
            + "file=\"\(attribute(place.path))\" line=\"\(place.line)\" time=\"\(seconds(transcript.duration))\""
        if let diagnostic {
            let body = TextRenderer().render(diagnostic, sources: sources) + "\n\n" + transcriptText(&places)
            return "\(head)>\n      <failure type=\"\(diagnostic.code)\" message=\"\(attribute(diagnostic.message))\">"
                + "\(escaped(body))</failure>\n    </testcase>\n"
        }
        guard let reason = test.expectedToFail else { return "\(head)/>\n" }
        return "\(head)>\n      <skipped message=\"\(attribute(reason.value))\"/>\n    </testcase>\n"
    }
}

/// Milliseconds as seconds.
private func seconds(_ milliseconds: Int) -> String {
    let rest = String(milliseconds % 1_000)
    return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
}

/// A text as the value of an attribute: of one line.
private func attribute(_ text: String) -> String {
    escaped(text.split(whereSeparator: \.isNewline).joined(separator: " "))
}

/// A text with what means something in XML escaped, and what XML cannot hold replaced.
private func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result.append(contentsOf: "&amp;".unicodeScalars)
        case "<": result.append(contentsOf: "&lt;".unicodeScalars)
        case ">": result.append(contentsOf: "&gt;".unicodeScalars)
        case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
        case "\t", "\n": result.append(scalar)
        default:
            let isAllowed = scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE && !(0x7F...0x9F ~= scalar.value)
            result.append(isAllowed ? scalar : "\u{FFFD}")
        }
    }
    return String(result)
}
