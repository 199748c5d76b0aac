package import CallBundle
package import ContactCenter
package import Diagnostics
package import VonageAPI

/// What the account is to look like, as far as the project says: only declared fields are here, and only they count.
package struct DesiredState: Sendable {
    package var application: Application

    /// In source order.
    package var numbers: [Number] = []

    /// Those of `users`, then those that only agents imply, in source order.
    package var users: [User] = []
    package var removedNumbers: [RemovedNumber] = []
    package var removedUsers: [RemovedUser] = []
    package var release: ReleaseSummary

    /// What no plan may remove.
    package var protected: Set<Policy.Protected> = []

    /// Seconds that a user stays for whom a release may ring that no longer takes calls.
    package var drain = Policy.defaultDrain

    /// What the numbers cost, as far as the project says.
    package var costs = StatedCosts()

    package init(application: Application, release: ReleaseSummary) {
        self.application = application
        self.release = release
    }

    /// The one application of the project.
    package struct Application: Sendable {
        package var name: String

        /// The id that the operator pinned.
        package var id: String?
        package var publicKey: ApplicationPublicKey?

        /// The key before, while the key is exchanged.
        package var previousKey: ApplicationPublicKey?
        package var region: String?
        package var signedCallbacks = true
        package var eventsURL: String
        package var answerURL: String
        package var fallbackURL: String?

        /// Whether app users can be rung: any user or agent switches it on.
        package var ringsAppUsers = false
        package var span: Span?

        package init(name: String, eventsURL: String, answerURL: String) {
            self.name = name
            self.eventsURL = eventsURL
            self.answerURL = answerURL
        }
    }

    /// A number of the account that is to be linked to the application.
    package struct Number: Sendable {
        /// The operator's name for it.
        package var name: String
        package var number: PhoneNumber

        /// What to look for, in a few words, while no number is bought; `number` is a stand-in then.
        package var search: String?

        /// Whether it may be taken from another application, or from a forwarding of its own.
        package var adopts: Bool
        package var span: Span?

        package init(
            name: String,
            number: PhoneNumber,
            search: String? = nil,
            adopts: Bool = false,
            span: Span? = nil
        ) {
            self.name = name
            self.number = number
            self.search = search
            self.adopts = adopts
            self.span = span
        }
    }

    /// A Client SDK identity of the application.
    package struct User: Sendable {
        package var name: String
        package var displayName: String?
        package var imageURL: String?

        /// `properties.custom_data`; keys that are not here are left alone.
        package var data: [(key: String, value: String)]?

        /// Kinds that are not here are left alone.
        package var channels: DesiredChannels?
        package var span: Span?

        package init(name: String) {
            self.name = name
        }

        /// Whether the list of users lacks a field that is set here, so that the user itself must be read.
        package var needsDetail: Bool { imageURL != nil || data != nil || channels != nil }
    }

    /// A number that is to leave the application, or the account.
    package struct RemovedNumber: Sendable {
        package var number: PhoneNumber
        package var fate: Removed.NumberFate
        package var span: Span?

        package init(number: PhoneNumber, fate: Removed.NumberFate, span: Span? = nil) {
            self.number = number
            self.fate = fate
            self.span = span
        }
    }

    /// A user that is to be deleted.
    package struct RemovedUser: Sendable {
        package var name: String
        package var span: Span?

        package init(name: String, span: Span? = nil) {
            self.name = name
            self.span = span
        }
    }

    /// What a plan needs to know of the release.
    package struct ReleaseSummary: Sendable {
        package var id: ReleaseID
        package var baseURL: String
        package var fileCount: Int
        package var requires: Manifest.Requirements

        /// Whether `hosting.publish` says where the files go; else somebody else puts them there.
        package var isPublished: Bool

        /// Whether the place that it is published to can be held by one run at a time; a command's is not.
        package var isLockable = true

        package init(
            id: ReleaseID,
            baseURL: String,
            fileCount: Int,
            requires: Manifest.Requirements,
            isPublished: Bool
        ) {
            self.id = id
            self.baseURL = baseURL
            self.fileCount = fileCount
            self.requires = requires
            self.isPublished = isPublished
        }
    }
}
