// Write one step of an LSTM backwards yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise12LongShortTermMemory", "Write stepBackward yourself.",
    title: "Exercise 12 · Long short-term memory",
    question: "Can you send the error back through the gates yourself?",
    formulas: """
        forward    i, f, o = σ(z)   g = tanh(z)     each with a z of its own
                   c = f ∗ cBefore + i ∗ g
                   h = o ∗ tanh(c)                  is written
        backward   dc = …                           yours, in YourTurn.swift
                   dzo, dzi, dzf, dzg = …           yours
                   dcBefore = …                     yours
        """)

let yours = Solution(stepBackward: { stepBackward($0, dh: $1, dcLater: $2) })
exercise.judge(
    check(yours), next: "Then go on: swift run Lesson13BoltzmannMachine, and exercise 13 after it."
) { costLines(yours) }
