import Matrices

import func Layers.glorotUniform

/// Inputs and true answers, a row per example.
struct Examples {
    var x: Matrix
    var y: Matrix

    subscript(list: [Int]) -> Examples { Examples(x: x[rows: list], y: y[rows: list]) }
}

/// How many weights and biases a network with layers of these sizes has.
func parameterCount(_ sizes: [Int]) -> Int {
    zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
}

/// First weights W₁, b₁, W₂, b₂ … of lesson 05: Glorot's, biases 0.
func firstParameters(_ sizes: [Int], _ random: inout RandomState) -> [Matrix] {
    zip(sizes, sizes.dropFirst()).flatMap { inputs, outputs in
        [glorotUniform(inputs, outputs, &random), Matrix(rows: 1, columns: outputs)]
    }
}

/// Those of lesson 04: normal numbers of variance 1 / inputs, biases 0.
func firstParameters(hidden: Int, seed: Int) -> [Matrix] {
    var random = RandomState(seed: seed + 1)
    let w1 = random.randn(rows: 2, columns: hidden) * (1.0 / 2).squareRoot()
    let w2 = random.randn(rows: hidden, columns: 1) * (1 / Double(hidden)).squareRoot()
    return [w1, Matrix(rows: 1, columns: hidden), w2, Matrix(rows: 1, columns: 1)]
}
