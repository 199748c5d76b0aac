internal import SpokenWords

/// A web server that becomes a host of bundles by a few files, installed once for any number of releases.
package enum HostKit: String, CaseIterable, Sendable {
    /// nginx with its JavaScript module, njs.
    case nginx
    /// nginx alone, for projects whose target is `nginx-plain`; each release is configuration of its own: `plainNginxFiles`.
    case nginxPlain = "nginx-plain"
    /// A module with `fetch`, for workers at the edge of a network and for Node.
    case worker
}

/// A file of a kit.
package struct HostKitFile: Sendable {
    /// Relative to the folder that the kit is written to.
    package let path: String
    package let bytes: [UInt8]

    /// Whether it is only to begin with, and its owner goes on with it.
    package let isStarter: Bool

    init(_ path: String, _ bytes: [UInt8], isStarter: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.isStarter = isStarter
    }
}

extension HostKit {
    /// Its files; only the starter of nginx says where releases are.
    ///
    /// - Parameters:
    ///   - releases: The folder that they are published to, as the server will see it.
    ///   - origin: For nginx with njs, instead of the folder: the URL of a bucket or web server, without a slash at its end.
    /// - Returns: The files, sorted by path, the starter last.
    package func files(releases: String, origin: String? = nil) -> [HostKitFile] {
        switch self {
        case .nginx:
            let ours: [HostKitFile] =
                Self.shared(in: "ccplan/") + [
                    HostKitFile("ccplan/http.conf", PackageResources.http_conf),
                    HostKitFile("ccplan/nginx.js", PackageResources.nginx_js),
                    HostKitFile("ccplan/problem.conf", PackageResources.problem_conf),
                    HostKitFile("ccplan/requests.conf", PackageResources.requests_conf),
                    HostKitFile("ccplan/server.conf", PackageResources.server_conf),
                    HostKitFile("ccplan/signing.js", PackageResources.signing_js),
                    HostKitFile("ccplan/store.conf", PackageResources.store_conf),
                ]
            let starter = origin.map(Self.starter(ofOrigin:)) ?? Self.starter(of: releases, folder: "ccplan")
            return ours.sorted { $0.path < $1.path } + [starter]
        case .nginxPlain:
            let http = String(decoding: PackageResources.plain_http_conf, as: UTF8.self)
                .replacing("INTERNATIONAL", with: DialledPatterns.international)
                .replacing("BARE", with: DialledPatterns.bare)
            return [
                HostKitFile("ccplan-plain/http.conf", Array(http.utf8)),
                HostKitFile("ccplan-plain/problem.conf", PackageResources.problem_conf),
                HostKitFile("ccplan-plain/server.conf", PackageResources.plain_server_conf),
                Self.starter(of: releases, folder: "ccplan-plain"),
            ]
        case .worker:
            let files: [HostKitFile] =
                Self.shared(in: "") + [
                    HostKitFile("host.js", PackageResources.host_js),
                    HostKitFile("node-adapter.mjs", PackageResources.node_adapter_mjs),
                    HostKitFile("package.json", PackageResources.package_json),
                    HostKitFile("signature.js", PackageResources.signature_js),
                    HostKitFile("worker.js", PackageResources.worker_js),
                ]
            return files.sorted { $0.path < $1.path }
        }
    }

    /// A whole server to begin with; the JavaScript module is left out where it is not needed.
    private static func starter(of releases: String, folder: String) -> HostKitFile {
        let lines = String(decoding: PackageResources.nginx_conf, as: UTF8.self)
            .replacing("root /srv/voice;", with: "root \(nginxQuoted(releases));")
            .replacing("include ccplan/", with: "include \(folder)/")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { folder == "ccplan" || !$0.hasPrefix("load_module") }
        return HostKitFile("nginx.conf", Array(lines.joined(separator: "\n").utf8), isStarter: true)
    }

    /// A whole server to begin with whose releases are elsewhere.
    private static func starter(ofOrigin origin: String) -> HostKitFile {
        let text = String(decoding: PackageResources.nginx_conf, as: UTF8.self)
            .replacing(
                "events {",
                with: """
                    # The key to a bucket that not everybody may read comes from the environment.
                    env AWS_ACCESS_KEY_ID;
                    env AWS_SECRET_ACCESS_KEY;
                    env AWS_SESSION_TOKEN;
                    env AWS_REGION;
                    env AWS_DEFAULT_REGION;
                    events {
                    """
            )
            .replacing(
                "    access_log off;",
                with: """
                        proxy_cache_path cache levels=1:2 keys_zone=ccplan:16m max_size=4g inactive=90d use_temp_path=off;
                        resolver 127.0.0.53;  # For the name of the origin: a `nameserver` of /etc/resolv.conf.
                        access_log off;
                    """
            )
            .replacing("root /srv/voice;", with: "set $ccplan_origin \(nginxQuoted(origin));")
            .replacing("include ccplan/server.conf;", with: "include ccplan/store.conf;")
        return HostKitFile("nginx.conf", Array(text.utf8), isStarter: true)
    }

    /// The one implementation of decisions in JavaScript.
    private static func shared(in folder: String) -> [HostKitFile] {
        [
            HostKitFile("\(folder)decision.js", PackageResources.decision_js),
            HostKitFile("\(folder)encoding.js", PackageResources.encoding_js),
            HostKitFile("\(folder)json.js", PackageResources.json_js),
            HostKitFile("\(folder)request.js", PackageResources.request_js),
            HostKitFile("\(folder)route.js", PackageResources.route_js),
            HostKitFile("\(folder)schedule.js", PackageResources.schedule_js),
            HostKitFile("\(folder)word-tables.js", Array(wordTablesScript().utf8)),
            HostKitFile("\(folder)words.js", PackageResources.words_js),
        ]
    }
}

/// A text as one argument of nginx's configuration, in which `$` begins a variable, quoted or not.
private func nginxQuoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
}
