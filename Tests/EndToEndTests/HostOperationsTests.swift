import Foundation
import Glibc
import Testing

@Suite("Running ccserve", .timeLimit(.minutes(10)))
struct HostOperationsTests {
    @Test("metrics have a port of their own, which tells nothing of callers and answers no calls")
    func metrics() throws {
        let host = try RunningHost(["--metrics-port", "0"])
        let port = try #require(host.metricsPort)
        _ = try host.get("/r/\(host.release)/e/answer?to=442079460001&from=447700900123")
        _ = try host.get("/r/\(host.release)/e/447700900123")
        _ = try host.post("/events", #"{"status":"completed","to":"442079460001"}"#)
        #expect(try host.get("/metrics").status == 404)
        let page = try host.ask("GET", "/metrics", port: port)
        #expect(page.status == 200)
        for line in [
            #"ccserve_requests_total{kind="route",status="200"} 1"#,
            #"ccserve_requests_total{kind="route",status="404"} 1"#,
            #"ccserve_requests_total{kind="events",status="204"} 1"#,
            #"ccserve_routes_total{release="\#(host.release)",route="answer",answer="document"} 1"#,
        ] {
            #expect(page.body.contains(line + "\n"), "\(page.body)")
        }
        #expect(!page.body.contains("2079460001") && !page.body.contains("7700900"))
        for (path, status) in [
            ("/healthz", 200), ("/readyz", 200), ("/events", 404), ("/r/\(host.release)/e/answer", 404),
        ] {
            #expect(try host.ask("GET", path, port: port).status == status)
        }
        #expect(try host.stop().status == 0)
    }

    @Test(
        "options that mean nothing are told with what they want",
        arguments: [
            (["--cache", "0"], "'--cache' wants a number of MiB, at least 1."),
            (["--metrics-port", "65536"], "'--metrics-port' wants a number from 0 to 65535."),
            (["--tls-key", "k"], "'--tls-certificate' and '--tls-key' want each other."),
            (["--drain", "3601"], "'--drain' wants seconds from 0 to 3600."),
            (["--drain-notice", "3601"], "'--drain-notice' wants seconds from 0 to 3600."),
            (["--releases", "s3://"], "'--releases' wants a folder or 's3://bucket/prefix', not 's3://'."),
            (["--releases", "s3://b/p"], "'--releases' wants a folder or 's3://bucket/prefix', not 's3://b/p'."),
            (["--releases", "s3://bucket/../x"], "'--releases' wants a folder or 's3://bucket/prefix'"),
            (
                ["--releases", "S3://bucket/p"],
                "'--releases' wants a folder or 's3://bucket/prefix', not 'S3://bucket/p'."
            ),
            (["--releases", "s3:x"], "'--releases' wants a folder or 's3://bucket/prefix', not 's3:x'."),
            (["--releases", "https://x"], "'--releases' wants a folder or 's3://bucket/prefix', not 'https://x'."),
            (
                ["--trusted-proxy", "foo"],
                "'--trusted-proxy' wants one address, as 192.0.2.1 or 2001:db8::1, not 'foo'"
            ),
            (["--trusted-proxy", "10.0.0.0/8"], "'--trusted-proxy' wants one address"),
            (
                ["--max-connections-per-address", "1000001"],
                "'--max-connections-per-address' wants a number from 0 to 1000000."
            ),
            (["--max-connections", "0"], "'--max-connections' wants a number from 1 to 1000000."),
        ]
    )
    func wrongOptions(_ arguments: [String], _ message: String) throws {
        let result = try run("ccserve", ["--releases", "."] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains(message))
    }

    @Test("requests in progress get as long as '--drain' says after SIGTERM")
    func drain() throws {
        let host = try RunningHost(["--drain", "1"])
        let connection = try LoopbackConnection(port: host.port)
        try connection.send("POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
        _ = try connection.receive { $0.hasSuffix("\r\n\r\n") }
        host.signal(SIGTERM)
        #expect(try connection.receive().isEmpty, "its end never came")
        #expect(try host.ending().status == 0)
    }

    @Test("after SIGTERM /readyz answers 503, at first while calls are still taken, then where the metrics are")
    func drainNotice() throws {
        let host = try RunningHost(["--drain-notice", "600"])
        #expect(try host.get("/readyz").status == 200)
        host.signal(SIGTERM)
        while try host.get("/readyz").status == 200 { usleep(5_000) }
        #expect(try host.get("/readyz").body == #"{"error":"the host is stopping"}"#)
        #expect(try host.get("/r/\(host.release)/e/answer?to=442079460001").status == 200)
        #expect(try host.get("/healthz").status == 200)

        let second = try RunningHost(["--drain", "600", "--metrics-port", "0"])
        let port = try #require(second.metricsPort)
        let connection = try LoopbackConnection(port: second.port)
        try connection.send("POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        _ = try connection.receive { $0.hasSuffix("\r\n\r\n") }
        #expect(try second.ask("GET", "/readyz", port: port).status == 200)
        second.signal(SIGTERM)
        while try second.ask("GET", "/readyz", port: port).status == 200 { usleep(5_000) }
        #expect(try second.ask("GET", "/readyz", port: port).status == 503)
        try connection.send("{}")
        #expect(try connection.receive().hasPrefix("HTTP/1.1 204"))
        #expect(try second.ending().status == 0)
    }

    // MARK: HTTPS

    /// A key and a certificate for `localhost` that it signed itself.
    private func makeCertificate(_ name: String, in folder: URL) throws {
        let made = try SpawnedProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(name).key", "-out",
                "\(name).pem",
            ],
            environment: bareEnvironment,
            folder: folder.path,
            input: "/dev/null",
            output: "/dev/null",
            errors: "/dev/null"
        ).wait()
        try #require(made == 0)
    }

    /// What curl gets over HTTPS from a host that must show this certificate; nil when it does not.
    private func curl(_ host: RunningHost, trusting name: String, _ path: String) throws -> String? {
        let output = host.folder.url.appending(path: "answer-\(UUID().uuidString)")
        let status = try SpawnedProcess(
            "/usr/bin/curl",
            ["-sS", "--cacert", host.path("\(name).pem"), "https://localhost:\(host.port)\(path)"],
            environment: bareEnvironment,
            folder: nil,
            input: "/dev/null",
            output: output.path,
            errors: "/dev/null"
        ).wait()
        return status == 0 ? try String(contentsOf: output, encoding: .utf8) : nil
    }

    @Test("with a certificate it serves HTTPS alone, and takes a renewed one without a restart")
    func certificate() throws {
        let folder = try TemporaryFolder()
        for name in ["first", "second"] { try makeCertificate(name, in: folder.url) }
        let manager = FileManager.default
        let used = (certificate: folder.url.appending(path: "used.pem"), key: folder.url.appending(path: "used.key"))
        func use(_ name: String, _ endings: [String] = ["pem", "key"]) throws {
            for ending in endings {
                let bytes = try Data(contentsOf: folder.url.appending(path: "\(name).\(ending)"))
                try bytes.write(to: folder.url.appending(path: "used.\(ending)"), options: .atomic)
            }
        }
        try use("first")
        let host = try RunningHost(["--tls-certificate", used.certificate.path, "--tls-key", used.key.path])
        for name in ["first", "second"] {
            try manager.copyItem(
                at: folder.url.appending(path: "\(name).pem"),
                to: URL(filePath: host.path("\(name).pem"))
            )
        }
        let answer = "/r/\(host.release)/e/answer?to=442079460001"
        #expect(try curl(host, trusting: "first", answer)?.contains("Thank you for calling Jane") == true)
        #expect(try curl(host, trusting: "second", answer) == nil)
        let plain = try LoopbackConnection(port: host.port)
        try plain.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(!(try plain.receive().hasPrefix("HTTP/")), "plain HTTP is not served there")

        // Half of a renewal changes nothing; the host looks once a second.
        try use("second", ["pem"])
        usleep(1_100_000)
        #expect(try curl(host, trusting: "first", "/healthz") == #"{"status":"ok"}"#)
        try use("second")
        var isRenewed = false
        for _ in 0..<100 where !isRenewed {
            isRenewed = try curl(host, trusting: "second", "/healthz") == #"{"status":"ok"}"#
            if !isRenewed { usleep(100_000) }
        }
        #expect(isRenewed)
        let log = try host.stop().log.joined()
        #expect(log.contains("certificate unusable, the former stays") && log.contains("certificate read again"))
    }

    @Test("a certificate that cannot be used is told at the start")
    func unusableCertificate() throws {
        let folder = try TemporaryFolder()
        try makeCertificate("first", in: folder.url)
        try makeCertificate("second", in: folder.url)
        try Data("nonsense".utf8).write(to: folder.url.appending(path: "broken.pem"))
        for (certificate, key, message) in [
            ("none.pem", "first.key", "cannot use 'none.pem': there is no such file"),
            ("broken.pem", "first.key", "cannot use 'broken.pem': no certificate in PEM form"),
            ("first.pem", "broken.pem", "cannot use 'broken.pem': no private key in PEM form"),
            ("first.pem", "second.key", "cannot use 'second.key': the key is not the certificate's"),
        ] {
            let arguments = ["--releases", ".", "--port", "0", "--tls-certificate", certificate, "--tls-key", key]
            let result = try run("ccserve", arguments, in: folder.url)
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("error: \(message)\n"), "\(result.errors)")
        }
    }
}
