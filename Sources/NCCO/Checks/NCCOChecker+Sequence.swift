internal import JSONTree

// Rules about actions one after another.

extension NCCOChecker {
    mutating func checkSequence(_ actions: [JSONValue]) {
        checkGreeting(actions)
        checkBargeIn(actions)
        checkUnreachable(actions)
        checkLastConnect(actions)
        checkRecordBehindConnect(actions)
    }

    /// A greeting that noise can cut, in front of the prompt that may be cut.
    ///
    /// A single text with bargeIn is a prompt, and meant.
    private mutating func checkGreeting(_ actions: [JSONValue]) {
        guard actions.count > 1, speaks(actions[0]), speaks(actions[1]), bargesIn(actions[0]) else { return }
        warning(
            .greetingWithBargeIn,
            "a greeting has no 'bargeIn', noise would cut it and what follows",
            at: [.index(0), .key("bargeIn")],
            help: "set 'bargeIn' on the last text before the input only"
        )
    }

    /// `bargeIn` holds until an input is met; a later `"bargeIn": false` does not undo it.
    private mutating func checkBargeIn(_ actions: [JSONValue]) {
        var setAt: Int?
        for (index, action) in actions.enumerated() {
            if speaks(action) {
                if setAt == nil, bargesIn(action) { setAt = index }
                continue
            }
            defer { setAt = nil }
            guard setAt != nil, let name = knownName(action), name != "input" else { continue }
            error(
                .bargeInWithoutInput,
                "behind 'bargeIn' the next action that is no talk or stream is an input",
                at: [.index(index), .key("action")],
                help: "put an input before it, or remove 'bargeIn'"
            )
        }
        guard let setAt else { return }
        error(
            .bargeInWithoutInput,
            "'bargeIn' needs an input behind it",
            at: [.index(setAt), .key("bargeIn")],
            help: "add an input, or remove 'bargeIn'"
        )
    }

    private mutating func checkUnreachable(_ actions: [JSONValue]) {
        var canBargeIn = false
        for (index, action) in actions.enumerated().dropLast() {
            if speaks(action) {
                canBargeIn = canBargeIn || bargesIn(action)
                guard !canBargeIn, action["loop"].flatMap(wholeNumber) == 0 else { continue }
                error(
                    .endlessLoop,
                    "a talk or stream with 'loop' 0 never ends, so nothing may stand behind it",
                    at: [.index(index), .key("loop")],
                    help: "give it a number of times, or remove what follows"
                )
                return
            }
            canBargeIn = false
            guard action["action"] == "transfer" else { continue }
            warning(
                .unreachableAction,
                "actions behind a transfer never run",
                at: [.index(index + 1)],
                help: "remove them"
            )
            return
        }
    }

    /// A connect whose states go to a synchronous event URL has its way out there; of a dialled number the caller hears
    /// that it does not answer, as on any telephone.
    private mutating func checkLastConnect(_ actions: [JSONValue]) {
        guard let last = actions.last, last["action"] == "connect", last["eventType"] != "synchronous",
            !isDialled(last)
        else { return }
        warning(
            .lastConnect,
            "a connect that comes last drops the caller when nobody answers",
            at: [.index(actions.count - 1)],
            help: "put a talk or another connect behind it"
        )
    }

    /// A record that is to run beside a call, behind the connect that places it.
    ///
    /// What stands behind a connect runs only when it was not answered; this is the one case where that is certainly
    /// not meant.
    private mutating func checkRecordBehindConnect(_ actions: [JSONValue]) {
        var hasConnect = false
        for (index, action) in actions.enumerated() {
            hasConnect = hasConnect || action["action"] == "connect"
            guard hasConnect, action["action"] == "record" else { continue }
            guard ["endOnSilence", "endOnKey", "timeOut"].allSatisfy({ action[$0] == nil }) else { continue }
            warning(
                .recordBehindConnect,
                "a record behind a connect does not record its call",
                at: [.index(index)],
                help: "put it before the connect, or give it 'timeOut' to take a message"
            )
        }
    }

    private func knownName(_ action: JSONValue) -> String? {
        action["action"]?.stringValue.flatMap { OptionTable.actions[$0] == nil ? nil : $0 }
    }

    private func speaks(_ action: JSONValue) -> Bool {
        action["action"] == "talk" || action["action"] == "stream"
    }

    private func bargesIn(_ action: JSONValue) -> Bool {
        action["bargeIn"].map(isTrue) ?? false
    }

    private func isDialled(_ connect: JSONValue) -> Bool {
        connect["endpoint"]?.arrayValue?.first?["number"] == .string(dialledToken)
    }
}
