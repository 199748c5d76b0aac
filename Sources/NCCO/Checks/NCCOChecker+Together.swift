internal import JSONTree

// Rules about several options of one action.

extension NCCOChecker {
    mutating func checkTogether(_ action: String, _ object: JSONObject, at path: Path) {
        switch action {
        case "talk": checkSpeech(object, at: path)
        case "input": checkInput(object, at: path)
        case "connect": checkCallerID(object, at: path)
        case "conversation":
            checkMute(object, "a conversation", at: path)
            checkTranscription(object, at: path)
        case "transfer": checkMute(object, "a transfer", at: path)
        case "record": checkChannels(object, at: path)
        default: break
        }
    }

    mutating func checkTogether(endpoint type: String, _ object: JSONObject, at path: Path) {
        switch type {
        case "sip": checkSIPAddress(object, at: path)
        case "websocket": checkHeaderSize(object, at: path)
        default: break
        }
    }

    /// The input of before 2020 has no `type`; with settings of today, `type` is merely missing.
    func isLegacyInput(_ object: JSONObject) -> Bool {
        ["type", "dtmf", "speech", "mode"].allSatisfy { object[$0] == nil }
    }

    private mutating func checkInput(_ object: JSONObject, at path: Path) {
        guard let types = object["type"]?.arrayValue else { return }
        if object["mode"] == "asynchronous" {
            if types.contains("speech") {
                error(
                    .asynchronousInput,
                    "an input with 'mode' 'asynchronous' hears keys only",
                    at: path + [.key("type")],
                    help: "write [\"dtmf\"], or remove 'mode'"
                )
            }
            if object["dtmf"]?.objectValue?.isEmpty == false {
                error(
                    .asynchronousInput,
                    "an input with 'mode' 'asynchronous' has no 'dtmf' settings",
                    at: path + [.key("dtmf")],
                    help: "remove 'dtmf': each key is sent at once"
                )
            }
            return
        }
        for name in ["dtmf", "speech"] where object[name] != nil && !types.contains(.string(name)) {
            warning(
                .unusedSettings,
                "'\(name)' of an input counts only where its 'type' holds '\(name)'",
                at: path + [.key(name)],
                help: "add \"\(name)\" to 'type', or remove the settings"
            )
        }
    }

    private mutating func checkCallerID(_ object: JSONObject, at path: Path) {
        let isRandom = object["randomFromNumber"].map(isTrue) ?? false
        if isRandom, object["from"] != nil {
            error(
                .callerID,
                "a connect has 'from' or 'randomFromNumber', not both",
                at: path + [.key("randomFromNumber")],
                help: "remove one of them"
            )
        }
        guard !isRandom, object["from"] == nil, case .array(let endpoints)? = object["endpoint"] else { return }
        if endpoints.contains(where: { $0["type"] == "phone" }) {
            error(
                .callerID,
                "a connect to a phone needs 'from', a number of the account",
                at: path,
                help: "add 'from', or \"randomFromNumber\": true"
            )
        }
    }

    private mutating func checkMute(_ object: JSONObject, _ owner: String, at path: Path) {
        guard object["mute"] != nil, object["canSpeak"] != nil else { return }
        error(
            .muteAndCanSpeak,
            "\(owner) has 'mute' or 'canSpeak', not both",
            at: path + [.key("mute")],
            help: "remove one of them"
        )
    }

    private mutating func checkTranscription(_ object: JSONObject, at path: Path) {
        guard object["transcription"] != nil, object["record"].map(isTrue) != true else { return }
        error(
            .transcriptionWithoutRecord,
            "a conversation with 'transcription' needs 'record': true",
            at: path + [.key("transcription")],
            help: "add \"record\": true"
        )
    }

    private mutating func checkChannels(_ object: JSONObject, at path: Path) {
        guard object["channels"] != nil, object["split"] == nil else { return }
        error(
            .channelsWithoutSplit,
            "a record with 'channels' needs 'split'",
            at: path + [.key("channels")],
            help: "add \"split\": \"conversation\""
        )
    }

    private mutating func checkSIPAddress(_ object: JSONObject, at path: Path) {
        let hasURI = object["uri"] != nil
        let hasUser = object["user"] != nil
        let hasDomain = object["domain"] != nil
        if hasURI ? hasUser || hasDomain : !(hasUser && hasDomain) {
            error(
                .sipAddress,
                "a sip endpoint has either 'uri', or 'user' and 'domain'",
                at: path,
                help: "write \"uri\": \"sip:…\", or the user and the domain of a trunk"
            )
        }
        if let uri = object["uri"]?.stringValue, uri.utf16.count > 50 {
            warning(.outOfRange, "'uri' of a sip endpoint has at most 50 characters", at: path + [.key("uri")])
        }
        let header = "User-to-User"
        if let value = object["standardHeaders"]?[header]?.stringValue, value.utf16.count > 256 {
            error(
                .outOfRange,
                "'\(header)' of a 'standardHeaders' has at most 256 characters",
                at: path + [.key("standardHeaders"), .key(header)]
            )
        }
    }

    private mutating func checkHeaderSize(_ object: JSONObject, at path: Path) {
        guard let headers = object["headers"], headers.serializedBytes().count > 512 else { return }
        warning(
            .outOfRange,
            "'headers' of a websocket endpoint has at most 512 bytes",
            at: path + [.key("headers")]
        )
    }
}

/// Whether a flag is set; the platform takes the text for the value.
func isTrue(_ value: JSONValue) -> Bool {
    value == true || value == "true"
}
