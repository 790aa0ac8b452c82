// Write a neuron with one input, one with several, and the RMSE, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise01LinearNeuron", "Write two neurons and the RMSE yourself.",
    title: "Exercise 01 · A linear neuron",
    question: "Can you write a neuron, and how wrong it is?",
    formulas: """
        one input        ŷ = …             yours, in YourTurn.swift
        several inputs   ŷ = …             yours
        how wrong        RMSE = …          yours
        """)

let yours = Solution(
    oneInput: { neuron($0, w: $1, b: $2) }, severalInputs: { neuron($0, w: $1, b: $2) }, rmse: rmse)
exercise.judge(
    check(yours), next: "Then go on: swift run Lesson02GradientDescent, and exercise 02 after it."
) { try costLines(yours) }
