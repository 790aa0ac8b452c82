// Exercise 03 · Logistic regression
//
// Write the log loss and its gradient yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises
import Foundation
import Matrices
import Notebook

var options = Options(
    "Exercise03LogisticRegression",
    "Write cost and backward yourself; this says what is right so far.")
let wantsHint = options.flag("hint", "gives a hint on what comes next")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Exercise 03 · Logistic regression", "Can you write the log loss and its gradient yourself?")
notebook.formulas(
    """
    forward    z = x·w + b        ŷ = σ(z)          is written
    cost       J = …                                yours, in YourTurn.swift
    backward   dz = …     dw = …     db = …         yours
    update     w ← w − α dw       b ← b − α db      is written
    """)

let yours = Solution(cost: cost, backward: backward)
let parts = check(yours)
var lines: CostLines?
if canTrain(parts) {
    // The lesson's hands and split.
    let codes = Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205)
    let hands = drawnDigits(codes, seed: 1)
    let train = trainTestSplit(count: 410, testFraction: 0.15, seed: 42).train
    lines = costLines(
        yours, hands.pictures[rows: train],
        Matrix(column: train.map { Double(hands.labels[$0]) }))
}
let isSolved = showResult(
    notebook, exercise: "Exercise03LogisticRegression", parts, lines, wantsHint: wantsHint,
    next: "Compare yours with Lessons/Lesson03LogisticRegression/main.swift. Then go on: "
        + "swift run Lesson04MultilayerPerceptron, and exercise 04 after it.")
program.finish()
exit(isSolved ? 0 : 1)
