// Write the backward pass of a convolution and of a pooling yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise10ConvolutionalNetwork", "Write convolveBackward and maxPoolingBackward yourself.",
    title: "Exercise 10 · A convolutional network",
    question: "Can you send the error back through a convolution and a pooling yourself?",
    formulas: """
        forward    O(y, x) = Σ I(y + j, x + i)·F(j, i) + b    is written
                   P = the largest of each 2 × 2              is written
        backward   dF = …      db = …      dI = …             yours, YourTurn.swift
                   dI = …   from dP                           yours
        """)

let yours = Solution(convolveBackward: convolveBackward, maxPoolingBackward: maxPoolingBackward)
exercise.judge(
    check(yours), next: "Then go on: swift run Lesson11RecurrentNetwork, and exercise 11 after it."
) { try costLines(yours) }
