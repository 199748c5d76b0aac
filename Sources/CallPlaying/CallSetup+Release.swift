package import CallBundle
package import Simulator

extension CallSetup {
    /// A call to an application whose webhooks are those that `ccapply` sets for a release.
    ///
    /// - Parameters:
    ///   - caller: Who calls.
    ///   - to: The called number as E.164 digits; for an app user what was dialled.
    ///   - release: The one that is live.
    ///   - fallbackURL: Where the self-contained way out is; nil for none.
    ///   - eventsURL: Where events go; nil for the host's.
    package init(caller: Caller, to: String, of release: Release, fallbackURL: String?, eventsURL: String?) {
        self.init(
            caller: caller,
            to: to,
            answer: Webhook(release.answerURL, method: .get),
            fallback: fallbackURL.map { Webhook($0, method: .get) },
            events: Webhook(eventsURL ?? "\(release.manifest.baseURL)/events", method: .post)
        )
    }
}
