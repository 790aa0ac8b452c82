import Layers
import Matrices

/// Windows of a series, for every time in a range: the values before it, oldest first, and the
/// values that they should predict.
struct Windows {
    /// x(1) … x(T): a matrix per step, a row per window.
    var x: [Matrix]
    /// What comes after each x(t); y[T − 1] is the value at the time itself.
    var y: [Matrix]

    init(_ series: [Double], predicting times: Range<Int>, length: Int) {
        let steps = (0...length).map { k in
            Matrix(column: times.map { series[$0 - length + k] })
        }
        x = Array(steps[..<length])
        y = Array(steps[1...])
    }

    init(x: [Matrix], y: [Matrix]) {
        self.x = x
        self.y = y
    }

    subscript(rows: [Int]) -> Windows {
        Windows(x: x.map { $0[rows: rows] }, y: y.map { $0[rows: rows] })
    }

    var count: Int { x[0].rows }
    /// The values at the times to predict.
    var last: Matrix { y[y.count - 1] }
    /// The values just before: what persistence predicts.
    var newest: Matrix { x[x.count - 1] }
}

func rootMeanSquaredError(_ predicted: Matrix, _ y: Matrix) -> Double {
    meanSquaredError(predicted, y).squareRoot()
}

/// Autoregression: ŷ is a weighted sum of the window plus a constant, fitted by least squares.
func autoregression(_ train: Windows, _ test: Windows) -> Matrix {
    func inputs(_ windows: Windows) -> Matrix {
        Matrix(joining: windows.x + [windows.x[0].map { _ in 1 }])
    }
    return matmul(inputs(test), solve(inputs(train), train.last))
}

/// The Hénon map: x(n + 1) = 1 − 1.4 x(n)² + 0.3 x(n − 1), from 0 and 0.
func henonMap(count: Int) -> [Double] {
    var x = [0.0, 0.0]
    while x.count < count {
        let (before, now) = (x[x.count - 2], x[x.count - 1])
        x.append(1 - 1.4 * now * now + 0.3 * before)
    }
    return Array(x[..<count])
}
