extension Receipt {
    /// The receipt of an apply in two parts: the new key, then what could be planned only with it.
    ///
    /// What both parts looked at is told once, as the second found it where that went wrong.
    package func followed(by rest: Receipt) -> Receipt {
        var whole = self
        whole.applicationID = rest.applicationID ?? applicationID
        whole.wasInterrupted = wasInterrupted || rest.wasInterrupted
        for step in rest.steps {
            guard let place = whole.steps.firstIndex(where: { $0.address == step.address }) else {
                whole.steps.append(step)
                continue
            }
            if step.status != .done, step.status != .skipped { whole.steps[place] = step }
        }
        return whole
    }
}
