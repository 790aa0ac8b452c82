import Matrices

/// Named matrices as the bytes of a file: the weights of a network, to take along.
///
/// The ending of the name decides: `.safetensors` (for PyTorch, JAX, MLX and others) or `.npz` (for
/// NumPy). Numbers are written in full precision (float64).
/// - Parameters:
///   - weights: The matrices, each with a name of its own.
///   - path: Where the bytes are to go.
/// - Throws: `DataError` 65 if one of the numbers is NaN or infinite.
public func weightBytes(
    _ weights: [(name: String, matrix: Matrix)], for path: String
) throws -> [UInt8] {
    if let name = firstRepeated(weights.map(\.name)) {
        stop("two of the weights are named \(name)")
    }
    for (name, matrix) in weights where !matrix.isFinite {
        throw DataError.wrongContents(
            "\(path): not written, because the weights \"\(name)\" are no numbers any more; "
                + "did the training overflow?")
    }
    return path.hasSuffix(".npz") ? try npzBytes(weights, path) : safetensorsBytes(weights)
}

/// Reads named matrices from a `.safetensors` or a `.npz` file, in the order of the file.
///
/// Which of the two it is is seen in the file itself. Read are float64 and float32 (in `.npz` also
/// the integers of `readNPY`). A tensor of one axis becomes a row, 1 × n, as a bias is; with more
/// axes, the first becomes the rows and the others lie side by side.
/// - Throws: `DataError` 66 if the file can't be read; 65 if it is neither, damaged, or compressed.
public func readWeights(_ path: String) throws -> [(name: String, matrix: Matrix)] {
    let bytes = try contents(of: path)
    // A .safetensors file begins with a number of 8 bytes, so its ninth byte tells more.
    if bytes.dropFirst(8).first != UInt8(ascii: "{") {
        try refuseOtherFormats(
            bytes, path, expected: "a .safetensors or .npz file", known: [.zip])
    }
    let isArchive = FileBeginning.zip.bytes.contains { bytes.starts(with: $0) }
    let arrays = try isArchive ? parseNPZ(bytes, path) : parseSafetensors(bytes, path)
    return arrays.map { name, array in
        (name, array.shape.count == 1 ? Matrix(row: array.values) : array.matrix)
    }
}

/// Reads the weights of a network whose names and shapes are known.
///
/// - Parameters:
///   - path: A `.safetensors` or `.npz` file.
///   - expected: The name and shape of every matrix of the network.
/// - Returns: The matrices in the order of `expected`.
/// - Throws: `DataError` 66 if the file can't be read; 65 if it is damaged, lacks one of the names,
///   holds another one besides, has another shape, or holds NaN or infinity.
public func readWeights(
    _ path: String, expecting expected: [(name: String, rows: Int, columns: Int)]
) throws -> [Matrix] {
    let found = try readWeights(path)
    func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
    if let other = found.first(where: { weight in
        !expected.contains { isSame($0.name, weight.name) }
    }) {
        throw DataError.wrongContents(
            "\(path): the weights \"\(shown(other.name))\" don't belong to this network, which has "
                + expected.map(\.name).joined(separator: ", "))
    }
    return try expected.map { name, rows, columns in
        guard let (_, matrix) = found.first(where: { isSame($0.name, name) }) else {
            throw DataError.wrongContents(
                "\(path): the weights \"\(name)\" of this network are missing")
        }
        guard matrix.rows == rows, matrix.columns == columns else {
            throw DataError.wrongContents(
                "\(path): the weights \"\(name)\" are \(matrix.rows) × \(matrix.columns), but this "
                    + "network has \(rows) × \(columns); "
                    + (matrix.rows == columns && matrix.columns == rows
                        ? "they lie the other way round, as PyTorch keeps them: save w.T"
                        : "was the file made with other options?"))
        }
        if let place = matrix.values.firstIndex(where: { !$0.isFinite }) {
            throw DataError.wrongContents(
                "\(path): the weight \"\(name)\"[\(place / columns), \(place % columns)] is "
                    + "\(matrix.values[place]); finite numbers were expected")
        }
        return matrix
    }
}

/// Reads weights that have the names and shapes of these.
///
/// - Returns: The matrices in the order of `weights`.
/// - Throws: As above.
public func readWeights(
    _ path: String, like weights: [(name: String, matrix: Matrix)]
) throws -> [Matrix] {
    try readWeights(path, expecting: weights.map { ($0.name, $0.matrix.rows, $0.matrix.columns) })
}

/// The first text that a list holds a second time.
func firstRepeated(_ texts: [String]) -> String? {
    var seen: Set<[UInt8]> = []
    return texts.first { !seen.insert(Array($0.utf8)).inserted }
}
