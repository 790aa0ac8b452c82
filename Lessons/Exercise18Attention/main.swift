// Write attention backwards yourself, in YourTurn.swift. Then run this.

import Exercises

let exercise = Exercise(
    "Exercise18Attention", "Write backward yourself.",
    title: "Exercise 18 · Attention",
    question: "Can you send the error back to where attention looked?",
    formulas: """
        forward    s = q·kᵀ / √d   a = softmax(s)   o = a·v    is written
        backward   dv = …                                      yours, YourTurn.swift
                   da = …          ds = …                      yours
                   dq = …          dk = …                      yours
        """)

let yours = Solution(backward: { backward(q: $0, k: $1, v: $2, a: $3, dOut: $4) })
exercise.judge(
    check(yours),
    next:
        "It was the last exercise: what you have written since the first is all that a transformer consists of."
) { costLines(yours) }
