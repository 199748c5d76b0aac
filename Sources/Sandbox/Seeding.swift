internal import FileAccess
internal import JSONTree

extension SandboxState {
    /// Makes the account own a number, unless it does; its country is given in capitals.
    package mutating func own(_ msisdn: String, country: String) {
        guard !numbers.contains(where: { $0.msisdn == msisdn }) else { return }
        numbers.append(NumberStock.owned(msisdn, country: country))
        revision += 1
    }

    /// Adds an application, unless one has the same public key; its id.
    @discardableResult
    package mutating func addApplication(name: String, publicKeyPEM: String, makeUUID: () -> String) -> String {
        if let existing = applications.first(where: { $0.publicKeyPEM == publicKeyPEM }) { return existing.id }
        let id = makeUUID()
        applications.append(
            SandboxApplication(
                id: id,
                fields: JSONObject([
                    ("name", JSONValue.string(name)),
                    ("keys", JSONValue.object(JSONObject([("public_key", JSONValue.string(publicKeyPEM))]))),
                    ("capabilities", JSONValue.object(JSONObject())),
                ])
            )
        )
        revision += 1
        return id
    }

    /// Adds users `user-00001` and so on to an application, those that it does not have.
    package mutating func addUsers(_ count: Int, to application: String, makeUUID: () -> String) {
        for number in 1...max(count, 1) {
            let digits = String(number)
            let name = "user-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
            guard users[application]?.user(name: name) == nil else { continue }
            users[application, default: UserDirectory()].add(
                id: "USR-\(makeUUID())",
                fields: JSONObject([("name", JSONValue.string(name)), ("display_name", .string("User \(number)"))])
            )
        }
        revision += 1
    }
}

/// A number for the account to own at the start, read from `442079460000:GB`.
package struct OwnedNumberArgument: Sendable, Hashable {
    package let msisdn: String
    package let country: String

    /// Nil when it is not digits, a colon or blank, and two letters.
    package init?(_ text: String) {
        let parts = text.split { $0 == ":" || $0 == " " || $0 == "\t" }
        guard parts.count == 2, isDigits(String(parts[0])), parts[1].utf8.count == 2,
            parts[1].allSatisfy({ $0.isLetter && $0.isASCII })
        else { return nil }
        msisdn = String(parts[0])
        country = parts[1].uppercased()
    }

    /// The numbers of a file, one a line, `#` begins a comment.
    package static func list(inFile path: String) throws(SandboxStateError) -> [OwnedNumberArgument] {
        let text = try readText(ofFile: path)
        var numbers: [OwnedNumberArgument] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = line.prefix { $0 != "#" }.filter { $0 != "\r" }
            guard text.contains(where: { !$0.isWhitespace }) else { continue }
            guard let number = OwnedNumberArgument(text) else {
                throw SandboxStateError("\(path):\(index + 1): a line is a number and its country: 442079460000 GB")
            }
            numbers.append(number)
        }
        return numbers
    }
}

/// The content of a text file, for the arguments of the command line.
package func readText(ofFile path: String) throws(SandboxStateError) -> String {
    do {
        return String(decoding: try readFile(path, limit: fileLimit), as: UTF8.self)
    } catch {
        throw SandboxStateError("cannot read '\(path)': \(error.reason)")
    }
}
