import Foundation
import Glibc
import JSONTree
import Testing

@Suite("trouble with the host")
struct HostTroubleTests {
    /// Calls go where they went before: no request changed anything, and the rest is blocked.
    private func expectNoChange(
        _ site: Site,
        _ result: ProgramResult,
        _ says: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(result.status == 1, sourceLocation: sourceLocation)
        #expect(result.output.contains(says), "\(result.output)\(result.errors)", sourceLocation: sourceLocation)
        #expect(result.output.contains("\n           help: "), sourceLocation: sourceLocation)
        #expect(result.output.contains("waits for release"), sourceLocation: sourceLocation)
        #expect(!result.output.contains("  done "), sourceLocation: sourceLocation)
        #expect(try await site.account.mutationCount() == 0, sourceLocation: sourceLocation)
        try await expectNoSecrets(result, sourceLocation: sourceLocation)
    }

    /// A project that is applied, and then edited.
    private func editedSite(_ more: (old: String, new: String)...) async throws -> Site {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges + more)
        try await site.account.clearRequests()
        return site
    }

    @Test("with the host down nothing in the account moves, and another run goes on when it is up")
    func down() async throws {
        let site = try await editedSite()
        try await site.stopHost()
        let result = try await site.apply()
        try await expectNoChange(site, result, "is not served as published")
        #expect(result.output.contains("cannot connect to '127.0.0.1:"))
        try await site.restartHost()
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test("a host that serves another folder is found out before calls go there")
    func anotherFolder() async throws {
        let site = try await editedSite(("dir:public", "dir:elsewhere"))
        let result = try await site.apply()
        try await expectNoChange(site, result, "15 of 15 URLs differ")
        #expect(result.output.contains("help: does the host serve '"))
        #expect(result.output.contains("status 404 instead of 200"))
    }

    @Test("a document that is served with other bytes is found out")
    func otherBytes() async throws {
        let site = try await editedSite()
        // Somebody else's fallback document under the name of the coming release.
        let build = site.folder.url.appending(path: "bundle")
        #expect(try await finish("ccplan", ["build", ".", "--out", build.path], in: site.project).status == 0)
        let fallback = try #require(try contents(of: build).keys.first { $0.hasSuffix("/fallback.json") })
        let place = site.publish.appending(path: fallback)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data("[]".utf8).write(to: place)
        let result = try await site.apply()
        try await expectNoChange(site, result, "/fallback.json' is published already, with other content")
        #expect(try Data(contentsOf: place) == Data("[]".utf8))
        #expect(try site.published().keys.filter { $0.hasPrefix(".") }.isEmpty)
        try FileManager.default.removeItem(at: place)
        try await site.applied()
    }

    @Test("without 'publish' the release must be there already, and is only looked at")
    func unpublished() async throws {
        let site = try await editedSite(("  publish: dir:public                   # where ccapply puts it\n", ""))
        let files = try site.published()
        let result = try await site.apply()
        try await expectNoChange(site, result, "is not served as published")
        #expect(result.output.contains("help: publish the output of 'ccplan build' first"))
        #expect(try site.published() == files)
        let build = site.folder.url.appending(path: "bundle")
        #expect(try await finish("ccplan", ["build", ".", "--out", build.path], in: site.project).status == 0)
        try site.restore(published: try contents(of: build))
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test("a publish folder that cannot be written is one line before anything is done")
    func unwritable() async throws {
        let site = try await editedSite(("dir:public", "dir:custom.json/public"))
        let result = try await site.apply()
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: cannot write '"), "\(result.errors)")
        #expect(result.errors.hasSuffix("\n  help: check the folder of 'hosting.publish' and its rights\n"))
        #expect(try await site.account.mutationCount() == 0)
    }

    @Test(
        "the way out may be published to a folder of its own, or to the same one",
        arguments: ["way-out", "public", "./public/"]
    )
    func fallbackFolder(_ folder: String) async throws {
        let site = try await Site()
        try site.edit(("dir:public  ", "dir:public\n  fallback: {publish: \"dir:\(folder)\"}  "))
        let result = try await site.apply()
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let files = try contents(of: site.project.appending(path: folder)).keys
        #expect(files.contains { $0.hasSuffix("/fallback.json") })
        try await site.expectNothingToDo()
    }

    @Test("answer_url moves only after the release was looked at, link and unlink only after that")
    func order() async throws {
        let site = try await editedSite()
        try await site.account.add(fault: ["action": "hang-before", "match": ["mutating": true]])
        let apply = try site.launchApply()
        try await site.account.waitForHanging()
        // At the first write of all the release is complete in its place.
        #expect(try site.published().keys.filter { $0.hasPrefix("manifests/") }.count == 2)
        #expect(try await site.account.mutationCount() == 0)
        try await site.account.release()
        #expect(try await apply.result().status == 0)
        let writes = try await site.account.requests().filter { $0.method != "GET" }.map { request in
            request.path.hasPrefix("/v2") ? "app" : request.path.hasPrefix("/v1") ? "user" : "number"
        }
        #expect(writes == ["app", "user", "user", "app", "number"])
    }
}
