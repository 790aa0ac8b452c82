import Matrices

/// The cost of all examples after each epoch of updates by batches, drawn in a new order each time.
func descendByBatches(
    _ x: Matrix, _ y: Matrix, batchSize: Int, learningRate: Double, epochs: Int,
    order: RandomState
) -> [Double] {
    var order = order
    var (m, b) = (0.0, 0.0)
    var costs = [cost(forward(x, m: m, b: b), y)]
    for _ in 0..<epochs {
        let permutation = order.permutation(x.rows)
        for start in stride(from: 0, to: x.rows, by: batchSize) {
            let batch = Array(permutation[start..<min(start + batchSize, x.rows)])
            let xBatch = x[rows: batch]
            let predicted = forward(xBatch, m: m, b: b)
            let (dm, db) = backward(xBatch, predicted, y[rows: batch])
            m = m - learningRate * dm
            b = b - learningRate * db
        }
        costs.append(cost(forward(x, m: m, b: b), y))
    }
    return costs
}
