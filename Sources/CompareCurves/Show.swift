import Foundation
import Notebook

/// The files' names without their folders, unless two would be alike.
func shortNames(_ paths: [String]) -> [String] {
    let names = paths.map { URL(fileURLWithPath: $0).lastPathComponent }
    return zip(paths, names).map { path, name in
        names.count { $0 == name } == 1 ? name : path
    }
}

/// `1 iteration`, `2 iterations`.
func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// What is compared, and what is left out.
func showContents(_ notebook: Notebook, _ comparison: Comparison, _ files: [CurveFile]) {
    let steps = comparison.curves[0].steps
    var sentences = [
        "\(counted(steps.count, comparison.step)) \(steps.count == 1 ? "is" : "are") compared."
    ]
    if comparison.stepsLeftOut > 0 {
        let count = comparison.stepsLeftOut
        sentences.append(
            "\(count) \(count == 1 ? "is" : "are") not in all files, and left out.")
    }
    let starts = Set(files.map { $0.steps[0] })
    if comparison.step == "epoch", starts == [0, 1] {
        sentences.append("One file counts from 0, another from 1: is the same epoch the same?")
    }
    notebook.text(sentences.joined(separator: " "))
    if !comparison.curvesLeftOut.isEmpty {
        let names = comparison.curvesLeftOut.map { "\($0.curve) (in \($0.file))" }
        notebook.text("Not in all files, and left out: \(listed(firstOnes(names))).")
    }
    for file in files where !file.leftOut.isEmpty {
        notebook.text("Left out of \(file.name): \(file.leftOut.joined(separator: " "))")
    }
    let same = comparison.curves.filter(\.isSame).map(\.name)
    if comparison.curves.count > 1, !same.isEmpty {
        notebook.text("The same to the last digit in all files: \(listed(firstOnes(same))).")
    }
}

/// A curve's values at each step, and each file's difference from the first one.
func showSideBySide(
    _ notebook: Notebook, _ step: String, _ curve: ComparedCurve, tolerance: Double
) {
    let others = curve.files.indices.dropFirst()
    let differences = others.map { curve.difference(of: $0, tolerance: tolerance) }
    let places = shownPlaces(
        count: curve.steps.count,
        always: differences.flatMap { [$0.firstBeyond, $0.largestPlace] }.compactMap { $0 })
    if places.count < curve.steps.count {
        notebook.text(
            "\(places.count) of the \(curve.steps.count) \(step)s, with those that matter below:")
    }
    notebook.table(
        [step] + curve.files
            + (others.count == 1 ? ["difference"] : others.map { "diff. \($0 + 1)" }),
        places.map { place in
            ["\(curve.steps[place])"] + curve.values.map { cell($0[place]) }
                + others.map { differenceCell(curve.values[$0][place], curve.values[0][place]) }
        })
}

/// All curves that differ, drawn between the same axes; the first one if none does.
func showPicture(_ notebook: Notebook, _ comparison: Comparison) {
    let differing = comparison.curves.filter { !$0.isSame }
    let candidates = differing.isEmpty ? [comparison.curves[0]] : differing
    let fitting = max(1, 8 / candidates[0].files.count)
    let drawn = Array(candidates.prefix(fitting))
    if drawn.count < candidates.count {
        notebook.text("The first \(counted(drawn.count, "curve")) of \(candidates.count):")
    }
    let lines = drawn.flatMap { curve in
        zip(curve.files, curve.values).map { file, values in
            Curve(
                drawn.count == 1 ? file : "\(curve.name), \(file)", x: curve.steps,
                y: values.map { $0 ?? .nan })
        }
    }
    let numbers = lines.flatMap(\.y).filter(\.isFinite)
    let spread = (numbers.max() ?? 1) / (numbers.min() ?? 1)
    let names = listed(drawn.map(\.name))
    notebook.plot(
        "\(names) by \(comparison.step)", x: comparison.step, y: drawn.count == 1 ? names : "value",
        lines, logarithmic: (numbers.min() ?? 0) > 0 && spread > 1000)
}

/// Where each file's curve leaves the first one's. True if none does.
func showParting(_ notebook: Notebook, _ comparison: Comparison, tolerance: Double) -> Bool {
    var rows: [[String]] = []
    var firstBeyond: (step: Int, curve: String, file: String)?
    var missing = 0
    for curve in comparison.curves {
        for file in curve.files.indices.dropFirst() {
            let difference = curve.difference(of: file, tolerance: tolerance)
            missing += curve.steps.count - difference.compared
            let beyond = difference.firstBeyond.map { curve.steps[$0] }
            rows.append([
                curve.name, curve.files[file], "\(difference.compared)",
                beyond.map { "\($0)" } ?? "–",
                differenceCell(difference.largest, 0),
                difference.largestPlace.map { "\(curve.steps[$0])" } ?? "–",
            ])
            if let beyond, beyond < firstBeyond?.step ?? Int.max {
                firstBeyond = (beyond, curve.name, curve.files[file])
            }
        }
    }
    notebook.table(
        ["curve", "file", "compared", "first beyond", "largest difference", "at"], rows)
    if missing > 0 {
        notebook.text(
            missing == 1
                ? "1 value is missing in one of the files, and was not compared."
                : "\(missing) values are missing in one of the files, and were not compared.")
    }
    let limit = "\(tolerance)".replacingOccurrences(of: "e-0", with: "e-")
    let isInProportion = comparison.curves.contains { curve in
        curve.values[0].contains { abs($0 ?? 0) > 1000 && ($0 ?? 0).isFinite }
    }
    if isInProportion {
        notebook.text("Numbers beyond 1000 may differ by \(limit) for every thousand.")
    }
    guard let firstBeyond else {
        notebook.text("The curves agree: nowhere do they differ by more than \(limit).")
        return true
    }
    notebook.text(
        """
        The curves differ by more than \(limit), first at \(comparison.step) \
        \(firstBeyond.step): \(firstBeyond.curve) in \(firstBeyond.file).
        """)
    return false
}

/// A value with six decimals, or with a power of ten where these would show little of it.
func cell(_ value: Double?) -> String {
    guard let value else { return "–" }
    let isOrdinary = value == 0 || !value.isFinite || (1e-3..<1e9).contains(abs(value))
    return isOrdinary ? fixed(value, 6) : scientific(value, 6)
}

/// A value minus the one of the first file.
private func differenceCell(_ value: Double?, _ base: Double?) -> String {
    guard let value, let base else { return "–" }
    if distance(value, base) == 0 { return "0" }
    let difference = value - base
    return abs(difference) >= 1e-3 ? cell(difference) : scientific(difference)
}
