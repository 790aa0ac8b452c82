// Exercise 05 · Red wine
//
// Write Adam yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise05RedWine", "Write Adam yourself; this says what is right so far.")

exercise.notebook.title("Exercise 05 · Red wine", "Can you write Adam from its formulas?")
exercise.notebook.formulas(
    """
    gradient   g, from backpropagation                  is written
    remember   v ← …      s ← …                         yours, in YourTurn.swift
    step       v̂ = …      ŝ = …      step = …           yours
    update     w ← w + step                             is written
    """)

let yours = Solution(remember: remember, step: { step($0, $1, t: $2, learningRate: $3) })
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with lesson 05's, in Lessons/Lesson05RedWine. Then go on: "
        + "swift run Lesson06HandwrittenDigits, and exercise 06 after it."
) {
    let (x, y) = try wines()
    return costLines(yours, x, y)
}
