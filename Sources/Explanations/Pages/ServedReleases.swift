internal import Diagnostics

/// What a look at a release's public URLs finds before calls go there.
extension Explanations {
    static let servedReleases: [Explanation] = [
        Explanation(
            "CC4030",
            .error,
            "The release is not served as it was published",
            meaning: """
                Before calls go to a release, its documents and a request to every route are asked at their public URLs, and
                the answers compared with what was built. Some are missing, have another status or other bytes, or nobody
                answers.
                """,
            onTheTelephone: """
                A caller would get the wrong words, or nothing at all. Nothing in the account was changed: calls go where they
                went before.
                """,
            mending: """
                Let the host of "hosting.url" serve what "hosting.publish" names. The finding has the first URLs that differ,
                and how. Then run ccapply again: what is published already is only looked at.
                """,
            example: .host("The host answers 404 for a document of the release.", .serves(status: 404))
        ),
        Explanation(
            "CC4031",
            .error,
            "There is no secure connection to the host",
            meaning: """
                The certificate of the host of "hosting.url" is not valid for its name, is over, comes without those between it
                and a known authority, or is nobody's; or the host speaks no TLS at all.
                """,
            onTheTelephone: """
                The platform checks certificates as a browser does. It would not ask this host anything, and callers would hear
                silence.
                """,
            mending: """
                Give the host a certificate of a known authority with its whole chain, and see that it is renewed.
                """,
            example: .host("The certificate of the host has expired.", .hasNoCertificate)
        ),
        Explanation(
            "CC4032",
            .error,
            "The host redirects elsewhere",
            meaning: """
                A public URL of the release answers with a redirect, often from http to https, or from one name of the host to
                another.
                """,
            onTheTelephone: """
                Nothing says that the platform follows redirects of webhooks, so a call may end here.
                """,
            mending: """
                Write the address that is redirected to as "hosting.url".
                """,
            example: .host(
                "The host answers 301 and names https://www.acme.example.",
                .redirects(to: "https://www.acme.example/")
            )
        ),
        Explanation(
            "CC4033",
            .error,
            "A cache answers with something old",
            meaning: """
                What came back is not what was published, and the headers of the answer say that a cache kept it: Age, X-Cache
                or one like them.
                """,
            onTheTelephone: """
                As long as the cache keeps it, some callers are sent where nothing is. Nothing in the account was changed.
                """,
            mending: """
                Clear the cache. Let it keep no errors, and nothing below /e/, whose answers depend on the caller's keys. Files
                below /d/ and /a/ never change, and may be kept for ever.
                """,
            example: .host("A cache answers 404 for a document that was just published.", .servesFromCache(status: 404))
        ),
        Explanation(
            "CC4034",
            .error,
            "The host calls an answer something else than it is",
            meaning: """
                The bytes are right, but the header Content-Type is not: documents are application/json, sound is audio/mpeg or
                audio/wav.
                """,
            onTheTelephone: """
                The platform wants application/json from an answer webhook. What it does with the same bytes under another name
                is written nowhere.
                """,
            mending: """
                Set the type in the host: in nginx "types { application/json json; }", for objects in a bucket the Content-Type
                that ccapply sets when it publishes there.
                """,
            example: .host("The host serves a document as text/plain.", .callsIt("text/plain"))
        ),
        Explanation(
            "CC4035",
            .warning,
            "The host takes long to answer",
            meaning: """
                An answer was right, and took more than a second.
                """,
            onTheTelephone: """
                Callers hear silence until the host answers, with every key that they press. The platform gives up after a few
                seconds.
                """,
            mending: """
                Bring the host nearer to the region of the application ("app.region"), or find out what makes it slow.
                """,
            example: .host("The host answers after two seconds.", .takes(.seconds(2)))
        ),
        Explanation(
            "CC4036",
            .error,
            "The host refuses a request to a route",
            meaning: """
                A route answered 401, 403 or 503, as hosts do that want the platform's signature on every webhook.
                """,
            onTheTelephone: """
                The platform signs with the account's signature secret. Whether the host would let its requests in cannot be
                seen without signing as well.
                """,
            mending: """
                Set VONAGE_SIGNATURE_SECRET for ccapply to the secret that the host has. Where it is set, the two differ, or
                the host is not well for another reason.
                """,
            example: .host("The host answers 401.", .serves(status: 401))
        ),
    ]
}
