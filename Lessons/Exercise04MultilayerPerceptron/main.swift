// Write backpropagation through a hidden layer yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise04MultilayerPerceptron", "Write backpropagation yourself.",
    title: "Exercise 04 · A multilayer perceptron",
    question: "Can you send the error back through a hidden layer yourself?",
    formulas: """
        forward    z₁ = x·W₁ + b₁    a₁ = f(z₁)    z₂ = a₁·W₂ + b₂    ŷ = σ(z₂)
                   f(z) = max(z, 0)                       all of that is written
        cost       J, the log loss of lesson 03           is written
        backward   f′(z) = …                              yours, in YourTurn.swift
                   dz₂ = …       dW₂ = …      db₂ = …     yours
                   dz₁ = …       dW₁ = …      db₁ = …     yours
        """)

let yours = Solution(reluDerivative: reluDerivative, backward: backward)
exercise.judge(
    check(yours), next: "Then go on: swift run Lesson05RedWine, and exercise 05 after it."
) { costLines(yours) }
