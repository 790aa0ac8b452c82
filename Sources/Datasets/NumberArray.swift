import Matrices

/// Numbers with any number of axes, as array files hold them.
struct NumberArray: Equatable, Sendable {
    /// The file that the numbers come from; sentences about them begin with it.
    let source: String
    /// The length of each axis; empty for a single number.
    let shape: [Int]
    /// The numbers, the last axis running fastest.
    let values: [Double]

    /// An array of a shape; `values.count` must be the product of its lengths.
    init(source: String = "array", shape: [Int], values: [Double]) {
        guard shape.allSatisfy({ $0 >= 0 }), values.count == shape.reduce(1, *) else {
            stop("an array of shape \(sizes(shape)) can't hold \(values.count) values")
        }
        self.source = source
        self.shape = shape
        self.values = values
    }

    /// The array as a matrix: the first axis becomes the rows, the others lie side by side.
    ///
    /// (2062, 64, 64) becomes 2062 × 4096, (5000,) becomes a column of 5000 × 1, and a single
    /// number 1 × 1.
    var matrix: Matrix {
        Matrix(
            rows: shape.first ?? 1, columns: shape.dropFirst().reduce(1, *), values: values)
    }

    /// Makes sure that the array has the shape that its reader relies on; `nil` is any length.
    ///
    /// - Parameters:
    ///   - expected: The length of each axis.
    ///   - meaning: What the array holds, such as "2062 pictures of 64 × 64".
    /// - Throws: `DataError` 65 with both shapes.
    func requireShape(_ expected: [Int?], _ meaning: String) throws {
        let fits =
            shape.count == expected.count
            && zip(shape, expected).allSatisfy { $1 == nil || $0 == $1 }
        guard fits else {
            throw DataError.wrongContents(
                "\(source): the array has the shape \(sizes(shape)), but \(sizes(expected)) "
                    + "was expected: "
                    + meaning)
        }
    }

    /// Makes sure that every number can be a pixel: finite, and within a range.
    ///
    /// - Throws: `DataError` 65 that names the first element that isn't.
    func requirePixels(_ range: ClosedRange<Double>) throws {
        guard let place = values.firstIndex(where: { !range.contains($0) }) else { return }
        throw DataError.wrongContents(
            "\(source): element \(sizes(indices(of: place))) is \(short(values[place])); "
                + "pixels are numbers "
                + "from \(short(range.lowerBound)) to \(short(range.upperBound))")
    }

    /// Where in the array the value at a place of `values` stands: an index per axis.
    func indices(of place: Int) -> [Int] {
        var rest = place
        var indices: [Int] = []
        for length in shape.reversed() {
            indices.append(rest % length)
            rest /= length
        }
        return indices.reversed()
    }
}

/// A shape as Python writes it, such as (2062, 64, 64); n stands for any length.
func sizes(_ shape: [Int?]) -> String {
    let lengths =
        shape.prefix(8).map { $0.map(String.init) ?? "n" } + (shape.count > 8 ? ["…"] : [])
    return "(" + lengths.joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
}

/// 255 instead of 255.0.
func short(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
}

/// How many elements an array of this shape has, or nil if that number is beyond `Int`.
///
/// A shape that holds a 0 has no elements, but the other lengths must still be sensible.
func elementCount(_ shape: [Int]) -> Int? {
    var count = 1
    for length in shape {
        guard length >= 0 else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: Swift.max(length, 1))
        if overflow { return nil }
        count = product
    }
    return shape.contains(0) ? 0 : count
}

/// How many numbers a file holds; its header must promise neither more nor fewer.
///
/// - Parameters:
///   - shape: The promised shape; not to be trusted.
///   - width: The bytes of a number.
///   - held: The bytes that are there.
///   - header: Where in the file the shape stands.
///   - data: Where in the file the numbers begin.
/// - Throws: `DataError` 65.
func elementCount(
    _ shape: [Int], width: Int, held: Int, _ path: String, header: Int, data: Int
) throws -> Int {
    func fail(_ offset: Int, _ sentence: String) -> DataError {
        .wrongContents("\(path), byte \(offset): \(sentence)")
    }
    guard let count = elementCount(shape) else {
        throw fail(header, "the shape \(sizes(shape)) has more elements than any file can hold")
    }
    guard count <= held / width else {
        throw fail(
            data,
            "the header promises \(sizes(shape)) numbers of \(counted(width, "byte")), but only "
                + "\(counted(held, "byte")) follow; the file is cut short: copy or download it "
                + "again")
    }
    guard count * width == held else {
        throw fail(
            data + count * width,
            "the file goes on for \(counted(held - count * width, "byte")) after the "
                + "\(sizes(shape)) numbers that its header promises")
    }
    return count
}

extension UnsafeRawBufferPointer {
    /// Number `i` of numbers that lie one after the other, its bytes as they stand in the file.
    func element<Number: FixedWidthInteger & BitwiseCopyable>(_ i: Int) -> Number {
        loadUnaligned(fromByteOffset: MemoryLayout<Number>.size * i, as: Number.self)
    }
}
