import Foundation
import Matrices

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
