// Exercise 04 · A multilayer perceptron
//
// Write backpropagation through a hidden layer yourself, in YourTurn.swift. Then run this.

import Exercises
import Foundation
import Notebook

var options = Options(
    "Exercise04MultilayerPerceptron",
    "Write backpropagation yourself; this says what is right so far.")
let wantsHint = options.flag("hint", "gives a hint on what comes next")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Exercise 04 · A multilayer perceptron",
    "Can you send the error back through a hidden layer yourself?")
notebook.formulas(
    """
    forward    z₁ = x·W₁ + b₁    a₁ = f(z₁)    z₂ = a₁·W₂ + b₂    ŷ = σ(z₂)
               f(z) = max(z, 0)                       all of that is written
    cost       J, the log loss of lesson 03           is written
    backward   f′(z) = …                              yours, in YourTurn.swift
               dz₂ = …       dW₂ = …      db₂ = …     yours
               dz₁ = …       dW₁ = …      db₁ = …     yours
    """)

let yours = Solution(reluDerivative: reluDerivative, backward: backward)
let parts = check(yours)
let lines = canTrain(parts) ? costLines(yours) : nil
let isSolved = showResult(
    notebook, exercise: "Exercise04MultilayerPerceptron", parts, lines, wantsHint: wantsHint,
    next: "Compare yours with Lessons/Lesson04MultilayerPerceptron/main.swift. Then go on: "
        + "swift run Lesson05RedWine, and exercise 06 after lesson 06.")
program.finish()
exit(isSolved ? 0 : 1)
