import ContactCenter
import Diagnostics
import Foundation
import ProjectLoading
import Testing

/// The keys that say how a project is read: they are in no garden, since with environments only one of them is seen.
@Suite("What is said of includes and environments that are written wrong")
struct EnvironmentFaultTests {
    private static let staged: Set<String> = [
        "a contact center, include", "a contact center, default_environment", "a contact center, environments",
    ]

    /// The garden with an included file, and with an environment that lays the garden over itself: it has every key.
    private func garden() throws -> GardenValue {
        guard case .mapping(let entries) = try Garden.shared.get().root else { throw NoMapping() }
        let table = try #require(KeyTable.all.first { $0.subject == "an environment" })
        var overlay: [GardenValue.Entry] = []
        for key in table.keys {
            if let same = entries.first(where: { $0.key == key.name }) { overlay.append(same) }
        }
        overlay.append(.init(key: "shared", value: .word("yes")))
        let environments: [GardenValue.Entry] = [
            .init(key: "staging", value: .mapping(overlay)), .init(key: "production", value: .nothing),
        ]
        return .mapping(
            entries + [
                .init(key: "include", value: .list([.text("extra.yaml")])),
                .init(key: "default_environment", value: .text("staging")),
                .init(key: "environments", value: .mapping(environments)),
            ]
        )
    }

    private struct NoMapping: Error {}

    private func folder() throws -> ProjectFolder {
        let files = try Garden.shared.get().files
        let extra = [rootFileName: "", "extra.yaml": "users: {extra: {display_name: Extra}}\n"]
        return try ProjectFolder(files.merging(extra) { $1 })
    }

    @Test("the garden in an environment that changes nothing has no finding")
    func sound() throws {
        let folder = try folder()
        try Data(GardenText(garden()).bytes).write(to: folder.url.appending(path: rootFileName))
        let project = try loadProject(at: folder.url.path, through: .checks)
        #expect(project.diagnostics.map(\.message) == [])
        #expect(project.environment == "staging")
    }

    @Test("an environment may have every key of its table")
    func complete() throws {
        let table = try #require(KeyTable.all.first { $0.subject == "an environment" })
        let sites = SiteFinder(try garden()).keys.filter { $0.table.subject == table.subject }
        #expect(Set(sites.map(\.key.name)) == Set(table.keys.map(\.name)))
    }

    @Test("an error says so, in the place that is wrong, with what to do")
    func faults() throws {
        let root = try garden()
        let sites = SiteFinder(root)
        var faults: [Fault] = []
        for site in sites.keys {
            let place = "\(site.table.subject), \(site.key.name)"
            guard Self.staged.contains(place) || site.table.subject == "an environment" else { continue }
            faults += Fault.all(at: site, in: root)
        }
        for site in sites.mappings {
            if case .table(let table) = site.form, table.subject == "an environment" {
                faults += Fault.all(at: site, in: root)
            }
        }
        #expect(faults.count > 100)
        let folder = try folder()
        var complaints: [String] = []
        for fault in faults {
            guard let wrong = try FaultTests().complaint(about: fault, in: folder) else { continue }
            // Null takes out what the project has, and then something else may miss it.
            if fault.kind != "nothing" { complaints.append("\(fault): \(wrong)") }
        }
        #expect(complaints == [])
    }
}
