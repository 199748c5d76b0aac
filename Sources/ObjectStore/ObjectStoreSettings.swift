/// How to reach stores that speak S3, under the names that AWS's own tools read from the environment.
///
/// The secret and the session token are in no description.
package struct ObjectStoreSettings: Sendable {
    /// Nil for a store that anybody may read.
    package var credentials: Credentials?

    /// `us-east-1` where nothing is said.
    package var region: String

    /// Of a store other than AWS's, without a slash at the end; buckets are the first step of its paths.
    package var endpoint: String?

    /// A key, its secret, and where it is a temporary one, the token that belongs to it.
    package struct Credentials: Sendable {
        package var keyID: String
        package var secret: String
        package var sessionToken: String?

        package init(keyID: String, secret: String, sessionToken: String? = nil) {
            self.keyID = keyID
            self.secret = secret
            self.sessionToken = sessionToken
        }
    }

    package init(credentials: Credentials?, region: String = "us-east-1", endpoint: String? = nil) {
        self.credentials = credentials
        self.region = region
        self.endpoint = endpoint
    }

    /// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or `AWS_DEFAULT_REGION`, and
    /// `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`.
    ///
    /// An empty variable counts as none.
    ///
    /// - Parameter environment: The process's variables.
    /// - Throws: When there is half of a key, or an endpoint or region that cannot be one.
    package init(environment: [String: String]) throws(ObjectStoreError) {
        func variable(_ names: String...) -> (name: String, value: String)? {
            for name in names {
                if let value = environment[name], !value.isEmpty { return (name, value) }
            }
            return nil
        }
        switch (variable("AWS_ACCESS_KEY_ID")?.value, variable("AWS_SECRET_ACCESS_KEY")?.value) {
        case (let keyID?, let secret?):
            let token = variable("AWS_SESSION_TOKEN")?.value
            credentials = Credentials(keyID: keyID, secret: secret, sessionToken: token)
        case (nil, nil): credentials = nil
        case (nil, _?): throw ObjectStoreError(.setting("AWS_ACCESS_KEY_ID", "is not set, while its secret is"))
        case (_?, nil): throw ObjectStoreError(.setting("AWS_SECRET_ACCESS_KEY", "is not set, while its key is"))
        }
        let region = variable("AWS_REGION", "AWS_DEFAULT_REGION")
        self.region = region?.value ?? "us-east-1"
        if let region, !region.value.utf8.allSatisfy(isRegionByte) {
            throw ObjectStoreError(.setting(region.name, "is no name of a region"))
        }
        guard let endpoint = variable("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") else { return }
        var url = endpoint.value
        while url.hasSuffix("/") { url.removeLast() }
        let lowercased = url.lowercased()
        let scheme = ["https://", "http://"].first { lowercased.hasPrefix($0) }
        guard let scheme, url.utf8.count > scheme.utf8.count,
            !url.contains(where: { "?#@ ".contains($0) || !$0.isASCII })
        else { throw ObjectStoreError(.setting(endpoint.name, "is no URL like https://storage.example")) }
        self.endpoint = url
    }
}

private func isRegionByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
    default: false
    }
}

extension ObjectStoreSettings.Credentials: CustomStringConvertible, CustomReflectable {
    package var description: String { "credentials of an object store" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
