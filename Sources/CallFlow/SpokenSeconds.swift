internal import Diagnostics
internal import NCCO

extension SpokenText {
    /// How long it takes to speak, in milliseconds: some fifteen characters a second, tags of SSML apart, and the pauses
    /// that `<break>` asks for.
    ///
    /// - Complexity: O(length).
    var milliseconds: Int {
        guard content.value.utf8.starts(with: "<speak".utf8) else { return content.value.count * 1_000 / 15 }
        var rest = content.value[...]
        var (characters, pauses) = (0, 0)
        while let open = rest.firstIndex(of: "<") {
            characters += rest.distance(from: rest.startIndex, to: open)
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            pauses += pause(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return (characters + rest.count) * 1_000 / 15 + pauses
    }

    /// The time of `<break time='1s'/>` or `'500ms'`, at most ten seconds; half a second where none is named.
    private func pause(_ tag: Substring) -> Int {
        guard tag.hasPrefix("<break") else { return 0 }
        guard let key = tag.firstRange(of: "time=") else { return 500 }
        let value = tag[key.upperBound...].drop { "'\"".contains($0) }
        let digits = value.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number.isFinite else { return 500 }
        let scale = value.dropFirst(digits.count).hasPrefix("ms") ? 1.0 : 1_000
        return Int(min(max(number * scale, 0), 10_000))
    }
}

extension CallGraph {
    /// How long what is heard takes, in milliseconds.
    ///
    /// A sound file counts by its size, as 128 kbit/s of MP3 or by the rate that a WAV names; one behind a URL counts as
    /// nothing.
    func milliseconds(_ prompts: [Prompt]) -> Int {
        prompts.reduce(0) { sum, prompt in
            switch prompt {
            case .say(let text): sum + text.milliseconds
            case .pause(let seconds): sum + seconds * 1_000
            case .play(.url): sum
            case .play(.file(let id)): sum + self[id].milliseconds
            }
        }
    }
}

extension SoundFile {
    fileprivate var milliseconds: Int {
        var bytesASecond = 16_000
        // In the header that nearly all have: RIFF, WAVE, `fmt `, whose ninth byte begins the rate.
        if format == .wav, bytes.count >= 32 {
            let rate = (0..<4).reduce(0) { $0 | Int(bytes[28 + $1]) << (8 * $1) }
            if rate > 0 { bytesASecond = rate }
        }
        return bytes.count * 1_000 / bytesASecond
    }
}
