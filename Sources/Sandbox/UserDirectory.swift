package import JSONTree

/// A user of one application.
package struct SandboxUser: Sendable {
    /// Its place in lists: users come in the order of their creation.
    let ordinal: Int

    package let id: String

    /// The fields `name`, `display_name`, `image_url`, `properties`, `channels`, as far as they were given.
    package let fields: JSONObject

    /// Its row in lists, already written: a page of a hundred is then a copy.
    let row: [UInt8]

    package var name: String { fields["name"]?.stringValue ?? "" }

    init(ordinal: Int, id: String, fields: JSONObject) {
        self.ordinal = ordinal
        self.id = id
        self.fields = fields
        var row = JSONObject()
        row["id"] = .string(id)
        row["name"] = fields["name"]
        row["display_name"] = fields["display_name"]
        row["_links"] = ["self": ["href": .string("\(regionalUsersURL)/\(id)")]]
        self.row = JSONValue.object(row).serializedBytes()
    }

    /// The row of a list that lacks display names.
    var rowWithoutDisplayName: [UInt8] {
        var row = JSONObject()
        row["id"] = .string(id)
        row["name"] = fields["name"]
        row["_links"] = ["self": ["href": .string("\(regionalUsersURL)/\(id)")]]
        return JSONValue.object(row).serializedBytes()
    }
}

/// Links of users name a regional host, whatever host was asked: who follows them leaves the configured base.
let regionalUsersURL = "https://api-us-3.vonage.com/v1/users"

/// The users of one application, found by id, by name, and by their order.
package struct UserDirectory: Sendable {
    /// In ascending order of their ordinals.
    package private(set) var users: [SandboxUser] = []
    private var ordinalByID: [String: Int] = [:]
    private var ordinalByName: [String: Int] = [:]
    private var nextOrdinal = 1

    /// Names of users that were deleted; not kept in the state file.
    private(set) var deletedNames: Set<String> = []

    package init() {}

    package func user(id: String) -> SandboxUser? {
        ordinalByID[id].flatMap { user(ordinal: $0) }
    }

    package func user(name: String) -> SandboxUser? {
        ordinalByName[name].flatMap { user(ordinal: $0) }
    }

    /// Adds a user; the caller has seen to it that id and name are new.
    @discardableResult
    mutating func add(id: String, fields: JSONObject) -> SandboxUser {
        let user = SandboxUser(ordinal: nextOrdinal, id: id, fields: fields)
        nextOrdinal += 1
        ordinalByID[id] = user.ordinal
        ordinalByName[user.name] = user.ordinal
        users.append(user)
        return user
    }

    /// Gives the user of this id other fields; a new name is known to be free.
    @discardableResult
    mutating func replace(id: String, fields: JSONObject) -> SandboxUser? {
        guard let old = user(id: id) else { return nil }
        let new = SandboxUser(ordinal: old.ordinal, id: id, fields: fields)
        ordinalByName[old.name] = nil
        ordinalByName[new.name] = new.ordinal
        users[index(from: old.ordinal)] = new
        return new
    }

    /// Removes the user of this id; false when there is none.
    mutating func remove(id: String) -> Bool {
        guard let old = user(id: id) else { return false }
        ordinalByID[id] = nil
        ordinalByName[old.name] = nil
        users.remove(at: index(from: old.ordinal))
        deletedNames.insert(old.name)
        return true
    }

    /// At most `limit` users behind the one with ordinal `last`, and whether more follow.
    ///
    /// - Complexity: O(log users + limit)
    func page(behind last: Int?, descending: Bool, limit: Int) -> (users: [SandboxUser], more: Bool) {
        if descending {
            let end = last.map { index(from: $0) } ?? users.count
            let start = max(0, end - limit)
            return (users[start..<end].reversed(), start > 0)
        }
        let start = last.map { index(from: $0 + 1) } ?? 0
        let end = min(users.count, start + limit)
        return (Array(users[start..<end]), end < users.count)
    }

    private func user(ordinal: Int) -> SandboxUser? {
        let index = index(from: ordinal)
        return index < users.count && users[index].ordinal == ordinal ? users[index] : nil
    }

    /// The place of the first user whose ordinal is at least this.
    private func index(from ordinal: Int) -> Int {
        var low = 0
        var high = users.count
        while low < high {
            let middle = (low + high) / 2
            if users[middle].ordinal < ordinal {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
