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

/// Wx (inputs × 4·hidden), Wh (hidden × 4·hidden), b, Wy (hidden × 1), by; the gates in the order
/// i, f, g, o. Glorot's weights; biases 0, except the forget gate's: 3.
func firstParameters(inputs: Int, hidden: Int, random: inout RandomState) -> [Matrix] {
    let wx = Matrix(joining: (0..<4).map { _ in glorotUniform(inputs, hidden, &random) })
    let wh = Matrix(joining: (0..<4).map { _ in glorotUniform(hidden, hidden, &random) })
    let b = Matrix(rows: 1, columns: 4 * hidden) { _, j in j / hidden == 1 ? 3 : 0 }
    return [wx, wh, b, glorotUniform(hidden, 1, &random), Matrix(rows: 1, columns: 1)]
}

/// All steps, and the output after the last one.
func forward(_ x: [Matrix], _ p: [Matrix]) -> (steps: [Step], output: Matrix) {
    let hidden = p[1].rows
    var steps: [Step] = []
    var h = Matrix(rows: x[0].rows, columns: hidden)
    var c = h
    for x in x {
        let z = matmul(x, p[0]) + matmul(h, p[1]) + p[2]
        let gates = (0..<4).map { z[columns: Array($0 * hidden..<($0 + 1) * hidden)] }
        let step = Step(zi: gates[0], zf: gates[1], zg: gates[2], zo: gates[3], cBefore: c)
        (h, c) = (step.h, step.c)
        steps.append(step)
    }
    return (steps, matmul(h, p[3]) + p[4])
}

/// Backpropagation through time, with the reader's step.
func backward(
    _ x: [Matrix], _ steps: [Step], _ dOutput: Matrix, _ p: [Matrix],
    _ stepBackward: (Step, _ dh: Matrix, _ dcLater: Matrix) -> StepGradient
) -> [Matrix] {
    var gradients = p.map { Matrix(zerosLike: $0) }
    gradients[3] = matmul(transposed: steps[steps.count - 1].h, dOutput)
    gradients[4] = dOutput.columnSums()
    var dh = matmul(dOutput, transposed: p[3])
    var dc = Matrix(zerosLike: dh)
    for t in x.indices.reversed() {
        let step = stepBackward(steps[t], dh, dc)
        let dz = Matrix(joining: [step.dzi, step.dzf, step.dzg, step.dzo])
        gradients[0] += matmul(transposed: x[t], dz)
        if t > 0 { gradients[1] += matmul(transposed: steps[t - 1].h, dz) }
        gradients[2] += dz.columnSums()
        dh = matmul(dz, transposed: p[1])
        dc = step.dcBefore
    }
    return gradients
}
