// Exercise 02 · Gradient descent
//
// Write the cost, its gradient and the step yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises

let exercise = Exercise(
    "Exercise02GradientDescent",
    "Write cost, backward and update yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 02 · Gradient descent", "Can you write the walk downhill yourself?")
exercise.notebook.formulas(
    """
    forward    ŷ = w·x + b                is written
    cost       J = …                      yours, in YourTurn.swift
    backward   dw = …      db = …         yours
    update     w ← …       b ← …          yours
    """)

let yours = Solution(
    cost: cost, backward: backward,
    update: { update(&$0, &$1, dw: $2, db: $3, learningRate: $4) })
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson02GradientDescent/main.swift. Then go on: "
        + "swift run Lesson03LogisticRegression, and exercise 03 after it."
) {
    let cereals = try readCSV(courseFile("uscereal.csv"))
    return costLines(
        yours, try cereals.matrix(["protein"]), try cereals.matrix(["calories"]))
}
