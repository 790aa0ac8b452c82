// Write batch normalisation backwards yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise09BatchNormalization", "Write backward yourself.",
    title: "Exercise 09 · Batch normalisation",
    question: "Can you send the error back through a mean and a variance yourself?",
    formulas: """
        forward    μ = mean z       v = mean (z − μ)²     over the batch
                   ẑ = (z − μ) / √(v + ε)      y = γ ẑ + β   is written
        backward   dβ = …     dγ = …     dz = …              yours, YourTurn.swift
        """)

let yours = Solution(
    backward: { backward($0, normalized: $1, deviation: $2, gamma: $3) })
exercise.judge(
    check(yours),
    next: "Then go on: swift run Lesson10ConvolutionalNetwork, and exercise 10 after it."
) { try costLines(yours) }
