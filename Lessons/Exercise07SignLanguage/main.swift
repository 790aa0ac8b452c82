// Exercise 07 · Sign language
//
// Write the training loop yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises

let exercise = Exercise(
    "Exercise07SignLanguage",
    "Write epoch and accuracy yourself; this says what is right so far.")

exercise.notebook.title("Exercise 07 · Sign language", "Can you write the training loop yourself?")
exercise.notebook.formulas(
    """
    batch      forward, backward, update              is written
    epoch      every example once, in a new order     yours, in YourTurn.swift
               loss = …                               yours
    measure    accuracy = …                           yours
    """)

let yours = Solution(
    epoch: { epoch(count: $0, batchSize: $1, random: &$2, train: $3) }, accuracy: accuracy)
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson07SignLanguage/main.swift. Then go on: "
        + "swift run Lesson08Overfitting, and exercise 08 after it."
) { costLines(yours, try smallMNISTSplit().train) }
