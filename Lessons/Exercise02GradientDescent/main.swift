// Exercise 02 · Gradient descent
//
// Write the cost, its gradient and the step yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises
import Foundation
import Notebook

var options = Options(
    "Exercise02GradientDescent",
    "Write cost, backward and update yourself; this says what is right so far.")
let wantsHint = options.flag("hint", "gives a hint on what comes next")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Exercise 02 · Gradient descent", "Can you write the walk downhill yourself?")
notebook.formulas(
    """
    forward    ŷ = m·x + b                is written
    cost       J = …                      yours, in YourTurn.swift
    backward   dm = …      db = …         yours
    update     m ← …       b ← …          yours
    """)

let yours = Solution(
    cost: cost, backward: backward,
    update: { update(&$0, &$1, dm: $2, db: $3, learningRate: $4) })
let parts = check(yours)
let lines = program.attempt { () throws -> CostLines? in
    let cereals = try readCSV(courseFile("uscereal.csv"))
    let (x, y) = (try cereals.matrix(["protein"]), try cereals.matrix(["calories"]))
    return canTrain(parts) ? costLines(yours, x, y) : nil
}
let isSolved = showResult(
    notebook, exercise: "Exercise02GradientDescent", parts, lines, wantsHint: wantsHint,
    next: "Compare yours with Lessons/Lesson02GradientDescent/main.swift. Then go on: "
        + "swift run Lesson03LogisticRegression, and exercise 03 after it.")
program.finish()
exit(isSolved ? 0 : 1)
