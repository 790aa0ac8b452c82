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
}

/// Reads the curves of a CSV file as lessons, NumPy, pandas or Keras write them.
///
/// Values may be `nan`, `inf` or `-inf`, and a cell may be empty (Keras writes `NA`). NumPy's
/// `savetxt` begins the first line with `#` and writes steps with decimals; both are understood.
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
            Double(step) == nil
            ? "the first column is called “\(table.columns[0])”"
            : "the file begins with the number \(table.columns[0]), without names"
        throw DataError.wrongContents(
            "\(path), line 1: \(found); it has to be called iteration or epoch, and the others as "
                + "their curves")
    }
    let curves = Array(table.columns.dropFirst())
    if curves.isEmpty {
        throw DataError.wrongContents("\(path), line 1: there is no curve beside the \(step)s")
    }
    if table.rowCount == 0 {
        throw DataError.wrongContents("\(path): there are no numbers below the first line")
    }

    var rows: [Int: Int] = [:]
    var steps: [Int] = []
    for (row, cell) in try table.texts(table.columns[0]).enumerated() {
        guard let number = Double(trimmed(cell)), let count = Int(exactly: number) else {
            throw DataError.wrongContents(
                "\(path), line \(row + 2), column “\(step)”: “\(cell)” was found; a whole number "
                    + "was expected")
        }
        if let other = rows[count] {
            throw DataError.wrongContents(
                "\(path), line \(row + 2): \(step) \(count) is in line \(other + 2) already")
        }
        rows[count] = row
        steps.append(count)
    }

    var values: [String: [Int: Double]] = [:]
    for curve in curves {
        var ofCurve: [Int: Double] = [:]
        for (row, cell) in try table.texts(curve).enumerated() {
            switch content(of: cell) {
            case .missing: break
            case .number(let number): ofCurve[steps[row]] = number
            case .text:
                throw DataError.wrongContents(
                    "\(path), line \(row + 2), column “\(curve)”: “\(cell)” was found; a number, "
                        + "nan, inf or nothing was expected")
            }
        }
        values[curve] = ofCurve
    }
    return CurveFile(name: name, step: step, steps: steps.sorted(), curves: curves, values: values)
}

/// What a cell of a curve can hold.
enum CellContent: Equatable {
    case missing
    case number(Double)
    case text
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
