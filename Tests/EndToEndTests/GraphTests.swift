import Foundation
import JSONTree
import Testing

@Suite("ccplan graph")
struct GraphTests {
    private static let rich = "Tests/ReviewTests/Projects/rich"

    @Test("prints a Mermaid flowchart when nothing else is wanted, and nothing but findings to standard error")
    func mermaid() throws {
        let result = try run("ccplan", ["graph", "examples/quickstart"], in: repository)
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("flowchart LR\n    n0([\"inbound<br/>#43;442079460001\"])\n"))
        #expect(result.errors == "")
    }

    @Test("a project with an error has no picture")
    func broken() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project("version: 1\n")
        for arguments in [["graph"], ["graph", "--outage"]] {
            let result = try run("ccplan", arguments, in: project)
            #expect(result.status == 1 && result.output == "" && result.errors.contains("error["))
        }
    }

    @Test("what headers of a websocket say is in no picture and in no report: it may be a token")
    func headers() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(
            """
            version: 1
            app: {name: Bot}
            hosting: {url: "https://voice.example.com", fallback: {say: Sorry.}}
            numbers:
              main:
                number: +44 20 7946 0000
                inbound: {websocket: {uri: "wss://bot.example.com/call", headers: {x-tenant: t0ken-of-tenant}}}

            """
        )
        let forms = ["", "--format dot", "--format json", "--outage", "--outage --format json"]
        for form in forms {
            let arguments = ["graph"] + form.split(separator: " ").map(String.init)
            let result = try run("ccplan", arguments, in: project)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("bot.example.com") || form.contains("outage"), "\(result.output)")
            #expect(!(result.output + result.errors).contains("t0ken"), "\(result.output)\(result.errors)")
        }
    }

    @Test("an unknown number of --from is told")
    func unknownNumber() throws {
        let result = try run("ccplan", ["graph", "examples/quickstart", "--from", "nobody"], in: repository)
        #expect(result.status == 1 && result.output == "")
        #expect(
            result.errors
                == "error: the project has no number 'nobody'\n  help: name a key of 'numbers', or its digits\n"
        )
    }

    @Test(
        "combinations that mean nothing are a wrong command line",
        arguments: [
            ["--outage", "--format", "svg"], ["--outage", "--format", "mermaid"], ["--format", "text"],
            ["--outage", "--from", "ivr"], ["--format", "png"],
        ]
    )
    func usage(_ arguments: [String]) throws {
        let result = try run("ccplan", ["graph", "examples/quickstart"] + arguments, in: repository)
        #expect(result.status == 64 && result.output == "")
    }

    @Test("the outage of a project without a fallback elsewhere comes with a note")
    func note() throws {
        let without = try run("ccplan", ["graph", "--outage", "examples/quickstart"], in: repository)
        #expect(without.status == 0)
        #expect(without.errors.hasPrefix("note: 'hosting.fallback' names no other host"))
        let with = try run("ccplan", ["graph", "--outage", Self.rich], in: repository)
        #expect(with.status == 0 && !with.errors.contains("note: 'hosting.fallback'"))
    }

    @Test("the JSON forms are valid by their schemas, and what is none is not")
    func schemas() async throws {
        for (schema, option) in [("graph", []), ("outage", ["--outage"])] {
            var documents: [JSONValue] = []
            for project in ["examples/quickstart", Self.rich] {
                let result = try run("ccplan", ["graph", project, "--format", "json"] + option, in: repository)
                documents.append(try JSONValue(parsing: Array(result.output.utf8)))
            }
            let path = "docs/\(schema).schema.json"
            #expect(try await verdicts(on: documents, schema: path) == ["valid", "valid"])
            let broken = documents[1].broken
            #expect(broken.count > 100)
            for (broken, verdict) in zip(broken, try await verdicts(on: broken, schema: path)) {
                #expect(verdict != "valid", "\(broken.serialized())")
            }
        }
    }

    @Test("SVG without Graphviz says what to install")
    func noGraphviz() throws {
        let result = try run(
            "ccplan",
            ["graph", "examples/quickstart", "--format", "svg"],
            environment: ["PATH": "/nonexistent"],
            in: repository
        )
        #expect(result.status == 1 && result.output == "")
        #expect(
            result.errors == """
                error: 'dot' of Graphviz is not installed
                  help: install graphviz, or print another format: '--format mermaid' needs nothing

                """
        )
    }

    @Test("a Graphviz that fails is told")
    func failingGraphviz() throws {
        let folder = try TemporaryFolder()
        let dot = folder.url.appending(path: "dot")
        try Data("#!/bin/sh\nexit 3\n".utf8).write(to: dot)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: dot.path)
        var result: ProgramResult
        // A program that another test starts right now may still hold the script open for writing (ETXTBSY).
        repeat {
            result = try run(
                "ccplan",
                ["graph", "examples/quickstart", "--format", "svg"],
                environment: ["PATH": folder.url.path],
                in: repository
            )
        } while result.errors.contains("cannot be started (error 26)")
        #expect(result.status == 1 && result.output == "")
        #expect(result.errors.hasPrefix("error: Graphviz failed with status 3\n"))
    }

    @Test("SVG shows every box, and hostile names as they are")
    func svg() async throws {
        let folder = try TemporaryFolder()
        let hostile = #"\"]; n0 -> n0 &amp; <b> &lt; \\N \\G {|} 'end' #35; %% `"#
        let project = try folder.project(
            """
            version: 1
            app: {name: "\(hostile)"}
            hosting: {url: https://voice.example}
            numbers: {one: {number: +44 20 7946 0000, inbound: {menu: main}}}
            menus: {main: {prompt: "\(hostile)", options: {1: {say: "\(hostile)", hangup: yes}}, otherwise: hangup}}
            """
        )
        let result = try run("ccplan", ["graph", "--format", "svg"], in: project)
        try #require(result.status == 0, "\(result.errors)")
        let shown = hostile.replacing("\\\\", with: "\\").replacing("\\\"", with: "\"")
        let script = """
            import sys, xml.etree.ElementTree as tree
            root = tree.fromstring(sys.stdin.read())
            groups = [g for g in root.iter() if g.get("class") in ("node", "edge")]
            print(len([g for g in groups if g.get("class") == "node"]))
            for text in root.iter("{http://www.w3.org/2000/svg}text"): print("".join(text.itertext()))
            """
        let read = try await finish(URL(filePath: "/usr/bin/python3"), ["-c", script], input: result.output)
        let lines = read.output.split(separator: "\n").map { String($0).replacing("\u{A0}", with: " ") }
        #expect(lines.first == "3")
        #expect(lines.contains { $0 == shown })
        #expect(lines.count { $0 == "“\(shown)”" } == 2, "\(lines)")
    }
}

extension JSONValue {
    /// This document with a member too many, and with each member missing or of another type, at every depth.
    fileprivate var broken: [JSONValue] {
        switch self {
        case .object(let object):
            var broken: [JSONValue] = [
                .object(JSONObject(object.members.map { ($0.key, $0.value) } + [("surprise", 1)]))
            ]
            for (key, value) in object.members {
                for replacement in [nil, ["of another type": 1]] as [JSONValue?] {
                    var changed = object
                    changed[key] = replacement
                    broken.append(.object(changed))
                }
                broken += value.broken.map { inner in
                    var changed = object
                    changed[key] = inner
                    return .object(changed)
                }
            }
            return broken
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].broken.map { inner in
                    var changed = elements
                    changed[index] = inner
                    return .array(changed)
                }
            }
        default: return []
        }
    }
}
