import FileAccess
import Foundation
import Testing

@Suite("reading files")
struct ReadFileTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try makeFolder(folder.path("in/deep"))
        try writeNewFile(folder.path("in/deep/file"), Array("content".utf8))
        try writeNewFile(folder.path("outside"), Array("secret".utf8))
    }

    @Test("a file is read whole, up to the limit", arguments: [7, 8, 1 << 20])
    func whole(limit: Int) throws {
        #expect(try readFile(folder.path("in/deep/file"), limit: limit) == Array("content".utf8))
        #expect(try readFile("deep/file", below: folder.path("in"), limit: limit) == Array("content".utf8))
    }

    @Test("a file over the limit is refused")
    func tooLarge() throws {
        #expect(throws: FileError(path: folder.path("in/deep/file"), cause: .tooLarge(limit: 6))) {
            try readFile(folder.path("in/deep/file"), limit: 6)
        }
    }

    @Test("a file whose size is not told is read to its end, up to the limit")
    func unknownSize() throws {
        let status = try readFile("/proc/self/status", limit: 1 << 20)
        #expect(String(decoding: status, as: UTF8.self).contains("Threads:"))
        #expect(throws: FileError(path: "/proc/self/status", cause: .tooLarge(limit: 10))) {
            try readFile("/proc/self/status", limit: 10)
        }
    }

    @Test("below a folder no link is followed, neither of a file nor of a folder")
    func links() throws {
        try folder.link("in/file", to: "../outside")
        try folder.link("in/up", to: "..")
        try folder.link("way", to: "in")
        #expect(throws: FileError(path: "file", cause: .link)) {
            try readFile("file", below: folder.path("in"), limit: 100)
        }
        #expect(throws: FileError.self) { try readFile("up/outside", below: folder.path("in"), limit: 100) }
        #expect(try readFile("deep/file", below: folder.path("way"), limit: 100) == Array("content".utf8))
    }

    @Test(
        "where nothing can stand is missing",
        arguments: ["nothing", "deep/file/below", String(repeating: "n", count: 300)]
    )
    func missing(name: String) throws {
        let error = #expect(throws: FileError.self) { try readFile(name, below: folder.path("in"), limit: 100) }
        #expect(error?.isMissing == true)
        let other = #expect(throws: FileError.self) { try readFile(folder.path("in/\(name)"), limit: 100) }
        #expect(other?.isMissing == true)
    }

    @Test("a folder, a device and a pipe are no files, and nothing waits for them")
    func notRegular() throws {
        #expect(unsafe mkfifo(folder.path("in/pipe"), 0o600) == 0)
        for name in ["in/pipe", "in", "in/deep"] {
            #expect(throws: FileError(path: folder.path(name), cause: .notRegular)) {
                try readFile(folder.path(name), limit: 100)
            }
        }
        #expect(throws: FileError(path: "/dev/zero", cause: .notRegular)) {
            try readFile("/dev/zero", limit: 100)
        }
    }
}
