internal import ArgumentParser

/// Refuses what is no web address to ask; what it holds of a password is not shown.
func requireWebURL(_ option: String, _ url: String?) throws(ValidationError) {
    guard let url else { return }
    guard let scheme = ["https://", "http://"].first(where: { url.hasPrefix($0) }) else {
        throw ValidationError("\(option) must begin with https:// or http://")
    }
    // What stands before the host is no matter of the platform, which sends none, and would be in every report.
    guard !url.dropFirst(scheme.count).prefix(while: { !"/?#".contains($0) }).contains("@") else {
        throw ValidationError("\(option) must name the host alone, without a user name or password in front of it")
    }
}
