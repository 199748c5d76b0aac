import FileAccess
import Foundation
import Testing

@Suite("writing files")
struct WriteFileTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    @Test("a file takes the place of another in one step, and nothing is left beside it")
    func replaces() throws {
        try replaceFile(folder.path("file"), Array("old".utf8))
        try replaceFile(folder.path("file"), Array("new".utf8), mode: .secret)
        #expect(try readFile(folder.path("file"), limit: 100) == Array("new".utf8))
        #expect(namesInFolder(folder.path) == ["file"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("file"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("a file that cannot be put in place leaves nothing beside what is there")
    func refused() throws {
        try makeFolder(folder.path("taken/by/folder"))
        #expect(throws: FileError.self) { try replaceFile(folder.path("taken"), Array("new".utf8)) }
        #expect(fileKind(folder.path("taken/by/folder")) == .folder)
        #expect(namesInFolder(folder.path) == ["taken"])
    }

    @Test("a new file never takes the place of another, nor goes through a link")
    func new() throws {
        try writeNewFile(folder.path("file"), Array("old".utf8))
        try folder.link("link", to: "elsewhere")
        for name in ["file", "link"] {
            let error = #expect(throws: FileError.self) { try writeNewFile(folder.path(name), Array("new".utf8)) }
            #expect(error?.cause == .system(EEXIST))
        }
        #expect(try readFile(folder.path("file"), limit: 100) == Array("old".utf8))
        #expect(fileKind(folder.path("elsewhere")) == .nothing)
    }

    @Test("an open folder takes new files, and none in the place of another or through a link")
    func intoOpenFolder() throws {
        try makeFolder(folder.path("open"))
        let open = try OpenFolder(folder.path("open"))
        try open.writeNewFile("file", Array("old".utf8))
        try folder.link("open/link", to: "elsewhere")
        for name in ["file", "link"] {
            let error = #expect(throws: FileError.self) { try open.writeNewFile(name, Array("new".utf8)) }
            #expect(error == FileError(path: folder.path("open/\(name)"), cause: .system(EEXIST)))
        }
        #expect(try readFile(folder.path("open/file"), limit: 100) == Array("old".utf8))
        #expect(Set(namesInFolder(folder.path("open")) ?? []) == ["file", "link"])
    }

    @Test("a folder that is not there cannot be opened")
    func noFolder() {
        #expect(throws: FileError(path: folder.path("none"), cause: .system(ENOENT))) {
            _ = try OpenFolder(folder.path("none"))
        }
    }
}
