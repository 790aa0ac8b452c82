import Matrices
import Notebook

/// c = √(a² + b²), forwards and backwards.
/// - Returns: a, b, a², b², their sum and c; and the derivative of c with respect to each of them.
func distance(a: Double, b: Double) -> (values: [Double], slopes: [Double]) {
    let (aSquared, bSquared) = (a * a, b * b)
    let sum = aSquared + bSquared
    let c = sum.squareRoot()

    let dSum = 1 / (2 * c)
    let (dASquared, dBSquared) = (dSum, dSum)
    let (da, db) = (dASquared * 2 * a, dBSquared * 2 * b)
    return ([a, b, aSquared, bSquared, sum, c], [da, db, dASquared, dBSquared, dSum, 1])
}

extension Notebook {
    func showDistance(_ values: [Double], _ slopes: [Double]) {
        let names = ["a", "b", "a²", "b²", "s", "c"]
        let places = [(0.0, 0.0), (0, 2), (1, 0), (1, 2), (2, 1), (3, 1)]
        let arrows = [
            ("a", "a²", ""), ("b", "b²", ""), ("a²", "s", "+"), ("b²", "s", "+"), ("s", "c", "√"),
        ]
        showGraph(
            "A distance as a graph", names, at: places, values.map { fixed($0, 2) },
            slopes.map { fixed($0, 2) }, arrows)
    }

    func showExample(_ x: Matrix, _ values: [Double], _ slopes: [Double]) {
        let names = ["w₁", "w₂", "b", "z", "ŷ", "J"]
        let places = [(0.0, 0.0), (0, 1.4), (0, 2.8), (1, 1.4), (2, 1.4), (3, 1.4)]
        let arrows = [
            ("w₁", "z", "·\(x[0, 0])"), ("w₂", "z", "·\(x[0, 1])"), ("b", "z", ""),
            ("z", "ŷ", "σ"), ("ŷ", "J", "−log"),
        ]
        showGraph(
            "Logistic regression with two inputs", names, at: places,
            values.map { fixed($0, 3) }, slopes.map { fixed($0, 3) }, arrows)
    }

    private func showGraph(
        _ title: String, _ names: [String], at places: [(Double, Double)], _ values: [String],
        _ slopes: [String], _ arrows: [(from: String, to: String, label: String)]
    ) {
        let nodes = names.indices.map { k in
            Diagram.Node(names[k], at: places[k], value: values[k], gradient: slopes[k])
        }
        diagram(
            title, nodes, arrows.map { Diagram.Arrow($0.from, $0.to, label: $0.label) },
            caption: "Above each node its value, below it its gradient.")
    }
}
