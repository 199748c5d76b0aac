internal import Diagnostics
internal import JSONTree
internal import Testing

@Suite struct JSONRendererTests {
    @Test("a report has a version, the findings and their counts")
    func report() throws {
        let sample = SourceSample("größe: {menu: mian}\r\nb: 2\r\n", path: "a/b.yaml")
        let place = sample.span(of: "mian")
        let findings = [
            Diagnostic.error(DiagnosticCode("CC1004"), "menu 'mian' is not defined", at: place)
                .suggesting("main", insteadOf: place),
            Diagnostic.warning(
                DiagnosticCode("CC3010"),
                "no \"way\" out",
                at: nil,
                notes: [.init("here", at: sample.span(of: "b")), .init("nowhere")]
            ).shown(by: "call +44 20 7946 0000: silence"),
        ]
        let text = JSONRenderer().render(findings, sources: sample.sources)
        #expect(
            text == #"""
                {
                  "version": 1,
                  "diagnostics": [
                    {
                      "code": "CC1004",
                      "severity": "error",
                      "message": "menu 'mian' is not defined",
                      "file": "a/b.yaml",
                      "start": {
                        "line": 1,
                        "column": 15,
                        "offset": 16
                      },
                      "end": {
                        "line": 1,
                        "column": 19,
                        "offset": 20
                      },
                      "notes": [],
                      "help": "did you mean 'main'?",
                      "fixes": [
                        {
                          "file": "a/b.yaml",
                          "start": {
                            "line": 1,
                            "column": 15,
                            "offset": 16
                          },
                          "end": {
                            "line": 1,
                            "column": 19,
                            "offset": 20
                          },
                          "replacement": "main"
                        }
                      ]
                    },
                    {
                      "code": "CC3010",
                      "severity": "warning",
                      "message": "no \"way\" out",
                      "notes": [
                        {
                          "message": "here",
                          "file": "a/b.yaml",
                          "start": {
                            "line": 2,
                            "column": 1,
                            "offset": 23
                          },
                          "end": {
                            "line": 2,
                            "column": 2,
                            "offset": 24
                          }
                        },
                        {
                          "message": "nowhere"
                        }
                      ],
                      "witness": "call +44 20 7946 0000: silence",
                      "fixes": []
                    }
                  ],
                  "errors": 1,
                  "warnings": 1
                }

                """#
        )
        #expect(try JSONValue(parsing: text)["errors"] == 1)
    }

    @Test("no findings are an empty list")
    func nothing() throws {
        let value = try JSONValue(parsing: JSONRenderer().render([], sources: SourceMap()))
        #expect(value == ["version": 1, "diagnostics": [], "errors": 0, "warnings": 0])
    }

    @Test("every text in a report is JSON, whatever a file holds")
    func hostileTexts() throws {
        let text = "\"\\\u{1B}\0\n\u{2028}é"
        let finding = Diagnostic.error(DiagnosticCode("CC1"), text, at: nil, notes: [.init(text)], help: text)
        let value = try JSONValue(parsing: JSONRenderer().render([finding], sources: SourceMap()))
        #expect(value["diagnostics"]?.arrayValue?.first?["message"]?.stringValue == text)
        #expect(value["diagnostics"]?.arrayValue?.first?["help"]?.stringValue == text)
    }
}
