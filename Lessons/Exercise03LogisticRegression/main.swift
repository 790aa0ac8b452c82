// Write the log loss and its gradient yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise03LogisticRegression", "Write cost and backward yourself.",
    title: "Exercise 03 · Logistic regression",
    question: "Can you write the log loss and its gradient yourself?",
    formulas: """
        forward    z = x·w + b        ŷ = σ(z)          is written
        cost       J = …                                yours, in YourTurn.swift
        backward   dz = …     dw = …     db = …         yours
        update     w ← w − α dw       b ← b − α db      is written
        """)

let yours = Solution(cost: cost, backward: backward)
exercise.judge(
    check(yours),
    next: "Then go on: swift run Lesson04MultilayerPerceptron, and exercise 04 after it."
) { costLines(yours) }
