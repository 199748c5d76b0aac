/// Signs requests as stores that speak S3 want it: AWS Signature Version 4, as curl computes it.
///
/// curl signs the headers that the request has; the query must be sorted and percent-encoded already, and the header
/// `x-amz-content-sha256` must be there. The secret is in no description and no error.
package struct RequestSigning: Sendable {
    /// `aws:amz:<region>:<service>`.
    let scope: String
    let keyID: String
    let secret: String

    package init(region: String, service: String, keyID: String, secret: String) {
        scope = "aws:amz:\(region):\(service)"
        self.keyID = keyID
        self.secret = secret
    }
}

extension RequestSigning: CustomStringConvertible, CustomReflectable {
    package var description: String { "signed as \(scope)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
