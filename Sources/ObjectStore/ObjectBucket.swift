package import HTTPTransport

/// A place in a store that speaks S3, to read from; connections are kept open and used again.
///
/// Names are relative to the place. What can be tried again is, when the store is busy or the connection breaks.
package struct ObjectBucket: Sendable {
    package let place: ObjectPlace
    package let client: HTTPClient

    /// How long one attempt may take; nil for what its size wants.
    package var deadline: Duration?
    private let settings: ObjectStoreSettings
    private let retrying: Retrying
    private let clock = StoreClock()

    /// Unix seconds by the store's clock, as far as it was heard; by this machine's until then.
    package var now: Int { clock.now }

    /// Opens nothing yet.
    ///
    /// - Parameters:
    ///   - place: Bucket and prefix.
    ///   - settings: How its store is reached.
    ///   - client: Sends the requests; its limit is that of an object's size.
    ///   - retrying: How often, and when, what failed is tried again.
    package init(
        _ place: ObjectPlace,
        settings: ObjectStoreSettings,
        client: HTTPClient = HTTPClient(options: .forObjects),
        retrying: Retrying = .standard
    ) {
        self.place = place
        self.settings = settings
        self.client = client
        self.retrying = retrying
    }

    /// An object as it was read.
    package struct Object: Sendable {
        package var bytes: [UInt8]

        /// With its quotation marks, to be sent back as it came; empty where the store gave none.
        package var tag: String
    }

    /// The whole object; nil when there is none.
    ///
    /// - Parameters:
    ///   - name: Relative to the place.
    ///   - size: In bytes, roughly, which settles how long it may take.
    /// - Returns: The object.
    /// - Throws: When it does not come whole.
    package func object(_ name: String, size: Int = unknownSize) async throws(ObjectStoreError) -> Object? {
        let response = try await exchange(name) { client async throws(TransportError) in
            try await client.get(request(name, size: size))
        }
        switch response.status {
        case 200:
            return Object(bytes: response.body, tag: response.headers["etag"] ?? "")
        case 404 where response.errorCode != "NoSuchBucket": return nil
        default: throw failure(response, name)
        }
    }

    // MARK: For the module that writes

    /// The request for a name in this place, signed where there are credentials.
    ///
    /// - Parameters:
    ///   - name: Relative to the place; nil for the bucket itself.
    ///   - query: Sorted by name; values not encoded yet.
    ///   - headers: More of them.
    ///   - payloadHash: The SHA-256 of the body in hex; of none by default.
    ///   - size: What is sent or comes back, in bytes, roughly.
    /// - Returns: The request, to be sent with any method.
    package func request(
        _ name: String?,
        query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [],
        payloadHash: String = emptyHash,
        size: Int = 0
    ) -> HTTPRequest {
        var url: String
        if let endpoint = settings.endpoint {
            url = "\(endpoint)/\(percentEncoded(place.bucket))"
        } else if place.bucket.contains(".") {
            // A certificate for *.s3… does not hold for a name with more dots.
            url = "https://s3.\(settings.region).amazonaws.com/\(place.bucket)"
        } else {
            url = "https://\(place.bucket).s3.\(settings.region).amazonaws.com"
        }
        let key = name.map(place.key) ?? ""
        url += "/" + key.split(separator: "/").map { percentEncoded(String($0)) }.joined(separator: "/")
        if !query.isEmpty {
            let pairs = query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
            url += "?" + pairs.joined(separator: "&")
        }
        // curl would hash a body itself only when it sees all of it, and sign nothing where it does not.
        var all = headers + [("x-amz-content-sha256", payloadHash)]
        var signing: RequestSigning?
        if let credentials = settings.credentials {
            if let token = credentials.sessionToken { all.append(("x-amz-security-token", token)) }
            signing = RequestSigning(
                region: settings.region,
                service: "s3",
                keyID: credentials.keyID,
                secret: credentials.secret
            )
        }
        return HTTPRequest(url: url, headers: all, deadline: deadline ?? Self.deadline(size), signing: signing)
    }

    /// Time for the store to begin, and a slow line's for the bytes: whoever waits for a store that hangs shall hear of it soon.
    private static func deadline(_ size: Int) -> Duration { .seconds(15 + size / 65_536) }

    /// Of an object that may be a few megabytes.
    package static let unknownSize = 4 << 20

    /// Sends a request until there is an answer that another attempt would not change.
    ///
    /// - Parameters:
    ///   - name: What it is about.
    ///   - send: Sends it once.
    /// - Returns: The answer, whatever its status is.
    /// - Throws: When there is none after all attempts.
    package func exchange(
        _ name: String,
        _ send: (HTTPClient) async throws(TransportError) -> HTTPResponse
    ) async throws(ObjectStoreError) -> HTTPResponse {
        var last = ObjectStoreError.Kind.busy(status: 503)
        for attempt in 0..<max(1, retrying.attempts) {
            if attempt > 0 {
                retrying.tell?(ObjectStoreError(last, subject: place.url(name)).message)
                do {
                    try await retrying.pause(attempt)
                } catch {
                    break  // Cancelled: the last failure says enough.
                }
            }
            do throws(TransportError) {
                let response = try await send(client)
                if let date = response.headers["date"].flatMap(HTTPDate.init) { clock.hear(date) }
                // 409: two conditional writes met, and neither was done.
                guard [409, 429, 500, 502, 503, 504].contains(response.status) else { return response }
                last = .busy(status: response.status)
            } catch {
                last = .transport(error)
                if !error.isWorthRepeating { break }
            }
        }
        throw ObjectStoreError(last, subject: place.url(name))
    }

    /// What a status that nothing was expected of means.
    package func failure(_ response: HTTPResponse, _ name: String) -> ObjectStoreError {
        let code = response.errorCode ?? "status \(response.status)"
        let kind: ObjectStoreError.Kind =
            switch (response.status, code) {
            case (_, "NoSuchBucket"): .noBucket
            case (_, "RequestTimeTooSkewed"): .clockDiffers
            case (300..<400, _), (_, "AuthorizationHeaderMalformed"), (_, "PermanentRedirect"):
                .otherRegion(response.headers["x-amz-bucket-region"])
            case (401, _), (403, _): .refused(code: code)
            default: .unexpected(code)
            }
        return ObjectStoreError(kind, subject: place.url(name))
    }
}

/// The SHA-256 of nothing.
package let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

extension HTTPClient.Options {
    /// Many small objects at a time, and room for sound files.
    package static var forObjects: Self { Self(concurrency: 16, responseLimit: 512 << 20) }
}

extension HTTPResponse {
    /// What a store calls the error in its body: `NoSuchKey`.
    package var errorCode: String? {
        guard status >= 300, body.count < 65_536 else { return nil }
        let code = XMLText(body).first("Code")
        return code.flatMap { $0.utf8.count <= 64 && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? $0 : nil }
    }
}

extension TransportError {
    fileprivate var isWorthRepeating: Bool {
        switch kind {
        case .invalidURL, .invalidHeader, .tlsFailed, .tooLarge, .cancelled: false
        case .unresolvedHost, .refused, .timedOut, .connectionLost, .malformedResponse, .failed: true
        }
    }
}
