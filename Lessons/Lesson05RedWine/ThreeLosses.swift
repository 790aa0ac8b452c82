import Layers
import Matrices
import Notebook

// Two other losses beside the mean absolute error, and all three side by side. The mean squared
// error and its derivative are those of lessons 01 and 02.

/// Huber's loss: half the square up to an error of δ = 1, and from there on the straight line that
/// continues it, |e| − ½ (Huber, 1964).
func huber(_ predicted: Matrix, _ y: Matrix) -> Double {
    (predicted - y).map { e in abs(e) <= 1 ? e * e / 2 : abs(e) - 0.5 }.mean()
}

/// (ŷ − y) / m, but never more than 1 / m.
func huberDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    (predicted - y).map { e in max(-1, min(1, e)) } / Double(y.rows)
}

/// The article's "MAE = y_true − y_pred": errors with their signs.
func signedError(_ predicted: Matrix, _ y: Matrix) -> Double {
    (y - predicted).mean()
}

/// −1/m for every example: always further up.
func signedErrorDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    Matrix(rows: y.rows, columns: y.columns, repeating: -1) / Double(y.rows)
}

/// What the network is trained on.
enum Loss: String, CaseIterable {
    case mae, mse, huber, signed

    /// Those that one can train on: the signed error has no least value.
    static let allCases: [Loss] = [.mae, .mse, .huber]

    func callAsFunction(_ predicted: Matrix, _ y: Matrix) -> Double {
        switch self {
        case .mae: meanAbsoluteError(predicted, y)
        case .mse: meanSquaredError(predicted, y)
        case .huber: Lesson05RedWine.huber(predicted, y)
        case .signed: signedError(predicted, y)
        }
    }

    func derivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
        switch self {
        case .mae: meanAbsoluteErrorDerivative(predicted, y)
        case .mse: meanSquaredErrorDerivative(predicted, y)
        case .huber: huberDerivative(predicted, y)
        case .signed: signedErrorDerivative(predicted, y)
        }
    }
}

/// Trains on each loss; on one of them `done` has been trained.
func trainOnEachLoss(
    _ examples: Examples, from first: [Matrix], done: Training, afterEpoch: () -> Void = {}
) -> [Training] {
    Loss.allCases.map { loss in
        var settings = done.settings
        if loss == settings.loss { return done }
        settings.loss = loss
        return train(examples, from: first, settings) { _ in afterEpoch() }
    }
}

/// How good the answers are of the networks that were trained on each loss.
func scores(_ examples: Examples, _ trainings: [Training]) -> [Score] {
    trainings.map { training in
        examples.score(examples.unscaled(predict(examples.xValidation, training.parameters)))
    }
}

extension Notebook {
    func showLosses(ofErrors errors: [Double]) {
        let zero = Matrix(row: [0])
        table(
            ["e", "|e|", "e²", "Huber", "|e|′", "(e²)′", "Huber′"],
            errors.map { e in
                let e = Matrix(row: [e])
                let values = Loss.allCases.map { $0(e, zero) }
                let slopes = Loss.allCases.map { $0.derivative(e, zero).sum() }
                return [fixed(e.sum(), 1)] + (values + slopes).map { fixed($0, 2) }
            })
        let (answers, truth) = (Matrix(column: [7, 3]), Matrix(column: [5, 5]))
        text(
            """
            The article writes MAE = y_true − y_pred and forgets the bars of |…|. Suppose that two \
            wines of 5 points are predicted as 7 and as 3. Both answers are off by 2. The mean of \
            the signed errors is \(fixed(signedError(answers, truth), 1)), the mean of the absolute \
            ones \(fixed(meanAbsoluteError(answers, truth), 1)).
            """)
    }

    func showLossScores(_ scores: [Score]) {
        showScores(["trained on"], zip(Loss.allCases, scores).map { ([$0.rawValue], $1) })
        text(
            """
            Nearly all scaled errors are below 1, and there Huber loss is half the squared error. \
            With half the gradient, SGD and momentum take half the step. RMSprop and Adam divide \
            the gradient by its own size, and don't notice.
            """)
    }
}
