import Layers
import Matrices

/// Attention's backward pass against central differences, without and with the causal mask, and
/// layer norm's.
func checkGradient(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 4)
    let (q, k) = (
        random.randn(rows: 4, columns: 3 * width), random.randn(rows: 4, columns: 3 * width)
    )
    let v = random.randn(rows: 4, columns: 2 * width)
    // Some cost: a weighted sum of what comes out.
    let weights = random.randn(rows: 4, columns: 2 * width)
    func checks(causal: Bool) -> [CheckedGradient] {
        func cost(_ q: Matrix, _ k: Matrix, _ v: Matrix) -> Double {
            (attention(q, k, v, causal: causal).output * weights).sum()
        }
        let byHand = backward(attention(q, k, v, causal: causal), weights)
        let mask = causal ? ", causal" : ""
        return [
            checkedGradient("dq" + mask, byHand.dq, at: q) { cost($0, k, v) },
            checkedGradient("dk" + mask, byHand.dk, at: k) { cost(q, $0, v) },
            checkedGradient("dv" + mask, byHand.dv, at: v) { cost(q, k, $0) },
        ]
    }
    let normWeights = random.randn(rows: 4, columns: 3 * width)
    let (xHat, sigma) = normalized(q)
    let norm = checkedGradient(
        "dx, layer norm", normalizedBackward(xHat, sigma, normWeights), at: q
    ) { x in
        (normalized(x).xHat * normWeights).sum()
    }
    return checks(causal: false) + checks(causal: true) + [norm]
}

/// How far dq, dk, dv by hand are from those that the tape finds when attention is written with
/// lesson 17's operations.
func differenceToTape(seed: Int) -> Double {
    var random = RandomState(seed: seed + 5)
    let matrices = (0..<3).map { _ in random.randn(rows: 5, columns: 3) }
    let weights = random.randn(rows: 5, columns: 3)
    let tape = Tape()
    let p = matrices.map { tape.parameter($0) }
    let s = (1 / 3.0.squareRoot()) * matmul(p[0], transposed: p[1])
    mean(matmul(softmax(s), p[2]) * tape.constant(15 * weights)).backward()
    let byHand = backward(attention(matrices[0], matrices[1], matrices[2]), weights)
    return zip(p, [byHand.dq, byHand.dk, byHand.dv])
        .map { abs($0.gradient - $1).max() }.max() ?? 0
}
