import Diagnostics
import Explanations
import Testing

@Suite("Codes and their pages")
struct ExplanationTests {
    @Test("each code is declared once, in one module")
    func declaredOnce() throws {
        let codes = try declaredCodes()
        #expect(codes.count > 60)
        for (code, files) in codes { #expect(files.count == 1, "\(code): \(files)") }
    }

    @Test("each code has a page, and each page a code")
    func complete() throws {
        let declared = Set(try declaredCodes().keys)
        let pages = Explanations.all.map(\.code.text)
        #expect(declared.subtracting(pages).sorted() == [], "without a page")
        #expect(Set(pages).subtracting(declared).sorted() == [], "without a code")
        #expect(pages == Set(pages).sorted(), "a page twice")
    }

    @Test("an example has the finding that its page is about, and no other", arguments: Explanations.all)
    func example(_ page: Explanation) async throws {
        let found = try await findings(in: page)
        #expect(Set(found.map(\.code)) == [page.code], "\(found.map { "\($0.code) \($0.message)" })")
        for finding in found { #expect(finding.help != nil, "\(finding.message)") }
        switch page.severity {
        case .error: #expect(found.allSatisfy { $0.severity == .error })
        case .warning: #expect(found.allSatisfy { $0.severity == .warning })
        case .either: break
        }
    }

    @Test("a headline is one short line without a full stop", arguments: Explanations.all)
    func headline(_ page: Explanation) {
        #expect(!page.title.hasSuffix("."))
        #expect(page.title.first?.isUppercase == true)
        #expect("\(page.code): \(page.title)".count <= 80)
    }

    @Test("a page fits a terminal of 80 columns and has all its parts", arguments: Explanations.all)
    func page(_ page: Explanation) {
        let text = page.text()
        for part in ["What it means", "On the telephone", "How to mend it", "Example"] {
            #expect(text.contains("\n\(part)\n"))
        }
        for line in text.split(separator: "\n") where !line.hasPrefix("    ") { #expect(line.count <= 80, "\(line)") }
        for text in [page.meaning, page.onTheTelephone, page.mending] {
            #expect(text.last == "." || text.contains("\n    "), "\(text)")
        }
    }

    @Test("a page is found however its code is written", arguments: ["CC3004", "cc3004", "3004"])
    func spelling(name: String) {
        #expect(Explanations.page(named: name)?.code == DiagnosticCode("CC3004"))
    }

    @Test("no page is found for what is no code", arguments: ["", "CC", "CC30040", "0", "３００４"])
    func unknown(name: String) {
        #expect(Explanations.page(named: name) == nil)
    }
}

extension Explanation: CustomTestStringConvertible {
    public var testDescription: String { code.text }
}
