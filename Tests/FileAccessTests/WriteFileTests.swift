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
}
