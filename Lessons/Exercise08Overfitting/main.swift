// Write dropout and L2 yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise08Overfitting", "Write dropout and L2 yourself.",
    title: "Exercise 08 · Overfitting", question: "Can you write dropout and L2 yourself?",
    formulas: """
        dropout    mask = …      out = …          yours, in YourTurn.swift
                   da = …                         yours
        L2         J + λ Σ W²                     yours
                   dW ← …                         yours
        """)

let yours = Solution(
    dropout: { dropout($0, $1, rate: $2) }, dropoutBackward: { dropoutBackward($0, mask: $1) },
    cost: { cost($0, $1, lambda: $2) }, gradient: { gradient($0, $1, lambda: $2) })
exercise.judge(
    check(yours),
    next: "Then go on: swift run Lesson09BatchNormalization, and exercise 09 after it."
) { try costLines(yours) }
