package import JSONTree

/// Everything that the emulated account holds: one value, changed by requests and kept in the state file.
package struct SandboxState: Sendable {
    /// In the order of their creation.
    package internal(set) var applications: [SandboxApplication] = []

    /// The numbers that the account owns, in the order in which it got them.
    package internal(set) var numbers: [OwnedNumber] = []

    /// Numbers on sale beside the built-in stock: owned ones of elsewhere that were given back.
    package internal(set) var extraStock: [StockNumber] = []

    /// The users of each application, by the application's id.
    package internal(set) var users: [String: UserDirectory] = [:]

    /// Grows with every change; not kept.
    package internal(set) var revision = 0

    package init() {}

    /// The place of the application with this id, in any case and with or without hyphens.
    func applicationIndex(_ id: String) -> Int? {
        let wanted = canonicalID(id)
        return applications.firstIndex { $0.canonicalID == wanted }
    }

    /// Every number of the world: what can be bought is this without `numbers`.
    var forSale: [StockNumber] {
        let owned = Set(numbers.map(\.msisdn))
        return (NumberStock.builtIn + extraStock).filter { !owned.contains($0.msisdn) }
    }
}

/// An application as it was last written, in today's field names, without what the server adds when it answers.
package struct SandboxApplication: Sendable {
    package let id: String
    let canonicalID: String

    /// The fields `name`, `keys.public_key`, `capabilities`, `privacy`, and whatever else was let through.
    package var fields: JSONObject

    init(id: String, fields: JSONObject) {
        self.id = id
        canonicalID = Sandbox.canonicalID(id)
        self.fields = fields
    }

    package var publicKeyPEM: String? { fields["keys"]?["public_key"]?.stringValue }
}

/// A number that the account owns.
package struct OwnedNumber: Sendable {
    package let country: String
    package let msisdn: String
    package let type: String
    package let features: [String]

    /// What `/number/update` has set; a field that is not set is absent.
    package var settings: [NumberSetting: String] = [:]

    /// The application that calls go to: `app_id`, else the deprecated way to say so.
    var applicationID: String? {
        if let id = settings[.applicationID] { return id }
        return settings[.voiceCallbackType] == "app" ? settings[.voiceCallbackValue] : nil
    }
}

/// The fields of a number that an update replaces, under their names in forms and answers.
package enum NumberSetting: String, CaseIterable, Sendable {
    case applicationID = "app_id"
    case inboundMessageURL = "moHttpUrl"
    case smppSystemType = "moSmppSysType"
    case voiceCallbackType
    case voiceCallbackValue
    case voiceStatusCallback
    case messagesCallbackType
    case messagesCallbackValue
}

/// A number that can be bought.
package struct StockNumber: Sendable, Hashable {
    package let country: String
    package let msisdn: String
    package let type: String
    package let features: [String]

    /// Euros a month, and once, as the API writes them.
    package let cost: String
    package let initialPrice: String
}

/// An id in the form in which two spellings of it are equal.
func canonicalID(_ id: String) -> String {
    String(decoding: id.lowercased().utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
}
