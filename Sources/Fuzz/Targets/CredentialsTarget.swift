internal import JSONTree
internal import VonageAPI

/// The configuration file of Vonage's own command line, and keys in PEM.
///
/// Every input is taken for each of them.
func credentialsTarget(_ corpus: Corpus) throws -> FuzzTarget {
    let key = try ApplicationKey()
    let config: JSONValue = [
        "apiKey": "abcd1234", "apiSecret": "S3cret", "appId": "78d335fa-323d-0114-9c3d-d6f0d48968cf",
        "privateKey": .string(key.pem.reveal()),
    ]
    let texts = [config.serialized(.pretty), key.pem.reveal(), key.publicKey.pem, #"{"apiKey": "a"}"#]
    return FuzzTarget(name: "credentials", corpus: texts.map { Array($0.utf8) }) { bytes in
        do throws(CredentialError) {
            let credentials = try Credentials.load(environment: [:], configFile: bytes)
            _ = try? credentials.requireAPI()  // Missing is fine.
            _ = try credentials.applicationKey { _ in bytes }
        } catch {
            let (summary, help) = error.describe()
            require(!"\(summary)\(help)".contains("S3cret"), "no error shows a secret")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let key = try? ApplicationPublicKey(pem: text) {  // Refused is fine.
            require((try? ApplicationPublicKey(pem: key.pem)) == key, "a key that is written is read as the same")
        }
        _ = try? ApplicationKey(pem: text)  // Refused is fine.
    }
}
