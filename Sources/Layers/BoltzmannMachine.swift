import Matrices

/// A restricted Boltzmann machine: visible and hidden units that are 0 or 1, every visible one
/// joined with every hidden one. Lesson 13 derives it; lesson 14 stacks several.
///
/// E(v, h) = −v·W·hᵀ − b·vᵀ − c·hᵀ, and p(v, h) is proportional to e^−E (Smolensky, 1986).
public struct BoltzmannMachine: Sendable {
    /// The connections, visible × hidden.
    public var w: Matrix
    /// The visible units' biases, 1 × visible.
    public var visibleBias: Matrix
    /// The hidden units' biases, 1 × hidden.
    public var hiddenBias: Matrix

    /// A machine with small weights, drawn row after row from a normal distribution, and biases 0.
    /// - Parameters:
    ///   - visible: How many visible units: inputs.
    ///   - hidden: How many hidden units: features to find.
    ///   - spread: The weights' standard deviation.
    ///   - random: Where the weights come from.
    public init(visible: Int, hidden: Int, spread: Double = 0.01, random: inout RandomState) {
        w = spread * random.randn(rows: visible, columns: hidden)
        visibleBias = Matrix(rows: 1, columns: visible)
        hiddenBias = Matrix(rows: 1, columns: hidden)
    }

    /// p(h = 1 | v) = σ(v·W + c): m × hidden for m × visible.
    public func hiddenProbability(_ v: Matrix) -> Matrix {
        sigmoid(matmul(v, w) + hiddenBias)
    }

    /// p(v = 1 | h) = σ(h·Wᵀ + b): m × visible for m × hidden.
    public func visibleProbability(_ h: Matrix) -> Matrix {
        sigmoid(matmul(h, transposed: w) + visibleBias)
    }

    /// Contrastive divergence with one step, CD-1 (Hinton, 2002): an estimate of the gradient of
    /// −log p(v), the mean over the rows.
    ///
    /// The hidden units are drawn, one uniform number each, row after row; visible units and the
    /// hidden ones of the reconstruction stay probabilities.
    /// - Parameters:
    ///   - v: A row per example, 0…1.
    ///   - random: Where the hidden units' draws come from.
    /// - Returns: Gradients in the shapes of `w`, `visibleBias` and `hiddenBias`.
    public func contrastiveDivergence(
        _ v: Matrix, _ random: inout RandomState
    ) -> (dw: Matrix, dVisibleBias: Matrix, dHiddenBias: Matrix) {
        let m = Double(v.rows)
        let h = hiddenProbability(v)
        let drawn = h.map(with: random.randomSample(rows: h.rows, columns: h.columns)) { p, u in
            u < p ? 1 : 0
        }
        let v1 = visibleProbability(drawn)
        let h1 = hiddenProbability(v1)
        return (
            (matmul(transposed: v1, h1) - matmul(transposed: v, h)) / m,
            (v1.columnSums() - v.columnSums()) / m,
            (h1.columnSums() - h.columnSums()) / m
        )
    }

    /// One step downhill: w ← w − α·dw, and so on.
    public mutating func update(
        _ gradient: (dw: Matrix, dVisibleBias: Matrix, dHiddenBias: Matrix), learningRate: Double
    ) {
        w -= learningRate * gradient.dw
        visibleBias -= learningRate * gradient.dVisibleBias
        hiddenBias -= learningRate * gradient.dHiddenBias
    }

    /// One epoch of CD-1: every row once, in batches of shuffled rows.
    /// - Parameters:
    ///   - x: A row per example, 0…1.
    ///   - learningRate: α, how far each step goes.
    ///   - batchSize: How many rows make a step; the last batch may be smaller.
    ///   - order: Where the shuffle comes from.
    ///   - sampling: Where the hidden units' draws come from.
    public mutating func trainEpoch(
        _ x: Matrix, learningRate: Double, batchSize: Int, order: inout RandomState,
        sampling: inout RandomState
    ) {
        let shuffled = order.permutation(x.rows)
        for start in stride(from: 0, to: x.rows, by: batchSize) {
            let batch = x[rows: Array(shuffled[start..<min(start + batchSize, x.rows)])]
            update(contrastiveDivergence(batch, &sampling), learningRate: learningRate)
        }
    }
}
