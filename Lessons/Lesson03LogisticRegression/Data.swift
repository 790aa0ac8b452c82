import Datasets
import Matrices

/// The pictures and their signs, 0 or 1: 348 to train, 62 to test.
struct Hands {
    var x, y, xTest, yTest: Matrix
    /// A picture of each sign.
    var examples: Matrix
    var arePhotographs: Bool

    /// The accuracy of what is predicted for the hands to train, and for those to test.
    func accuracies(_ predict: (Matrix) -> Matrix) -> (train: Double, test: Double) {
        (accuracy(predict(x), y), accuracy(predict(xTest), yTest))
    }
}

/// 205 hands that sign 0, then 205 that sign 1: photographs from the folder, or drawn ones.
func readHands(folder: String?, seed: Int) throws -> Hands {
    let codes = Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205)
    let (pictures, labels) = try folder.map(readSignDigits) ?? drawnDigits(codes, seed: seed)
    let signs = Matrix(column: labels.map(Double.init))
    let split = trainTestSplit(count: 410, testFraction: 0.15, seed: 42)
    return Hands(
        x: pictures[rows: split.train], y: signs[rows: split.train],
        xTest: pictures[rows: split.test], yTest: signs[rows: split.test],
        examples: pictures[rows: [56, 283]], arePhotographs: folder != nil)
}

/// The names of the weights in a file.
func named(_ parameters: Parameters) -> [(name: String, matrix: Matrix)] {
    [("w", parameters.w), ("b", Matrix(row: [parameters.b]))]
}

/// w and b as an earlier run has saved them, or nil without a file.
func readParameters(_ path: String?) throws -> Parameters? {
    guard let path else { return nil }
    let weights = try readWeights(path, like: named(firstParameters(pixels: 4096)))
    return Parameters(w: weights[0], b: weights[1][0, 0])
}
