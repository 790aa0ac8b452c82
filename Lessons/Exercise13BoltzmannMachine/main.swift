// Write one step of contrastive divergence yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise13BoltzmannMachine", "Write contrastive divergence yourself.",
    title: "Exercise 13 · A Boltzmann machine",
    question: "Can you write contrastive divergence yourself?",
    formulas: """
        units      p(h = 1 | v) = …      p(v = 1 | h) = …      yours, YourTurn.swift
        CD-1       h = …      v₁ = …                           yours
                   dW = …     db = …     dc = …                yours
        update     W ← W − α dW          and so b and c        is written
        """)

let yours = Solution(
    hidden: { hiddenProbability($0, w: $1, c: $2) },
    visible: { visibleProbability($0, w: $1, b: $2) },
    divergence: { contrastiveDivergence($0, w: $1, b: $2, c: $3, u: $4) })
exercise.judge(
    check(yours),
    next: "Then go on: swift run Lesson14DeepBeliefNetwork. The next exercise comes with lesson 17."
) { try costLines(yours) }
