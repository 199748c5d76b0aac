import JSONTree

/// The state of one call while it is played.
struct CallRun<Transport: CallTransport> {
    /// Something that the caller does at a time of its own.
    struct CallerAct {
        enum Kind {
            case key(Character)
            case words([CallScript.SpokenResult])
        }

        var time: Int
        var kind: Kind
    }

    /// What the caller hears while time goes by.
    enum Hearing {
        case nothing
        /// No silence, and no answer either: ringing, or the caller's own voice.
        case presence
        case sound
    }

    /// What follows an action.
    enum Continuation {
        case nextAction
        case replacement([CallAction])
    }

    let setup: CallSetup
    let script: CallScript
    let transport: Transport

    /// Decides in place of the script where there is one.
    let director: (any CallDirector)?

    /// Milliseconds since the call began.
    private(set) var clock = 0
    private(set) var entries: [TranscriptEntry] = []

    var identifiers: CallIdentifiers
    let uuid: String
    let conversationUUID: String

    var actions: [CallAction] = []
    var position = 0
    private var actionsRun = 0
    var answeredAt: Int?

    /// What the caller is about to do, in order of time.
    var pendingActs: [CallerAct] = []
    var inputsMet = 0

    /// Whether the caller's answer to the next input is among `pendingActs` already.
    var responseIsPending = false

    /// Whether a prompt with bargeIn was met since the last input: the flag is sticky.
    var keysCutPrompts = false

    /// Where single keys go while an asynchronous input is on.
    var keyListener: Webhook?

    var connectsMet = 0

    /// The times of the last connects, for the limit of three a second.
    var connectTimes: [Int] = []

    var openRecordings: [(start: Int, action: RecordAction)] = []

    /// The webhooks so far that wanted an NCCO.
    var questionsAsked = 0

    /// Whether the call is over but for its last events.
    private var isOver = false
    private var heardSound = false
    private var quietSince = 0
    private var silences: [Range<Int>] = []

    init(setup: CallSetup, script: CallScript, director: (any CallDirector)?, transport: Transport) {
        self.setup = setup
        self.script = script
        self.director = director
        self.transport = transport
        var identifiers = CallIdentifiers(seed: setup.seed)
        uuid = identifiers.uuid()
        let conversation = identifiers.uuid()
        conversationUUID = setup.conversationUUID ?? "CON-" + conversation
        self.identifiers = identifiers
        for timed in script.timedKeys {
            for (index, key) in dialKeys(timed.keys).enumerated() {
                schedule(.key(key), at: timed.time + index * keyInterval)
            }
        }
    }

    mutating func play() async -> CallTranscript {
        let ending: CallEnding
        do throws(CallEnding) {
            try await answer()
            try await runActions()
            ending = .finished
        } catch {
            ending = error
        }
        await hangUp(ending)
        return CallTranscript(
            caller: setup.caller,
            to: setup.to,
            uuid: uuid,
            conversationUUID: conversationUUID,
            entries: entries,
            ending: ending,
            duration: clock,
            isAnswered: answeredAt != nil,
            heardNothing: !heardSound,
            silences: silences
        )
    }

    mutating func note(_ event: TranscriptEntry.Event) {
        entries.append(TranscriptEntry(time: clock, event: event))
        guard let director else { return }
        if case .ends = event {} else if isOver { return }
        director.saw(event, at: clock)
    }

    /// Notes how long the NCCO is that the webhook gave which was noted last.
    mutating func noteAnswer(actionCount: Int) {
        guard let last = entries.last, case .webhook(var trace) = last.event else { return }
        trace.actionCount = actionCount
        entries[entries.count - 1].event = .webhook(trace)
    }

    private mutating func answer() async throws(CallEnding) {
        await postStatus("started")
        await postStatus("ringing")
        let document = try await askForNCCO(.answer, setup.answer, answerFields(uuid: uuid), original: "answer")
        switch document {
        case .actions(let first): actions = first
        case .nothing: throw .unreachable("the answer webhook gave none")
        case .unreachable(let reason): throw .unreachable(reason)
        }
        answeredAt = clock
        quietSince = clock
        await postStatus("answered", answeredFields())
    }

    private mutating func runActions() async throws(CallEnding) {
        while position < actions.count {
            let action = actions[position]
            position += 1
            actionsRun += 1
            guard actionsRun <= CallLimit.actionCount else { throw .endless(.actions) }
            if director?.hasSeenEnough == true { throw .stopped }
            if script.callerHangsUp == .beforeAction(actionsRun) { throw .callerHungUp }
            if case .replacement(let replacement) = try await perform(action) {
                actions = replacement
                position = 0
                keysCutPrompts = false
            }
        }
    }

    private mutating func perform(_ action: CallAction) async throws(CallEnding) -> Continuation {
        switch action {
        case .prompt(let prompt): try await play(prompt)
        case .input(let input): return try await collect(input)
        case .connect(let connect): return try await self.connect(connect)
        case .conversation(let conversation): try await join(conversation)
        case .record(let record): try await self.record(record)
        case .notify(let event, let payload): return try await notify(event, payload)
        case .wait(let milliseconds):
            note(.waits(milliseconds: milliseconds))
            try await pass(milliseconds, hearing: .nothing)
        case .transfer(let conversation): throw .transferred(conversation: conversation)
        }
        return .nextAction
    }

    private mutating func hangUp(_ ending: CallEnding) async {
        isOver = true
        if case .badNCCO(let reason) = ending { await postError(reason) }
        for recording in openRecordings {
            await postRecording(recording.action, from: recording.start)
        }
        closeSilence()
        let byUser =
            switch ending {
            case .callerHungUp, .calleeHungUp: true
            default: false
            }
        switch (answeredAt, ending) {
        case (nil, .callerHungUp): await postStatus("cancelled")
        case (nil, _): await postStatus("failed", [("detail", "internal_error")])
        default: await postStatus("completed", completedFields(since: answeredAt ?? clock, byUser: byUser))
        }
        note(.ends(ending))
    }
}

/// The clock.
extension CallRun {
    /// The time between two keys of one person.
    var keyInterval: Int { 300 }

    /// Lets time go by; keys pressed meanwhile are lost, unless an asynchronous input listens.
    mutating func pass(_ milliseconds: Int, hearing: Hearing) async throws(CallEnding) {
        _ = try await pass(milliseconds, hearing: hearing, stopsAtActs: false)
    }

    /// Lets time go by; true when the caller did something first, which then is the first of `pendingActs`.
    mutating func pass(
        _ milliseconds: Int,
        hearing: Hearing,
        stopsAtActs: Bool
    ) async throws(CallEnding) -> Bool {
        let end = clock + min(max(milliseconds, 0), CallLimit.milliseconds + 1)
        while let act = pendingActs.first, act.time <= end {
            try move(to: max(act.time, clock), hearing: hearing)
            if stopsAtActs { return true }
            pendingActs.removeFirst()
            await spend(act)
        }
        try move(to: end, hearing: hearing)
        return false
    }

    mutating func schedule(_ kind: CallerAct.Kind, at time: Int) {
        let index = pendingActs.firstIndex { $0.time > time } ?? pendingActs.endIndex
        pendingActs.insert(CallerAct(time: time, kind: kind), at: index)
    }

    /// What the caller does while nothing waits for it.
    mutating func spend(_ act: CallerAct) async {
        switch act.kind {
        case .words(let results): note(.says(results.first?.text ?? "", listened: false))
        case .key(let key):
            notePress(key, listened: keyListener != nil)
            if let keyListener { await postSingleKey(key, to: keyListener) }
        }
    }

    /// Notes a key, in one entry with the one just before it.
    mutating func notePress(_ key: Character, listened: Bool) {
        if let last = entries.last, case .presses(let keys, listened) = last.event,
            clock - last.time <= keys.count * keyInterval
        {
            entries[entries.count - 1].event = .presses(keys + String(key), listened: listened)
        } else {
            note(.presses(String(key), listened: listened))
        }
    }

    private mutating func move(to time: Int, hearing: Hearing) throws(CallEnding) {
        var end = min(time, CallLimit.milliseconds)
        var ending: CallEnding? = time > CallLimit.milliseconds ? .endless(.time) : nil
        if let hangUp, hangUp <= end {
            end = max(hangUp, clock)
            ending = .callerHungUp
        }
        if director?.hasSeenEnough == true { throw .stopped }
        if end > clock, hearing != .nothing {
            closeSilence()
            if hearing == .sound { heardSound = true }
            quietSince = end
        }
        clock = max(clock, end)
        if let ending { throw ending }
    }

    private var hangUp: Int? {
        if let director { return director.hangsUpAt }
        guard case .at(let time) = script.callerHangsUp else { return nil }
        return time
    }

    private mutating func closeSilence() {
        guard answeredAt != nil, clock - quietSince > setup.silenceLimit else { return }
        silences.append(quietSince..<clock)
        note(.silence(since: quietSince))
    }
}

/// The keys of a telephone that a text names; everything else is left out.
func dialKeys(_ text: String) -> [Character] {
    text.filter { "0123456789*#".contains($0) }.map { $0 }
}
