/// What a sound file is, told by its content; the platform plays these two (Voice API, NCCO reference: `stream`).
package enum SoundFormat: String, Sendable {
    case mp3
    case wav

    /// Nil for anything else: an MP3 with or without an ID3 tag, and WAV of 16-bit PCM, are known.
    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: "ID3".utf8) || Self.isMPEGFrame(bytes) {
            self = .mp3
        } else if Self.isWAV16(bytes) {
            self = .wav
        } else {
            return nil
        }
    }

    /// A frame header of MPEG audio, layer III: eleven bits of sync, no reserved version, rate or frequency.
    private static func isMPEGFrame(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return false }
        let version = bytes[1] >> 3 & 3
        let layer = bytes[1] >> 1 & 3
        let rate = bytes[2] >> 4
        let frequency = bytes[2] >> 2 & 3
        return version != 1 && layer == 1 && rate != 0 && rate != 15 && frequency != 3
    }

    /// RIFF, WAVE, and a `fmt ` chunk of PCM with 16 bits a sample.
    private static func isWAV16(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WAVE".utf8) else {
            return false
        }
        func number(_ place: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        var place = 12
        while place + 8 <= bytes.count {
            let size = number(place + 4, 4)
            if bytes[place..<place + 4].elementsEqual("fmt ".utf8) {
                guard size >= 16, place + 24 <= bytes.count else { return false }
                return number(place + 8, 2) == 1 && number(place + 22, 2) == 16
            }
            place += 8 + size + size % 2
        }
        return false
    }
}
