/// The curves that a program has printed, as `--csv` keeps them.
struct RecordedCurves {
    private var step = "step"
    /// Each curve's column, and its values at the steps that it has.
    private var columns: [(curve: String, name: String, values: [Int: Double])] = []

    var isEmpty: Bool { columns.isEmpty }

    /// Adds one point of one curve.
    ///
    /// A curve that has a value at this step already begins again, in a new column: `cost 2`.
    mutating func record(step: String, at number: Int, _ curve: String, _ value: Double) {
        if columns.isEmpty { self.step = step }
        guard step == self.step else {
            fatalError(
                "the curves are recorded by \(self.step), so \(curve) can't be recorded by \(step);"
                    + " show it with record: false, or as a table")
        }
        if let last = columns.lastIndex(where: { $0.curve == curve }),
            columns[last].values[number] == nil
        {
            columns[last].values[number] = value
            return
        }
        let names = [curve] + (2..<columns.count + 3).map { "\(curve) \($0)" }
        let name = names.first { name in !columns.contains { $0.name == name } } ?? curve
        columns.append((curve, name, [number: value]))
    }

    /// The file: the steps in rising order, a column per curve, nothing where a curve has no value.
    func csv() -> [UInt8] {
        let steps = Set(columns.flatMap(\.values.keys)).sorted()
        let rows = steps.map { number in
            ["\(number)"] + columns.map { column in column.values[number].map(full) ?? "" }
        }
        let lines = ([[step] + columns.map(\.name)] + rows)
            .map { $0.map(quoted).joined(separator: ",") + "\n" }
        return lines.flatMap(\.utf8)
    }

    private func full(_ value: Double) -> String { value.isFinite ? "\(value)" : shortest(value) }

    private func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
