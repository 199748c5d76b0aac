package import Diagnostics
package import TimeZones

/// A call, and what is to happen in it: an entry of `tests`.
package struct CallTest: Sendable {
    package var span: Span
    package var name: Located<String>
    package var call: Call
    package var steps: [Step]

    /// Why it cannot pass yet; nil for a test that must.
    package var expectedToFail: Located<String>?

    package init(span: Span, name: Located<String>, call: Call, steps: [Step]) {
        self.span = span
        self.name = name
        self.call = call
        self.steps = steps
    }

    package struct Call: Sendable {
        package var span: Span

        /// A number of the project by name, or what is dialled.
        package var to: Located<String>

        /// Nil: some caller.
        package var from: Located<Caller>?

        /// The app user who dials.
        package var user: Located<String>?
        package var time: Located<CallTime>?

        /// Where the call falls among the shares of a split and the turns of a spread team; 0 when nil.
        package var lot: Located<Int>?

        package init(span: Span, to: Located<String>) {
            self.span = span
            self.to = to
        }
    }

    package enum Caller: Hashable, Sendable {
        case number(PhoneNumber)
        case withheld
    }

    /// A minute on the wall clock of a time zone.
    package struct CallTime: Hashable, Sendable {
        package var date: CivilDate

        /// From midnight, 0 to 1,439.
        package var minute: Int

        /// The project's when nil.
        package var zone: TimeZoneName?

        package init(date: CivilDate, minute: Int, zone: TimeZoneName?) {
            self.date = date
            self.minute = minute
            self.zone = zone
        }
    }

    package struct Step: Sendable {
        package enum Kind: Sendable {
            /// The caller hears this, somewhere in what is said next.
            case hears(Located<String>)
            /// 1 to 20 of `0-9*#`.
            case press(Located<String>)
            case says(Located<String>)
            /// Seconds.
            case waits(Located<Int>)
            case rings(Endpoint)
            /// Whoever answers hears this before the legs are joined.
            case announces(Located<String>)
            /// The caller comes into the conversation of that name.
            case joins(Located<String>)
            case event(Event)
        }

        package var span: Span
        package var kind: Kind

        package init(span: Span, kind: Kind) {
            self.span = span
            self.kind = kind
        }
    }

    package enum Endpoint: Sendable {
        case agent(Located<String>)
        /// Anybody in it.
        case team(Located<String>)
        case phone(Located<PhoneNumber>)
        case sip(Located<String>)
        case vbc(Located<String>)
        case websocket(Located<String>)
    }

    /// What happens without anything else to say of it.
    package enum Event: String, CaseIterable, Sendable {
        case answers, busy
        case rejects
        case noAnswer = "no_answer"
        /// An answering machine picks up.
        case machine
        /// Cannot be reached at all: an app that nobody is logged in to.
        case fails
        case hangsUp = "hangs_up"
        case hostDown = "host_down"
        case records, ends
    }
}
