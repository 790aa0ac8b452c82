import Datasets
import Matrices
import Notebook

/// The RMSE of least squares on all cereals, and where each is predicted by the other 64.
func leastSquares(_ x: Matrix, _ y: Matrix) -> (weights: Matrix, rmse: Double, leaveOneOut: Double)
{
    let withOne = Matrix(joining: [x, Matrix(rows: x.rows, columns: 1, repeating: 1)])
    let weights = solve(withOne, y)
    let leftOut = Matrix(rows: x.rows, columns: 1) { i, _ in
        let others = (0..<x.rows).filter { $0 != i }
        return matmul(withOne[rows: [i]], solve(withOne[rows: others], y[rows: others])).sum()
    }
    return (
        weights, rootMeanSquaredError(matmul(withOne, weights), y), rootMeanSquaredError(leftOut, y)
    )
}

func showSeveralInputs(_ notebook: Notebook, _ cereals: Table, _ y: Matrix) throws {
    notebook.text(
        """
        A neuron may have many inputs: each has a weight of its own, and the weighted inputs are \
        added, ŷ = w₁·x₁ + w₂·x₂ + … + b. With a row per cereal and a column per input that is \
        one product, x·w + b. Nutritionists have weights for it: 4 calories per gram of protein, \
        9 of fat, 4 of carbohydrates.
        """)
    let three = try cereals.matrix(["protein", "fat", "carbo"])
    let four = try cereals.matrix(["protein", "fat", "carbo", "sugars"])
    let rule = Matrix(column: [4, 9, 4])
    let ruleWithSugars = Matrix(column: [4, 9, 4, 4])
    let fitThree = leastSquares(three, y)
    let fitFour = leastSquares(four, y)
    func row(_ name: String, _ w: Matrix, _ b: Double, _ rmse: Double) -> [String] {
        let weights = w.values.map { fixed($0, 3) }
        return [name] + weights + (weights.count < 4 ? [""] : []) + [fixed(b, 3), fixed(rmse, 2)]
    }
    notebook.table(
        ["neuron", "protein", "fat", "carbo", "sugars", "b", "RMSE"],
        [
            row("rule of thumb", rule, 0, rootMeanSquaredError(neuron(three, w: rule, b: 0), y)),
            row(
                "least squares", fitThree.weights[rows: 0..<3], fitThree.weights[3, 0],
                fitThree.rmse),
            row(
                "rule, with sugars", ruleWithSugars, 0,
                rootMeanSquaredError(neuron(four, w: ruleWithSugars, b: 0), y)),
            row(
                "least squares", fitFour.weights[rows: 0..<4], fitFour.weights[4, 0],
                fitFour.rmse),
        ])
    notebook.text(
        """
        In this table carbo leaves the sugars out. Given all four, the neuron finds by itself \
        nearly what the nutritionists know: about 4, 9, 5 and 4 calories per gram.
        """)
    notebook.text(
        """
        A fit looks best on the data that it was fitted to. The honest figure predicts each cereal \
        by the other 64:
        """)
    let protein = leastSquares(try cereals.matrix(["protein"]), y)
    notebook.table(
        ["inputs", "RMSE", "leaving one out"],
        [
            ["protein", fixed(protein.rmse, 2), fixed(protein.leaveOneOut, 2)],
            ["protein, fat, carbo", fixed(fitThree.rmse, 2), fixed(fitThree.leaveOneOut, 2)],
            ["and sugars", fixed(fitFour.rmse, 2), fixed(fitFour.leaveOneOut, 2)],
        ])
}
