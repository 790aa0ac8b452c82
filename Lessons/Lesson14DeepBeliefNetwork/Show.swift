import Matrices
import Notebook

/// What the three networks of a comparison are called.
let names = ["pretrained", "random, sigmoid", "random, ReLU"]

extension Notebook {
    /// The first columns, each stretched to its own largest weight.
    func showFilters(_ title: String, _ w: Matrix) {
        let filters = (0..<min(10, w.columns)).map { k in
            let filter = Matrix(row: w[column: k])
            return filter / max(abs(filter).max(), 1e-300)
        }
        pictures(
            title: title, Matrix(stacking: filters), width: 28, range: -0.7...0.7)
    }

    /// The deep belief network on the left, and the perceptron that begins with its weights.
    func showTwoNetworks(_ hidden: [Int]) {
        let digits = Array("₁₂₃₄₅₆₇₈")
        let layers = ["scores"] + hidden.indices.reversed().map { "h\(digits[$0])" } + ["x"]
        let down = layers.indices.dropFirst().map {
            Diagram.Node("\($0) down", at: (0, Double($0)), text: layers[$0])
        }
        let up = layers.indices.map {
            Diagram.Node("\($0) up", at: (1, Double($0)), text: layers[$0])
        }
        let downwards = layers.indices.dropFirst(2).map { k in
            Diagram.Arrow(
                "\(k - 1) down", "\(k) down", label: "w\(digits[layers.count - k - 1])",
                isDirected: k > 2)
        }
        let upwards = layers.indices.dropFirst().map { k in
            Diagram.Arrow(
                "\(k) up", "\(k - 1) up", label: k > 1 ? "w\(digits[layers.count - k - 1])" : "new")
        }
        diagram(
            "A deep belief network, and a perceptron with its weights", down + up,
            downwards + upwards,
            caption: """
                The left one makes pictures; its topmost pair goes in both directions. The right \
                one recognises them.
                """)
    }

    func showDreams(_ start: Matrix, _ afterTen: Matrix, _ later: Matrix) {
        pictures(title: "Test pictures", start, width: 28)
        pictures(title: "Made up after 10 steps", afterTen, width: 28)
        pictures(title: "Made up after 200 steps", later, width: 28)
    }

    func showCurves(_ accuracy: [[Double]]) {
        plot(
            "Accuracy on the test pictures", x: "epoch", y: "accuracy",
            zip(names, accuracy).map { Curve($0, x: Array($1.indices), y: $1) })
    }
}
