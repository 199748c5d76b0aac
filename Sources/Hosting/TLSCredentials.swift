internal import FileAccess
package import Logging
package import NIOSSL
internal import Synchronization

/// The certificate and key that the host shows its clients, read again when their files change.
///
/// A connection keeps what it began with. What cannot be read leaves the former in use: a certificate that is being renewed must
/// not end the service.
package final class TLSCredentials: Sendable {
    private struct Loaded {
        var stamps: [FileStamp?]
        var context: NIOSSLContext
        /// When the files were last looked at, in seconds.
        var checkedAt: Int
    }

    private let certificateFile: String
    private let keyFile: String
    private let logger: Logger
    private let loaded: Mutex<Loaded>

    /// Reads both files, PEM; the certificate's has its chain behind it.
    ///
    /// - Throws: `TLSCredentialError` when they cannot be used.
    package init(certificateFile: String, keyFile: String, logger: Logger) throws(TLSCredentialError) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.logger = logger
        let stamps = [FileStamp(path: certificateFile), FileStamp(path: keyFile)]
        let context = try Self.context(certificateFile, keyFile)
        loaded = Mutex(Loaded(stamps: stamps, context: context, checkedAt: WallTime.now().seconds))
    }

    /// What a new connection gets.
    ///
    /// Looks at the files once a second at most: two `stat`, and only after a change the reading of two small files.
    package func current() -> NIOSSLContext {
        let now = WallTime.now().seconds
        return loaded.withLock { loaded in
            guard loaded.checkedAt != now else { return loaded.context }
            loaded.checkedAt = now
            // The stamps are taken first: a file that changes while it is read has another stamp the next time.
            let stamps = [FileStamp(path: certificateFile), FileStamp(path: keyFile)]
            guard stamps != loaded.stamps else { return loaded.context }
            do throws(TLSCredentialError) {
                loaded.context = try Self.context(certificateFile, keyFile)
                loaded.stamps = stamps
                logger.notice("certificate read again")
            } catch {
                // One of the two may still be the old one: they are looked at again in the next second.
                logger.warning("certificate unusable, the former stays", metadata: ["reason": "\(error.reason)"])
            }
            return loaded.context
        }
    }

    private static func context(_ certificateFile: String, _ keyFile: String) throws(TLSCredentialError)
        -> NIOSSLContext
    {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(try readFile(certificateFile, limit: 1 << 20))
        } catch {
            throw TLSCredentialError(file: certificateFile, reason: Self.reason(error, "no certificate in PEM form"))
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(bytes: try readFile(keyFile, limit: 1 << 20), format: .pem)
        } catch {
            throw TLSCredentialError(file: keyFile, reason: Self.reason(error, "no private key in PEM form"))
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw TLSCredentialError(file: keyFile, reason: "the key is not the certificate's")
        }
    }

    private static func reason(_ error: any Error, _ otherwise: String) -> String {
        (error as? FileError)?.reason ?? otherwise
    }
}

/// Why certificate and key cannot be used.
package struct TLSCredentialError: Error, Hashable {
    package let file: String
    package let reason: String
}
