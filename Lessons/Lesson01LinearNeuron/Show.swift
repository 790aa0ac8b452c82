import Matrices
import Notebook

extension Notebook {
    /// The inputs with their values on the left, each with its weight on the way to the answer.
    func showNeuron(
        _ title: String, _ inputs: [(name: String, value: Double, weight: Double)], bias: Double,
        answer: Double
    ) {
        let middle = Double(inputs.count) / 2
        diagram(
            title,
            inputs.enumerated().map { i, input in
                Diagram.Node(
                    input.name, at: (0, Double(i)), text: input.name, value: fixed(input.value, 2))
            } + [
                Diagram.Node("b", at: (0, Double(inputs.count)), text: "1"),
                Diagram.Node("ŷ", at: (1, middle), text: "ŷ", value: fixed(answer, 2)),
            ],
            inputs.map { Diagram.Arrow($0.name, "ŷ", label: fixed($0.weight, 2)) }
                + [Diagram.Arrow("b", "ŷ", label: fixed(bias, 2))],
            caption: "On each arrow a weight; on the one from 1, the bias.")
    }

    func showCereals(_ cereals: Cereals) {
        table(
            ["cereal", "protein x", "calories y"],
            (0..<5).map {
                [
                    cereals.names[$0], fixed(cereals.protein[$0, 0], 2),
                    fixed(cereals.calories[$0, 0], 2),
                ]
            })
    }

    func showLine(_ title: String, _ x: Matrix, _ y: Matrix, w: Double, b: Double) {
        let ends = Matrix(column: [0, x.max()])
        scatter(
            title, x: "protein in g", y: "calories",
            [Points("cereals", x: x.values, y: y.values)],
            lines: [Curve("ŷ = w·x + b", x: ends.values, y: neuron(ends, w: w, b: b).values)])
    }

    func showErrors(_ cereals: Cereals, _ predicted: Matrix) {
        table(
            ["cereal", "x", "ŷ", "y", "ŷ − y", "(ŷ − y)²"],
            (0..<5).map { i in
                let error = predicted[i, 0] - cereals.calories[i, 0]
                return [
                    cereals.names[i], fixed(cereals.protein[i, 0], 2), fixed(predicted[i, 0], 2),
                    fixed(cereals.calories[i, 0], 2), fixed(error, 2), fixed(error * error, 2),
                ]
            })
    }

    func showGuesses(_ guesses: [(name: String, w: Double, b: Double, rmse: Double)]) {
        table(
            ["neuron", "w", "b", "RMSE"],
            guesses.map { [$0.name, fixed($0.w, 3), fixed($0.b, 3), fixed($0.rmse, 2)] })
    }

    func showWeights(_ neurons: [(name: String, w: Matrix, b: Double, rmse: Double)]) {
        table(
            ["neuron", "protein", "fat", "carbo", "sugars", "b", "RMSE"],
            neurons.map {
                let weights = $0.w.values.map { fixed($0, 3) }
                return [$0.name] + weights + (weights.count < 4 ? [""] : [])
                    + [fixed($0.b, 3), fixed($0.rmse, 2)]
            })
    }

    func showLeftOut(_ fits: [(name: String, rmse: Double, leaveOneOut: Double)]) {
        table(
            ["inputs", "RMSE", "leaving one out"],
            fits.map { [$0.name, fixed($0.rmse, 2), fixed($0.leaveOneOut, 2)] })
    }

    func showChain(_ protein: Matrix, _ first: Matrix, _ second: Matrix, _ both: Matrix) {
        table(
            ["protein", "first: 5·x + 90", "second: 4.184·first", "both in one: 20.92·x + 376.56"],
            (0..<protein.rows).map { i in
                [
                    fixed(protein[i, 0], 0), fixed(first[i, 0], 0), fixed(second[i, 0], 2),
                    fixed(both[i, 0], 2),
                ]
            })
    }
}
