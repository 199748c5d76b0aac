internal import ConfigSyntax
internal import Diagnostics

/// The regions of the Voice API (`capabilities.voice.region`).
private let regions = ["na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"]

extension ModelDecoder {
    mutating func app(_ node: SyntaxNode?) -> AppSettings? {
        guard let node, let reader = mapping(node, .app) else { return nil }
        let id = string(reader["id"], "id")
        let publicKeyPath = string(reader["public_key"], "public_key")
        let previousKeyPath = string(reader["previous_public_key"], "previous_public_key")
        let account = string(reader["account"], "account")
        let region = region(reader["region"])
        let signedCallbacks = boolean(reader["signed_callbacks"], "signed_callbacks")
        let eventsURL = url(reader["events"], "events")
        guard let name = string(reader["name"], "name") else { return nil }
        var app = AppSettings(span: node.span, name: name)
        app.id = id
        app.publicKeyPath = publicKeyPath
        app.previousPublicKeyPath = previousKeyPath
        app.account = account
        app.region = region
        app.signedCallbacks = signedCallbacks
        app.eventsURL = eventsURL
        return app
    }

    private mutating func region(_ node: SyntaxNode?) -> Located<String>? {
        guard let region = string(node, "region") else { return nil }
        guard regions.contains(region.value) else {
            report(
                Diagnostic.error(
                    .unknownRegion,
                    "the platform has no region '\(region.value)'",
                    at: region.span,
                    help: "the regions are \(regions.joined(separator: ", "))"
                ).suggesting(orKeep: nearestName(to: region.value, among: regions), insteadOf: region.span)
            )
            return nil
        }
        return region
    }

    mutating func hosting(_ node: SyntaxNode?) -> HostingSettings? {
        guard let node, let reader = mapping(node, .hosting) else { return nil }
        let target = hostingTarget(reader["target"])
        let publish = publishTarget(reader["publish"])
        let signatures = signatures(reader["signatures"])
        let fallback = reader["fallback"].flatMap { self.fallback($0) }
        guard let url = url(reader["url"], "url") else { return nil }
        var hosting = HostingSettings(span: node.span, url: url)
        hosting.publish = publish
        hosting.target = target
        hosting.signatures = signatures
        hosting.fallback = fallback
        return hosting
    }

    private mutating func hostingTarget(_ node: SyntaxNode?) -> Located<HostingTarget>? {
        guard let text = string(node, "target") else { return nil }
        if let target = HostingTarget(rawValue: text.value) { return Located(target, at: text.span) }
        let names = HostingTarget.allCases.map(\.rawValue)
        report(
            Diagnostic.error(
                .unsupportedTarget,
                "no bundle is made for the host '\(text.value)'",
                at: text.span,
                help: "the hosts are \(names.joined(separator: ", "))"
            ).suggesting(orKeep: nearestName(to: text.value, among: names), insteadOf: text.span)
        )
        return nil
    }

    private mutating func signatures(_ node: SyntaxNode?) -> Located<HostingSettings.Signatures>? {
        guard let text = string(node, "signatures") else { return nil }
        if let signatures = HostingSettings.Signatures(rawValue: text.value) {
            return Located(signatures, at: text.span)
        }
        report(
            .wrongValue(
                "'signatures' is observe or require",
                at: text.span,
                help: "observe: webhooks that are not signed are served and logged; require: they are refused"
            )
        )
        return nil
    }

    private mutating func fallback(_ node: SyntaxNode) -> HostingSettings.Fallback? {
        guard let reader = mapping(node, .fallback) else { return nil }
        var fallback = HostingSettings.Fallback(span: node.span)
        fallback.url = url(reader["url"], "url")
        fallback.target = hostingTarget(reader["target"])
        fallback.publish = publishTarget(reader["publish"])
        fallback.say = text(reader["say"], "say")
        fallback.phone = phoneNumber(reader["phone"])
        fallback.callerID = callerID(reader["caller_id"])
        return fallback
    }

    /// `dir:PATH`, `s3://bucket/prefix`, or `{command: [./publish.sh]}`.
    private mutating func publishTarget(_ node: SyntaxNode?) -> Located<PublishTarget>? {
        if let node, node.kind == .mapping {
            guard let reader = mapping(node, .publishCommand) else { return nil }
            return reader["command"].flatMap { publishCommand($0) }
        }
        guard let text = string(node, "publish") else { return nil }
        if let path = text.value.suffix(behind: "dir:") { return Located(.directory(path), at: text.span) }
        if let place = text.value.suffix(behind: "s3://") {
            let parts = place.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
            if let bucket = parts.first, isBucket(bucket) {
                return Located(.s3(bucket: bucket, prefix: parts.dropFirst().joined(separator: "/")), at: text.span)
            }
        }
        report(
            .error(
                .unsupportedPublish,
                "'publish' is a folder, a bucket or a command",
                at: text.span,
                help: "write dir:/srv/voice, s3://bucket/prefix, or {command: [./publish.sh]}"
            )
        )
        return nil
    }

    private mutating func publishCommand(_ node: SyntaxNode) -> Located<PublishTarget>? {
        guard node.kind == .sequence, !node.items.isEmpty else {
            report(
                .wrongValue(
                    "'command' is a list: a program and its arguments",
                    at: node.span,
                    help: "write it like [./publish.sh, --quiet]"
                )
            )
            return nil
        }
        let words = node.items.compactMap { string($0, "command")?.value }
        return words.count == node.items.count ? Located(.command(words), at: node.span) : nil
    }

    /// 3 to 63 lower-case letters, digits, dots and dashes, as S3 names buckets.
    private func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

extension String {
    /// What stands behind a prefix; nil where it is missing or nothing does.
    fileprivate func suffix(behind prefix: String) -> String? {
        hasPrefix(prefix) && utf8.count > prefix.utf8.count ? String(dropFirst(prefix.count)) : nil
    }
}

extension Diagnostic {
    /// The near name in place of the help, or the help as it is where none is near.
    fileprivate func suggesting(orKeep nearest: String?, insteadOf span: Span) -> Diagnostic {
        nearest == nil ? self : suggesting(nearest, insteadOf: span)
    }
}
