/// Where call events and recordings go.
package struct CallEventSettings: Sendable {
    /// Events are appended to this file, unmasked.
    package var file: String?
    package var fileLimits = RotatingFile.Limits()

    /// Events are posted to this URL, unmasked.
    package var url: String?
    /// The value of `Authorization` for that.
    package var authorization: String?
    /// How much may wait for it, in bytes.
    package var spoolLimit = 64_000_000

    /// Recordings are fetched into this folder.
    package var recordings: String?
    /// The one base URL to which all requests to the platform go; nil for the platform itself.
    package var apiURL: String?

    package init() {}

    /// From `CCSERVE_EVENTS_AUTHORIZATION` and `VONAGE_API_URL`.
    package init(environment: [String: String]) {
        authorization = environment["CCSERVE_EVENTS_AUTHORIZATION"].flatMap { $0.isEmpty ? nil : $0 }
        apiURL = environment["VONAGE_API_URL"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
