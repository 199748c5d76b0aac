internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    /// A number to ring, with `announce` and `machine` from the mapping that it stands in.
    mutating func telephone(_ node: SyntaxNode, _ reader: MappingReader) -> Telephone? {
        let announce = text(reader["announce"], "announce")
        let machine = reader["machine"].flatMap { self.machine($0) }
        guard let number = phoneNumber(node) else { return nil }
        var telephone = Telephone(number: number)
        telephone.announce = announce
        telephone.machine = machine
        return telephone
    }

    private mutating func machine(_ node: SyntaxNode) -> Located<Telephone.Machine>? {
        guard let machine = Telephone.Machine.allCases.first(where: { node.hasText($0.rawValue) }) else {
            report(
                .wrongValue(
                    "'machine' is hang-up or ignore",
                    at: node.span,
                    help: "choose one of them, or leave it out"
                )
            )
            return nil
        }
        return Located(machine, at: node.span)
    }

    /// A SIP URI of at most 50 characters (Voice API, NCCO reference: `connect`, endpoint `sip`).
    mutating func sipURI(_ node: SyntaxNode) -> Located<String>? {
        guard let uri = string(node, "sip") else { return nil }
        let scheme = ["sips:", "sip:"].first(where: uri.value.hasPrefix)
        let rest = scheme.map { uri.value.dropFirst($0.count) } ?? ""
        let isPlain = uri.value.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }
        guard let at = rest.firstIndex(of: "@"), at > rest.startIndex, rest.index(after: at) < rest.endIndex, isPlain,
            uri.value.utf8.count <= 50
        else {
            report(
                .wrongValue(
                    "'sip' is a SIP URI of at most 50 characters",
                    at: uri.span,
                    help: "write it like sip:ann@pbx.example.com"
                )
            )
            return nil
        }
        return uri
    }

    /// The extension of a business phone.
    mutating func extensionNumber(_ node: SyntaxNode) -> Located<String>? {
        guard let number = string(node, "vbc") else { return nil }
        let isDigits = number.value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isDigits, (1...10).contains(number.value.utf8.count) else {
            report(.wrongValue("'vbc' is an extension of 1 to 10 digits", at: number.span, help: "write it like 123"))
            return nil
        }
        return number
    }

    mutating func conferenceName(_ node: SyntaxNode) -> Located<String>? {
        guard let name = string(node, "conference") else { return nil }
        checkName(name, of: "conference")
        return name
    }

    /// `websocket: wss://…`, or a mapping with `uri`, `rate` and `headers`.
    mutating func webSocket(_ node: SyntaxNode) -> WebSocketEndpoint? {
        guard node.kind == .mapping else { return webSocketURI(node).map(WebSocketEndpoint.init(uri:)) }
        guard let reader = mapping(node, .websocket) else { return nil }
        let rate = integer(reader["rate"], "rate", in: 8_000...24_000)
        if let rate, ![8_000, 16_000, 24_000].contains(rate.value) {
            report(.wrongValue("'rate' is 8000, 16000 or 24000", at: rate.span, help: "choose one of them"))
        }
        let named = namedEntries(reader["headers"], of: "headers")
        checkNames(named)
        let headers = named.compactMap { entry in
            string(entry.value, entry.name.value).map { (entry.name, $0) }
        }
        let size = headers.reduce(0) { $0 + $1.0.value.utf8.count + $1.1.value.utf8.count + 6 }
        if size > 512, let span = reader.keySpan("headers") {
            report(
                .error(
                    .outOfRange,
                    "'headers' are at most 512 bytes of JSON in all",
                    at: span,
                    help: "shorten them, or let the program look up what it needs"
                )
            )
        }
        guard let uri = reader["uri"].flatMap({ webSocketURI($0) }) else { return nil }
        var endpoint = WebSocketEndpoint(uri: uri)
        endpoint.rate = rate
        endpoint.headers = headers
        return endpoint
    }

    private mutating func webSocketURI(_ node: SyntaxNode) -> Located<String>? {
        guard let uri = string(node, "websocket"), !reportsSecretURL(uri) else { return nil }
        let isPlain = uri.value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        let scheme = ["wss://", "ws://"].first(where: uri.value.hasPrefix)
        guard let scheme, isPlain, uri.value.utf8.count > scheme.utf8.count else {
            report(
                .wrongValue(
                    "'websocket' is a URL that begins with wss:// (or ws:// for trials)",
                    at: uri.span,
                    help: "write it like wss://bot.example.com/call"
                )
            )
            return nil
        }
        return uri
    }

    /// An https URL or the path of a file of the project.
    mutating func sound(_ node: SyntaxNode?, _ what: String) -> Located<Sound>? {
        guard let text = string(node, what), !reportsSecretURL(text) else { return nil }
        if text.value.hasPrefix("https://") || text.value.hasPrefix("http://") { return text.map(Sound.url) }
        guard !text.value.contains("://") else {
            report(
                .wrongValue(
                    "'\(what)' is an https URL, or a sound file of the project",
                    at: text.span,
                    help: "write it like https://cdn.example.com/closed.mp3, or audio/closed.mp3"
                )
            )
            return nil
        }
        return text.map(Sound.file)
    }

    /// A URL that is called, path and query included.
    mutating func webhookURL(_ node: SyntaxNode?, _ what: String) -> Located<String>? {
        guard let text = string(node, what), !reportsSecretURL(text) else { return nil }
        let isPlain = text.value.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }
        guard isPlain, text.value.hasPrefix("https://") || text.value.hasPrefix("http://") else {
            report(
                .error(
                    .invalidURL,
                    "'\(what)' is a URL that begins with https:// (or http:// for trials)",
                    at: text.span,
                    help: "write it like https://hooks.example.com/calls"
                )
            )
            return nil
        }
        return text
    }
}
