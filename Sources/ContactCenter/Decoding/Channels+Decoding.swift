internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func channels(_ node: SyntaxNode?) -> UserChannels? {
        guard let node, let reader = mapping(node, .channels) else { return nil }
        var channels = UserChannels(span: node.span)
        for kind in UserChannels.NumberKind.allCases {
            guard let list = reader[named: kind.rawValue] else { continue }
            channels.numbers[kind] = items(list, kind.rawValue, "phone numbers").compactMap { phoneNumber($0) }
        }
        channels.sip = reader["sip"].map { items($0, "sip", "SIP endpoints").compactMap { sipChannel($0) } }
        channels.vbc = reader["vbc"].map { items($0, "vbc", "extensions").compactMap { extensionNumber($0) } }
        channels.websocket = reader["websocket"].map {
            items($0, "websocket", "websockets").compactMap { webSocket($0) }
        }
        channels.messenger = reader["messenger"].map {
            items($0, "messenger", "ids").compactMap { string($0, "messenger") }
        }
        return channels
    }

    private mutating func items(_ node: SyntaxNode, _ what: String, _ kinds: String) -> [SyntaxNode] {
        guard node.kind == .sequence else {
            report(
                .wrongShape(
                    "'\(what)' is a list of \(kinds)",
                    found: node.shape,
                    at: node.span,
                    help: "write it in brackets, also a single one; [] for none"
                )
            )
            return []
        }
        return Array(node.items)
    }

    private mutating func sipChannel(_ node: SyntaxNode) -> UserChannels.SIP? {
        guard node.kind == .mapping else { return sipURI(node).map(UserChannels.SIP.init(uri:)) }
        guard let reader = mapping(node, .sipChannel) else { return nil }
        let username = reader["username"].flatMap { secretOrText($0, "username") }
        let password = reader["password"].flatMap { node -> Located<SecretName>? in
            guard node.kind == .mapping else {
                report(.secretInProject("the password of a SIP endpoint", at: node.span))
                return nil
            }
            return secret(node)
        }
        guard let uri = reader["uri"].flatMap({ sipURI($0) }) else { return nil }
        var channel = UserChannels.SIP(uri: uri)
        channel.username = username
        channel.password = password
        return channel
    }

    private mutating func secretOrText(_ node: SyntaxNode, _ what: String) -> SecretOrText? {
        guard node.kind == .mapping else { return string(node, what).map(SecretOrText.text) }
        return secret(node).map(SecretOrText.secret)
    }

    /// `{secret: NAME}`.
    private mutating func secret(_ node: SyntaxNode) -> Located<SecretName>? {
        guard let reader = mapping(node, .secret), let name = string(reader["secret"], "secret") else { return nil }
        let isName = name.value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isName, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(name.value.utf8.first ?? 0) else {
            report(.secretInProject("what stands behind 'secret'", at: name.span))
            return nil
        }
        return name.map(SecretName.init(variable:))
    }
}
