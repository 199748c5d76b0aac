import Foundation
import Simulator
import Testing

@Suite("The table of assumptions")
struct AssumptionsTests {
    @Test("names every quirk of the simulator, once", arguments: PlatformQuirk.allCases)
    func quirk(_ quirk: PlatformQuirk) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let page = try String(contentsOf: root.appending(path: "docs/assumptions.md"), encoding: .utf8)
        #expect(page.components(separatedBy: "| `\(quirk.rawValue)` |").count == 2)
    }
}
