import ContactCenter
import Diagnostics
import Foundation
import ProjectLoading
import Testing

/// Every key of the language, written wrong in every way that its shape knows.
@Suite("What is said of every key that is written wrong")
struct FaultTests {
    @Test("the garden has no finding")
    func garden() throws {
        let project = try load(GardenText(try Garden.shared.get().root).bytes)
        #expect(project.diagnostics.map(\.message) == [])
    }

    @Test("the garden has every key of every table")
    func complete() throws {
        let found = SiteFinder(try Garden.shared.get().root).keys.map { "\($0.table.subject), \($0.key.name)" }
        let destination = Set(KeyTable.all.first { $0.subject == "a destination" }?.keys.map(\.name) ?? [])
        for table in KeyTable.all where !notInGarden.contains(table.subject) {
            let isDestination = destinationLike.contains(table.subject)
            for key in table.keys where !(isDestination && destination.contains(key.name)) {
                let name = "\(table.subject), \(key.name)"
                #expect(found.contains(name) || notInGarden.contains(name), "\(name)")
            }
        }
    }

    @Test(
        "an error says so, in the place that is wrong, with what to do",
        arguments: KeyTable.all.map(\.subject)
    )
    func faults(subject: String) throws {
        let garden = try Garden.shared.get()
        let sites = SiteFinder(garden.root)
        let destination = Set(KeyTable.all.first { $0.subject == "a destination" }?.keys.map(\.name) ?? [])
        let isLike = destinationLike.contains(subject)
        var faults = sites.keys.filter { $0.table.subject == subject && !(isLike && destination.contains($0.key.name)) }
            .flatMap { Fault.all(at: $0, in: garden.root) }
        for site in sites.mappings {
            switch site.form {
            case .table(let table) where table.subject == subject: faults += Fault.all(at: site, in: garden.root)
            case .named where subject == KeyTable.all.first?.subject: faults += Fault.all(at: site, in: garden.root)
            default: break
            }
        }
        let files = garden.files
        let folder = try ProjectFolder(files.merging([rootFileName: ""]) { $1 })
        var complaints: [String] = []
        var unread: [String: Int] = [:]
        for fault in faults {
            let wrong = try complaint(about: fault, in: folder)
            if let name = [fault.place, subject].first(where: pending.contains) {
                unread[name, default: 0] += wrong == nil ? 0 : 1
                continue
            }
            if exceptions[fault.description] == nil, let wrong { complaints.append("\(fault): \(wrong)") }
            if exceptions[fault.description] != nil, wrong == nil {
                complaints.append("\(fault): no exception any more")
            }
        }
        for (name, count) in unread where count == 0 { complaints.append("\(name) is read now, and pending no more") }
        #expect(complaints == [])
    }

    /// What is not right with what is said of a fault.
    func complaint(about fault: Fault, in folder: ProjectFolder) throws -> String? {
        let text = GardenText(fault.root, marking: fault.mark)
        let marked = try #require(text.marked, "\(fault)")
        let found = try load(text.bytes, in: folder).diagnostics
        guard found.hasErrors else { return "no error, \(found.map(\.message))" }
        for finding in found {
            guard let span = finding.span else { return "no place: \(finding.message)" }
            guard Int(span.end) <= text.bytes.count else { return "a place outside of the file: \(finding.message)" }
            if finding.severity == .error, finding.help == nil, finding.fixIts.isEmpty {
                return "no help: \(finding.message)"
            }
        }
        guard
            let first = found.first(where: { $0.severity == .error && !followUps.contains($0.code.text) })
                ?? found.first,
            let span = first.span
        else { return "nothing" }
        let isInside = marked.lowerBound <= Int(span.start) && Int(span.end) <= marked.upperBound
        if !isInside { return "first elsewhere: \(found.map(\.message))" }
        return nil
    }

    private func load(_ bytes: [UInt8]) throws -> LoadedProject {
        try load(bytes, in: ProjectFolder(Garden.shared.get().files.merging([rootFileName: ""]) { $1 }))
    }

    private func load(_ bytes: [UInt8], in folder: ProjectFolder) throws -> LoadedProject {
        try Data(bytes).write(to: folder.url.appending(path: rootFileName))
        return try loadProject(at: folder.url.path, through: .checks)
    }
}

/// Keys and tables that stand in no garden: nothing reads them yet, or they exclude what stands there.
private let notInGarden: Set<String> = [
    "the national dialling plan, digits",
    "an environment", "a contact center, include", "a contact center, environments",
    "a contact center, default_environment", "a publishing command",
]

/// Tables with the keys of a destination beside their own: what is wrong with those is tried there.
private let destinationLike: Set = ["an option", "a share", "a step"]

/// What a fault brings about elsewhere, perhaps further up: names that its part of the project would have defined,
/// the caller id that all telephones had from it.
private let followUps: Set = ["CC1002", "CC1003", "CC1004", "CC1005", "CC1006", "CC1007", "CC1008", "CC1009", "CC2007"]

/// Faults that are none, or are told of elsewhere, each with its reason.
private let exceptions = [
    "a key of your choice as a key: wrong form ''": "what is kept with users and sent to programs is theirs to name"
]

/// Keys that nothing reads yet.
private let pending: Set<String> = []
