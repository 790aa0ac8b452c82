// Write softmax, cross-entropy and their gradient yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise06HandwrittenDigits", "Write softmax, crossEntropy and backward yourself.",
    title: "Exercise 06 · Handwritten digits",
    question: "Can you write softmax and cross-entropy yourself?",
    formulas: """
        forward    z, the ten scores of the network       is written
                   p = …                                  yours, in YourTurn.swift
        cost       J = …                                  yours
        backward   dz = …                                 yours
                   and from there on as in lesson 05      is written
        """)

let yours = Solution(softmax: softmax, crossEntropy: crossEntropy, backward: backward)
exercise.judge(
    check(yours), next: "Then go on: swift run Lesson07SignLanguage, and exercise 07 after it."
) { try costLines(yours) }
