import Layers
import Matrices
import Notebook

func showUntrained(_ notebook: Notebook, _ wine: Wine, seed: Int) {
    var random = RandomState(seed: seed + 1)
    let w = glorotUniform(11, 1, &random)
    let b = 0.0
    notebook.text(
        """
        One neuron with eleven inputs, ŷ = x·w + b, is a linear model. Before any training its \
        weights are random and its bias is 0:
        """)
    notebook.table(
        ["measurement", "weight"],
        zip(wine.inputs, w.values).map { [$0, fixed($1, 6)] } + [["bias", fixed(b, 6)]])
    let predicted = wine.quality.unscale(matmul(wine.xValidation, w) + b)
    notebook.text(
        """
        Its answers for the validation wines run from \(fixed(predicted.min(), 2)) to \
        \(fixed(predicted.max(), 2)) points, and are off by \
        \(fixed(meanAbsoluteError(predicted, wine.raw.qualityValidation), 2)) points on average. \
        With a single input such a model is a line. This one goes nowhere in particular, and \
        another seed gives another one:
        """)
    var another = RandomState(seed: seed + 1)
    let slope = glorotUniform(1, 1, &another)[0, 0]
    notebook.plot(
        "An untrained line: weight \(fixed(slope, 2)), bias 0.00", x: "x", y: "y",
        [Curve("y = \(fixed(slope, 2))·x", x: [-1, 1], y: [-slope, slope])])
}

/// How many weights and biases a network with layers of these sizes has.
func parameterCount(_ sizes: [Int]) -> Int {
    zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
}

/// 531969 as 531,969.
func grouped(_ number: Int) -> String {
    let digits = String(number)
    let first = digits.count % 3
    var parts = first == 0 ? [] : [String(digits.prefix(first))]
    var rest = digits.dropFirst(first)
    while !rest.isEmpty {
        parts.append(String(rest.prefix(3)))
        rest = rest.dropFirst(3)
    }
    return parts.joined(separator: ",")
}

func showSummary(_ notebook: Notebook, _ sizes: [Int]) {
    notebook.text(
        """
        Three hidden layers of 512 neurons. In a dense layer every neuron sees all outputs of the \
        layer before, and has a weight for each and a bias. ReLU, max(z, 0), bends between the \
        layers; without it they would collapse into a single linear one.
        """)
    let last = sizes.count - 1
    notebook.table(
        ["layer", "output", "weights", "biases", "parameters"],
        (1...last).map { k in
            [
                k < last ? "dense, ReLU" : "dense", "m × \(sizes[k])",
                grouped(sizes[k - 1] * sizes[k]), "\(sizes[k])",
                grouped((sizes[k - 1] + 1) * sizes[k]),
            ]
        } + [["all", "", "", "", grouped(parameterCount(sizes))]])
}
