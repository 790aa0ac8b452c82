// Exercise 17 · Automatic differentiation
//
// Write the ways back of three operations on a tape, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise17AutomaticDifferentiation",
    "Write three operations' ways back yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 17 · Automatic differentiation",
    "Can you teach a tape new operations yourself?")
exercise.notebook.formulas(
    """
    forward    z = σ(a)      z = a·b      z = a + row       is written
    backward   da = …                     of σ              yours, YourTurn.swift
               da = …        db = …       of the product    yours
               da = …        dRow = …     of the sum        yours
    """)

let yours = Solution(sigmoid: sigmoid, product: product, plusRow: { plus($0, row: $1) })
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Sources/Layers/TapeOperations.swift. Then go on: "
        + "swift run Lesson18Attention, and exercise 18 after it."
) { costLines(yours) }
