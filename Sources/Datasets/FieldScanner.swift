import Foundation

/// Where a field's contents stand in the file, its quotes left out.
struct Field {
    var start: Int
    var end: Int
    /// Whether it stood in quotes, so that doubled quotes in it mean one.
    var isQuoted = false
    /// False if its closing quote is missing, or something stands behind that.
    var isClosed = true
}

/// Walks over the fields of a CSV file, one after the other.
struct FieldScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int
    let separator: UInt8
    var place: Int

    /// The field that begins here; afterwards `place` is at what ends it.
    mutating func field() -> Field {
        if place < end, bytes[place] == .quote { return quotedField() }
        let start = place
        while place < end {
            let byte = bytes[place]
            if byte == separator || byte == .lineFeed || byte == .carriageReturn { break }
            place += 1
        }
        return Field(start: start, end: place)
    }

    private mutating func quotedField() -> Field {
        place += 1
        var field = Field(start: place, end: place, isQuoted: true, isClosed: false)
        while place < end {
            if bytes[place] == .quote {
                if place + 1 < end, bytes[place + 1] == .quote {
                    place += 1
                } else {
                    field.end = place
                    place += 1
                    let next = place < end ? bytes[place] : .lineFeed
                    field.isClosed =
                        next == separator || next == .lineFeed || next == .carriageReturn
                    return field
                }
            }
            place += 1
        }
        field.end = place
        return field
    }

    /// Steps over a separator; false at the end of the row.
    mutating func moreInRow() -> Bool {
        guard place < end, bytes[place] == separator else { return false }
        place += 1
        return true
    }

    /// Steps over the line end.
    mutating func endRow() {
        if place < end, bytes[place] == .carriageReturn { place += 1 }
        if place < end, bytes[place] == .lineFeed { place += 1 }
    }
}

/// A field as text, doubled quotes made single.
func text(of field: Field, in bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(
        decoding: UnsafeBufferPointer(rebasing: bytes[field.start..<field.end]), as: UTF8.self)
    return field.isQuoted ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
}

/// The line in which a byte stands, counted from 1.
func lineNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    var line = 1
    for i in 0..<place {
        if bytes[i] == .lineFeed || (bytes[i] == .carriageReturn && bytes[i + 1] != .lineFeed) {
            line += 1
        }
    }
    return line
}

// The bytes that mean something in a table.
extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let plus = UInt8(ascii: "+")
    static let comma = UInt8(ascii: ",")
    static let minus = UInt8(ascii: "-")
    static let point = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let semicolon = UInt8(ascii: ";")
}
