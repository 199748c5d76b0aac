package import CallBundle
internal import Diagnostics
internal import Glibc
package import Journeys
internal import ProjectLoading
internal import SeededRandom

/// Two projects that differ in some places, or in none that anybody hears, and what the walk tells of them.
package struct ProjectPair: Sendable {
    package let seed: UInt64

    /// What differs, as it is written.
    package let changes: [RandomProject.Kind]
    package let before: Release
    package let after: Release
    package let comparison: JourneyComparison

    /// Whether calls are told apart by who calls, and whether app users may dial.
    let decidesOverCallers: Bool
    let hasOutbound: Bool

    /// 2027-01-04 is a Monday; what is compared begins on the day before.
    package static let monday = 1_799_020_800

    /// - Throws: When a project does not compile.
    package init(seed: UInt64) throws {
        let plain = RandomProject(seed: seed)
        var random = SeededGenerator(seed: seed ^ 0xC0FFEE)
        var changed: Set<Int> = []
        // Of eight pairs one differs in nothing that is heard, four in one place, two in two; in one menus stand in
        // place of each other and four places more differ.
        let count = [3, 1, 1, 1, 1, 2, 2, 4][Int(seed % 8)]
        let kinds = Set(plain.places).filter { seed % 8 != 0 || !$0.isHeard }.sorted { $0.rawValue < $1.rawValue }
        while changed.count < count {
            let kind = random.pick(kinds)
            changed.insert(random.pick(plain.places.indices.filter { plain.places[$0] == kind }))
        }
        if seed % 8 == 7 { changed.formUnion(plain.places.indices.filter { plain.places[$0] == .swap }) }
        self.seed = seed
        changes = changed.sorted().map { plain.places[$0] }
        before = try compile(plain.text)
        after = try compile(RandomProject(seed: seed, changing: changed).text)
        decidesOverCallers = plain.text.contains("caller: {")
        hasOutbound = plain.text.contains("outbound:")
        comparison = compareJourneys(before, after, now: Self.monday - 86_400)
    }
}

/// A project that does not compile, and why.
package struct NotCompiled: Error {
    package let reasons: [String]
    package let text: String
}

/// The release of a project of one file.
///
/// - Throws: When it has errors, or the file cannot be written.
package func compile(_ text: String) throws -> Release {
    let folder = "/tmp/ccplan-journeys-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let file = "\(folder)/contact-center.yaml"
    guard unsafe mkdir(folder, 0o700) == 0, let handle = unsafe fopen(file, "w") else {
        throw NotCompiled(reasons: ["no folder for it"], text: text)
    }
    defer {
        unsafe unlink(file)
        unsafe rmdir(folder)
    }
    let written = unsafe fwrite(text, 1, text.utf8.count, handle)
    unsafe fclose(handle)
    guard written == text.utf8.count else { throw NotCompiled(reasons: ["no room for it"], text: text) }
    let loaded = try loadProject(at: folder, now: 1_798_000_000)
    let errors = loaded.diagnostics.filter { $0.severity == .error }.map(\.message)
    guard errors.isEmpty, let release = loaded.release else { throw NotCompiled(reasons: errors, text: text) }
    return release
}
