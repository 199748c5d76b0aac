internal import JSONTree

/// The body of a webhook's reply, read once: what the platform makes of it does not depend on the call.
package struct PreparedNCCO: Sendable {
    /// What to do, or how the call ends of it.
    let answer: Result<NCCOAnswer, CallEnding>

    /// - Parameter body: As it came; nothing, blanks, `null` and `{}` mean "go on with what you hold".
    package init(_ body: [UInt8]) {
        do throws(CallEnding) {
            answer = .success(try Self.read(body))
        } catch {
            answer = .failure(error)
        }
    }

    private static func read(_ body: [UInt8]) throws(CallEnding) -> NCCOAnswer {
        guard body.count <= CallLimit.documentBytes else { throw .badNCCO("the NCCO is larger than 1 MiB") }
        guard body.contains(where: { !" \t\r\n".utf8.contains($0) }) else { return .nothing }
        let json: JSONValue
        do throws(JSONSyntaxError) {
            json = try JSONValue(parsing: body)
        } catch {
            throw .badNCCO("Syntax error in NCCO. The body is no JSON: \(error)")
        }
        if json.isNull || json.objectValue?.isEmpty == true { return .nothing }
        do throws(NCCOFault) {
            return .actions(try readNCCO(json))
        } catch {
            throw .badNCCO(error.reason)
        }
    }
}
