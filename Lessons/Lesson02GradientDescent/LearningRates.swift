import Notebook

func showLearningRates(_ notebook: Notebook, _ rates: [Double], _ descents: [Descent]) {
    let steps = Array(stride(from: 0, through: 100, by: 10))
    notebook.text("The same start, four learning rates, the cost every ten iterations:")
    notebook.curves(
        step: "iteration", at: steps,
        zip(rates, descents).map { rate, descent in
            ("rate \(rate)", steps.map { descent.costs[$0] })
        })
    notebook.plot(
        "Cost by learning rate", x: "iteration", y: "cost",
        zip(rates, descents).map { rate, descent in
            let shown = (0...100).filter { descent.costs[$0] < 40_000 }
            return Curve("\(rate)", x: shown, y: shown.map { descent.costs[$0] })
        })
    let tooLarge = descents[3].costs
    let lost = tooLarge.firstIndex { !$0.isFinite } ?? 0
    let huge = tooLarge.firstIndex { $0 > 1e12 } ?? 0
    notebook.text(
        """
        0.001 creeps. 0.04663 is the best that one rate can do here. With 0.1 each step overshoots \
        the valley and lands higher up on the other side: the cost passes 1e12 after \(huge) \
        updates and is infinite after \(lost). A smaller rate is safer, but \u{201C}very small is \
        best\u{201D}, as one article has it, only means a long walk.
        """)
}
