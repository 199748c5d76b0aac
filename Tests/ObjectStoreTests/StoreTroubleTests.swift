import HTTPTransport
import LoopbackServing
import ObjectStoreWrites
import Synchronization
import Testing

@testable import ObjectStore

@Suite("Trouble with a store")
struct StoreTroubleTests {
    private let text = ObjectTraits(contentType: "text/plain", cacheControl: "no-store")

    private func bucket(_ server: LoopbackServer, attempts: Int = 4) -> ObjectBucket {
        ObjectBucket(
            ObjectPlace(bucket: "voice", prefix: "a"),
            settings: ObjectStoreSettings(
                credentials: ObjectStoreSettings.Credentials(keyID: "key", secret: "secret", sessionToken: "token"),
                region: "eu-west-2",
                endpoint: server.base
            ),
            retrying: Retrying(attempts: attempts) { _ in }
        )
    }

    @Test("an attempt may take as long as its size wants, and a further one is told with its reason")
    func patience() async throws {
        let server = try LoopbackServer { _, _ in .answer(status: 503, body: []) }
        var bucket = bucket(server)
        #expect(bucket.request("x").deadline == .seconds(15))
        #expect(bucket.request("x", size: 64 << 20).deadline == .seconds(15 + 1_024))
        bucket.deadline = .seconds(2)
        #expect(bucket.request("x", size: 64 << 20).deadline == .seconds(2))

        let told = Mutex<[String]>([])
        var retrying = Retrying(attempts: 3) { _ in }
        retrying.tell = { reason in told.withLock { $0.append(reason) } }
        let settings = ObjectStoreSettings(credentials: nil, endpoint: server.base)
        let telling = ObjectBucket(ObjectPlace(bucket: "voice", prefix: ""), settings: settings, retrying: retrying)
        await #expect(throws: ObjectStoreError.self) { try await telling.object("x") }
        let reason = "the store is not able to serve 's3://voice/x' now (status 503)"
        #expect(told.withLock { $0 } == [reason, reason])
    }

    @Test("a request is signed, with its payload's hash and the session's token, and has no secret in it")
    func signed() async throws {
        let server = try LoopbackServer { _, _ in .answer(status: 200, headers: [("ETag", "\"1\"")], body: []) }
        _ = try await bucket(server).write([0x61], to: "x.json", text, if: .isAbsent)
        let request = try #require(server.received.first)
        #expect(request.method == "PUT")
        #expect(request.target == "/voice/a/x.json")
        #expect(request.header("Content-Type") == "text/plain")
        #expect(request.header("Cache-Control") == "no-store")
        #expect(request.header("If-None-Match") == "*")
        #expect(request.header("x-amz-security-token") == "token")
        #expect(
            request.header("x-amz-content-sha256") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        )
        let authorization = try #require(request.header("Authorization"))
        #expect(authorization.contains(#/^AWS4-HMAC-SHA256 Credential=key/[0-9]{8}/eu-west-2/s3/aws4_request, /#))
        for name in ["host", "if-none-match", "x-amz-content-sha256", "x-amz-security-token"] {
            #expect(authorization.contains(name), "\(name) is not signed")
        }
        #expect(!request.headers.contains { $0.value.contains("secret") })
    }

    @Test(
        "a busy store, a broken connection and a conflict are tried again, up to a limit",
        arguments: [409, 429, 500, 503, 0]
    )
    func retried(status: Int) async throws {
        let count = Mutex(0)
        let server = try LoopbackServer { _, _ in
            let isFirst = count.withLock { count in
                count += 1
                return count < 3
            }
            guard isFirst else { return .answer(status: 200, headers: [("ETag", "\"1\"")], body: [7]) }
            return status == 0 ? .close : .answer(status: status, body: [])
        }
        #expect(try await bucket(server).object("x")?.bytes == [7])
        #expect(server.received.count == 3)
        count.withLock { $0 = -100 }
        let error = await #expect(throws: ObjectStoreError.self) { try await bucket(server).object("x") }
        switch error?.kind {
        case .busy(let told): #expect(told == status)
        case .transport: #expect(status == 0)
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test(
        "what a store refuses is told once, with what to do",
        arguments: [
            (
                403, "AccessDenied", "the store refuses 's3://voice/a/x' (AccessDenied)",
                "let the key of AWS_ACCESS_KEY_ID"
            ),
            (
                403, "InvalidAccessKeyId", "the store refuses 's3://voice/a/x' (InvalidAccessKeyId)",
                "check AWS_ACCESS_KEY_ID"
            ),
            (403, "RequestTimeTooSkewed", "since its clock differs from this machine's", "set this machine's clock"),
            (404, "NoSuchBucket", "there is no bucket for 's3://voice/a/x'", "make the bucket"),
            (
                301, "PermanentRedirect", "'s3://voice/a/x' is in another region, eu-north-1",
                "set AWS_REGION to eu-north-1"
            ),
            (
                418, "Teapot", "the store's answer for 's3://voice/a/x' makes no sense: Teapot",
                "check that AWS_ENDPOINT"
            ),
        ]
    )
    func refusals(status: Int, code: String, says: String, help: String) async throws {
        let server = try LoopbackServer { _, _ in
            .text(
                "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>key secret token</Message></Error>",
                status: status,
                [("x-amz-bucket-region", "eu-north-1")]
            )
        }
        let error = await #expect(throws: ObjectStoreError.self) { try await bucket(server).object("x") }
        #expect(error?.message.hasSuffix(says) == true, "\(error?.message ?? "")")
        #expect(error?.help.hasPrefix(help) == true, "\(error?.help ?? "")")
        #expect(server.received.count == 1)
    }

    @Test(
        "a list that is none is an error and no empty list",
        arguments: [
            "", "<html>welcome</html>", "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
            "<L><IsTruncated>false</IsTruncated><Contents><Key>a/x</Key></Contents></L>",
            "<L><IsTruncated>false</IsTruncated><Contents><Key>b/x</Key><Size>1</Size></Contents></L>",
        ]
    )
    func nonsense(page: String) async throws {
        let server = try LoopbackServer { _, _ in .text(page) }
        let error = await #expect(throws: ObjectStoreError.self) { try await bucket(server).list("") }
        guard case .unexpected = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("names in a list are unescaped, and the next page is asked with its token")
    func pages() async throws {
        let server = try LoopbackServer { request, _ in
            guard request.query("continuation-token") != nil else {
                return .text(
                    """
                    <ListBucketResult xmlns="x"><IsTruncated>true</IsTruncated><Contents><Key>a/1&amp;&#60;&#x3e;</Key>\
                    <ETag>&quot;t&quot;</ETag><Size>5</Size></Contents><NextContinuationToken>n&#43;/=</NextContinuationToken>\
                    </ListBucketResult>
                    """
                )
            }
            return .text(
                "<L><IsTruncated>false</IsTruncated><Contents><Key>a/2</Key><Size>6</Size></Contents></L>"
            )
        }
        let listing = try await bucket(server).list("")
        #expect(listing.entries.map(\.name) == ["1&<>", "2"])
        #expect(listing.entries.map(\.tag) == ["\"t\"", ""])
        #expect(
            server.received.map(\.target) == [
                "/voice/?list-type=2&max-keys=1000&prefix=a%2F",
                "/voice/?continuation-token=n%2B%2F%3D&list-type=2&max-keys=1000&prefix=a%2F",
            ]
        )
    }
}

@Suite("Texts of a store")
struct XMLTextTests {
    private let page = """
        <?xml version="1.0"?><ListBucketResult xmlns="x"><IsTruncated>false</IsTruncated><Contents><Key>a&amp;b</Key><Size>1</Size>\
        </Contents><Contents /><ContentsOfAnother>x</ContentsOfAnother><Contents x="y"><Key></Key></Contents></ListBucketResult>
        """

    @Test("elements are found by their whole names")
    func elements() {
        let text = XMLText(Array(page.utf8))
        #expect(text.all("Contents").map { $0.first("Key") } == ["a&b", ""])
        #expect(text.first("IsTruncated") == "false")
        #expect(text.first("Truncated") == nil)
    }

    @Test("a text that is cut anywhere, or changed in any byte, is read to some end")
    func truncated() {
        let bytes = Array(page.utf8)
        for end in bytes.indices {
            _ = XMLText(Array(bytes[..<end])).all("Contents").map(\.unescaped)
            var changed = bytes
            changed[end] = UInt8(truncatingIfNeeded: end &* 37)
            _ = XMLText(changed).all("Contents").map { $0.first("Key") }
        }
        #expect(XMLText(bytes).all("Contents").count == 2)
    }
}
