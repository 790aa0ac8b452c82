// Exercise 03 · Logistic regression
//
// Write the log loss and its gradient yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises
import Matrices

let exercise = Exercise(
    "Exercise03LogisticRegression",
    "Write cost and backward yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 03 · Logistic regression", "Can you write the log loss and its gradient yourself?")
exercise.notebook.formulas(
    """
    forward    z = x·w + b        ŷ = σ(z)          is written
    cost       J = …                                yours, in YourTurn.swift
    backward   dz = …     dw = …     db = …         yours
    update     w ← w − α dw       b ← b − α db      is written
    """)

let yours = Solution(cost: cost, backward: backward)
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson03LogisticRegression/main.swift. Then go on: "
        + "swift run Lesson04MultilayerPerceptron, and exercise 04 after it."
) {
    // The lesson's hands and split.
    let codes = Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205)
    let hands = drawnDigits(codes, seed: 1)
    let train = trainTestSplit(count: 410, testFraction: 0.15, seed: 42).train
    return costLines(
        yours, hands.pictures[rows: train], Matrix(column: train.map { Double(hands.labels[$0]) }))
}
