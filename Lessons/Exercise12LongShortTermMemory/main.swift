// Exercise 12 · Long short-term memory
//
// Write one step of an LSTM backwards yourself, in YourTurn.swift. Then run this.

import Exercises
import Foundation
import Notebook

var options = Options(
    "Exercise12LongShortTermMemory",
    "Write stepBackward yourself; this says what is right so far.")
let wantsHint = options.flag("hint", "gives a hint on what comes next")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Exercise 12 · Long short-term memory",
    "Can you send the error back through the gates yourself?")
notebook.formulas(
    """
    forward    i, f, o = σ(z)      g = tanh(z)                 each with a z of its own
               c = f ∗ cBefore + i ∗ g      h = o ∗ tanh(c)    is written
    backward   dc = …     dzo, dzi, dzf, dzg = …               yours, in YourTurn.swift
               dcBefore = …                                    yours
    """)

let yours = Solution(stepBackward: { stepBackward($0, dh: $1, dcLater: $2) })
let parts = check(yours)
let lines = canTrain(parts) ? costLines(yours) : nil
let isSolved = showResult(
    notebook, exercise: "Exercise12LongShortTermMemory", parts, lines, wantsHint: wantsHint,
    next: "Compare yours with Lessons/Lesson12LongShortTermMemory/main.swift. It was the last "
        + "exercise; the lessons go on: swift run Lesson13BoltzmannMachine.")
program.finish()
exit(isSolved ? 0 : 1)
