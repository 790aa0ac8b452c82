// Write the ways back of three operations on a tape, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise17AutomaticDifferentiation", "Write three operations' ways back yourself.",
    title: "Exercise 17 · Automatic differentiation",
    question: "Can you teach a tape new operations yourself?",
    formulas: """
        forward    z = σ(a)      z = a·b      z = a + row       is written
        backward   da = …                     of σ              yours, YourTurn.swift
                   da = …        db = …       of the product    yours
                   da = …        dRow = …     of the sum        yours
        """)

let yours = Solution(sigmoid: sigmoid, product: product, plusRow: { plus($0, row: $1) })
exercise.judge(
    check(yours), compare: "Sources/Layers/TapeOperations.swift",
    next: "Then go on: swift run Lesson18Attention, and exercise 18 after it."
) { costLines(yours) }
