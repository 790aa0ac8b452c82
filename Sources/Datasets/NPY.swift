import Foundation

/// Reads an array that NumPy saved: a `.npy` file of version 1, 2 or 3.
///
/// Read are numbers of the types float32, float64, uint8, int32 and int64 (`<f4 <f8 |u1 <i4 <i8`),
/// in C or Fortran order, with any number of axes. Integers beyond 2⁵³ are rounded.
/// Format: NumPy Enhancement Proposal 1 and numpy.lib.format.
/// - Throws: `DataError` 66 if the file can't be read; 65 if it isn't such a file, if it is cut
///   short or too long, or holds another type.
func readNPY(_ path: String) throws -> NumberArray {
    let bytes = try contents(of: path)
    try refuseOtherFormats(bytes, path, expected: "an NPY file", known: [.npy])
    return try parseNPY(bytes[...], path)
}

/// A type of numbers: how many bytes one takes, and how the i-th is read.
private struct NPYType: Sendable {
    let width: Int
    let number: @Sendable (UnsafeRawBufferPointer, Int) -> Double
}

/// The types that `readNPY` knows: all that there is to say about each.
private let npyTypes: [String: NPYType] = [
    "<f4": NPYType(width: 4) { Double(Float(bitPattern: UInt32(littleEndian: $0.element($1)))) },
    "<f8": NPYType(width: 8) { Double(bitPattern: UInt64(littleEndian: $0.element($1))) },
    "|u1": NPYType(width: 1) { Double($0[$1]) },
    "<i4": NPYType(width: 4) { Double(Int32(littleEndian: $0.element($1))) },
    "<i8": NPYType(width: 8) { Double(Int64(littleEndian: $0.element($1))) },
]

/// The array in the bytes of an NPY file, or of a part of a file.
///
/// - Parameters:
///   - bytes: The whole file, or the slice of an archive. Sentences count from its start.
///   - path: The name that sentences begin with.
func parseNPY(_ bytes: ArraySlice<UInt8>, _ path: String) throws -> NumberArray {
    let start = bytes.startIndex
    func fail(_ offset: Int, _ sentence: String) -> DataError {
        .wrongContents("\(path), byte \(offset): \(sentence)")
    }

    // The magic string, two bytes of version, the header's length in 2 or 4 bytes, the header.
    guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
        let found = bytes.prefix(6).map { String(format: "%02x", $0) }.joined(separator: " ")
        throw fail(
            0,
            "an NPY file begins with 93 4e 55 4d 50 59, this one with \(found); is it "
                + "another kind of file?"
        )
    }
    guard bytes.count >= 10 else {
        throw fail(
            bytes.count, "the file ends within the first 10 bytes; copy or download it again")
    }
    let version = bytes[start + 6]
    guard (1...3).contains(version), bytes[start + 7] == 0 else {
        throw fail(
            6,
            "version \(version).\(bytes[start + 7]) of the NPY format; 1.0, 2.0 or 3.0 was expected"
        )
    }
    let lengthSize = version == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else {
        throw fail(bytes.count, "the file ends within its header; copy or download it again")
    }
    let headerStart = 8 + lengthSize
    let headerLength = (0..<lengthSize).reduce(0) { $0 | Int(bytes[start + 8 + $1]) << (8 * $1) }
    guard headerLength <= bytes.count - headerStart else {
        throw fail(
            8,
            "the header is said to be \(counted(headerLength, "byte")) long, but only "
                + "\(bytes.count - headerStart) follow; the file is cut short: copy or download it "
                + "again"
        )
    }
    let dataStart = headerStart + headerLength
    var scanner = HeaderScanner(
        bytes[(start + headerStart)..<(start + dataStart)], path, at: headerStart,
        misfit: "the header is no Python dictionary")
    let (type, fortranOrder, shape) = try scanner.npyHeader()

    guard let known = npyTypes[type] else {
        throw fail(
            headerStart,
            "the numbers have the type '\(shown(type))'\(explanation(of: type)); save them again "
                + "with array.astype('<f8')"
        )
    }
    let count = try elementCount(
        shape, width: known.width, held: bytes.count - dataStart, path, header: headerStart,
        data: dataStart)

    var values = bytes.withUnsafeBytes { raw in
        let data = UnsafeRawBufferPointer(rebasing: raw[dataStart...])
        return (0..<count).map { known.number(data, $0) }
    }
    if fortranOrder { values = inRowOrder(values, shape) }
    return NumberArray(source: path, shape: shape, values: values)
}

/// What a type that isn't read means, in words.
private func explanation(of type: String) -> String {
    let letter = type.drop { "<>|=".contains($0) }.first
    switch letter {
    case "b" where type.hasSuffix("b1"): return " (true or false)"
    case "O": return " (Python objects, stored as a pickle, which can run code when it is read)"
    case "U", "S", "a": return " (texts)"
    case "c": return " (complex numbers)"
    case "M", "m": return " (dates)"
    case "V": return " (records)"
    default:
        return type.hasPrefix(">")
            ? " (big-endian, the byte order of other machines)" : ", which this course doesn't read"
    }
}

/// The same numbers with the last axis running fastest, from a list in which the first one does.
private func inRowOrder(_ values: [Double], _ shape: [Int]) -> [Double] {
    // How far apart neighbours along each axis lie in Fortran order.
    var strides: [Int] = []
    var stride = 1
    for length in shape {
        strides.append(stride)
        stride *= length
    }
    var indices = [Int](repeating: 0, count: shape.count)
    var place = 0
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for _ in values.indices {
        result.append(values[place])
        // Count up like a mileage counter: the last axis first.
        for axis in shape.indices.reversed() {
            indices[axis] += 1
            place += strides[axis]
            if indices[axis] < shape[axis] { break }
            place -= strides[axis] * shape[axis]
            indices[axis] = 0
        }
    }
    return result
}

extension HeaderScanner {
    /// The header of an NPY file, a Python dictionary such as
    /// `{'descr': '<f4', 'fortran_order': False, 'shape': (2062, 64, 64), }`: the type, whether the
    /// first axis runs fastest, and the shape.
    fileprivate mutating func npyHeader() throws -> (type: String, fortranOrder: Bool, shape: [Int])
    {
        var type: String?
        var fortranOrder: Bool?
        var shape: [Int]?
        try require("{")
        while !skip("}") {
            let key = try string()
            try require(":")
            switch key {
            case "descr" where type == nil:
                if next() == "[" {
                    throw fail(
                        "the numbers have a type of several fields (a record); save one "
                            + "field with array['name'].astype('<f8')"
                    )
                }
                type = try string()
            case "fortran_order" where fortranOrder == nil:
                fortranOrder = try truth()
            case "shape" where shape == nil:
                shape = try tuple()
            default:
                throw fail(
                    "the header has an unknown or repeated key '\(shown(key))'; descr, "
                        + "fortran_order and shape were expected"
                )
            }
            if !skip(",") {
                try require("}")
                break
            }
        }
        guard next() == nil else { throw fail("text after the header's closing brace") }
        guard let type, let fortranOrder, let shape else {
            throw fail("the header lacks one of descr, fortran_order and shape")
        }
        return (type, fortranOrder, shape)
    }

    private mutating func string() throws -> String {
        guard let quote = next(), quote == "'" || quote == "\"" else {
            throw fail("\(misfit): a text in quotes was expected")
        }
        let first = place + 1
        guard let last = text[first...].firstIndex(of: quote.asciiValue!) else {
            throw fail("\(misfit): a text in quotes doesn't end")
        }
        place = last + 1
        return String(decoding: text[first..<last], as: UTF8.self)
    }

    private mutating func truth() throws -> Bool {
        _ = next()
        for (word, value) in [("True", true), ("False", false)]
        where text[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        throw fail("fortran_order must be True or False")
    }

    private mutating func tuple() throws -> [Int] {
        var lengths: [Int] = []
        guard skip("(") else { throw fail("the shape must be a tuple such as (2062, 64, 64)") }
        var comma = true
        while !skip(")") {
            guard comma, let length = try wholeNumber() else {
                throw fail("the shape must be a tuple of whole numbers such as (2062, 64, 64)")
            }
            _ = skip("L")  // Python 2 wrote long integers as 10L
            lengths.append(length)
            comma = skip(",")
        }
        if lengths.count == 1, !comma {
            throw fail("the shape must be a tuple; (\(lengths[0])) is only a number")
        }
        return lengths
    }
}
