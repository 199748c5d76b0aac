/// Where a recording is asked for, with a token that opens the whole application.
///
/// Only hosts of the platform get it: `api.nexmo.com` and the regional ones, such as `api-us-3.vonage.com` and, in older
/// recordings, `api-us.nexmo.com` (V§a). Anything else is refused: the URL came with an event, and whoever forged one could name
/// a host of his own.
///
/// - Parameters:
///   - url: As the event has it.
///   - base: The one base URL to which all requests to the platform go, without a slash at the end; nil for the platform itself.
/// - Returns: The URL to ask; nil when it is none of the platform's.
func recordingAddress(_ url: String, base: String?) -> String? {
    guard let match = url.wholeMatch(of: /https:\/\/([a-z0-9.\-]+)(?::443)?(\/[!"$-\[\]-~]*)/) else { return nil }
    guard match.output.1.wholeMatch(of: /api(-[a-z0-9]+)*\.(nexmo|vonage)\.com/) != nil else { return nil }
    return (base ?? "https://\(match.output.1)") + match.output.2
}
