import JSONTree

func readConnect(_ reader: ActionReader) throws(NCCOFault) -> ConnectAction {
    guard let endpoints = reader.value("endpoint")?.arrayValue, endpoints.count == 1,
        let endpoint = endpoints[0].objectValue
    else { throw reader.fault("endpoint", "an array of exactly one endpoint") }
    let from = try reader.digits("from")
    let isRandom = try reader.flag("randomFromNumber", default: false)
    if from != nil, isRandom { throw reader.fault("from", "not together with 'randomFromNumber'") }
    let isSynchronous: Bool
    switch try reader.text("eventType") {
    case nil, "": isSynchronous = false
    case "synchronous": isSynchronous = true
    default: throw reader.fault("eventType", "\"synchronous\" or nothing")
    }
    let endpointReader = ActionReader(object: endpoint, place: "\(reader.place).endpoint[0]")
    return ConnectAction(
        callee: try readCallee(endpointReader),
        from: from,
        randomFromNumber: isRandom,
        isSynchronous: isSynchronous,
        timeout: (try reader.integer("timeout", in: 1...120) ?? 60) * 1_000,
        limit: (try reader.integer("limit", in: 1...7_200) ?? 7_200) * 1_000,
        machineDetection: try readMachineDetection(reader),
        event: try reader.event(),
        onAnswerURL: try endpointReader.member("onAnswer")?.requiredText("url")
    )
}

private func readCallee(_ reader: ActionReader) throws(NCCOFault) -> Callee {
    switch try reader.text("type") {
    case "phone":
        guard let number = try reader.digits("number") else { throw reader.fault("number", "required") }
        return Callee(kind: .phone, name: number)
    case "app": return Callee(kind: .app, name: try reader.requiredText("user"))
    case "sip":
        if let uri = try reader.text("uri") { return Callee(kind: .sip, name: uri) }
        return Callee(kind: .sip, name: "\(try reader.requiredText("user"))@\(try reader.requiredText("domain"))")
    case "websocket": return Callee(kind: .websocket, name: try reader.requiredText("uri"))
    case "vbc":
        guard let extensionNumber = try reader.digits("extension") else {
            throw reader.fault("extension", "required")
        }
        return Callee(kind: .vbc, name: extensionNumber)
    default: throw reader.fault("type", "phone, app, sip, websocket or vbc")
    }
}

/// The advanced form wins over the simple one.
private func readMachineDetection(_ reader: ActionReader) throws(NCCOFault) -> ConnectAction.MachineDetection? {
    let advanced = try reader.member("advancedMachineDetection")
    let behaviour =
        if let advanced { try advanced.text("behavior") ?? "continue" } else { try reader.text("machineDetection") }
    return switch behaviour {
    case nil: nil
    case "continue": .proceed
    case "hangup": .hangUp
    default: throw reader.fault("machineDetection", "continue or hangup")
    }
}
