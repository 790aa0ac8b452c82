// Exercise 13 · A Boltzmann machine
//
// Write one step of contrastive divergence yourself, in YourTurn.swift. Then run this.

import Datasets
import Exercises

let exercise = Exercise(
    "Exercise13BoltzmannMachine",
    "Write contrastive divergence yourself; this says what is right so far.")

exercise.notebook.title(
    "Exercise 13 · A Boltzmann machine", "Can you write contrastive divergence yourself?")
exercise.notebook.formulas(
    """
    units      p(h = 1 | v) = …      p(v = 1 | h) = …      yours, YourTurn.swift
    CD-1       h = …      v₁ = …                           yours
               dW = …     db = …     dc = …                yours
    update     W ← W − α dW          and so b and c        is written
    """)

let yours = Solution(
    hidden: { hiddenProbability($0, w: $1, c: $2) },
    visible: { visibleProbability($0, w: $1, b: $2) },
    divergence: { contrastiveDivergence($0, w: $1, b: $2, c: $3, u: $4) })
let parts = check(yours)
exercise.show(parts)
exercise.finish(
    parts,
    next: "Compare yours with Lessons/Lesson13BoltzmannMachine/main.swift. Then go on: "
        + "swift run Lesson14DeepBeliefNetwork. The next exercise comes with lesson 17."
) { costLines(yours, try smallMNIST().pictures[rows: 0..<1000]) }
