internal import JSONTree

/// The account's key and secret, for the Applications and Numbers APIs.
package struct APICredentials: Hashable, Sendable {
    package let key: String
    package let secret: Secret

    package init(key: String, secret: Secret) {
        self.key = key
        self.secret = secret
    }
}

/// All that the environment and the configuration of Vonage's own command line say about the account.
package struct Credentials: Sendable {
    /// Where the private key of the application is.
    package enum PrivateKey: Hashable, Sendable {
        case pem(Secret)
        case path(String)
    }

    /// nil when neither key nor secret is known.
    package private(set) var api: APICredentials?

    package private(set) var privateKey: PrivateKey?

    /// Signs webhooks; chosen in the dashboard.
    package private(set) var signatureSecret: Secret?

    /// One base URL for all APIs, from `VONAGE_API_URL`.
    package private(set) var apiURL: String?

    /// `appId` of the configuration file.
    package private(set) var applicationID: ApplicationID?

    private var configDefect: String?

    /// Reads `VONAGE_API_KEY`, `VONAGE_API_SECRET`, `VONAGE_PRIVATE_KEY`, `VONAGE_SIGNATURE_SECRET` and
    /// `VONAGE_API_URL`, then what is still missing from the configuration file's `apiKey`, `apiSecret`, `privateKey`
    /// and `appId`.
    ///
    /// An empty variable counts as none. Key and secret come from the same place: those of two accounts do not fit.
    ///
    /// - Parameters:
    ///   - environment: the process's variables.
    ///   - configFile: the bytes of `~/.vonage/config.json`, nil when there is none.
    /// - Returns: What is known.
    /// - Throws: When there is a key without a secret, or the reverse.
    package static func load(
        environment: [String: String],
        configFile: [UInt8]?
    ) throws(CredentialError) -> Credentials {
        func variable(_ name: String) -> String? {
            guard let value = environment[name]?.trimmedBlanks, !value.isEmpty else { return nil }
            return value
        }
        var credentials = Credentials()
        let config = credentials.readConfig(configFile)
        func setting(_ name: String) -> String? {
            guard let value = config?[name]?.stringValue?.trimmedBlanks, !value.isEmpty else { return nil }
            return value
        }
        credentials.signatureSecret = variable("VONAGE_SIGNATURE_SECRET").map(Secret.init)
        credentials.apiURL = variable("VONAGE_API_URL")
        credentials.privateKey = (variable("VONAGE_PRIVATE_KEY") ?? setting("privateKey")).map(PrivateKey.init)
        credentials.applicationID = setting("appId").map { ApplicationID($0) }
        let filed = (key: setting("apiKey"), secret: setting("apiSecret"))
        switch (variable("VONAGE_API_KEY"), variable("VONAGE_API_SECRET")) {
        case (let key?, let secret?):
            credentials.api = APICredentials(key: key, secret: Secret(secret))
        case (let key?, nil):
            guard key == filed.key, let secret = filed.secret else {
                throw .partial(present: "VONAGE_API_KEY", missing: "VONAGE_API_SECRET", inConfigFile: false)
            }
            credentials.api = APICredentials(key: key, secret: Secret(secret))
        case (nil, _?):
            throw .partial(present: "VONAGE_API_SECRET", missing: "VONAGE_API_KEY", inConfigFile: false)
        case (nil, nil):
            switch filed {
            case (let key?, let secret?): credentials.api = APICredentials(key: key, secret: Secret(secret))
            case (_?, nil): throw .partial(present: "apiKey", missing: "apiSecret", inConfigFile: true)
            case (nil, _?): throw .partial(present: "apiSecret", missing: "apiKey", inConfigFile: true)
            case (nil, nil): break
            }
        }
        return credentials
    }

    /// The account's key and secret, or an error that says what to set.
    package func requireAPI() throws(CredentialError) -> APICredentials {
        guard let api else { throw .missing(configDefect: configDefect) }
        return api
    }

    /// The application's private key, nil when none is named.
    ///
    /// `readFile` gives the bytes at a path.
    package func applicationKey(
        readFile: (String) throws -> [UInt8]
    ) throws(CredentialError) -> ApplicationKey? {
        guard let privateKey else { return nil }
        let pem: String
        var place = "VONAGE_PRIVATE_KEY"
        switch privateKey {
        case .pem(let secret): pem = secret.reveal()
        case .path(let path):
            do {
                pem = String(decoding: try readFile(path), as: UTF8.self)
                place = path
            } catch {
                throw .unreadableKeyFile(path: path, reason: "\(error)")
            }
        }
        do throws(KeyError) {
            return try ApplicationKey(pem: pem)
        } catch {
            throw .badKey(place: place, error)
        }
    }

    private mutating func readConfig(_ bytes: [UInt8]?) -> JSONValue? {
        guard let bytes else { return nil }
        do throws(JSONSyntaxError) {
            let config = try JSONValue(parsing: bytes)
            if config.objectValue == nil { configDefect = "it is not an object" }
            return config
        } catch {
            // The reason names keys of the file at most; of a secret it shows nothing.
            configDefect = "it is not JSON (at byte \(error.offset))"
            return nil
        }
    }
}

extension Credentials.PrivateKey {
    /// The most bytes of a path here; the shortest RSA key is longer.
    private static let pathLimit = 512

    /// A text with a PEM's first line is a key, and so is what cannot well be a path: a key in another form, such as base64,
    /// must not be shown as the name of a file that is missing.
    init(_ text: String) {
        let isNoPath = text.contains(where: \.isNewline) || text.utf8.count > Self.pathLimit
        guard isNoPath || text.contains("-----BEGIN") else {
            self = .path(text)
            return
        }
        // Some ways to set a variable cannot hold line ends and write them as in JSON.
        self = .pem(Secret(text.replacing("\\n", with: "\n")))
    }
}

/// What is wrong with the credentials that were given.
package enum CredentialError: Error, Hashable, Sendable {
    /// Neither environment nor configuration file has key and secret.
    case missing(configDefect: String?)
    case partial(present: String, missing: String, inConfigFile: Bool)
    case unreadableKeyFile(path: String, reason: String)
    case badKey(place: String, KeyError)

    /// A sentence for people, and what to do.
    package func describe() -> (summary: String, help: String) {
        switch self {
        case .missing(let defect):
            let file = defect.map { "; ~/.vonage/config.json cannot be used: \($0)" } ?? ""
            return (
                "there are no credentials for the Vonage account\(file)",
                "set VONAGE_API_KEY and VONAGE_API_SECRET"
            )
        case .partial(let present, let missing, inConfigFile: false):
            return ("\(present) is set, but \(missing) is not", "set \(missing) too")
        case .partial(let present, let missing, inConfigFile: true):
            return (
                "~/.vonage/config.json has '\(present)', but no '\(missing)'",
                "set VONAGE_API_KEY and VONAGE_API_SECRET, or complete the file"
            )
        case .unreadableKeyFile(let path, let reason):
            return (
                "the private key '\(path)' cannot be read: \(reason)",
                "VONAGE_PRIVATE_KEY must be a PEM, or the path of one"
            )
        case .badKey(let place, let error):
            return (
                "\(place) holds no usable private key: \(error)",
                "VONAGE_PRIVATE_KEY must be the application's RSA private key, as 'ccplan keygen' writes it"
            )
        }
    }
}

extension CredentialError: CustomStringConvertible {
    package var description: String { describe().summary }
}

extension String {
    fileprivate var trimmedBlanks: String {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
