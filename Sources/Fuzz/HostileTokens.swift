/// What parsers trip over: YAML, JSON, URLs, numbers, Unicode, and the compiler's own marks.
let hostileTokens: [String] =
    yamlTokens + jsonTokens + [
        "%00", "%", "%zz", "+", "&", "=", "?", "#", "/", "//", "..", "~",
        "\u{0}", "\u{FEFF}", "\u{2028}", "\u{85}", "\u{202E}", "é", "e\u{301}", "👩‍👩‍👧", "ﬀ", "İ",
        "${x}", "$${", "${", "PARAMS_TO", "@@RELEASE@@", "ccplan://menu/main", "https://", "+44 20 7946 0000",
        "<speak>", "</speak>", "<break time='1s'/>", "&amp;", "1h", "20s", "999999999999999999h",
    ]

private let yamlTokens = [
    "{", "}", "[", "]", ": ", ", ", "- ", "\"", "'", "&a ", "*a ", "<<: *a", "!!str ", "!t ", "|\n", ">-\n", "# ", "? ",
    "%YAML 1.1\n", "---\n", "...\n", "\t", "\n", "\r\n", "\r",
]

private let jsonTokens = [
    "\\u0000", "\\uD800", "\\uDFFF", "\\", "\\x", "null", "true", "no", "-0", "0", "00", "-1", "1e9999", "-1e-9999",
    "0.1",
    "NaN", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616",
    "99999999999999999999999999999", "2147483648",
]
