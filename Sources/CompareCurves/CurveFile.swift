import Datasets
import Foundation

/// The curves of one CSV file: its first column counts the steps, each other column is a curve.
struct CurveFile: Sendable {
    /// What tables and sentences call the file.
    var name: String
    /// What is counted: `iteration` or `epoch`.
    var step: String
    /// The steps that the file has, rising.
    var steps: [Int]
    /// The names of the curves, in the file's order.
    var curves: [String]
    /// The values of each curve by step; a step whose cell is empty has none.
    var values: [String: [Int: Double]]
    /// What of the file is not compared, in sentences.
    var leftOut: [String] = []
}

/// Reads the curves of a CSV file as lessons, NumPy, pandas or Keras write them.
///
/// Values may be `nan`, `inf` or `-inf`, and a cell may be empty (Keras writes `NA`). NumPy's
/// `savetxt` begins the first line with `#` and writes steps with decimals; both are understood.
/// A column of texts, such as the time of day, is left out. Two rows of the same step are put
/// together where each has what the other lacks; a second training, appended to the log of the
/// first, is left out.
/// - Parameters:
///   - path: The file.
///   - name: What tables and sentences call it.
/// - Throws: `DataError` 66 if the file can't be read; 65, with the line, if the first line names
///   no steps and curves, or if text stands where a number belongs.
func readCurves(_ path: String, name: String) throws -> CurveFile {
    let table = try readCSV(path)
    let step = table.columns[0].drop { $0 == "#" || $0 == " " }.lowercased()
    guard step == "iteration" || step == "epoch" else {
        let found =
            table.hasNames
            ? "the first column is called “\(brief(table.columns[0]))”"
            : "the file begins with numbers, without names"
        throw DataError.wrongContents(
            "\(path), line 1: \(found); it has to be called iteration or epoch, and the others as "
                + "their curves")
    }
    let names = Array(table.columns.dropFirst())
    if names.isEmpty {
        throw DataError.wrongContents("\(path), line 1: there is no curve beside the \(step)s")
    }
    if table.rowCount == 0 {
        throw DataError.wrongContents("\(path): there are no numbers below the first line")
    }
    if Set(names).count < names.count {
        let name = Dictionary(grouping: names) { $0 }.first { $0.value.count > 1 }!.key
        throw DataError.wrongContents(
            "\(path), line 1: two columns are named “\(brief(name))”; their names must differ")
    }
    let cells = table.cells()
    let lines = table.lines()
    let contents = cells.map { $0.dropFirst().map(content) }

    var file = CurveFile(name: name, step: step, steps: [], curves: [], values: [:])
    // A column in which no cell is a number holds texts; where some are, the others are mistakes.
    let isText = names.indices.map { k in
        contents.contains { $0[k] == .text } && !contents.contains { $0[k].isNumber }
    }
    if isText.contains(false) {
        let texts = names.indices.filter { isText[$0] }.map { "“\(brief(names[$0]))”" }
        if !texts.isEmpty {
            file.leftOut.append(
                "\(listed(texts)) \(texts.count == 1 ? "holds" : "hold") texts, no curve.")
        }
    }
    file.curves = names.indices.filter { !isText[$0] || !isText.contains(false) }.map { names[$0] }
    let kept = Set(file.curves)

    var firstLine: [Int: Int] = [:]
    for (row, cell) in cells.enumerated() {
        guard let number = Double(trimmed(cell[0])), let count = Int(exactly: number) else {
            throw DataError.wrongContents(
                "\(path), line \(lines[row]), column “\(step)”: “\(brief(cell[0]))” was found; a "
                    + "whole number was expected")
        }
        var found: [(curve: String, value: Double)] = []
        for (name, content) in zip(names, contents[row]) where kept.contains(name) {
            switch content {
            case .missing: break
            case .number(let number): found.append((name, number))
            case .text:
                throw DataError.wrongContents(
                    "\(path), line \(lines[row]), column “\(brief(name))”: "
                        + "“\(brief(cell[names.firstIndex(of: name)! + 1]))” was found; a number, "
                        + "nan, inf or nothing was expected")
            }
        }
        if found.contains(where: { file.values[$0.curve]?[count] != nil }) {
            // Seen already, with values: from here on a second training is told.
            file.leftOut.append(
                "What follows from line \(lines[row]) on, where \(step) \(count) comes a second "
                    + "time (first in line \(firstLine[count] ?? 0)).")
            break
        }
        if firstLine[count] == nil {
            firstLine[count] = lines[row]
            file.steps.append(count)
        }
        for (curve, value) in found { file.values[curve, default: [:]][count] = value }
    }
    file.steps.sort()
    return file
}

/// The beginning of a text of the file, as it can stand in a sentence.
private func brief(_ text: String) -> String {
    let clean = String(text.map { $0.isNewline ? " " : $0 })
    return clean.count > 40 ? clean.prefix(39) + "…" : clean
}

/// What a cell of a curve can hold.
enum CellContent: Equatable {
    case missing
    case number(Double)
    case text

    /// Whether it is a number, or a word for one that isn't finite.
    var isNumber: Bool { if case .number = self { true } else { false } }
}

/// Reads a cell: a decimal number, `nan`, an infinity, or nothing.
func content(of cell: String) -> CellContent {
    let word = trimmed(cell).lowercased()
    switch word {
    case "", "na": return .missing
    case "nan", "-nan": return .number(.nan)
    case "inf", "+inf", "infinity", "+infinity": return .number(.infinity)
    case "-inf", "-infinity": return .number(-.infinity)
    default:
        let isDecimal = word.allSatisfy { "0123456789.+-e".contains($0) }
        guard isDecimal, let number = Double(word) else { return .text }
        return .number(number)
    }
}

private func trimmed(_ cell: String) -> String { cell.trimmingCharacters(in: .whitespaces) }
