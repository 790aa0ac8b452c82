// Exercise 11 · A recurrent network
//
// Write backpropagation through time yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise11RecurrentNetwork",
    "Write backpropagation through time yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 11 · A recurrent network", "Can you send the error back through time yourself?")
exercise.notebook.formulas(
    """
    forward    h(t + 1) = tanh( x(t)·Wx + h(t)·Wh + b )     is written
    backward   dh = …      dz = …                           yours, YourTurn.swift
               dWx = …     dWh = …     db = …               yours
    """)

let yours = Solution(backward: backward)
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson11RecurrentNetwork/main.swift. Then go on: "
        + "swift run Lesson12LongShortTermMemory, and exercise 12 after it."
) { costLines(yours) }
