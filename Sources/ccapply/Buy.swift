internal import Applying
internal import ArgumentParser
internal import ContactCenter
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import VonageAPI
internal import VonageAPIWrites

/// `ccapply buy`.
struct Buy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Buy the numbers that the project searches for.",
        discussion: """
            Finds a number for each 'search' of 'numbers' that has none yet, shows what each costs, asks, buys, pins it in \
            contact-center.lock, and links it to the application where that is there; else the next apply links it. Commit \
            contact-center.lock. Running it again is the way to resume: a number is never bought twice.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_API_URL; what is missing there is taken from \
            ~/.vonage/config.json.

            Exit status: 0 when every search has its number, 1 when not, 64 for a wrong command line.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Flag(help: "Do not ask before the first purchase.")
    var autoApprove = false

    @Option(help: "How what is chosen and what became of it is printed: text, json.")
    var format: PurchaseFormat = .text

    @Option(
        help: ArgumentHelp(
            "What all numbers of the project may cost a month, in EUR: as 50 or 12.50.",
            valueName: "amount"
        )
    )
    var maxMonthlyCost: EuroArgument?

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        let connection: AccountConnection
        do {
            connection = try account.connect()
        } catch {
            throw error.reported()
        }
        try prepared.requireAccount(of: connection)
        let pins = try PinFile(folder: prepared.loaded.folder)
        let live = LiveAccount(reader: VonageReader(connection.session), key: connection.privateKey?.publicKey)
        let purchase = try await PreparedPurchase(
            prepared,
            pins: pins,
            account: ChangeableAccount(live, writer: VonageWriter(connection.session)),
            limit: maxMonthlyCost?.amount
        )
        let isAsked = !autoApprove && purchase.wantsConsent
        if format == .text { try printOutput(purchase.text) } else if isAsked { printError(purchase.text) }
        if isAsked { try confirm(purchase) }
        let stop = StopRequest()
        let receipts = purchase.isEmpty ? [] : await carryOut(purchase, pins: pins, stop)
        let isComplete = receipts.allSatisfy { $0.status == .done || $0.status == .skipped }
        switch format {
        case .text: if !purchase.isEmpty { try printOutput("\n\(purchase.closingLine(receipts))\n") }
        case .json:
            try printOutput(purchase.json(receipts, wasInterrupted: stop.isStopping).serialized(.pretty) + "\n")
        }
        guard isComplete else { throw ExitCode.failure }
    }

    private func carryOut(_ purchase: PreparedPurchase, pins: PinFile, _ stop: StopRequest) async -> [StepReceipt] {
        let signals = SignalWatch { stop.stop() }
        defer { signals.cancel() }
        func report(_ step: StepReceipt) {
            guard format == .text else { return }
            // What cannot be printed must not stop the work; the last line tells of it.
            try? StandardStream.output.write(step.text(StandardStream.output.colouring) + "\n")
        }
        var receipts = await buyNumbers(
            purchase.shopping.choices,
            environment: purchase.environment,
            application: purchase.applicationID,
            account: purchase.account,
            pins: pins,
            settle: { try? await Task.sleep(for: .seconds(1)) },  // Cancelled: look at once.
            stop: stop,
            report: report
        )
        if let application = purchase.applicationID {
            receipts += await linkNumbers(
                purchase.unlinked,
                to: application,
                account: purchase.account,
                stop: stop,
                report: report
            )
        }
        return receipts
    }

    private func confirm(_ purchase: PreparedPurchase) throws {
        printError("\(purchase.question) Only 'yes' is accepted:")
        guard readLine() == "yes" else {
            throw ProgramFailure(
                "not confirmed; nothing was bought",
                help: "answer 'yes', or pass --auto-approve where nobody can answer"
            ).reported()
        }
    }
}

/// How a purchase is printed.
enum PurchaseFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// An amount of euro on the command line.
struct EuroArgument: ExpressibleByArgument {
    let amount: EuroAmount

    init?(argument: String) {
        guard let amount = EuroAmount(argument) else { return nil }
        self.amount = amount
    }
}
