import Explanations
import Foundation
import Testing

@Suite("The reference page of codes")
struct ReferencePageTests {
    @Test("docs/diagnostics.md is what the pages say; UPDATE_GOLDEN=1 rewrites it")
    func upToDate() throws {
        let file = repository.appending(path: "docs/diagnostics.md")
        let written = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
        let wanted = Explanations.referencePage
        guard written != wanted else { return }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(wanted.utf8).write(to: file) }
        #expect(written == wanted)
    }
}
