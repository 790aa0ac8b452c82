import Foundation

/// The curves that a program has printed, as `--csv` keeps them.
struct RecordedCurves {
    private(set) var step = "step"
    private(set) var names: [String] = []
    private(set) var steps: [Int] = []
    private var cells: [Int: [String: Double]] = [:]
    /// Which column a curve goes to at the moment.
    private var columns: [String: String] = [:]

    /// Adds one point of one curve.
    ///
    /// A curve that has a value at this step already begins again, in a new column: `cost 2`.
    mutating func record(step: String, at number: Int, _ curve: String, _ value: Double) {
        if names.isEmpty { self.step = step }
        guard step == self.step else {
            fatalError(
                "the curves are recorded by \(self.step), so \(curve) can't be recorded by \(step);"
                    + " show it with record: false, or as a table")
        }
        var column = columns[curve] ?? curve
        if cells[number]?[column] != nil {
            var count = 2
            while names.contains("\(curve) \(count)") { count += 1 }
            column = "\(curve) \(count)"
        }
        columns[curve] = column
        if !names.contains(column) { names.append(column) }
        if cells[number] == nil { steps.append(number) }
        cells[number, default: [:]][column] = value
    }

    /// The text of the file: the steps in rising order, a column per curve, nothing where a curve
    /// has no value.
    func csv() -> [UInt8] {
        let rows = steps.sorted().map { number in
            ["\(number)"] + names.map { cells[number]?[$0].map(full) ?? "" }
        }
        let lines = ([[step] + names] + rows).map { $0.map(quoted).joined(separator: ",") + "\n" }
        return lines.flatMap(\.utf8)
    }

    private func full(_ value: Double) -> String {
        value.isFinite ? "\(value)" : shortest(value)
    }

    private func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
        return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
