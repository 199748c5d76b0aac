internal import JSONTree

/// The Numbers API: `/account/numbers` and `/number/…` (reference §c).
struct NumbersAPI {
    let context: ExchangeContext

    /// Answers a request to one of the five paths; `operation` is the last segment.
    func answer(_ request: SandboxRequest, operation: String, state: inout SandboxState) -> SandboxResponse {
        let isPost = ["buy", "cancel", "update"].contains(operation)
        let settings = context.settings
        switch request.basicAuthentication(key: settings.key, secret: settings.secret) {
        case .accepted: break
        case .missingOrWrong: return context.numberFailure(401, "authentication failed", ofPost: false)
        case .severalMethods: return context.numberFailure(401, "multiple-auth-methods", ofPost: false)
        }
        guard request.method == (isPost ? "POST" : "GET") else {
            return context.numberFailure(405, "method not allowed", ofPost: false)
        }
        guard request.acceptsJSON else { return context.numberFailure(406, "not acceptable", ofPost: false) }
        guard isPost else {
            let query = Parameters(request.query)
            return operation == "numbers" ? owned(query, state) : search(query, state)
        }
        guard request.contentType == "application/x-www-form-urlencoded" else {
            return context.numberFailure(415, "unsupported media type", ofPost: false)
        }
        let form = Parameters(decodeForm(request.body))
        guard let country = form["country"], let msisdn = form["msisdn"], !country.isEmpty, !msisdn.isEmpty else {
            return context.numberFailure(420, "method failed: country and msisdn are required")
        }
        switch operation {
        case "buy": return buy(msisdn, country, form, &state)
        case "cancel": return cancel(msisdn, country, form, &state)
        default: return update(msisdn, country, form, &state)
        }
    }

    // MARK: - Reading

    private func owned(_ query: Parameters, _ state: SandboxState) -> SandboxResponse {
        let application = query["application_id"].map(canonicalID)
        let hasApplication = query["has_application"]
        guard hasApplication.map({ ["true", "false"].contains($0) }) ?? true else {
            return badQuery("has_application")
        }
        return page(of: state.numbers, query, digits: \.msisdn, country: \.country) { number in
            (application == nil || number.applicationID.map(canonicalID) == application)
                && (hasApplication == nil || (number.applicationID != nil) == (hasApplication == "true"))
        } row: {
            rendered($0)
        }
    }

    private func search(_ query: Parameters, _ state: SandboxState) -> SandboxResponse {
        guard query["country"]?.utf8.count == 2 else { return badQuery("country") }
        let types = ["landline", "mobile-lvn", "landline-toll-free"]
        guard query["type"].map({ types.contains($0) }) ?? true else { return badQuery("type") }
        // The orders that the API is known to take; others are refused.
        let lists = ["SMS", "VOICE", "SMS,VOICE", "MMS", "SMS,MMS", "VOICE,MMS", "SMS,MMS,VOICE", "SMS,VOICE,MMS"]
        guard query["features"].map({ lists.contains($0) }) ?? true else { return badQuery("features") }
        let features = query["features"].map { $0.split(separator: ",").map(String.init) } ?? []
        return page(of: state.forSale, query, digits: \.msisdn, country: \.country) { number in
            (query["type"] == nil || number.type == query["type"])
                && features.allSatisfy { number.features.contains($0) }
        } row: {
            $0.json
        }
    }

    /// Filters by country, pattern and the rest, cuts out the page, and writes `count` and `numbers`.
    private func page<Number>(
        of numbers: [Number],
        _ query: Parameters,
        digits: (Number) -> String,
        country: (Number) -> String,
        where matches: (Number) -> Bool,
        row: (Number) -> JSONObject
    ) -> SandboxResponse {
        guard let asked = query.integer("size", default: 10, range: 1...100) else { return badQuery("size") }
        let size = context.has(.pageSizeIgnored) ? 10 : asked
        guard let index = query.integer("index", default: 1, range: 1...1_000_000) else { return badQuery("index") }
        guard let strategy = query.integer("search_pattern", default: 0, range: 0...2) else {
            return badQuery("search_pattern")
        }
        let hits = numbers.filter { number in
            guard query["country"].map({ $0.uppercased() == country(number) }) ?? true, matches(number) else {
                return false
            }
            guard let pattern = query["pattern"], !pattern.isEmpty else { return true }
            return switch strategy {
            case 0: digits(number).hasPrefix(pattern)
            case 1: digits(number).contains(pattern)
            default: digits(number).hasSuffix(pattern)
            }
        }
        guard !hits.isEmpty else {
            return .json(context.has(.emptyListAsZero) ? ["count": 0, "numbers": []] : [:])
        }
        let rows = hits.dropFirst((index - 1) * size).prefix(size)
        return .json(["count": .integer(hits.count), "numbers": .array(rows.map { .object(row($0)) })])
    }

    /// What a list shows: not all that can be set can be read, and a link shows itself twice.
    private func rendered(_ number: OwnedNumber) -> JSONObject {
        var number = number
        if let id = number.settings[.applicationID], number.settings[.voiceCallbackType] == nil {
            number.settings[.voiceCallbackType] = "app"
            number.settings[.voiceCallbackValue] = id
        }
        return number.json(only: [
            .applicationID, .inboundMessageURL, .voiceCallbackType, .voiceCallbackValue, .messagesCallbackType,
            .messagesCallbackValue,
        ])
    }

    // MARK: - Writing

    private func buy(
        _ msisdn: String,
        _ country: String,
        _ form: Parameters,
        _ state: inout SandboxState
    ) -> SandboxResponse {
        if let refusal = refuseUnknown(in: form, known: ["target_api_key"]) { return refusal }
        guard let wanted = state.forSale.first(where: { $0.msisdn == msisdn && $0.country == country }) else {
            return methodFailed
        }
        state.numbers.append(
            OwnedNumber(
                country: wanted.country,
                msisdn: wanted.msisdn,
                type: wanted.type,
                features: wanted.features
            )
        )
        state.revision += 1
        return context.numberSuccess
    }

    private func cancel(
        _ msisdn: String,
        _ country: String,
        _ form: Parameters,
        _ state: inout SandboxState
    ) -> SandboxResponse {
        if let refusal = refuseUnknown(in: form, known: ["target_api_key"]) { return refusal }
        guard let index = state.numbers.firstIndex(where: { $0.msisdn == msisdn && $0.country == country }) else {
            return methodFailed
        }
        let gone = state.numbers.remove(at: index)
        if NumberStock.byDigits[msisdn] == nil, !state.extraStock.contains(where: { $0.msisdn == msisdn }) {
            state.extraStock.append(
                StockNumber(
                    country: gone.country,
                    msisdn: gone.msisdn,
                    type: gone.type,
                    features: gone.features,
                    cost: "1.25",
                    initialPrice: "0.00"
                )
            )
        }
        state.revision += 1
        return context.numberSuccess
    }

    /// Replaces the settings of a number: what the form does not say is gone afterwards.
    private func update(
        _ msisdn: String,
        _ country: String,
        _ form: Parameters,
        _ state: inout SandboxState
    ) -> SandboxResponse {
        if let refusal = refuseUnknown(in: form, known: NumberSetting.allCases.map(\.rawValue)) { return refusal }
        guard let index = state.numbers.firstIndex(where: { $0.msisdn == msisdn && $0.country == country }) else {
            return methodFailed
        }
        var settings: [NumberSetting: String] = [:]
        for setting in NumberSetting.allCases {
            settings[setting] = form[setting.rawValue]
        }
        keepUnnamed(in: &settings, of: state.numbers[index])
        // An empty URL is the way to remove it; other empty values are refused.
        if settings[.inboundMessageURL] == "" { settings[.inboundMessageURL] = nil }
        for setting in NumberSetting.allCases where settings[setting] == "" {
            return context.numberFailure(420, "method failed: \(setting.rawValue) is empty")
        }
        if let problem = callbackProblem(in: settings, state) { return problem }
        if settings[.inboundMessageURL] != nil, context.probedWebhook == false {
            return context.numberFailure(420, "method failed: moHttpUrl did not answer 200")
        }
        state.numbers[index].settings = settings
        state.revision += 1
        return context.numberSuccess
    }

    /// What quirks keep of the settings that the form does not name, and what they remove by an empty value.
    private func keepUnnamed(in settings: inout [NumberSetting: String], of number: OwnedNumber) {
        func take(_ settingsThatStay: [NumberSetting]) {
            for setting in settingsThatStay {
                let value = settings[setting] ?? number.settings[setting]
                settings[setting] = value == "" ? nil : value
            }
        }
        if context.has(.updateMerges) {
            take(NumberSetting.allCases)
            // An echo of the link goes with it.
            if settings[.applicationID] == nil, settings[.voiceCallbackType] == "app" {
                settings[.voiceCallbackType] = nil
                settings[.voiceCallbackValue] = nil
            }
        } else if context.has(.unlinkByEmptyID) {
            take([.applicationID])
        }
    }

    private func callbackProblem(in settings: [NumberSetting: String], _ state: SandboxState) -> SandboxResponse? {
        guard (settings[.voiceCallbackType] == nil) == (settings[.voiceCallbackValue] == nil) else {
            return context.numberFailure(420, "method failed: voiceCallbackType and voiceCallbackValue go together")
        }
        if let type = settings[.voiceCallbackType], !["sip", "tel", "app"].contains(type) {
            return context.numberFailure(420, "method failed: voiceCallbackType must be one of sip, tel, app")
        }
        if let type = settings[.messagesCallbackType], type != "app" {
            return context.numberFailure(420, "method failed: messagesCallbackType must be app")
        }
        var applications = [settings[.applicationID]]
        if settings[.voiceCallbackType] == "app" { applications.append(settings[.voiceCallbackValue]) }
        for id in applications.compactMap(\.self) where state.applicationIndex(id) == nil {
            return context.numberFailure(420, "method failed: no application has the id \(id)")
        }
        return nil
    }

    private var methodFailed: SandboxResponse {
        context.numberFailure(420, "method failed")
    }

    private func badQuery(_ name: String) -> SandboxResponse {
        context.numberFailure(400, "invalid value for the parameter \(name)", ofPost: false)
    }

    private func refuseUnknown(in form: Parameters, known: [String]) -> SandboxResponse? {
        form.names.first { !(known + ["country", "msisdn"]).contains($0) }
            .map { context.numberFailure(420, "method failed: unknown parameter \($0)") }
    }
}

/// The parameters of a query or form.
private struct Parameters {
    let pairs: [(name: String, value: String)]

    init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs
    }

    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    var names: [String] { pairs.map(\.name) }

    /// The number of this name, `standard` when it is absent, nil when it is wrong.
    func integer(_ name: String, default standard: Int, range: ClosedRange<Int>) -> Int? {
        guard let text = self[name] else { return standard }
        return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
}
