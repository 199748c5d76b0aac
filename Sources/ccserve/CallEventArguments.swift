internal import ArgumentParser
internal import Hosting

/// The options about what happens to call events and recordings.
struct CallEventArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Append call events to this file, a JSON line each, unmasked.", valueName: "FILE"))
    var events: String?

    @Option(
        help: ArgumentHelp(
            "Begin a new file of --events at this size, as 500KB, 100MB, 2GB.",
            valueName: "SIZE"
        )
    )
    var eventsMaxSize = ByteCount(100_000_000)

    @Option(help: ArgumentHelp("How many former files of --events are kept, FILE.1 the latest.", valueName: "COUNT"))
    var eventsKeep = 7

    @Option(
        help: ArgumentHelp(
            "Post call events to this URL, as application/x-ndjson, unmasked; CCSERVE_EVENTS_AUTHORIZATION is the value of "
                + "its Authorization header.",
            valueName: "URL"
        )
    )
    var eventsURL: String?

    @Option(
        help: ArgumentHelp(
            "How much may wait in memory for --events-url; what comes beyond is dropped and counted.",
            valueName: "SIZE"
        )
    )
    var eventsSpool = ByteCount(64_000_000)

    @Option(
        help: ArgumentHelp(
            "Fetch the recordings that events name into this folder, with the application's id and private key.",
            valueName: "DIR"
        )
    )
    var recordings: String?

    func validate() throws {
        guard (0...1_000).contains(eventsKeep) else {
            throw ValidationError("'--events-keep' wants a number from 0 to 1000.")
        }
        guard eventsMaxSize.bytes >= 1_000, eventsSpool.bytes >= 100_000 else {
            throw ValidationError("'--events-max-size' wants 1KB at least, '--events-spool' 100KB.")
        }
        if let eventsURL, !isSinkURL(eventsURL) {
            throw ValidationError(
                "'--events-url' wants an http or https URL without a user name; credentials go into CCSERVE_EVENTS_AUTHORIZATION."
            )
        }
    }

    func apply(to settings: inout CallEventSettings) {
        settings.file = events
        settings.fileLimits.size = eventsMaxSize.bytes
        settings.fileLimits.former = eventsKeep
        settings.url = eventsURL
        settings.spoolLimit = eventsSpool.bytes
        settings.recordings = recordings
    }

    private func isSinkURL(_ text: String) -> Bool {
        text.wholeMatch(of: /https?:\/\/[^\/?#@\s]+([\/?][^#\s]*)?/) != nil
    }
}

/// A size as people write it: a number, in bytes, or with `KB`, `MB`, `GB` behind it.
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    init?(argument: String) {
        guard let match = argument.wholeMatch(of: /([0-9]{1,9}) ?([kKmMgG]?)[bB]?/), let number = Int(match.output.1)
        else {
            return nil
        }
        let units = ["": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000]
        bytes = number * (units[match.output.2.lowercased()] ?? 1)
    }

    var defaultValueDescription: String { bytes % 1_000_000 == 0 ? "\(bytes / 1_000_000)MB" : "\(bytes)B" }
}
