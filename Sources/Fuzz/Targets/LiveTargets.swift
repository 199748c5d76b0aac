internal import Diagnostics
internal import FileAccess
internal import Importing
internal import JSONTree
internal import ProjectLoading
internal import Provisioning

/// Snapshots, as `ccplan plan --live` reads them from disk.
func snapshotTarget(_ corpus: Corpus) throws -> FuzzTarget {
    let account = try JSONValue(parsing: sampleAccount)
    let snapshots: [JSONValue] = [
        [
            "version": 1, "taken_at": "2026-11-26T06:10:11Z", "api": "https://api.example",
            "applications": ["whole": account["applications"] ?? [], "others": [["id": "1", "name": "Other"]]],
            "numbers": account["numbers"] ?? [], "users": ["read": false, "reason": "no private key"],
        ],
        [
            "version": 1, "taken_at": "2026-11-26T06:10:11Z", "api": "https://api.example",
            "applications": ["whole": [], "others": account["applications"] ?? []], "numbers": [],
            "users": ["read": true, "application_id": "1", "whole": account["users"] ?? [], "others": []],
        ],
    ]
    let desired = try corpus.quickstart.desired()
    return FuzzTarget(name: "snapshot", corpus: snapshots.map { $0.serializedBytes(.pretty) }) { bytes in
        guard let value = try? JSONValue(parsing: bytes), let snapshot = try? Snapshot(json: value) else { return }
        require((try? Snapshot(json: snapshot.json)) == snapshot, "a snapshot that is written is read as the same")
        _ = SnapshotAccount(snapshot).knowsOnlyOutline(of: desired.application)
        let live = LiveState(
            applications: (snapshot.applications + snapshot.otherApplications).map(LiveApplication.init(body:)),
            numbers: snapshot.numbers.map(LiveNumber.init(body:)),
            users: snapshot.liveUsers
        )
        guard let plan = makePlan(desired, against: live).output else { return }
        _ = findDrift(desired, plan: plan, applied: [desired], live: live)
    }
}

extension Snapshot {
    fileprivate var liveUsers: LiveUsers {
        switch users {
        case .read(_, let whole, let others): .compared((whole + others).map(LiveUser.init(body:)))
        case .notRead(let reason): .notCompared(reason: reason)
        }
    }
}

/// Whatever an account holds: the project that is written from it validates.
func importTarget(_ corpus: Corpus, folder: String) throws -> FuzzTarget {
    FuzzTarget(name: "import", corpus: [Array(sampleAccount.utf8)]) { bytes in
        guard let value = try? JSONValue(parsing: bytes), let live = try? LiveState(json: value),
            let application = live.applications.first
        else { return }
        var source = ImportSource(application: application, numbers: live.numbers, users: live.users)
        for number in source.ownNumbers { source.answers[number.digits] = number.body["features"] }
        let project = importProject(source)
        do {
            let place = "\(folder)/imported"
            removeTree(place)
            for file in project.files {
                let path = "\(place)/\(file.path)"
                try makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
                try writeNewFile(path, Array(file.text.utf8))
            }
            let loaded = try loadProject(at: place)
            require(
                !loaded.diagnostics.hasErrors,
                "an imported project validates: \(loaded.diagnostics.map(\.message)) \(project.files[0].text)"
            )
        } catch {
            require(false, "an imported project can be written and read: \(error)")
        }
    }
}
