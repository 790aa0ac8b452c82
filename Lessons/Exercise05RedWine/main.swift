// Write Adam yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise05RedWine", "Write Adam yourself.",
    title: "Exercise 05 · Red wine", question: "Can you write Adam from its formulas?",
    formulas: """
        gradient   g, from backpropagation                  is written
        remember   v ← …      s ← …                         yours, in YourTurn.swift
        step       v̂ = …      ŝ = …      step = …           yours
        update     w ← w + step                             is written
        """)

let yours = Solution(remember: remember, step: { step($0, $1, t: $2, learningRate: $3) })
exercise.judge(
    check(yours), compare: "lesson 05's, in Lessons/Lesson05RedWine",
    next: "Then go on: swift run Lesson06HandwrittenDigits, and exercise 06 after it."
) { try costLines(yours) }
