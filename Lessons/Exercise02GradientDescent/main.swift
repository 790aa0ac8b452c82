// Write the cost, its gradient and the step yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise02GradientDescent", "Write cost, backward and update yourself.",
    title: "Exercise 02 · Gradient descent", question: "Can you write the walk downhill yourself?",
    formulas: """
        forward    ŷ = w·x + b                is written
        cost       J = …                      yours, in YourTurn.swift
        backward   dw = …      db = …         yours
        update     w ← …       b ← …          yours
        """)

let yours = Solution(
    cost: cost, backward: backward,
    update: { update(&$0, &$1, dw: $2, db: $3, learningRate: $4) })
exercise.judge(
    check(yours),
    next: "Then go on: swift run Lesson03LogisticRegression, and exercise 03 after it."
) { try costLines(yours) }
