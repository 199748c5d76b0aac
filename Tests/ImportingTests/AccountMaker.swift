import JSONTree
import Provisioning
import SeededRandom

/// Accounts of all sorts, the same for the same seed.
struct AccountMaker {
    var random: SeededGenerator

    /// Secrets of these accounts begin so.
    static let secret = "pass-word"

    static let key = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvBzigOPgtJM76uL6ow1p
        1K/B0u0cbED2KM0pj8JZBKTlV8uUzW/mx8ij4zrxixRciByQvwxfrWJVl3NN0XS8
        uzxleSOz4TUE9RZYVxQ8/9frJarW8lEdTNAFZ60MRadKUT1bWH0DBDebw08J9Dwi
        a7Xhqdlg6ern/hyB1RxQSdswHaPiPZ3yS+R092ICRs8/Y549jJWxbgBrt83hhWuj
        PoJKItvXMA4uN+rahC1kPM/HXhJKvsryse8KfSgCK8x5YlAoZI1dPBMtG4vHzq3N
        42AVJurrQQuK2Av6Y/iGPMqQOHD59yWktlM60XNL6e8eLJF2CAg1YmTq00BRud5e
        6wIDAQAB
        -----END PUBLIC KEY-----

        """

    private static let texts = [
        "Jane", "Jane Doe", "O'Neill", "日本 サポート", "😀", "yes", "null", "12", "${brand}", "$${x}", "a: b", "- x",
        "\"quoted\"", "back\\slash", "two\nlines", "#1", "tab\t", " blank ", "{a}", "[b]", "é", "*", "&a", "%",
        "default",
    ]

    mutating func text() -> String { random.pick(Self.texts) }

    /// The application, its id, whether its settings can all be written down.
    mutating func application(users: Bool) -> (body: JSONObject, isRegular: Bool) {
        let isRegular = random.chance(60)
        let isOurs = random.chance(50)
        let base = "https://voice.acme.example"
        let answer = isOurs ? "\(base)/r/00000000000000aa/e/answer" : "https://old.example/answer?x=1"
        let events = isOurs && random.chance(50) ? "\(base)/events" : "https://old.example/events"
        var voice: JSONValue = ["webhooks": [:], "conversations_ttl": 48]
        if isRegular || random.chance(50) {
            voice = voice.with(["webhooks", "answer_url"], ["address": .string(answer), "http_method": "GET"])
        }
        if isRegular || random.chance(50) {
            voice = voice.with(["webhooks", "event_url"], ["address": .string(events), "http_method": "POST"])
        }
        if random.chance(30) { voice = voice.with(["signed_callbacks"], .bool(random.chance(50))) }
        if random.chance(30) { voice = voice.with(["region"], .string(random.chance(70) ? "eu-west" : "moon")) }
        let signed = voice["signed_callbacks"] ?? true
        var body = JSONObject()
        body["id"] = "11111111-2222-4333-8444-555555555555"
        body["name"] = .string(text())
        body["keys"] = ["public_key": .string(random.chance(80) ? Self.key : "")]
        body["capabilities"] = ["voice": voice]
        body["_links"] = ["self": ["href": "/"]]
        if isRegular && users || random.chance(30) {
            let rtc: JSONValue = [
                "webhooks": ["event_url": ["address": .string(events), "http_method": "POST"]],
                "signed_callbacks": signed,
            ]
            body["capabilities"] = JSONValue.object(body)["capabilities"]?.with(["rtc"], rtc)
        }
        if !isRegular, random.chance(50) { body["privacy"] = ["improve_ai": true] }
        return (body, isRegular)
    }

    mutating func numbers(of application: String) -> [LiveNumber] {
        (0..<Int.random(in: 0..<6, using: &random)).map { index in
            var body = JSONObject([
                ("country", .string(random.pick(["GB", "US", "", "N\"O"]))), ("msisdn", .string("44207946000\(index)")),
            ])
            switch random.pick([0, 1, 2, 3, 4, 5]) {
            case 0: body["app_id"] = "99999999-2222-4333-8444-555555555555"
            case 1: break
            default: body["app_id"] = .string(random.chance(20) ? application.uppercased() : application)
            }
            if random.chance(15) {
                body["voiceCallbackType"] = "tel"
                body["voiceCallbackValue"] = "447700900001"
            }
            if random.chance(30) { body["features"] = random.chance(80) ? ["SMS", "VOICE"] : ["SMS"] }
            if random.chance(5) { body["msisdn"] = .string("short\(index)") }
            return LiveNumber(body: body)
        }
    }

    mutating func users() -> [LiveUser] {
        var names: Set<String> = []
        return (0..<Int.random(in: 0..<5, using: &random)).compactMap { index in
            let name = random.chance(50) ? text() : "NAM-\(index)\(text())"
            guard names.insert(name).inserted else { return nil }
            var body = JSONObject([("id", .string("USR-\(index)")), ("name", .string(name))])
            if random.chance(50) { body["display_name"] = .string(random.chance(90) ? text() : "") }
            if random.chance(40) {
                body["image_url"] = .string(random.chance(70) ? "https://a.example/\(index).png" : text())
            }
            if random.chance(60) { body["properties"] = ["custom_data": .object(data())] }
            if random.chance(60) { body["channels"] = .object(channels()) }
            return LiveUser(body: body)
        }
    }

    private mutating func data() -> JSONObject {
        var data = JSONObject()
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            data[text()] = random.pick([.string(text()), .string(""), 7, ["nested": true], nil])
        }
        if random.chance(20) { data["access_token"] = .string(Self.secret) }
        return data
    }

    private mutating func channels() -> JSONObject {
        var channels = JSONObject()
        if random.chance(40) { channels["pstn"] = [["number": .number(random.pick(["447700900001", "12", "0"]))]] }
        for kind in ["sms", "viber"] where random.chance(30) {
            channels[kind] = [["number": "447700900002"], ["number": .string(random.pick(["447700900003", "x"]))]]
        }
        if random.chance(40) {
            var sip = JSONObject([("uri", .string(random.pick(["sip:a@pbx.example", "sip:+44;x=y", "sips:b@c"])))])
            if random.chance(60) { sip["username"] = .string("\(Self.secret)-name") }
            if random.chance(60) { sip["password"] = .string(Self.secret) }
            channels["sip"] = [.object(sip), ["uri": "sip:second@pbx.example", "password": .string(Self.secret)]]
        }
        if random.chance(30) { channels["vbc"] = [["extension": .string(random.pick(["123", "abc"]))]] }
        if random.chance(40) {
            var socket = JSONObject([("uri", "wss://a.example/x?y=1")])
            if random.chance(70) {
                socket["content-type"] = .string("audio/l16;rate=\(random.pick(["8000", "16000", "1"]))")
            }
            if random.chance(40) { socket["headers"] = ["name": .string(text())] }
            if random.chance(20) { socket["headers"] = ["Authorization": .string(Self.secret)] }
            channels["websocket"] = [.object(socket)]
        }
        if random.chance(20) { channels["messenger"] = [["id": .string(text())]] }
        if random.chance(10) { channels["telepathy"] = [["id": "x"]] }
        if random.chance(10) { channels["mms"] = [] }
        return channels
    }
}

extension JSONValue {
    /// This value with another one at a path of keys.
    func with(_ path: [String], _ value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        var object = objectValue ?? JSONObject()
        object[key] = (object[key] ?? [:]).with(Array(path.dropFirst()), value)
        return .object(object)
    }
}
