// Write the training loop yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise07SignLanguage", "Write epoch and accuracy yourself.",
    title: "Exercise 07 · Sign language", question: "Can you write the training loop yourself?",
    formulas: """
        batch      forward, backward, update              is written
        epoch      every example once, in a new order     yours, in YourTurn.swift
                   loss = …                               yours
        measure    accuracy = …                           yours
        """)

let yours = Solution(
    epoch: { epoch(count: $0, batchSize: $1, random: &$2, train: $3) }, accuracy: accuracy)
exercise.judge(
    check(yours), next: "Then go on: swift run Lesson08Overfitting, and exercise 08 after it."
) { try costLines(yours) }
