/// The lines in which a lesson tells how a training goes, and what `--csv` keeps of them.
extension Notebook {
    /// Prints `Cost after iteration 10: 1.917824` and records it for `--csv`.
    ///
    /// `curve` names the column of the file.
    public func cost(iteration: Int, _ cost: Double, curve: String = "cost") {
        recorded.record(step: "iteration", at: iteration, curve, cost)
        show(Passage.costs("Cost after iteration \(iteration): \(fixedOrPower(cost, 6))"))
        afterStep()
    }

    /// Prints `Epoch  1/20  loss 0.583812  accuracy 0.7873` and records it for `--csv`.
    ///
    /// The names and values are the `lastEpoch` of the lesson's training, in its `main.swift`: what
    /// is added there is printed here. What has `accuracy` in its name gets four decimals, everything
    /// else six. A line that would be too long has single spaces between its values.
    public func epoch(_ number: Int, of total: Int, _ values: KeyValuePairs<String, Double>) {
        let texts = values.map { name, value -> String in
            recorded.record(step: "epoch", at: number, name, value)
            return "\(name) \(fixedOrPower(value, name.contains("accuracy") ? 4 : 6))"
        }
        let epoch = "Epoch \(rightAligned("\(number)", "\(total)".count))/\(total)"
        let line = ([epoch] + texts).joined(separator: "  ")
        let isTooLong = columns(line) > lineWidth
        show(Passage.costs(isTooLong ? ([epoch] + texts).joined(separator: " ") : line))
        afterStep()
    }

    /// Says at which step a curve overflowed, and what to try; nothing if it didn't.
    ///
    /// - Parameters:
    ///   - name: what the curve is: `cost`, `loss`
    ///   - curve: its values, one a step; iterations are counted from 0, epochs from 1
    ///   - step: what is counted: `iteration` or `epoch`
    ///   - steps: the steps of the values, where not every step has one
    public func overflow(
        _ name: String, of curve: [Double], _ step: String, at steps: [Int]? = nil
    ) {
        guard let lost = curve.firstIndex(where: { !$0.isFinite }) else { return }
        let number = steps?[lost] ?? (step == "epoch" ? lost + 1 : lost)
        text(
            """
            \(step == "epoch" ? "In" : "At") \(step) \(number) the \(name) overflowed: the steps \
            are too long. Try a smaller --learning-rate.
            """)
    }

    /// Prints several curves side by side, as a table, and records them for `--csv`.
    ///
    /// - Parameters:
    ///   - step: what is counted: `iteration` or `epoch`
    ///   - numbers: the steps; each curve has a value for each of them
    ///   - curves: names and values
    ///   - record: whether `--csv` keeps them
    ///   - decimals: how many the table shows; numbers from 1e9 on are shown as 1.234e+09
    public func curves(
        step: String, at numbers: [Int], _ curves: KeyValuePairs<String, [Double]>,
        record: Bool = true, decimals: Int = 6
    ) {
        let pairs = curves.map { ($0.key, $0.value) }
        self.curves(step: step, at: numbers, pairs, record: record, decimals: decimals)
    }

    /// The same for curves that are in an array: pairs of a name and its values.
    public func curves(
        step: String, at numbers: [Int], _ curves: [(String, [Double])], record: Bool = true,
        decimals: Int = 6
    ) {
        for (name, values) in curves {
            guard values.count == numbers.count else {
                fatalError("the curve \(name) has \(values.count) values at \(numbers.count) steps")
            }
            guard record else { continue }
            for (number, value) in zip(numbers, values) {
                recorded.record(step: step, at: number, name, value)
            }
        }
        let rows = numbers.indices.map { i in
            ["\(numbers[i])"] + curves.map { fixedOrPower($0.1[i], decimals) }
        }
        table([step] + curves.map(\.0), rows)
    }
}
