/// What may stand as a value of the language: what the schema for editors, the reference page and the generated tests of
/// wrong values know of a key.
///
/// The decoder itself checks more than a shape can say; whatever it accepts fits the shape.
package indirect enum ValueShape: Sendable {
    /// A scalar that is not empty.
    case text

    /// `yes` or `no`.
    case boolean
    case integer(ClosedRange<Int>)

    /// An amount of money a month: `1.50`.
    case amount

    /// `20s`, `2m` or `1h`, within a range of seconds.
    case duration(ClosedRange<Int>)
    case choice([String])
    case format(TextFormat)

    /// A mapping with the keys of a table.
    ///
    /// Behind a function, since tables lead to each other in circles.
    case table(@Sendable () -> KeyTable)

    /// A mapping whose keys the operator chooses.
    case named(TextFormat, ValueShape)

    /// A list of at least so many.
    case list(ValueShape, atLeast: Int = 0)
    case anyOf([ValueShape])

    /// The shape, or nothing at all: `Jane:`.
    case orNothing(ValueShape)

    /// An action of a hand-written NCCO: checked by other rules than the language's.
    case actions
}

/// A form that a scalar has.
package struct TextFormat: Sendable {
    /// With its article: "a phone number".
    package let name: String

    /// A regular expression of the dialect of JSON Schema, anchored; it may accept more than the decoder.
    package let pattern: String
    package let example: String

    init(_ name: String, _ pattern: String, like example: String) {
        self.name = name
        self.pattern = pattern
        self.example = example
    }
}

extension TextFormat {
    static let name = TextFormat("a name", "^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$", like: "main")
    static let userName = TextFormat("the name of a user", "^(?!USR-)(?!me$).{1,128}$", like: "Jane")
    static let anyKey = TextFormat("a key of your choice", "^.+$", like: "crm_id")
    static let variable = TextFormat("the name of a variable", "^[A-Za-z_][A-Za-z0-9_]*$", like: "brand")
    static let phoneNumber = TextFormat(
        "a phone number",
        "^\\+[0-9 ()\\-\u{A0}\u{202F}]{7,}$",
        like: "+44 20 7946 0000"
    )
    static let callerID = TextFormat(
        "a number of the project by name, or a phone number",
        "^.+$",
        like: "uk-support"
    )
    static let prefix = TextFormat("a prefix of numbers", "^\\+[0-9 ()-]+$", like: "+44")
    static let keys = TextFormat("keys of a telephone", "^[0-9*#]{1,20}$", like: "1")
    static let key = TextFormat("a key of a telephone", "^[0-9*#]$", like: "#")
    static let digits = TextFormat("digits", "^[0-9]+$", like: "44")
    static let webURL = TextFormat("a URL", "^https?://[^ ?#]+$", like: "https://voice.example.com")
    static let webhookURL = TextFormat("a URL", "^https?://[^ ]+$", like: "https://hooks.example.com/calls")
    static let webSocketURL = TextFormat("a websocket's URL", "^wss?://[^ ]+$", like: "wss://bot.example.com/call")
    static let sipURI = TextFormat("a SIP URI", "^sips?:[^ @]+@[^ ]+$", like: "sip:ann@pbx.example.com")
    static let extensionNumber = TextFormat("an extension", "^[0-9]{1,10}$", like: "123")
    static let path = TextFormat("a path in the project", "^.+$", like: "keys/app.pub")
    static let sound = TextFormat("a sound file or its URL", "^.+$", like: "audio/closed.mp3")
    static let publish = TextFormat("a place to publish to", "^(dir:|s3://).+$", like: "dir:/srv/voice")
    static let timeZone = TextFormat("a time zone", "^[A-Za-z0-9_+/-]+$", like: "Europe/London")
    static let day = TextFormat("a day or range of days", "^[a-z]{3}(-[a-z]{3})?$", like: "mon-fri")
    static let hours = TextFormat("hours", "^ *[0-9]{1,2}:[0-9]{2} *- *[0-9]{1,2}:[0-9]{2} *$", like: "09:00-17:30")
    static let dates = TextFormat(
        "a date or range of dates",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        like: "2026-12-25"
    )
    static let language = TextFormat("a language", "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", like: "en-GB")
    static let country = TextFormat("a country", "^[A-Za-z]{2}$", like: "US")
    static let code = TextFormat("the code of a finding", "^CC[0-9]{4}$", like: "CC3010")
    static let place = TextFormat("the path of a thing of the project", "^.+$", like: "menus.main")
    static let environment = TextFormat("the name of an environment", "^.+$", like: "staging")
    static let pattern = TextFormat("a pattern of paths", "^.+$", like: "menus/*.yaml")
    static let column = TextFormat("the name of a column", "^[^<>]+$", like: "key")
    static let placeholder = TextFormat("a column of `cases`", "<[^<>]+>", like: "<key>")
    static let callTime = TextFormat(
        "a time, with a time zone behind it or the project's",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}( .+)?$",
        like: "2026-11-23 10:00"
    )
    static let callerNumber = TextFormat(
        "a phone number, or 'withheld'",
        "^(withheld|\\+[0-9 ()-]{7,})$",
        like: "+44 7700 900123"
    )
    static let callerCase = TextFormat(
        "a prefix, 'withheld', 'list' or 'otherwise'",
        "^(withheld|list|otherwise|\\+[0-9 ()-]+)$",
        like: "+44"
    )
    static let environmentVariable = TextFormat(
        "the name of an environment variable",
        "^[A-Za-z_][A-Za-z0-9_]*$",
        like: "SIP_PASSWORD"
    )
}
