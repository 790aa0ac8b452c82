import Layers
import Matrices

/// Two rounds of convolution, ReLU and pooling, then one dense layer.
struct ConvolutionalNetwork {
    /// Filters are size × size.
    let size: Int
    let input, firstMaps, firstPooled, secondMaps, secondPooled: PictureShape
    /// w1, b1, w2, b2: filters, a column each; w3, b3: the dense layer.
    var parameters: [Matrix]

    /// Weights by Glorot's rule, layer after layer, each matrix row after row; biases 0.
    init(
        input: PictureShape, size: Int = 5, filters: (Int, Int) = (8, 16), classes: Int = 10,
        random: inout RandomState
    ) {
        self.size = size
        self.input = input
        firstMaps = input.convolved(size: size, filters: filters.0)
        firstPooled = firstMaps.pooled()
        secondMaps = firstPooled.convolved(size: size, filters: filters.1)
        secondPooled = secondMaps.pooled()
        parameters = [
            firstFilters(input.channels, filters.0, size, &random),
            Matrix(rows: 1, columns: filters.0),
            firstFilters(filters.0, filters.1, size, &random),
            Matrix(rows: 1, columns: filters.1),
            glorotUniform(secondPooled.count, classes, &random),
            Matrix(rows: 1, columns: classes),
        ]
    }

    /// The parameters with their names in a file.
    var weights: [(name: String, matrix: Matrix)] {
        zip(["w1", "b1", "w2", "b2", "w3", "b3"], parameters).map { ($0, $1) }
    }

    /// What the forward pass leaves for the backward pass.
    struct Trace {
        var patches1, z1: Matrix, winners1: [Int]
        var patches2, z2: Matrix, winners2: [Int]
        var features, z3: Matrix
    }

    func forward(_ x: Matrix) -> Trace {
        let (patches1, z1) = convolution(x, input, size: size, parameters[0], parameters[1])
        let (a1, winners1) = maxPooling(relu(z1), firstMaps)
        let (patches2, z2) = convolution(a1, firstPooled, size: size, parameters[2], parameters[3])
        let (features, winners2) = maxPooling(relu(z2), secondMaps)
        let z3 = matmul(features, parameters[4]) + parameters[5]
        return Trace(
            patches1: patches1, z1: z1, winners1: winners1, patches2: patches2, z2: z2,
            winners2: winners2, features: features, z3: z3)
    }

    /// The gradient of every parameter, from dz of the last layer.
    func backward(_ trace: Trace, _ dz3: Matrix) -> [Matrix] {
        let dw3 = matmul(transposed: trace.features, dz3)
        let dFeatures = matmul(dz3, transposed: parameters[4])
        let dz2 =
            maxPoolingBackward(trace.winners2, dFeatures, secondMaps) * reluDerivative(trace.z2)
        let (dw2, db2) = convolutionBackward(trace.patches2, parameters[2], dz2)
        let da1 = convolutionInputGradient(parameters[2], dz2, firstPooled, size: size)
        let dz1 = maxPoolingBackward(trace.winners1, da1, firstMaps) * reluDerivative(trace.z1)
        let (dw1, db1) = convolutionBackward(trace.patches1, parameters[0], dz1)
        return [dw1, db1, dw2, db2, dw3, dz3.columnSums()]
    }
}

func relu(_ z: Matrix) -> Matrix { z.map { max($0, 0) } }

func reluDerivative(_ z: Matrix) -> Matrix { z.map { $0 > 0 ? 1 : 0 } }

/// Glorot's rule for filters: an output has size² · channels inputs, an input reaches
/// size² · filters outputs.
func firstFilters(
    _ channels: Int, _ filters: Int, _ size: Int, _ random: inout RandomState
) -> Matrix {
    let limit = (6 / Double(size * size * (channels + filters))).squareRoot()
    return random.uniform(-limit, limit, rows: size * size * channels, columns: filters)
}

/// The last layer's z of every picture, 250 pictures at a time: patches need room.
func scores(_ network: ConvolutionalNetwork, _ x: Matrix) -> Matrix {
    Matrix(
        stacking: stride(from: 0, to: x.rows, by: 250).map { start in
            network.forward(x[rows: start..<min(start + 250, x.rows)]).z3
        })
}
