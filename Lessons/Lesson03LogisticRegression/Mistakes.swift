import Foundation
import Matrices
import Notebook

func runMistake(
    _ mistake: String, _ notebook: Notebook, _ hands: Hands, _ right: Training,
    from first: Parameters, _ settings: Settings
) {
    switch mistake {
    case "naive-loss": compareLosses(notebook, hands, settings)
    case "cost-sign": compareCosts(notebook, hands, right, from: first, settings)
    default: comparePredictions(notebook, hands, right.parameters)
    }
}

// MARK: The loss from log(ŷ)

/// The article's loss, −y log ŷ − (1 − y) log(1 − ŷ).
func naiveLoss(_ z: Double, _ y: Double) -> Double {
    let predicted = 1 / (1 + exp(-z))
    return -y * log(predicted) - (1 - y) * log(1 - predicted)
}

func naiveLoss(_ z: Float, _ y: Float) -> Float {
    let predicted = 1 / (1 + exp(-z))
    return -y * log(predicted) - (1 - y) * log(1 - predicted)
}

func naiveCost(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in naiveLoss(z, y) }.mean()
}

/// The lesson's training in Float from beginning to end: the naive cost before each step.
func trainInFloat(_ x: Matrix, _ y: Matrix, _ settings: Settings) -> [Float] {
    let rows = (0..<x.rows).map { x[row: $0].map(Float.init) }
    let signs = y.values.map(Float.init)
    let m = Float(x.rows)
    let rate = Float(settings.learningRate)
    var w = [Float](repeating: 0.01, count: x.columns)
    var b: Float = 0
    var costs: [Float] = []
    for _ in 0..<settings.iterations {
        let z = rows.map { row in zip(row, w).reduce(b) { $0 + $1.0 * $1.1 } }
        costs.append(zip(z, signs).reduce(0) { $0 + naiveLoss($1.0, $1.1) } / m)
        let dz = zip(z, signs).map { z, y in (1 / (1 + exp(-z)) - y) / m }
        for (row, dz) in zip(rows, dz) {
            for j in w.indices { w[j] -= rate * dz * row[j] }
        }
        b -= rate * dz.reduce(0, +)
    }
    return costs
}

func compareLosses(_ notebook: Notebook, _ hands: Hands, _ settings: Settings) {
    notebook.text(
        """
        An article computes −y·log(ŷ) − (1 − y)·log(1 − ŷ). Above z ≈ 37, ŷ is rounded to exactly \
        1, and the logarithm of 1 − ŷ = 0 is −∞. In Float, with its 7 digits, that happens above z \
        ≈ 17. The formula from z has no such limit. Here are the losses of a hand of sign 0 (y = 0):
        """)
    notebook.table(
        ["z", "by log, Float", "by log, Double", "from z"],
        [0.0, 10, 16, 17, 30, 36, 37, 100, 1000].map { z in
            let safe = cost(Matrix(row: [z]), Matrix(row: [0]))
            let losses = [Double(naiveLoss(Float(z), 0)), naiveLoss(z, 0), safe]
            return [fixed(z, 0)] + losses.map { fixed($0, 6) }
        })
    notebook.text(
        """
        In Double, z is above this limit with first weights of 0.03 instead of 0.01. In Float, it \
        is above the limit with the lesson's own first weights. For a hand of sign 1, (1 − y)·log(1 \
        − ŷ) is then 0 · (−∞), not a number. The gradient does not use the cost, so training goes \
        on all the same. The cost comes back when no answer is that certain any more.
        """)
    let large = Parameters(w: Matrix(rows: 4096, columns: 1, repeating: 0.03), b: 0)
    let double = train(hands.x, hands.y, from: large, settings, by: (naiveCost, backward)).costs
    let safe = train(hands.x, hands.y, from: large, settings).costs
    let float = trainInFloat(hands.x, hands.y, settings).map { Double($0) }
    let steps = Array(stride(from: 0, to: safe.count, by: 10))
    notebook.curves(
        step: "iteration", at: steps,
        [
            "0.03, by log": steps.map { double[$0] }, "0.03, from z": steps.map { safe[$0] },
            "0.01, by log, Float": steps.map { float[$0] },
        ], record: false)
}

// MARK: The signs of the cost

/// log ŷ from z; that of 1 − ŷ is logOfSigmoid(−z).
func logOfSigmoid(_ z: Double) -> Double {
    min(z, 0) - log1p(exp(-abs(z)))
}

/// J = mean( y log ŷ + (1 − y) log(1 − ŷ) )
func costWithoutMinus(_ z: Matrix, _ y: Matrix) -> Double { -cost(z, y) }

func backwardWithoutMinus(
    _ x: Matrix, _ predicted: Matrix, _ y: Matrix
) -> (dw: Matrix, db: Double) {
    let (dw, db) = backward(x, predicted, y)
    return (-dw, -db)
}

/// J = mean( y log ŷ − (1 − y) log(1 − ŷ) )
func costWithWrongSign(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in y * logOfSigmoid(z) - (1 - y) * logOfSigmoid(-z) }.mean()
}

func backwardWithWrongSign(
    _ x: Matrix, _ predicted: Matrix, _ y: Matrix
) -> (dw: Matrix, db: Double) {
    let dz = (y * (1 - predicted) + (1 - y) * predicted) / Double(x.rows)
    return (matmul(transposed: x, dz), dz.sum())
}

func compareCosts(
    _ notebook: Notebook, _ hands: Hands, _ right: Training, from first: Parameters,
    _ settings: Settings
) {
    notebook.text(
        """
        One article's cost is y·log(ŷ), without a minus sign. For two classes, it is Σ y·log(ŷ) − \
        (1 − y)·log(1 − ŷ), with a wrong sign inside as well. A logarithm of ŷ is never above 0, \
        so making it small makes the right answers unlikely. Here each cost is minimised with its \
        own gradient:
        """)
    let withoutMinus = train(
        hands.x, hands.y, from: first, settings, by: (costWithoutMinus, backwardWithoutMinus))
    let wrongInside = train(
        hands.x, hands.y, from: first, settings, by: (costWithWrongSign, backwardWithWrongSign))
    let trainings = [
        ("right", right), ("without its minus", withoutMinus), ("wrong inside", wrongInside),
    ]
    let steps = Array(stride(from: 0, to: right.costs.count, by: 30))
    notebook.curves(
        step: "iteration", at: steps,
        trainings.map { name, training in (name, steps.map { training.costs[$0] }) },
        record: false)
    notebook.table(
        ["cost", "train accuracy", "test accuracy"],
        trainings.map { name, training in
            let (train, test) = hands.accuracies { predict($0, training.parameters) }
            return [name, fixed(train, 4), fixed(test, 4)]
        })
    notebook.text(
        """
        Both wrong costs fall and fall. This looks like learning, but the accuracy shows that \
        nothing was learnt. A cost that a perfect answer does not bring to 0 deserves suspicion.
        """)
}

// MARK: Predict without its else

/// The article's predict as printed: without the else, 0 is overwritten by 1 only where ŷ ≤ 0.5.
func invertedPredict(_ x: Matrix, _ parameters: Parameters) -> Matrix {
    forward(x, parameters).predicted.map { $0 <= 0.5 ? 1 : 0 }
}

func comparePredictions(_ notebook: Notebook, _ hands: Hands, _ parameters: Parameters) {
    notebook.text(
        """
        In an article, predict writes 0 where ŷ ≤ 0.5 and, on the next line of the same branch, \
        overwrites it with 1: the else is missing. All other answers stay 0. So every answer is \
        inverted, and so are the accuracies:
        """)
    let right = hands.accuracies { predict($0, parameters) }
    let inverted = hands.accuracies { invertedPredict($0, parameters) }
    notebook.table(
        ["", "with else", "without"],
        [
            ["train accuracy", fixed(right.train, 4), fixed(inverted.train, 4)],
            ["test accuracy", fixed(right.test, 4), fixed(inverted.test, 4)],
        ])
    notebook.text("An accuracy far below 0.5 comes from a good model that is read wrongly.")
}
