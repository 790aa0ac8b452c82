// Exercise 10 · A convolutional network
//
// Write the way back through a convolution and a pooling yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises

let exercise = Exercise(
    "Exercise10ConvolutionalNetwork",
    "Write convolveBackward and maxPoolingBackward yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 10 · A convolutional network",
    "Can you send the error back through a convolution and a pooling yourself?")
exercise.notebook.formulas(
    """
    forward    O(y, x) = Σ I(y + j, x + i)·F(j, i) + b    is written
               P = the largest of each 2 × 2              is written
    backward   dF = …      db = …      dI = …             yours, YourTurn.swift
               dI = …   from dP                           yours
    """)

let yours = Solution(convolveBackward: convolveBackward, maxPoolingBackward: maxPoolingBackward)
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson10ConvolutionalNetwork/main.swift. Then go on: "
        + "swift run Lesson11RecurrentNetwork, and exercise 11 after it."
) {
    costLines(yours, try smallMNIST().pictures[rows: [0]].reshaped(rows: 28, columns: 28))
}
