import Foundation
import Matrices

/// Reads a table from a CSV file.
///
/// The first line names the columns; whether `;` or `,` separates them is seen there. A first line
/// that holds only numbers is data, and the columns are called `column 1`, `column 2` … A field may
/// stand in double quotes, with quotes inside it doubled; line ends may be LF or CRLF; empty lines
/// at the end don't count, nor does a column that has no name and no fields, as a separator at the
/// end of every line makes one. The text is UTF-8.
/// - Throws: `DataError` 66 if the file can't be read; 65, with the line, if it is empty or of
///   another format, if a row has more or fewer fields than there are columns, or if a quote is
///   never closed.
public func readCSV(_ path: String) throws -> Table {
    try Table(try contents(of: path), path)
}

/// A table with named columns, read from a CSV file.
///
/// The table keeps the text and looks up fields when it is asked for them, so that a table of
/// millions of numbers costs no more than its file.
public struct Table: Sendable {
    /// The file that the table comes from; sentences about it begin with it.
    public let source: String
    /// The names of the columns, from the first line.
    public let columns: [String]
    /// Whether the first line names the columns; else it is data.
    public let hasNames: Bool
    /// How many rows there are below the names.
    public var rowCount: Int { rowStarts.count }

    private let bytes: [UInt8]
    /// Where the last row ends; only line ends may follow.
    private let end: Int
    private let separator: UInt8
    private let rowStarts: [Int]
    /// Which field of a row each column is.
    private let fields: [Int]

    init(_ bytes: [UInt8], _ path: String) throws {
        try refuseOtherFormats(bytes, path, expected: "a CSV file")
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw DataError.wrongContents(
                "\(path), byte 0: the text is UTF-16; save it again as UTF-8")
        }
        // Excel begins a file in UTF-8 with a mark of three bytes.
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let zero = bytes.prefix(4096).firstIndex(of: 0) {
            throw DataError.wrongContents(
                "\(path), byte \(zero): a zero byte; a CSV file (text) was expected")
        }
        try refuseInstructionsForExcel(bytes, from: start, path)
        let separator = try Table.separator(bytes, from: start, path)
        var end = bytes.count
        while end > start, bytes[end - 1] == .lineFeed || bytes[end - 1] == .carriageReturn {
            end -= 1
        }
        guard start < end, bytes[start] != .lineFeed, bytes[start] != .carriageReturn else {
            throw DataError.wrongContents(
                "\(path), line 1: the names of the columns were expected, the line is empty"
                    + (start < end ? "; delete it" : ""))
        }

        var names: [String] = []
        var rowStarts: [Int] = []
        var onlyNumbers = true
        // The columns without a name and, so far, without a field.
        var empty: Set<Int> = []
        let first = start
        try bytes.withUnsafeBufferPointer { bytes in
            var scanner = FieldScanner(bytes: bytes, end: end, separator: separator, place: start)
            repeat {
                let field = scanner.field()
                guard field.isClosed else { throw unclosedQuote(field, bytes, path) }
                names.append(text(of: field, in: bytes).trimmingCharacters(in: .whitespaces))
                if decimalNumber(bytes, field.start, field.end) == nil { onlyNumbers = false }
                if names[names.count - 1].isEmpty { empty.insert(names.count - 1) }
            } while scanner.moreInRow()
            if onlyNumbers {
                names = names.indices.map { "column \($0 + 1)" }
                rowStarts.append(first)
            }
            scanner.endRow()
            while scanner.place < end {
                start = scanner.place
                var count = 0
                repeat {
                    let field = scanner.field()
                    guard field.isClosed else { throw unclosedQuote(field, bytes, path) }
                    if field.end > field.start { empty.remove(count) }
                    count += 1
                } while scanner.moreInRow()
                guard count == names.count else {
                    let found =
                        scanner.place == start ? "the line is empty" : counted(count, "field")
                    throw DataError.wrongContents(
                        "\(path), line \(lineNumber(bytes, start)): \(found), but line 1 "
                            + (onlyNumbers ? "has " : "names ")
                            + counted(names.count, "column"))
                }
                rowStarts.append(start)
                scanner.endRow()
            }
        }
        self.source = path
        fields = names.indices.filter { !empty.contains($0) || rowStarts.isEmpty }
        columns = fields.map { names[$0] }
        hasNames = !onlyNumbers
        self.bytes = bytes
        self.end = end
        self.separator = separator
        self.rowStarts = rowStarts
    }

    /// The numbers in a column.
    ///
    /// - Throws: `DataError` 65 if there is no such column, or, with the line, for a field that is
    ///   no finite number.
    public func numbers(_ column: String) throws -> [Double] {
        try matrix([column]).values
    }

    /// The texts in a column, without their quotes.
    ///
    /// - Throws: `DataError` 65 if there is no such column.
    public func texts(_ column: String) throws -> [String] {
        let wanted = try index(of: column)
        return bytes.withUnsafeBufferPointer { bytes in
            rowStarts.map { start in
                var scanner = FieldScanner(
                    bytes: bytes, end: end, separator: separator, place: start)
                for _ in 0..<wanted {
                    _ = scanner.field()
                    _ = scanner.moreInRow()
                }
                return text(of: scanner.field(), in: bytes)
            }
        }
    }

    /// The texts in all columns, row after row.
    public func cells() -> [[String]] {
        bytes.withUnsafeBufferPointer { bytes in
            rowStarts.map { start in
                var scanner = FieldScanner(
                    bytes: bytes, end: end, separator: separator, place: start)
                var all: [String] = []
                repeat {
                    all.append(text(of: scanner.field(), in: bytes))
                } while scanner.moreInRow()
                return fields.map { all[$0] }
            }
        }
    }

    /// The lines of the file in which the rows begin, counted from 1.
    public func lines() -> [Int] {
        bytes.withUnsafeBufferPointer { bytes in
            var line = 1
            var place = 0
            return rowStarts.map { start in
                line +=
                    lineNumber(
                        UnsafeBufferPointer(rebasing: bytes[place...]), start - place) - 1
                place = start
                return line
            }
        }
    }

    /// The numbers in several columns, side by side: a row of the matrix per row of the table.
    ///
    /// - Throws: `DataError` 65 if one of the columns doesn't exist, or, with the line and the
    ///   column, for a field that is no finite number.
    public func matrix(_ columns: [String]) throws -> Matrix {
        let wanted = try columns.map(index)
        // Where in a row of the matrix each field goes; a column may be asked for twice.
        var targets = [[Int]](repeating: [], count: (fields.max() ?? -1) + 1)
        for (target, column) in wanted.enumerated() { targets[column].append(target) }
        let last = wanted.max() ?? -1
        let width = wanted.count

        var values = [Double](repeating: 0, count: rowCount * width)
        try values.withUnsafeMutableBufferPointer { values in
            try bytes.withUnsafeBufferPointer { bytes in
                for (row, start) in rowStarts.enumerated() where last >= 0 {
                    var scanner = FieldScanner(
                        bytes: bytes, end: end, separator: separator, place: start)
                    for column in 0...last {
                        let field = scanner.field()
                        if !targets[column].isEmpty {
                            guard let value = decimalNumber(bytes, field.start, field.end) else {
                                throw notANumber(field, bytes, fields.firstIndex(of: column)!)
                            }
                            for target in targets[column] { values[row * width + target] = value }
                        }
                        _ = scanner.moreInRow()
                    }
                }
            }
        }
        return Matrix(rows: rowCount, columns: width, values: values)
    }

    /// The line of the file in which a row begins, counted from 1.
    public func line(ofRow row: Int) -> Int {
        bytes.withUnsafeBufferPointer { lineNumber($0, rowStarts[row]) }
    }

    private func index(of column: String) throws -> Int {
        let found = columns.indices.filter { columns[$0] == column }
        switch found.count {
        case 1: return fields[found[0]]
        case 0 where !hasNames:
            throw DataError.wrongContents(
                "\(source), line 1: the line holds only numbers; the names of the columns are "
                    + "missing, \"\(shown(column))\" among them")
        case 0:
            let names = columns.prefix(12).map { "\"\(shown($0))\"" }.joined(separator: ", ")
            let (used, other) = separator == .semicolon ? (";", ",") : (",", ";")
            let isMixed = columns.contains { $0.contains(column + other) }
            throw DataError.wrongContents(
                "\(source), line 1: there is no column \"\(shown(column))\"; the first line names "
                    + "\(names)\(columns.count > 12 ? ", …" : "")"
                    + (isMixed ? "; the columns are separated by \(used), not by \(other)" : "")
            )
        default:
            throw DataError.wrongContents(
                "\(source), line 1: \(found.count) columns are named \"\(shown(column))\"; their "
                    + "names must differ"
            )
        }
    }

    private func notANumber(_ field: Field, _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int)
        -> DataError
    {
        let found = text(of: field, in: bytes)
        let place =
            "\(source), line \(lineNumber(bytes, field.start)), column "
            + "\"\(shown(columns[column]))\""
        if found.trimmingCharacters(in: .whitespaces).isEmpty {
            return .wrongContents("\(place): the field is empty; a number was expected")
        }
        let hint = found.contains(",") ? " with a decimal point" : ""
        return .wrongContents(
            "\(place): \"\(shown(found))\" was found; a finite number\(hint) was expected")
    }

    /// `;` or `,`, whichever the first line has more of outside quotes.
    private static func separator(
        _ bytes: [UInt8], from start: Int, _ path: String
    ) throws -> UInt8 {
        var isQuoted = false
        var semicolons = 0
        var commas = 0
        var tabs = 0
        for byte in bytes[start...] {
            if byte == .quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == .lineFeed || byte == .carriageReturn { break }
            if byte == .semicolon { semicolons += 1 }
            if byte == .comma { commas += 1 }
            if byte == .tab { tabs += 1 }
        }
        if tabs > 0, commas == 0, semicolons == 0 {
            throw DataError.wrongContents(
                "\(path), line 1: the columns are separated by tabs; save the table with commas, or "
                    + "write: tr '\\t' ',' < \(quoted(path)) > table.csv")
        }
        return semicolons > commas ? .semicolon : .comma
    }
}

/// The error for a quote that is opened and not properly closed.
private func unclosedQuote(
    _ field: Field, _ bytes: UnsafeBufferPointer<UInt8>, _ path: String
) -> DataError {
    let place = "\(path), line \(lineNumber(bytes, field.start))"
    // Behind the closing quote: the separator of another program, which added a column.
    let behind = bytes[min(field.end, bytes.count)...].prefix(2)
    if let next = behind.last, behind.first == .quote, next == .comma || next == .semicolon {
        let (used, other) = next == .comma ? (";", ",") : (",", ";")
        return .wrongContents(
            "\(place): the columns of this table are separated by \(used), but \(other) follows a "
                + "closing quote; write \(used) everywhere")
    }
    return .wrongContents(
        "\(place): a quote is opened here, and no separator or line end follows its closing quote")
}

/// Refuses a first line such as `sep=;`, which tells Excel what separates the columns.
private func refuseInstructionsForExcel(
    _ bytes: [UInt8], from start: Int, _ path: String
) throws {
    let beginning = String(decoding: bytes[start...].prefix(4), as: UTF8.self).lowercased()
    guard beginning == "sep=" else { return }
    throw DataError.wrongContents(
        "\(path), line 1: this line is an instruction for Excel; delete it, so that the names of the "
            + "columns come first")
}
