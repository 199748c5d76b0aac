internal import FileAccess
internal import JSONTree
package import Provisioning

/// Reads a plan that was saved.
///
/// - Throws: The exit status, when it is no plan that this version can read and that was printed.
package func loadPlan(_ path: String) throws -> Plan {
    let json = try loadJSON(path, help: "save a plan with 'ccplan plan --out \(path)'")
    do throws(PlanFormatError) {
        return try Plan(json: json)
    } catch {
        throw ProgramFailure("'\(path)': \(error.message)", help: error.help).reported()
    }
}

/// Reads a snapshot of an account.
///
/// - Throws: The exit status, when it is no snapshot that this version can read and that was printed.
package func loadSnapshot(_ path: String) throws -> Snapshot {
    let json = try loadJSON(path, help: "take a snapshot with 'ccplan snapshot --out \(path)'")
    do throws(SnapshotFormatError) {
        return try Snapshot(json: json)
    } catch {
        throw ProgramFailure("'\(path)': \(error.message)", help: error.help).reported()
    }
}

private func loadJSON(_ path: String, help: String) throws -> JSONValue {
    do {
        return try JSONValue(parsing: try readFile(path, limit: 256 << 20))
    } catch let error as FileError {
        throw ProgramFailure("cannot read '\(path)': \(error.reason)", help: help).reported()
    } catch {
        throw ProgramFailure("'\(path)' is not JSON: \(error)", help: help).reported()
    }
}
