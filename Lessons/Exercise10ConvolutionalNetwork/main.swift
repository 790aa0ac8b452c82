// Exercise 10 · A convolutional network
//
// Write the way back through a convolution and a pooling yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises
import Foundation
import Notebook

var options = Options(
    "Exercise10ConvolutionalNetwork",
    "Write convolveBackward and maxPoolingBackward yourself; this says what is right so far.")
let wantsHint = options.flag("hint", "gives a hint on what comes next")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Exercise 10 · A convolutional network",
    "Can you send the error back through a convolution and a pooling yourself?")
notebook.formulas(
    """
    forward    O(y, x) = Σ I(y + j, x + i)·F(j, i) + b      is written
               P = the largest of each 2 × 2                is written
    backward   dF = …      db = …      dI = …               yours, in YourTurn.swift
               dI = …   from dP                             yours
    """)

let yours = Solution(convolveBackward: convolveBackward, maxPoolingBackward: maxPoolingBackward)
let parts = check(yours)
let lines = program.attempt { () throws -> CostLines? in
    guard canTrain(parts) else { return nil }
    let digit = try smallMNIST().pictures[rows: [0]]
    return costLines(yours, digit.reshaped(rows: 28, columns: 28))
}
let isSolved = showResult(
    notebook, exercise: "Exercise10ConvolutionalNetwork", parts, lines, wantsHint: wantsHint,
    next: "Compare yours with Lessons/Lesson10ConvolutionalNetwork/main.swift. Then go on: "
        + "swift run Lesson11RecurrentNetwork, and exercise 12 after lesson 12.")
program.finish()
exit(isSolved ? 0 : 1)
