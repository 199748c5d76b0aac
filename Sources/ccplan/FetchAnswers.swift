internal import HTTPTransport
internal import Importing
internal import JSONTree
internal import Provisioning

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The caller in requests to answer webhooks: a number that is nobody's (Ofcom's numbers for drama).
private let nobody = "447700900123"

extension ImportSource {
    /// Asks the present answer webhook what calls to each number hear, as the platform does.
    ///
    /// - Returns: A line for each thing that could not be had.
    mutating func fetchAnswers() async -> [String] {
        let webhook = application.body["capabilities"]?["voice"]?["webhooks"]?["answer_url"]
        guard let address = webhook?["address"]?.stringValue, !address.isEmpty else {
            return ["the application has no answer webhook to ask"]
        }
        guard webhook?["http_method"]?.stringValue?.uppercased() != "POST" else {
            return ["the answer webhook wants POST, which this program cannot send: it only reads"]
        }
        let client = HTTPClient(options: HTTPClient.Options(responseLimit: AnswerRequest.limit))
        var notes: [String] = []
        // One after the other: nobody knows how much the host can take.
        for number in ownNumbers {
            let request = AnswerRequest(
                address,
                to: number.digits,
                from: nobody,
                conversation: "CON-\(UUID().uuidString.lowercased())",
                leg: UUID().uuidString.lowercased()
            )
            guard let request else { return notes + ["the answer webhook is no http or https URL that can be asked"] }
            switch await answer(request, client) {
            case .success(let ncco): answers[number.digits] = ncco
            case .failure(let failure):
                notes.append("what calls to +\(number.digits) hear: \(failure.reason)")
                // A host that is dead is dead for all numbers, and each would take its time.
                if failure.isUnreachable { return notes + ["the other numbers were not asked"] }
            }
        }
        return notes
    }
}

private struct AnswerFailure: Error {
    let reason: String
    var isUnreachable = false
}

private func answer(_ request: AnswerRequest, _ client: HTTPClient) async -> Result<JSONValue, AnswerFailure> {
    let response: HTTPResponse
    do {
        response = try await client.get(HTTPRequest(url: request.url, deadline: AnswerRequest.deadline))
    } catch {
        let isUnreachable = if case .tooLarge = error.kind { false } else { true }
        return .failure(AnswerFailure(reason: error.description, isUnreachable: isUnreachable))
    }
    guard response.status == 200 else {
        return .failure(AnswerFailure(reason: "the answer webhook answers with status \(response.status)"))
    }
    do {
        return .success(try JSONValue(parsing: response.body))
    } catch {
        return .failure(AnswerFailure(reason: "the answer webhook's answer is not JSON: \(error)"))
    }
}
