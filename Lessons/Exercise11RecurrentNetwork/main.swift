// Write backpropagation through time yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise11RecurrentNetwork", "Write backpropagation through time yourself.",
    title: "Exercise 11 · A recurrent network",
    question: "Can you send the error back through time yourself?",
    formulas: """
        forward    h(t + 1) = tanh( x(t)·Wx + h(t)·Wh + b )     is written
        backward   dh = …      dz = …                           yours, YourTurn.swift
                   dWx = …     dWh = …     db = …               yours
        """)

let yours = Solution(backward: backward)
exercise.judge(
    check(yours),
    next: "Then go on: swift run Lesson12LongShortTermMemory, and exercise 12 after it."
) { costLines(yours) }
