extension Assumptions {
    static let account: [Assumption] = [
        Assumption(
            .account,
            "a failed POST of the Numbers API has an HTTP status of its own",
            ifFalse: "nothing: `error-code` in the body counts whatever the status is",
            quirk: "errors-in-200"
        ),
        Assumption(
            .account,
            "application ids are written with hyphens",
            ifFalse: "nothing: ids are compared without hyphens and case",
            quirk: "ids-without-hyphens"
        ),
        Assumption(
            .account,
            "a webhook's time to connect is `connect_timeout`",
            ifFalse: "nothing: neither name is written, and what is there is carried along",
            quirk: "connection-timeout-name"
        ),
        Assumption(
            .account,
            "PATCH of a user keeps the channels that it does not name",
            ifFalse: "nothing: all channels that were read are sent again",
            quirk: "patch-replaces-channels"
        ),
        Assumption(
            .account,
            "a list without numbers is `{}`",
            ifFalse: "nothing: both forms are read as no numbers",
            quirk: "empty-list-as-zero"
        ),
        Assumption(
            .account,
            "an application reads back with the platform's defaults, whose values the sources disagree on",
            ifFalse:
                "nothing: only what the project declares is compared, and a default stands for a field that is not there",
            quirk: "no-defaults-echo"
        ),
        Assumption(
            .account,
            "PUT of an application without `keys` keeps its key",
            ifFalse: "nothing: the public key is sent with every PUT",
            quirk: "key-cycled-by-put"
        ),
        Assumption(
            .account,
            "PUT of an application replaces it whole",
            ifFalse:
                "nothing: all that was read just before is sent along, unknown fields too, and nothing is removed by leaving it out"
        ),
        Assumption(
            .account,
            "an update of a number clears the fields that it leaves out",
            ifFalse:
                "a number keeps a forwarding that the apply meant to clear, and the next plan says so again; fields that stay are always sent"
        ),
        Assumption(
            .account,
            "a number is unlinked by an update without `app_id`",
            ifFalse:
                "the plan after the apply says so again; fields that only echo the link are left out of the update too, so that they cannot bring it back"
        ),
        Assumption(
            .account,
            "the Numbers API takes the key and secret in the `Authorization` header (2021: in the query)",
            ifFalse:
                "every request for numbers is answered 401, and plan and apply stop with that: a secret never goes into a URL"
        ),
        Assumption(
            .account,
            "the platform takes 5 requests a second for applications and users, 1 for changes of numbers",
            ifFalse: "429 is waited out, with `Retry-After` where it is sent; `--rate` sets other limits"
        ),
        Assumption(
            .account,
            "a page of a list may have 100 rows",
            ifFalse: "a refused page ends the run with the platform's words; shorter pages are followed to their end"
        ),
        Assumption(
            .account,
            "an error is known by its `code`, or by the fragment of its `type`, whose host was renamed since 2021",
            ifFalse:
                "the error is shown with its HTTP status and text; a name that is taken is then not told from other refusals"
        ),
        Assumption(
            .account,
            "webhook URLs read back as they were written",
            ifFalse: "the plan shows the change again after each apply: URLs are compared as texts"
        ),
        Assumption(
            .account,
            "the URLs of an application are not asked while it is changed",
            ifFalse:
                "nothing for the release, which is served and verified before; an own `app.events` must answer by then too"
        ),
        Assumption(
            .account,
            "`signed_callbacks` is on where it is not there (2021: off)",
            ifFalse:
                "an application that has no such field is left as it is, unsigned; a new one, and one that is changed, is sent the field"
        ),
        Assumption(
            .account,
            "the code `user:error:duplicate-name` tells a name that is taken",
            ifFalse:
                "the HTTP status, which is not documented, is not looked at: the apply fails with the platform's words"
        ),
        Assumption(
            .account,
            "deleting an application leaves its numbers and users in no good state",
            ifFalse: "nothing: `ccapply destroy` unlinks and deletes them first, and looks again just before"
        ),
        Assumption(
            .account,
            "the name of a user that was deleted can be used again",
            ifFalse: "the platform's own refusal is shown, and nothing else depends on it"
        ),
        Assumption(
            .account,
            "PATCH of a user takes `properties`, which its reference does not list and the SDKs send",
            ifFalse: "a user's data stays as it was, and the plan shows the change again after each apply"
        ),
        Assumption(
            .account,
            "a user's name may have any characters, but for `me` and what begins with `USR-`",
            ifFalse: "the platform refuses to make the user, and the apply shows its words"
        ),
        Assumption(
            .account,
            "an app user's token needs eight paths (2021: two more for pictures and sound files)",
            ifFalse: "the login or a call of the app is refused: tokens of `ccserve` name those eight and no others"
        ),
    ]
}
