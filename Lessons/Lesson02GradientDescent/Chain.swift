import Layers
import Matrices

/// Two neurons, the output of the first being the input of the second.
struct ChainParameters: Equatable {
    var w1, b1, w2, b2: Double

    /// All four in a row, as the numerical gradient moves them.
    var row: Matrix { Matrix(row: [w1, b1, w2, b2]) }

    init(_ row: Matrix) {
        (w1, b1, w2, b2) = (row[0, 0], row[0, 1], row[0, 2], row[0, 3])
    }
}

func forward(_ x: Matrix, _ parameters: ChainParameters) -> (h: Matrix, predicted: Matrix) {
    let h = parameters.w1 * x + parameters.b1
    return (h, parameters.w2 * h + parameters.b2)
}

/// dw₁, db₁, dw₂ and db₂.
func backward(_ x: Matrix, _ parameters: ChainParameters, _ y: Matrix) -> ChainParameters {
    let (h, predicted) = forward(x, parameters)
    let dPredicted = 2 * (predicted - y) / Double(x.rows)
    let dw2 = (dPredicted * h).sum()
    let db2 = dPredicted.sum()
    let dh = dPredicted * parameters.w2
    let dw1 = (dh * x).sum()
    let db1 = dh.sum()
    return ChainParameters(Matrix(row: [dw1, db1, dw2, db2]))
}

func trainChain(_ x: Matrix, _ y: Matrix, learningRate: Double, iterations: Int) -> (
    path: [ChainParameters], costs: [Double]
) {
    var path = [ChainParameters(Matrix(row: [0.5, 0.1, 0.5, 0.1]))]
    for _ in 0..<iterations {
        let before = path[path.count - 1]
        let gradients = backward(x, before, y)
        path.append(ChainParameters(before.row - learningRate * gradients.row))
    }
    return (path, path.map { cost(forward(x, $0).predicted, y) })
}

/// Whether the four derivatives are the numerical ones.
func checkChain(_ x: Matrix, _ y: Matrix) -> Bool {
    let start = Matrix(row: [0.5, 0.1, 0.5, 0.1])
    let byHand = backward(x, ChainParameters(start), y).row
    return checkedGradient("chain", byHand, at: start) {
        cost(forward(x, ChainParameters($0)).predicted, y)
    }.isRight
}
