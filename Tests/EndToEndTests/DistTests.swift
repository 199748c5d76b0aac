import Foundation
import Testing

@Suite("make dist")
struct DistTests {
    @Test("the archive has the four programs, and the same programs give the same bytes")
    func archive() async throws {
        let folder = try TemporaryFolder()
        let names = ["ccapply", "ccplan", "ccsandbox", "ccserve"]
        var archives: [Data] = []
        for time in [1_000_000.0, 1_700_000_000] {
            for name in names {
                let file = folder.url.appending(path: name)
                try? FileManager.default.removeItem(at: file)  // The first time it is not there.
                try FileManager.default.copyItem(at: URL(filePath: "/usr/bin/true"), to: file)
                let date = Date(timeIntervalSince1970: time)
                try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
            }
            let out = folder.url.appending(path: "out")
            let dist = repository.appending(path: "Scripts/dist")
            let result = try await finish(dist, [folder.url.path, out.path])
            try #require(result.status == 0, "\(result.errors)")
            let name = try #require(result.output.split(separator: " ").last).trimmingCharacters(in: .newlines)
            #expect(name.hasPrefix("ccplan-linux-"))
            let sums = try await finish(
                URL(filePath: "/usr/bin/env"),
                ["-C", out.path, "sha256sum", "-c", "\(name).sha256"]
            )
            #expect(sums.status == 0, "\(sums.errors)")
            let list = try await finish(URL(filePath: "/usr/bin/tar"), ["-tzf", out.appending(path: name).path])
            #expect(list.output.split(separator: "\n").sorted() == names.map { Substring($0) })
            archives.append(try Data(contentsOf: out.appending(path: name)))
        }
        #expect(archives[0] == archives[1])
    }
}
