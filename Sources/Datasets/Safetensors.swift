import Foundation
import Matrices

// The safetensors format (huggingface/safetensors): the length of the header in 8 bytes, the least
// significant first; the header, JSON in UTF-8; then the numbers, tensor after tensor.
//
//   {"w1":{"dtype":"F64","shape":[784,128],"data_offsets":[0,802816]}, …}
//
// The offsets count from the end of the header.

/// The bytes of a `.safetensors` file with these weights as float64.
func safetensorsBytes(_ weights: [(name: String, matrix: Matrix)]) -> [UInt8] {
    var entries: [String] = []
    var offset = 0
    for (name, matrix) in weights {
        let end = offset + 8 * matrix.values.count
        entries.append(
            "\(jsonString(name)):{\"dtype\":\"F64\",\"shape\":[\(matrix.rows),\(matrix.columns)],"
                + "\"data_offsets\":[\(offset),\(end)]}")
        offset = end
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    // Spaces up to a multiple of 8, so that a program may use the numbers where they lie.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes = littleEndian(UInt64(header.count)) + header
    bytes.reserveCapacity(bytes.count + offset)
    for (_, matrix) in weights {
        for value in matrix.values { bytes += littleEndian(value.bitPattern) }
    }
    return bytes
}

/// The tensors in the bytes of a `.safetensors` file, in the order of the header.
func parseSafetensors(_ bytes: [UInt8], _ path: String) throws -> [(String, NumberArray)] {
    func fail(_ offset: Int, _ sentence: String) -> DataError {
        .wrongContents("\(path), byte \(offset): \(sentence)")
    }
    guard bytes.count > 8 else {
        throw fail(
            bytes.count,
            "the file ends within its first 9 bytes; a .safetensors or .npz file was expected")
    }
    guard bytes[8] == UInt8(ascii: "{") else {
        throw fail(
            8, "a .safetensors file has a { here; a .safetensors or .npz file was expected")
    }
    let headerLength = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * $1) }
    guard headerLength <= UInt64(bytes.count - 8) else {
        throw fail(
            0,
            "the header is said to be \(headerLength) bytes long, but only "
                + "\(counted(bytes.count - 8, "byte")) follow; the file is cut short: copy or "
                + "download it again")
    }
    let dataStart = 8 + Int(headerLength)
    var header = HeaderScanner(
        bytes[8..<dataStart], path, at: 8, misfit: "the header isn't the expected JSON",
        hint: "; is it a .safetensors file?")
    let tensors = try header.tensors()

    let held = bytes.count - dataStart
    try tensors.forEach { try $0.check(held, path) }
    // Tensor after tensor, without overlaps and gaps, up to the end of the file.
    var place = 0
    for tensor in tensors.sorted(by: { $0.range < $1.range }) {
        guard tensor.range.begin == place else {
            throw fail(
                dataStart + place,
                "\(tensor.label) begins at \(tensor.range.begin) instead of \(place): tensors "
                    + "overlap, or there is a gap between them")
        }
        place = tensor.range.end
    }
    guard place == held else {
        throw fail(
            dataStart + place,
            "the file goes on for \(counted(held - place, "byte")) after its last tensor")
    }

    return tensors.map { tensor in
        let width = tensor.width!
        let numbers = bytes[(dataStart + tensor.range.begin)..<(dataStart + tensor.range.end)]
        let values = stride(from: numbers.startIndex, to: numbers.endIndex, by: width).map { i in
            let bits = (0..<width).reduce(UInt64(0)) { $0 | UInt64(numbers[i + $1]) << (8 * $1) }
            return width == 8
                ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(bits)))
        }
        return (tensor.name, NumberArray(source: path, shape: tensor.shape, values: values))
    }
}

/// A number's bytes, the least significant first.
func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// A text as JSON writes it.
private func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\u{0}"..."\u{1f}": result += String(format: "\\u%04x", scalar.value)
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

/// What the header says about a tensor; not to be trusted.
private struct Tensor {
    var name: String
    var type: String
    var shape: [Int]
    var range: (begin: Int, end: Int)
    /// Where in the file this is said.
    var offset: Int

    var label: String { "the tensor \"\(shown(name))\"" }

    /// The bytes of a number, if this is a type that is read.
    var width: Int? { ["F64": 8, "F32": 4][type] }

    /// Makes sure that type, shape and place fit each other and the bytes that are held.
    func check(_ held: Int, _ path: String) throws {
        func fail(_ sentence: String) -> DataError {
            .wrongContents("\(path), byte \(offset): \(label) \(sentence)")
        }
        guard let width else {
            throw fail(
                "has the type \(shown(type)); F64 or F32 was expected; in PyTorch, save "
                    + "tensor.to(torch.float32)")
        }
        guard range.begin <= range.end, range.end <= held else {
            throw fail(
                "lies at \(range.begin) to \(range.end), but the file holds only "
                    + "\(counted(held, "byte")) of numbers; the file is cut short, or damaged")
        }
        guard let count = elementCount(shape), count <= held / width,
            count * width == range.end - range.begin
        else {
            throw fail(
                "has the shape \(sizes(shape)), which doesn't fit the "
                    + "\(counted(range.end - range.begin, "byte")) that it lies in")
        }
    }
}

/// Reads the JSON of a header: an object of objects, in which no name may come twice.
///
/// (Foundation's parser keeps one of two equal names and says nothing.)
extension HeaderScanner {
    fileprivate mutating func tensors() throws -> [Tensor] {
        var tensors: [Tensor] = []
        try object { scanner, name, offset in
            if name == "__metadata__" {
                // Notes of the program that wrote the file: texts.
                try scanner.object { scanner, _, _ in _ = try scanner.string() }
            } else {
                tensors.append(try scanner.tensor(name, offset))
            }
        }
        guard next() == nil else { throw fail("text after the header's closing brace") }
        return tensors
    }

    private mutating func tensor(_ name: String, _ offset: Int) throws -> Tensor {
        var type: String?
        var shape: [Int]?
        var range: [Int]?
        try object { scanner, key, _ in
            switch key {
            case "dtype": type = try scanner.string()
            case "shape": shape = try scanner.numbers()
            case "data_offsets": range = try scanner.numbers()
            default:
                throw scanner.fail(
                    "\"\(shown(key))\" was found; dtype, shape and data_offsets were expected")
            }
        }
        guard let type, let shape, let range, range.count == 2 else {
            throw fail(
                "the tensor \"\(shown(name))\" must have dtype, shape and two data_offsets")
        }
        return Tensor(
            name: name, type: type, shape: shape, range: (range[0], range[1]), offset: offset)
    }

    /// Reads `{"name": value, …}`; `value` reads a value and gets its name and where that stands.
    private mutating func object(
        _ value: (inout HeaderScanner, String, Int) throws -> Void
    ) throws {
        // Names are compared by their bytes: Swift takes "é" and "e" with an accent for the same.
        var names: Set<[UInt8]> = []
        try require("{")
        if skip("}") { return }
        repeat {
            _ = next()
            let offset = place
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                place = offset
                throw fail("the name \"\(shown(name))\" comes twice")
            }
            try require(":")
            try value(&self, name, offset)
        } while skip(",")
        try require("}")
    }

    /// Reads `[1, 2, …]`: whole numbers that aren't negative.
    private mutating func numbers() throws -> [Int] {
        var numbers: [Int] = []
        try require("[")
        if skip("]") { return [] }
        repeat {
            guard let number = try wholeNumber() else { throw fail("a whole number was expected") }
            numbers.append(number)
        } while skip(",")
        try require("]")
        return numbers
    }

    private mutating func string() throws -> String {
        try require("\"")
        var bytes: [UInt8] = []
        while place < text.endIndex {
            let byte = text[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: bytes, as: UTF8.self) else {
                    throw fail("the text isn't UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                bytes += Array(String(try escape()).utf8)
            case 0..<0x20:
                throw fail("a control character in a text")
            default:
                bytes.append(byte)
            }
        }
        throw fail("a text in quotes doesn't end")
    }

    /// The character that `\n`, `\u00e9` and the like stand for; the backslash is read already.
    private mutating func escape() throws -> UnicodeScalar {
        guard place < text.endIndex else { throw fail("a text in quotes doesn't end") }
        let letter = text[place]
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            // Two halves of a character beyond 16 bits.
            if (0xD800..<0xDC00).contains(code), text[place...].starts(with: "\\u".utf8) {
                place += 2
                let low = try fourDigits()
                guard (0xDC00..<0xE000).contains(low) else { throw fail("half a character") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = UnicodeScalar(code) else { throw fail("half a character") }
            return scalar
        default:
            throw fail("an unknown character after a backslash")
        }
    }

    private mutating func fourDigits() throws -> UInt32 {
        let digits = text[place...].prefix(4)
        guard digits.count == 4,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit && $0 < 0x80 }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else {
            throw fail("four hexadecimal digits were expected after \\u")
        }
        place += 4
        return code
    }
}
