/// The rules of an NCCO, by names that stay as they are.
package enum NCCORule: String, Sendable, Hashable, CaseIterable {
    // Shape.
    case notAnArray = "not-an-array"
    case emptyNCCO = "empty-ncco"
    case notAnAction = "not-an-action"
    case unknownAction = "unknown-action"
    case retiredAction = "retired-action"
    case unknownEndpoint = "unknown-endpoint"

    // Options one by one.
    case unknownOption = "unknown-option"
    case missingOption = "missing-option"
    case deprecatedOption = "deprecated-option"
    case wrongType = "wrong-type"
    case lenientType = "lenient-type"
    case outOfRange = "out-of-range"
    case notOneElement = "not-one-element"
    case badURL = "bad-url"
    case badNumber = "bad-number"
    case badValue = "bad-value"
    case dialledToken = "dialled-token"
    case legacyInput = "legacy-input"

    // Options of one action together.
    case callerID = "caller-id"
    case sipAddress = "sip-address"
    case muteAndCanSpeak = "mute-and-can-speak"
    case channelsWithoutSplit = "channels-without-split"
    case transcriptionWithoutRecord = "transcription-without-record"
    case asynchronousInput = "asynchronous-input"
    case unusedSettings = "unused-settings"

    // Speech.
    case textTooLong = "text-too-long"
    case malformedSSML = "malformed-ssml"
    case unsupportedSSML = "unsupported-ssml"
    case unknownLanguage = "unknown-language"
    case unknownStyle = "unknown-style"
    case premiumVoice = "premium-voice"

    // Actions one after another.
    case bargeInWithoutInput = "barge-in-without-input"
    case greetingWithBargeIn = "greeting-with-barge-in"
    case endlessLoop = "endless-loop"
    case unreachableAction = "unreachable-action"
    case lastConnect = "last-connect"
    case recordBehindConnect = "record-behind-connect"
}
