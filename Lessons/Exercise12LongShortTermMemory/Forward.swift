import Layers
import Matrices

// What is written already, as in lesson 12.

/// What one step of the way forward leaves; everything is n × hidden.
struct Step {
    var i, f, g, o: Matrix
    var cBefore, c: Matrix
    var h: Matrix { o * tanh(c) }

    init(zi: Matrix, zf: Matrix, zg: Matrix, zo: Matrix, cBefore: Matrix) {
        i = sigmoid(zi)
        f = sigmoid(zf)
        g = tanh(zg)
        o = sigmoid(zo)
        self.cBefore = cBefore
        c = f * cBefore + i * g
    }
}

/// What one step of the way back gives; everything is n × hidden.
struct StepGradient {
    var dzi, dzf, dzg, dzo: Matrix
    var dcBefore: Matrix
}

/// One LSTM layer and a linear output after the last step.
struct LSTM {
    /// Wx (inputs × 4·hidden), Wh (hidden × 4·hidden), b, Wy (hidden × 1), by; the gates in the
    /// order i, f, g, o.
    var parameters: [Matrix]
    let hidden: Int

    /// Glorot's weights; biases 0, except the forget gate's: 3.
    init(inputs: Int, hidden: Int, random: inout RandomState) {
        self.hidden = hidden
        let wx = Matrix(joining: (0..<4).map { _ in glorotUniform(inputs, hidden, &random) })
        let wh = Matrix(joining: (0..<4).map { _ in glorotUniform(hidden, hidden, &random) })
        let wy = glorotUniform(hidden, 1, &random)
        let b = Matrix(rows: 1, columns: 4 * hidden) { _, j in j / hidden == 1 ? 3 : 0 }
        parameters = [wx, wh, b, wy, Matrix(rows: 1, columns: 1)]
    }

    /// All steps, and the output after the last one.
    func forward(_ x: [Matrix]) -> (steps: [Step], output: Matrix) {
        var steps: [Step] = []
        var (h, c) = (
            Matrix(rows: x[0].rows, columns: hidden), Matrix(rows: x[0].rows, columns: hidden)
        )
        for t in x.indices {
            let z = matmul(x[t], parameters[0]) + matmul(h, parameters[1]) + parameters[2]
            let step = Step(
                zi: gate(0, z), zf: gate(1, z), zg: gate(2, z), zo: gate(3, z), cBefore: c)
            (h, c) = (step.h, step.c)
            steps.append(step)
        }
        return (steps, matmul(h, parameters[3]) + parameters[4])
    }

    /// Backpropagation through time, with the reader's step.
    func backward(
        _ x: [Matrix], _ steps: [Step], _ dOutput: Matrix,
        _ stepBackward: (Step, _ dh: Matrix, _ dcLater: Matrix) -> StepGradient
    ) -> [Matrix] {
        var gradients = parameters.map { 0 * $0 }
        gradients[3] = matmul(transposed: steps[steps.count - 1].h, dOutput)
        gradients[4] = dOutput.columnSums()
        var dh = matmul(dOutput, transposed: parameters[3])
        var dc = 0 * dh
        for t in x.indices.reversed() {
            let step = stepBackward(steps[t], dh, dc)
            let dz = Matrix(joining: [step.dzi, step.dzf, step.dzg, step.dzo])
            gradients[0] += matmul(transposed: x[t], dz)
            if t > 0 { gradients[1] += matmul(transposed: steps[t - 1].h, dz) }
            gradients[2] += dz.columnSums()
            dh = matmul(dz, transposed: parameters[1])
            dc = step.dcBefore
        }
        return gradients
    }

    private func gate(_ number: Int, _ z: Matrix) -> Matrix {
        z[columns: Array(number * hidden..<(number + 1) * hidden)]
    }
}
