internal import Diagnostics

/// Who may dial what.
extension Explanations {
    static let policy: [Explanation] = [
        Explanation(
            "CC5001",
            .error,
            "A prefix is not the beginning of an international number",
            meaning: """
                What may be dialled is told by prefixes: + and the first digits of international numbers, +44 for the United
                Kingdom, +4420 for London.
                """,
            onTheTelephone: """
                A prefix that is misread opens the line to calls that cost money, or refuses calls that people have to make.
                """,
            mending: """
                Write + and the country code, with as many digits as are to be told apart, in quotes: "+1212". Put 0 or 00
                nowhere.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {allow: ["0044"], otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC5002",
            .warning,
            "Outbound calling allows no number",
            meaning: """
                "outbound" has no "allow", or an empty one. Nothing may be dialled that is not allowed.
                """,
            onTheTelephone: """
                Everybody who dials a number in the app hears that it cannot be called. Extensions still work.
                """,
            mending: """
                List the prefixes of the countries that are called: allow: ["+44", "+353"]. Keep the list short: stolen logins
                are used to ring expensive numbers.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC5010",
            .error,
            "Callers may wait longer than policy.max_wait",
            meaning: """
                "policy.max_wait" says how long callers may wait from the answer until somebody is rung or a recording begins. On
                some way it takes longer, for a caller who lets each prompt end, waits for each timeout, and then presses the
                right key or none.

                Spoken texts are estimated at fifteen characters a second. Sound files of the project count by their size; one
                behind a URL counts as nothing. A caller who goes back by key waits by choice: that does not count.
                """,
            onTheTelephone: """
                People hang up, or press keys at random.
                """,
            mending: """
                Shorten what is said on the way that is shown, lower "retries" or the "timeout" of its menus, or lead to a person
                sooner.
                """,
            example: .adding(
                """
                policy: {max_wait: 15s}
                numbers: {sales: {number: +44 20 7946 0000, inbound: {menu: main}}}
                menus:
                  main:
                    prompt: To talk to Jane, press 1.
                    options: {1: {agent: Jane}}
                    otherwise: {agent: Jane}
                agents: {Jane: {otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC5011",
            .error,
            "A call is recorded without having been told",
            meaning: """
                The project asks for consent by "policy.recording_consent", and a call reaches a recording on which it heard no
                text marked "consent: yes". Voicemails, agents with "record", and hand-written NCCOs that record are looked at.
                """,
            onTheTelephone: """
                Recording people who were not told is against the law in many countries.
                """,
            mending: """
                Say it on every way there: {text: This call is recorded., consent: yes}. A voicemail may say it itself.
                """,
            example: .adding(
                """
                policy: {recording_consent: yes}
                numbers: {sales: {number: +44 20 7946 0000, inbound: {voicemail: box}}}
                voicemails: {box: {say: Please leave a message.}}
                """
            )
        ),
        Explanation(
            "CC5012",
            .warning,
            "Outbound calling allows all of +1",
            meaning: """
                "+1" is the code of the United States and Canada, and of more than twenty islands and territories. All of them are
                allowed.
                """,
            onTheTelephone: """
                Several of the islands are known for expensive numbers that stolen logins are used to ring. They look like
                American numbers.
                """,
            mending: """
                Allow the area codes that are called, such as "+1212", or put those of the islands under "deny"; the message lists
                them.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {allow: ["+1"], otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC5013",
            .warning,
            "Outbound calling allows the beginning of several country codes",
            meaning: """
                A prefix under "allow" is no country code, but the beginning of several: "+4" is half of Europe.
                """,
            onTheTelephone: """
                Whoever gets hold of a login may ring all these countries at your cost.
                """,
            mending: """
                List the codes of the countries that are called.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {allow: ["+4"], otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC5014",
            .warning,
            "Outbound calling allows a country of high risk",
            meaning: """
                A prefix under "allow" lies in a country that the platform's fraud guide lists as high risk. Those are denied
                unless a prefix names them, and this one does.
                """,
            onTheTelephone: """
                Fraudsters share in the charges for calls to such countries.
                """,
            mending: """
                Allow only what is really called there, with as many digits as possible, or remove the prefix. When it is meant,
                allow the finding under "policy" with the reason.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {allow: ["+371"], otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC5015",
            .warning,
            "An extension is an emergency number",
            meaning: """
                A key under "extensions" is a number that people dial in an emergency: 112, 911, 999, 000, 110, 118, 119, or one of
                a country in which the project has a number.
                """,
            onTheTelephone: """
                Somebody in need reaches a colleague, a menu or a voicemail. And no app user ever reaches an emergency service
                here: what is dialled to go outside has 7 to 15 digits.
                """,
            mending: """
                Give the extension other keys, and tell app users to call for help by telephone.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                agents: {Jane: {otherwise: hangup}}
                outbound: {allow: ["+44"], otherwise: hangup, extensions: {112: {agent: Jane}}}
                """
            )
        ),
    ]
}
