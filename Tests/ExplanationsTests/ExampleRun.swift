import CallFlow
import CallTesting
import ConfigSyntax
import ContactCenter
import Diagnostics
import Explanations
import Foundation
import HostAnswers
import JSONTree
import ProjectLoading
import Provisioning

/// What is found in the example of a page.
func findings(in page: Explanation) async throws -> [Diagnostic] {
    let example = page.example
    if let lowered = example.lowered {
        var limits = SyntaxLimits.standard
        switch lowered {
        case .bytes(let count): limits.bytes = count
        case .values(let count): limits.nodes = count
        }
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "contact-center.yaml", bytes: example.bytes()))
        return parseYAML(file, in: sources, limits: limits).diagnostics
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "ccplan-example-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Nothing hangs on what stays in /tmp.
    try Data(example.bytes()).write(to: folder.appending(path: rootFileName))
    for file in example.files {
        let place = folder.appending(path: file.path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(file.text.utf8).write(to: place)
    }
    // What holds in an environment only, or between two, is found by looking at all of them.
    let checked = try checkProject(at: folder.path).diagnostics
    guard checked.isEmpty else { return checked }
    let loaded = try loadProject(at: folder.path)
    if let host = example.host { return loaded.diagnostics + host.findings }
    guard let project = loaded.project, let release = loaded.release else { return loaded.diagnostics }
    guard let account = example.account else {
        guard let graph = loaded.graph else { return loaded.diagnostics }
        let bench = TestBench(project, graph: graph, release: release)
        var found = loaded.diagnostics
        for test in project.tests { found += await [bench.play(test).diagnostic].compactMap(\.self) }
        return found
    }
    let desired = try DesiredState(project: project, release: release, publicKeyPEM: loaded.publicKeyPEM)
    var found = loaded.diagnostics
    if let key = account.apiKey { found += checkAccount(project.app.account, apiKey: key) }
    if let refusal = account.refusal { return found + [refusal.finding] }
    if let live = account.live {
        let checked = findLiveRelease(desired, in: LiveState(account))
        found += checked.diagnostics
        if live == .isLost, let release = checked.output {
            found.append(.liveReleaseLost(release.id, ["'public' does not have it any more"]))
        }
        return found
    }
    found += makePlan(desired, against: LiveState(account)).diagnostics
    for user in desired.users {
        guard let appeared = account.newUsers.first(where: { $0.name == user.name }) else { continue }
        if let conflict = user.conflict(with: appeared.live) { found.append(conflict) }
    }
    if let offers = account.offers { found += shoppingFindings(project, offers) }
    return found
}

/// What buying finds.
private func shoppingFindings(_ project: Project, _ offers: [Explanation.ExampleAccount.Offer]) -> [Diagnostic] {
    let sale = offers.compactMap { offer in
        NumberOffer(body: ["country": "US", "msisdn": .string(offer.digits), "cost": .string(offer.cost)])
    }
    let wanted = project.wantedNumbers
    return chooseNumbers(
        wanted,
        offers: Dictionary(uniqueKeysWithValues: wanted.map { ($0.name, sale) }),
        owned: [],
        taken: [],
        standing: project.standingCosts(without: Set(wanted.map(\.name))),
        limits: project.costLimits(and: nil)
    ).diagnostics
}

extension Explanation.ExampleHost {
    /// What is found at a document, or at a route where only that is refused.
    fileprivate var findings: [Diagnostic] {
        let url = "https://voice.acme.example/r/0123456789abcdef/e/answer"
        var answer = PageAnswer(status: 200, contentType: "application/json", body: [])
        var isWebhook = false
        var page = FetchedPage.answered(answer)
        switch self {
        case .serves(let status):
            answer.status = status
            isWebhook = status == 401
            page = .answered(answer)
        case .hasNoCertificate: page = .insecure(reason: "certificate has expired")
        case .redirects(let target):
            answer.status = 301
            answer.location = target
            page = .answered(answer)
        case .servesFromCache(let status):
            answer.status = status
            answer.cache = "age 120 s"
            page = .answered(answer)
        case .callsIt(let type):
            answer.contentType = type
            page = .answered(answer)
        case .takes(let duration):
            answer.duration = duration
            page = .answered(answer)
        }
        let expected = ExpectedPage(
            url: url,
            status: 200,
            sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            isWebhook: isWebhook
        )
        return expected.fault(in: page).map { [$0.finding(at: url)] } ?? []
    }
}

extension Explanation.ExampleAccount.Refusal {
    fileprivate var finding: Diagnostic {
        switch self {
        case .credentials:
            AccessRefusal(.credentials, summary: "cannot read the applications: the API key is wrong", help: "check it")
                .finding(at: nil)
        case .permission:
            AccessRefusal(.permission, summary: "cannot read the numbers: it is not allowed", help: "ask for the right")
                .finding(at: nil)
        }
    }
}

extension Explanation.ExampleAccount.User {
    fileprivate var live: LiveUser {
        var body = JSONObject([("id", .string("USR-\(name)")), ("name", .string(name))])
        if let displayName { body["display_name"] = .string(displayName) }
        return LiveUser(body: body)
    }
}

extension LiveState {
    fileprivate init(_ account: Explanation.ExampleAccount) {
        self.init(
            applications: account.applications.map { application in
                var body = JSONObject([("id", .string(application.id)), ("name", .string(application.name))])
                if let url = application.answerURL {
                    body["capabilities"] = ["voice": ["webhooks": ["answer_url": ["address": .string(url)]]]]
                }
                return LiveApplication(body: body)
            },
            numbers: account.numbers.map { number in
                var body = JSONObject([
                    ("country", "GB"), ("msisdn", .string(number.digits)),
                    ("features", .array(number.features.map { .string($0) })),
                ])
                if let id = number.applicationID { body["app_id"] = .string(id) }
                if let forwarding = number.forwarding {
                    body["voiceCallbackType"] = "sip"
                    body["voiceCallbackValue"] = .string(forwarding)
                }
                return LiveNumber(body: body)
            },
            users: .compared(account.users.map(\.live))
        )
    }
}
