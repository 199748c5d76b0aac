package import HTTPTransport

/// Why a store did not do what was asked.
///
/// It holds the object's name and never a credential.
package struct ObjectStoreError: Error, Sendable {
    package enum Kind: Sendable {
        /// A variable of the environment is missing or wrong: its name, and what is the matter.
        case setting(String, String)
        /// No response; after all attempts.
        case transport(TransportError)
        /// The store does not know the key, or does not let it do this; the code is the store's.
        case refused(code: String)
        /// Signatures hold for minutes only, and this machine's clock is further off.
        case clockDiffers
        case noBucket
        /// The bucket lives elsewhere; the store may say where.
        case otherRegion(String?)
        /// An object that never changes is there with other bytes.
        case differs
        /// The store overwrites what a condition protects, so that nothing excludes two writers.
        case ignoresConditions
        /// Something newer than what was expected stands there, again and again.
        case contended
        /// Too many requests, or the store is not well; after all attempts.
        case busy(status: Int)
        /// What came back is not what S3 answers; a few words.
        case unexpected(String)
    }

    package var kind: Kind

    /// What it was about: `s3://bucket/key`; empty for settings.
    package var subject: String

    package init(_ kind: Kind, subject: String = "") {
        self.kind = kind
        self.subject = subject
    }
}

extension ObjectStoreError {
    /// One line, without a full stop.
    package var message: String {
        switch kind {
        case .setting(let name, let defect): "\(name) \(defect)"
        case .transport(let error): "cannot reach '\(subject)': \(error)"
        case .refused(let code): "the store refuses '\(subject)' (\(code))"
        case .clockDiffers: "the store refuses '\(subject)', since its clock differs from this machine's"
        case .noBucket: "there is no bucket for '\(subject)'"
        case .otherRegion(let region): "'\(subject)' is in another region" + (region.map { ", \($0)" } ?? "")
        case .differs: "'\(subject)' is published already, with other content"
        case .ignoresConditions: "the store of '\(subject)' overwrites objects that it was told to keep"
        case .contended: "'\(subject)' was changed by somebody else again and again"
        case .busy(let status): "the store is not able to serve '\(subject)' now (status \(status))"
        case .unexpected(let reason): "the store's answer for '\(subject)' makes no sense: \(reason)"
        }
    }

    /// What to do, as a verb phrase.
    package var help: String {
        switch kind {
        case .setting: "set the variables as for AWS's own tools: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION"
        case .transport: "check the network, and AWS_ENDPOINT_URL_S3 where the store is not AWS's"
        case .refused("SignatureDoesNotMatch"), .refused("InvalidAccessKeyId"):
            "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN with temporary ones"
        case .refused: "let the key of AWS_ACCESS_KEY_ID list, read, write and delete there"
        case .clockDiffers: "set this machine's clock"
        case .noBucket: "make the bucket, or correct its name; AWS_ENDPOINT_URL_S3 names a store that is not AWS's"
        case .otherRegion(let region): "set AWS_REGION" + (region.map { " to \($0)" } ?? " to the bucket's")
        case .differs: "find out who changed it, since a release is never changed; remove it, and run this again"
        case .ignoresConditions: "use a store with conditional writes (If-None-Match), or 'publish: {command: …}'"
        case .contended: "see that nothing else writes there, and run this again"
        case .busy: "run this again: what is done already is kept"
        case .unexpected: "check that AWS_ENDPOINT_URL_S3 names a store that speaks S3"
        }
    }
}

extension ObjectStoreError: CustomStringConvertible {
    package var description: String { message }
}
