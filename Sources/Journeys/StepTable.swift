/// The steps of both sides and the ways calls end, each once: equal ones have equal numbers.
struct StepTable {
    private(set) var steps: [Step] = []
    private var known: [Step: Int32] = [:]

    /// Lists of steps, as pairs of a first step and the list behind it; the empty list is 0.
    private var cells: [Cell] = [Cell(step: -1, next: -1)]
    private var knownCells: [Cell: Int32] = [:]

    private struct Cell: Hashable {
        var step: Int32
        var next: Int32
    }

    mutating func number(of step: Step) -> Int32 {
        if let number = known[step] { return number }
        let number = Int32(steps.count)
        steps.append(step)
        known[step] = number
        return number
    }

    /// The list that begins with a step, and goes on as another list.
    mutating func list(_ step: Int32, before next: Int32) -> Int32 {
        let cell = Cell(step: step, next: next)
        if let number = knownCells[cell] { return number }
        let number = Int32(cells.count)
        cells.append(cell)
        knownCells[cell] = number
        return number
    }

    /// The numbers of a list's steps, in order.
    func numbers(inList list: Int32) -> [Int32] {
        var numbers: [Int32] = []
        var list = list
        while list > 0 {
            numbers.append(cells[Int(list)].step)
            list = cells[Int(list)].next
        }
        return numbers
    }

    func steps(_ numbers: some Sequence<Int32>) -> [Step] { numbers.map { steps[Int($0)] } }
}
