import Foundation
import Matrices

/// Reads a table from a CSV file.
///
/// The first line names the columns; whether `;` or `,` separates them is seen there. A field may
/// stand in double quotes, with quotes inside it doubled; line ends may be LF or CRLF; empty lines
/// at the end don't count. The text is UTF-8.
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
    /// How many rows there are below the names.
    public var rowCount: Int { rowStarts.count }

    private let bytes: [UInt8]
    /// Where the last row ends; only line ends may follow.
    private let end: Int
    private let separator: UInt8
    private let rowStarts: [Int]

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
        let separator = Table.separator(bytes, from: start)
        var end = bytes.count
        while end > start, bytes[end - 1] == .lineFeed || bytes[end - 1] == .carriageReturn {
            end -= 1
        }
        guard start < end else {
            throw DataError.wrongContents(
                "\(path), line 1: the names of the columns were expected, the line is empty")
        }

        var names: [String] = []
        var rowStarts: [Int] = []
        try bytes.withUnsafeBufferPointer { bytes in
            var scanner = FieldScanner(bytes: bytes, end: end, separator: separator, place: start)
            repeat {
                let field = scanner.field()
                guard field.isClosed else { throw unclosedQuote(field, bytes, path) }
                names.append(text(of: field, in: bytes).trimmingCharacters(in: .whitespaces))
            } while scanner.moreInRow()
            scanner.endRow()
            while scanner.place < end {
                start = scanner.place
                var count = 0
                repeat {
                    let field = scanner.field()
                    guard field.isClosed else { throw unclosedQuote(field, bytes, path) }
                    count += 1
                } while scanner.moreInRow()
                guard count == names.count else {
                    let found =
                        scanner.place == start ? "the line is empty" : counted(count, "field")
                    throw DataError.wrongContents(
                        "\(path), line \(lineNumber(bytes, start)): \(found), but line 1 names "
                            + counted(names.count, "column"))
                }
                rowStarts.append(start)
                scanner.endRow()
            }
        }
        self.source = path
        self.columns = names
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

    /// The numbers in several columns, side by side: a row of the matrix per row of the table.
    ///
    /// - Throws: `DataError` 65 if one of the columns doesn't exist, or, with the line and the
    ///   column, for a field that is no finite number.
    public func matrix(_ columns: [String]) throws -> Matrix {
        let wanted = try columns.map(index)
        // Where in a row of the matrix each field goes; a column may be asked for twice.
        var targets = [[Int]](repeating: [], count: self.columns.count)
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
                                throw notANumber(field, bytes, column)
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
    func line(ofRow row: Int) -> Int {
        bytes.withUnsafeBufferPointer { lineNumber($0, rowStarts[row]) }
    }

    private func index(of column: String) throws -> Int {
        let found = columns.indices.filter { columns[$0] == column }
        switch found.count {
        case 1: return found[0]
        case 0:
            let names = columns.prefix(12).map { "\"\(shown($0))\"" }.joined(separator: ", ")
            throw DataError.wrongContents(
                "\(source), line 1: there is no column \"\(column)\"; the first line names "
                    + "\(names)\(columns.count > 12 ? ", …" : "")"
            )
        default:
            throw DataError.wrongContents(
                "\(source), line 1: \(found.count) columns are named \"\(column)\"; their "
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
    private static func separator(_ bytes: [UInt8], from start: Int) -> UInt8 {
        var isQuoted = false
        var semicolons = 0
        var commas = 0
        for byte in bytes[start...] {
            if byte == .quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == .lineFeed || byte == .carriageReturn { break }
            if byte == .semicolon { semicolons += 1 }
            if byte == .comma { commas += 1 }
        }
        return semicolons > commas ? .semicolon : .comma
    }
}

/// The error for a quote that is opened and not properly closed.
private func unclosedQuote(
    _ field: Field, _ bytes: UnsafeBufferPointer<UInt8>, _ path: String
) -> DataError {
    .wrongContents(
        "\(path), line \(lineNumber(bytes, field.start)): a quote is opened here, and no separator "
            + "or line end follows its closing quote")
}
