import Matrices

/// The mean absolute error: mean |ŷ − y|.
func meanAbsoluteError(_ predicted: Matrix, _ y: Matrix) -> Double {
    abs(predicted - y).mean()
}

/// sign(ŷ − y) / n: every example pulls with the same force, however far off it is.
func meanAbsoluteErrorDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    (predicted - y).map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } / Double(y.rows)
}

/// The mean squared error: mean (ŷ − y)².
func meanSquaredError(_ predicted: Matrix, _ y: Matrix) -> Double {
    (predicted - y).map { $0 * $0 }.mean()
}

/// 2 (ŷ − y) / n: an example that is twice as far off pulls twice as hard.
func meanSquaredErrorDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    2 * (predicted - y) / Double(y.rows)
}

/// Huber's loss: half the square up to an error of δ, and from there on a straight line that
/// continues it, δ (|e| − δ/2) (Huber, 1964).
func huber(_ predicted: Matrix, _ y: Matrix, delta: Double = 1) -> Double {
    (predicted - y).map { e in
        abs(e) <= delta ? e * e / 2 : delta * (abs(e) - delta / 2)
    }.mean()
}

/// (ŷ − y) / n, but never more than δ / n.
func huberDerivative(_ predicted: Matrix, _ y: Matrix, delta: Double = 1) -> Matrix {
    (predicted - y).map { e in max(-delta, min(delta, e)) } / Double(y.rows)
}

/// The article's "MAE = y_true − y_pred": errors with their signs. It has no least value.
func signedError(_ predicted: Matrix, _ y: Matrix) -> Double {
    (y - predicted).mean()
}

/// −1/n for every example: always further up.
func signedErrorDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    predicted.map { _ in -1 } / Double(y.rows)
}

/// Which of them the network is trained on.
enum Loss: String {
    case mae, mse, huber, signed

    /// The three that have a least value.
    static let compared: [Loss] = [.mae, .mse, .huber]

    func callAsFunction(_ predicted: Matrix, _ y: Matrix) -> Double {
        switch self {
        case .mae: return meanAbsoluteError(predicted, y)
        case .mse: return meanSquaredError(predicted, y)
        case .huber: return Lesson05RedWine.huber(predicted, y)
        case .signed: return signedError(predicted, y)
        }
    }

    func derivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
        switch self {
        case .mae: return meanAbsoluteErrorDerivative(predicted, y)
        case .mse: return meanSquaredErrorDerivative(predicted, y)
        case .huber: return huberDerivative(predicted, y)
        case .signed: return signedErrorDerivative(predicted, y)
        }
    }
}
