import Assumptions
import Foundation
import Sandbox
import Simulator
import Testing

@Suite("The table of assumptions")
struct AssumptionsPageTests {
    @Test("docs/assumptions.md is what the table says; UPDATE_GOLDEN=1 rewrites it")
    func upToDate() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/assumptions.md")
        let written = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
        let wanted = Assumptions.page
        guard written != wanted else { return }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(wanted.utf8).write(to: file) }
        #expect(written == wanted)
    }

    @Test("has a row for every quirk of the sandbox and of the simulator, and no quirk of its own")
    func quirks() {
        func quirks(_ subject: Assumption.Subject) -> [String] {
            Assumptions.all.filter { $0.subject == subject }.compactMap(\.quirk).sorted()
        }
        #expect(quirks(.account) == Quirk.allCases.map(\.rawValue).sorted())
        #expect(quirks(.calls) == PlatformQuirk.allCases.map(\.rawValue).sorted())
    }

    @Test("tells of each assumption once, and never leaves open what happens")
    func rows() {
        #expect(Set(Assumptions.all.map(\.assumed)).count == Assumptions.all.count)
        for row in Assumptions.all {
            let words = row.ifFalse.split(separator: " ")
            #expect(words.count > 4, "\(row.assumed)")
            #expect(!row.assumed.contains("|") && !row.ifFalse.contains("|"), "a bar ends a column: \(row.assumed)")
        }
    }
}
