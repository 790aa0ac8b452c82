import Matrices
import Notebook

func showBatches(_ notebook: Notebook, _ x: Matrix, _ y: Matrix, seed: Int) {
    notebook.text(
        """
        The gradient of all 65 cereals takes 65 of them for one step. A batch of 13 takes 13: the \
        step is rougher, but there are 5 of them for the price of one. Once through all the data \
        is an epoch, with any batch size: ⌈65 / batch⌉ updates. Standardised input, α = 0.01, the \
        cost of all 65 after the epoch:
        """)
    let z = standardised(x)
    let sizes = [65, 13, 5, 1]
    let costs = sizes.map {
        descendByBatches(
            z, y, batchSize: $0, learningRate: 0.01, epochs: 100,
            order: RandomState(seed: seed + 2))
    }
    notebook.table(
        ["batch", "updates per epoch", "after 5 epochs", "after 20", "after 100"],
        zip(sizes, costs).map { size, costs in
            [
                "\(size)", "\((65 + size - 1) / size)", fixed(costs[5], 3), fixed(costs[20], 3),
                fixed(costs[100], 3),
            ]
        })
    notebook.plot(
        "Cost of all cereals by batch size", x: "epoch", y: "cost",
        zip(sizes, costs).map { size, costs in
            Curve("batch \(size)", x: (0...30).map(Double.init), y: Array(costs[0...30]))
        })
    notebook.text(
        """
        Single examples are down first. But they never come to rest: each pulls towards itself, \
        and the cost stays a little above \(fixed(leastSquares(z, y).cost, 3)), the lowest \
        possible.
        """)
}
