// Exercise 06 · Handwritten digits
//
// Write softmax, cross-entropy and their gradient yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises
import Foundation
import Notebook

var options = Options(
    "Exercise06HandwrittenDigits",
    "Write softmax, crossEntropy and backward yourself; this says what is right so far.")
let wantsHint = options.flag("hint", "gives a hint on what comes next")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Exercise 06 · Handwritten digits", "Can you write softmax and cross-entropy yourself?")
notebook.formulas(
    """
    forward    z, the ten scores of the network       is written
               p = …                                  yours, in YourTurn.swift
    cost       J = …                                  yours
    backward   dz = …                                 yours
               and from there on as in lesson 05      is written
    """)

let yours = Solution(softmax: softmax, crossEntropy: crossEntropy, backward: backward)
let parts = check(yours)
let lines = program.attempt { () throws -> CostLines? in
    canTrain(parts) ? costLines(yours, try smallMNISTSplit().train) : nil
}
let isSolved = showResult(
    notebook, exercise: "Exercise06HandwrittenDigits", parts, lines, wantsHint: wantsHint,
    next: "Compare yours with Lessons/Lesson06HandwrittenDigits/main.swift. Then go on: "
        + "swift run Lesson07SignLanguage, and exercise 10 after lesson 10.")
program.finish()
exit(isSolved ? 0 : 1)
