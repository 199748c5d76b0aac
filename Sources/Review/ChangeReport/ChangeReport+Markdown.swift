internal import Provisioning

extension ChangeReport {
    /// The most characters that GitHub and GitLab surely take as one comment.
    package static let longestComment = 65_000

    /// By this line a job finds the comment that it wrote before.
    package static let commentMark = "<!-- ccplan -->"

    /// The report as the comment on a pull request.
    ///
    /// Never longer than `longestComment`: it shrinks by leaving out, in this order, the picture; what was before and after in
    /// fields of the account and of drift; journeys, then steps of the account and lines of drift, beyond the first 50, 20 and
    /// 5. What is left out is said.
    ///
    /// - Complexity: O(report).
    package func markdown(limit: Int = longestComment) -> String {
        let hash = plan.hash
        for room in CommentRoom.all {
            let text = CommentWriter(report: self, room: room, hash: hash).text
            if text.unicodeScalars.count <= limit { return text }
        }
        let writer = CommentWriter(report: self, room: .least, hash: hash)
        return writer.summaryAlone
    }
}

/// How much a comment tells.
struct CommentRoom {
    var showsPicture: Bool
    var showsFields: Bool
    var mostJourneys: Int
    /// Of the account, of each kind of drift, of dangers and of findings.
    var mostSteps: Int
    /// Characters of a text.
    var longestText: Int

    static let all = [
        CommentRoom(showsPicture: true, showsFields: true, mostJourneys: 200, mostSteps: 500, longestText: 600),
        CommentRoom(showsPicture: false, showsFields: true, mostJourneys: 200, mostSteps: 500, longestText: 600),
        CommentRoom(showsPicture: false, showsFields: false, mostJourneys: 200, mostSteps: 500, longestText: 400),
        CommentRoom(showsPicture: false, showsFields: false, mostJourneys: 50, mostSteps: 500, longestText: 300),
        CommentRoom(showsPicture: false, showsFields: false, mostJourneys: 50, mostSteps: 50, longestText: 300),
        CommentRoom(showsPicture: false, showsFields: false, mostJourneys: 20, mostSteps: 20, longestText: 200),
        least,
    ]
    static let least = CommentRoom(
        showsPicture: false,
        showsFields: false,
        mostJourneys: 5,
        mostSteps: 5,
        longestText: 120
    )
}
