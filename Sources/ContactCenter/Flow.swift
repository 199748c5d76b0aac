package import Diagnostics

/// Steps that a call takes one after the other: an entry of `flows`.
package struct Flow: Sendable {
    package var name: Located<String>

    /// At least one.
    package var steps: [Step]

    package init(name: Located<String>, steps: [Step]) {
        self.name = name
        self.steps = steps
    }

    package enum Step: Sendable {
        case say(Text)
        case play(Located<Sound>)
        /// Seconds, 1 to 7,200.
        case pause(Located<Int>)
        case go(Destination)
    }
}

/// A place where callers leave a message: an entry of `voicemails`.
package struct Voicemail: Sendable {
    package var name: Located<String>
    package var say: Text?

    /// Seconds, 3 to 7,200; 120 when nil.
    package var longest: Located<Int>?

    /// One of `0-9*#`; `#` when nil.
    package var endKey: Located<String>?

    /// Is told where the recording is; the project's event URL when nil.
    package var notifyURL: Located<String>?

    package init(name: Located<String>) {
        self.name = name
    }

    package static let defaultLongest = 120
    package static let defaultEndKey = "#"
}

/// Numbers to decide by: an entry of `callers`.
package struct CallerList: Sendable {
    package var name: Located<String>
    package var source: Source

    package init(name: Located<String>, source: Source) {
        self.name = name
        self.source = source
    }

    package enum Source: Sendable {
        case numbers([Located<PhoneNumber>])
        /// A file of the project with a number a line; `#` begins a comment.
        case file(Located<String>)
    }
}
