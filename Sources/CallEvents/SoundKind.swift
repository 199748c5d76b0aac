/// The ending of a recording's file, by its first bytes, else by its content type: `mp3`, `wav`, `ogg`, or `bin`.
func recordingEnding(_ bytes: [UInt8], contentType: String?) -> String {
    if bytes.starts(with: "RIFF".utf8) { return "wav" }
    if bytes.starts(with: "OggS".utf8) { return "ogg" }
    if bytes.starts(with: "ID3".utf8) { return "mp3" }
    // The sync word of an MPEG frame of layer III.
    if bytes.count > 1, bytes[0] == 0xFF, bytes[1] & 0xE6 == 0xE2 { return "mp3" }
    let type = contentType?.prefix { $0 != ";" }.lowercased() ?? ""
    if type.hasSuffix("mpeg") || type.hasSuffix("mp3") { return "mp3" }
    if type.hasSuffix("wav") || type.hasSuffix("wave") { return "wav" }
    return type.hasSuffix("ogg") ? "ogg" : "bin"
}
