import Foundation
import Matrices
import Notebook

/// A pair of hyper-parameters, and the accuracy that they came to.
struct Trial: Sendable {
    var learningRate: Double
    var hidden: Int
    var validation: Double
    var test: Double
}

func trial(learningRate: Double, hidden: Int, _ digits: Digits, _ settings: Settings) -> Trial {
    var settings = settings
    settings.learningRate = learningRate
    settings.hidden = hidden
    let parameters = train(Method(name: "trial"), digits, settings).parameters
    return Trial(
        learningRate: learningRate, hidden: hidden,
        validation: evaluate(parameters, digits.validation).accuracy,
        test: evaluate(parameters, digits.test).accuracy)
}

/// Every number of hidden neurons with every learning rate, row after row.
func gridSearch(
    rates: [Double], sizes: [Int], _ digits: Digits, _ settings: Settings
) -> [Trial] {
    sizes.flatMap { hidden in
        rates.map { trial(learningRate: $0, hidden: hidden, digits, settings) }
    }
}

/// Learning rates and numbers of neurons from the ranges of the grid, with uniform logarithms.
func randomSearch(_ count: Int, _ digits: Digits, _ settings: Settings) -> [Trial] {
    var random = RandomState(seed: settings.seed + 5)
    return (0..<count).map { _ in
        let learningRate = pow(10, random.uniform(-4, -1.5))
        let hidden = Int(pow(2, random.uniform(2, 7)).rounded())
        return trial(learningRate: learningRate, hidden: hidden, digits, settings)
    }
}

/// The trial that is best on the validation pictures, the first of several.
func chosen(_ trials: [Trial]) -> Trial {
    trials.reduce(trials[0]) { $1.validation > $0.validation ? $1 : $0 }
}

/// Trials on a grid, and as many at random places.
struct Search {
    let rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03]
    let sizes = [4, 8, 16, 32, 64, 128]
    var epochs: Int
    var grid: [Trial] = []
    var random: [Trial] = []
}

func search(_ digits: Digits, _ settings: Settings) -> Search {
    var search = Search(epochs: settings.epochs)
    search.grid = gridSearch(rates: search.rates, sizes: search.sizes, digits, settings)
    search.random = randomSearch(search.grid.count, digits, settings)
    return search
}

extension Notebook {
    func showSearch(_ search: Search) {
        let (rates, sizes, grid) = (search.rates, search.sizes, search.grid)
        text(
            """
            Here are \(grid.count) trials on a grid, \(search.epochs) epochs each, without L2 and \
            dropout. The table shows val_accuracy, and the picture shows the same numbers:
            """)
        let heights = Matrix(
            rows: sizes.count, columns: rates.count, values: grid.map(\.validation))
        table(
            ["hidden \\ α"] + rates.map { "\($0)" },
            sizes.indices.map { i in ["\(sizes[i])"] + heights[row: i].map { fixed($0, 3) } })
        contour(
            "Validation accuracy", x: rates.map { log10($0) }, y: sizes.map { log2(Double($0)) },
            heights: heights, axes: (x: "log₁₀ of the learning rate", y: "log₂ of the neurons"))
        text(
            """
            Next comes the same number of trials with random settings. The learning rate is 10 to \
            a random power, and the number of neurons is 2 to a random power. A grid of six by six \
            tries only six learning rates; here every trial has a different one.
            """)
        let best = [chosen(grid), chosen(search.random)]
        table(
            ["search", "learning rate", "hidden", "val_accuracy", "test accuracy"],
            zip(["grid", "random"], best).map { name, trial in
                [
                    name, fixed(trial.learningRate, 5), "\(trial.hidden)",
                    fixed(trial.validation, 4), fixed(trial.test, 4),
                ]
            })
        text(whatTheChoiceCosts(best, of: grid + search.random))
    }
}

/// How much lower the test accuracy is than the validation accuracy, for the chosen trials and for
/// all of them: what the chosen ones lose more is what choosing costs.
func whatTheChoiceCosts(_ chosen: [Trial], of all: [Trial]) -> String {
    func loss(_ trials: [Trial]) -> Double {
        trials.reduce(0) { $0 + $1.validation - $1.test } / Double(trials.count)
    }
    let (ofChosen, usual) = (loss(chosen), loss(all))
    func change(_ loss: Double) -> String {
        "\(loss < 0 ? "gain" : "lose") \(fixed(abs(loss), 4))"
    }
    let measured = """
        From the validation to the test pictures, all \(all.count) trials \(change(usual)) on \
        average, and the chosen ones \(change(ofChosen)).
        """
    guard ofChosen > usual else {
        return measured + " Here choosing has cost nothing."
    }
    return measured + """
         The difference, \(fixed(ofChosen - usual, 4)), is what choosing costs: the best of many \
        was lucky, too.
        """
}
