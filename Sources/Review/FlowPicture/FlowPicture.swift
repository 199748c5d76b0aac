/// What calls can meet, as boxes and arrows: the one value that all pictures are printed from.
///
/// It holds what a call on the given entries can reach. Boxes stand in the order in which they are met, breadth first from
/// the numbers in source order; the arrows of a box in the order of their source. A box is drawn once for each way on:
/// the same agent with two different answers to "nobody answers" is two boxes, so that every path along the arrows is one
/// that a call can take.
package struct FlowPicture: Hashable, Sendable {
    /// The name of the contact center.
    package let title: String
    package let nodes: [Node]

    /// In the order of the boxes that they leave.
    package let edges: [Edge]

    /// A box.
    package struct Node: Hashable, Sendable {
        /// Unique in the picture, and the same in every picture of a project: `menu:main`, `agent:Jane#2`.
        package let id: String
        package let kind: Kind

        /// The name, on one line.
        package let title: String

        /// What belongs to it, a line each, texts of callers shortened.
        package let details: [String]
    }

    /// An arrow.
    package struct Edge: Hashable, Sendable {
        /// Indices of `nodes`.
        package let from: Int
        package let to: Int

        /// When a call goes this way: a key, "nobody answers"; empty where it always does.
        package let label: String

        /// What the caller hears on the way, shortened.
        package let hears: [String]
    }

    package enum Kind: String, CaseIterable, Sendable {
        case number
        case outbound
        case menu
        case agent
        case team
        case flow
        case voicemail
        case phone
        case sip
        case vbc
        case websocket
        case conference
        case ncco
        case schedule
        case caller
        case split
        /// A goodbye, or hanging up.
        case end
    }
}
