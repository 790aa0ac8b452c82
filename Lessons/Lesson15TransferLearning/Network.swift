import Layers
import Matrices

/// 28 × 28 pixels, 8 filters of 3 × 3, ReLU, pooling, 16 filters of 3 × 3, ReLU, pooling, and a
/// head: one dense layer of scores. All of it from lesson 10.
struct Network {
    /// w1, b1, w2, b2 make the features; w3, b3 are the head.
    var parameters: [Matrix]

    static let first = Convolution(height: 28, width: 28, size: 3, filters: 8)
    static let firstPooling = MaxPooling(height: 26, width: 26, channels: 8)
    static let second = Convolution(height: 13, width: 13, channels: 8, size: 3, filters: 16)
    static let secondPooling = MaxPooling(height: 11, width: 11, channels: 16)
    static let featureCount = 5 * 5 * 16

    /// Glorot's weights, drawn layer after layer; biases 0.
    init(classes: Int, seed: Int) {
        var random = RandomState(seed: seed + 1)
        parameters = [
            Self.first.glorotUniform(&random), Matrix(rows: 1, columns: 8),
            Self.second.glorotUniform(&random), Matrix(rows: 1, columns: 16),
            glorotUniform(Self.featureCount, classes, &random), Matrix(rows: 1, columns: classes),
        ]
    }

    /// The parameters with their names in a file.
    var weights: [(name: String, matrix: Matrix)] {
        zip(["w1", "b1", "w2", "b2", "w3", "b3"], parameters).map { ($0, $1) }
    }

    /// What the forward pass leaves for the backward pass.
    struct Trace {
        var patches1, z1, patches2, z2, features, scores: Matrix
        var winners1, winners2: [Int]
    }

    func forward(_ x: Matrix) -> Trace {
        let (patches1, z1) = Self.first.forward(x, parameters[0], parameters[1])
        let (a1, winners1) = Self.firstPooling.forward(Activation.relu(z1))
        let (patches2, z2) = Self.second.forward(a1, parameters[2], parameters[3])
        let (features, winners2) = Self.secondPooling.forward(Activation.relu(z2))
        return Trace(
            patches1: patches1, z1: z1, patches2: patches2, z2: z2, features: features,
            scores: matmul(features, parameters[4]) + parameters[5], winners1: winners1,
            winners2: winners2)
    }

    /// The gradients of all parameters, from the derivative of the cost by the scores.
    func backward(_ trace: Trace, _ dz3: Matrix) -> [Matrix] {
        let dFeatures = matmul(dz3, transposed: parameters[4])
        let da2 = Self.secondPooling.backward(trace.winners2, dFeatures)
        let dz2 = da2.map(with: trace.z2) { da, z in z > 0 ? da : 0 }
        let (dw2, db2) = Self.second.backward(trace.patches2, dz2)
        let dPooled = Self.second.inputGradient(parameters[2], dz2)
        let da1 = Self.firstPooling.backward(trace.winners1, dPooled)
        let dz1 = da1.map(with: trace.z1) { da, z in z > 0 ? da : 0 }
        let (dw1, db1) = Self.first.backward(trace.patches1, dz1)
        return [dw1, db1, dw2, db2, matmul(transposed: trace.features, dz3), dz3.columnSums()]
    }

    /// Features and scores of many pictures, 250 at a time: patches need room.
    func inParts(_ x: Matrix) -> (features: Matrix, scores: Matrix) {
        let traces = stride(from: 0, to: x.rows, by: 250).map { start in
            let trace = forward(x[rows: start..<min(start + 250, x.rows)])
            return (trace.features, trace.scores)
        }
        return (Matrix(stacking: traces.map(\.0)), Matrix(stacking: traces.map(\.1)))
    }
}
