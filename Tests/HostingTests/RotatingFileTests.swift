import Foundation
import Synchronization
import Testing

@testable import Hosting

@Suite("A file of lines that makes room")
struct RotatingFileTests {
    let target: PublishTarget
    var path: String { target.path + "/log" }

    init() throws {
        target = try PublishTarget()
    }

    private func file(size: Int, former: Int) throws -> RotatingFile {
        var limits = RotatingFile.Limits()
        limits.size = size
        limits.former = former
        return try #require(RotatingFile(path: path, limits: limits))
    }

    private func text(_ ending: String = "") -> String? { try? String(contentsOfFile: path + ending, encoding: .utf8) }

    private func write(_ text: String, to file: RotatingFile) {
        #expect(file.write(Array(text.utf8)) == text.utf8.count)
    }

    @Test("files are cut at line ends, numbered by age, and the oldest goes")
    func rotation() throws {
        let file = try file(size: 12, former: 2)
        write("one1\n", to: file)
        write("two2\n", to: file)
        #expect(text() == "one1\ntwo2\n" && text(".1") == nil)
        write("three\nfour4\nfive5\n", to: file)
        #expect(text() == "five5\n")
        #expect(text(".1") == "three\nfour4\n")
        #expect(text(".2") == "one1\ntwo2\n")
        write("a line that is longer than a file\nend\n", to: file)
        #expect(text() == "end\n")
        #expect(text(".1") == "a line that is longer than a file\n")
        #expect(text(".2") == "five5\n")
        #expect(text(".3") == nil)
    }

    @Test("no former file is kept where none is wanted")
    func keepsNone() throws {
        let file = try file(size: 6, former: 0)
        write("one1\ntwo2\n", to: file)
        #expect(text() == "two2\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path).sorted() == ["log", "manifests"])
    }

    @Test("an earlier run's file is gone on with, and a line that it tore is ended")
    func earlierRun() throws {
        try target.write(Array("one1\nto".utf8), to: "log")
        let file = try file(size: 14, former: 1)
        write("three\n", to: file)
        #expect(text() == "one1\nto\nthree\n")
        write("four4\n", to: file)
        #expect(text(".1") == "one1\nto\nthree\n")
        #expect(text() == "four4\n")
    }

    @Test("a file that somebody moved or removed is begun anew")
    func moved() throws {
        let file = try file(size: 1_000, former: 1)
        write("one\n", to: file)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        write("two\n", to: file)
        #expect(text() == "two\n" && text(".old") == "one\n")
        try FileManager.default.removeItem(atPath: path)
        write("three\n", to: file)
        #expect(text() == "three\n")
    }

    @Test("a file that cannot be renamed grows, and that is told once")
    func stuck() throws {
        let told = Mutex(0)
        var limits = RotatingFile.Limits()
        limits.size = 5
        limits.former = 1
        // A folder that is not empty stands where the former file should go.
        try target.write([1], to: "log.1/in")
        let file = try #require(RotatingFile(path: path, limits: limits) { _ in told.withLock { $0 += 1 } })
        for word in ["one1\n", "two2\n", "three\n"] { write(word, to: file) }
        #expect(text() == "one1\ntwo2\nthree\n")
        #expect(told.withLock { $0 } == 1)
    }

    @Test("no line of many writers is lost or torn by rotation")
    func manyLines() throws {
        var limits = RotatingFile.Limits()
        limits.size = 10_000
        limits.former = 100
        let writer = LineWriter(try #require(RotatingFile(path: path, limits: limits)))
        for index in 0..<5_000 {
            writer.write(Array("line \(index) \(String(repeating: "x", count: index % 90))\n".utf8))
        }
        writer.flush()
        let names = try FileManager.default.contentsOfDirectory(atPath: target.path).filter { $0.hasPrefix("log") }
        #expect(names.count > 10)
        var numbers: [Int] = []
        for name in names {
            let text = try String(contentsOfFile: "\(target.path)/\(name)", encoding: .utf8)
            #expect(text.utf8.count <= 10_000)
            numbers += text.split(separator: "\n").compactMap { Int($0.split(separator: " ")[1]) }
        }
        #expect(numbers.sorted() == Array(0..<5_000))
    }
}
