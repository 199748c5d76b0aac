/// Who is at work, for logs and locks: the pipeline where there is one, else the person and the machine.
///
/// - Parameters:
///   - environment: Of the process.
///   - user: The login name.
///   - host: The machine's name.
/// - Returns: `github: ann, run 17 of acme/voice`, `gitlab: ann, job 17 of acme/voice`, `ann@host`.
package func runnerName(environment: [String: String], user: String, host: String) -> String {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    func pipeline(_ service: String, actor: String, run: String, _ noun: String, of project: String) -> String {
        var name = "\(service): \(value(actor) ?? "somebody")"
        if let run = value(run) { name += ", \(noun) \(run)" }
        if let project = value(project) { name += " of \(project)" }
        return name
    }
    if value("GITHUB_ACTIONS") != nil {
        return pipeline("github", actor: "GITHUB_ACTOR", run: "GITHUB_RUN_ID", "run", of: "GITHUB_REPOSITORY")
    }
    if value("GITLAB_CI") != nil {
        return pipeline("gitlab", actor: "GITLAB_USER_LOGIN", run: "CI_JOB_ID", "job", of: "CI_PROJECT_PATH")
    }
    return value("CI") == nil ? "\(user)@\(host)" : "ci: \(user)@\(host)"
}
