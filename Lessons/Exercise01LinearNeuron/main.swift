// Exercise 01 · A linear neuron
//
// Write a neuron with one input, one with several, and the RMSE, in YourTurn.swift. Then run this.

import Datasets
import Exercises

let exercise = Exercise(
    "Exercise01LinearNeuron",
    "Write two neurons and the RMSE yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 01 · A linear neuron", "Can you write a neuron, and how wrong it is?")
exercise.notebook.formulas(
    """
    one input        ŷ = …             yours, in YourTurn.swift
    several inputs   ŷ = …             yours
    how wrong        RMSE = …          yours
    """)

let yours = Solution(
    oneInput: { neuron($0, w: $1, b: $2) }, severalInputs: { neuron($0, w: $1, b: $2) }, rmse: rmse)
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson01LinearNeuron/main.swift. Then go on: "
        + "swift run Lesson02GradientDescent, and exercise 02 after it."
) {
    let cereals = try readCSV(courseFile("uscereal.csv"))
    return costLines(
        yours, try cereals.matrix(["protein"]), try cereals.matrix(["calories"]))
}
