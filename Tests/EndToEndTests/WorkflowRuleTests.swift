import Foundation
import JSONTree
import Testing

@Suite("examples/ci/github: what no linter looks at")
struct WorkflowRuleTests {
    @Test("no expression stands in a command, every action is pinned, and each job says what it may do")
    func rules() async throws {
        var actions = 0
        for name in ["ccplan-pull-request", "ccplan-comment", "ccplan-apply", "ccplan-account"] {
            let workflow = try await githubPipeline(name)
            #expect(workflow["permissions"]?.objectValue?.isEmpty == true, "\(name)")
            #expect(workflow["on"]?["pull_request_target"] == nil)
            for (title, job) in workflow["jobs"]?.objectValue?.members ?? [] {
                #expect(job["permissions"]?.objectValue != nil, "\(name) \(title)")
                #expect(job["timeout-minutes"] != nil, "\(name) \(title)")
                for step in job["steps"]?.arrayValue ?? [] {
                    #expect(step["run"]?.stringValue?.contains("${{") != true, "\(name) \(title)")
                    guard let action = step["uses"]?.stringValue else { continue }
                    actions += 1
                    #expect(action.wholeMatch(of: #/[\w-]+/[\w/-]+@[0-9a-f]{40}/#) != nil, "\(action)")
                    if action.hasPrefix("actions/checkout@") {
                        #expect(step["with"]?["persist-credentials"] == false, "\(name) \(title)")
                    }
                }
            }
        }
        #expect(actions > 10)
    }

    @Test("a job that a fork's code runs in has no secret and may write nothing; one with secrets has an environment")
    func secrets() async throws {
        let ours = "github.event.pull_request.head.repo.full_name == github.repository"
        for name in ["ccplan-pull-request", "ccplan-comment", "ccplan-apply", "ccplan-account"] {
            for (title, job) in try await githubPipeline(name)["jobs"]?.objectValue?.members ?? [] {
                let hasSecrets = job.serialized().contains("secrets.")
                if hasSecrets { #expect(job["environment"]?.stringValue != nil, "\(name) \(title)") }
                guard name == "ccplan-pull-request", job["if"]?.stringValue?.contains(ours) != true else { continue }
                #expect(!hasSecrets, "\(title)")
                #expect(!(job["permissions"]?.serialized().contains("write") ?? true), "\(title)")
            }
        }
        let comment = try await githubPipeline("ccplan-comment")
        // What runs with the right to write is the main branch's code.
        let checkout = comment["jobs"]?["comment"]?["steps"]?.arrayValue?.first { $0["uses"] != nil }
        #expect(checkout != nil)
        #expect(checkout?["with"]?["ref"] == nil)
    }

    @Test("applies wait for one another and are never cut off")
    func applies() async throws {
        let concurrency = try await githubPipeline("ccplan-apply")["concurrency"]
        #expect(concurrency?["group"] == "ccplan-apply")
        #expect(concurrency?["cancel-in-progress"] == false)
        let job = try await gitlabPipeline()["apply"]
        #expect(job?["resource_group"] == "ccplan-apply")
        #expect(job?["interruptible"] == false)
    }
}
