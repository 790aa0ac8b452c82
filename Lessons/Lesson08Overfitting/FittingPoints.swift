import Matrices
import Notebook

/// Three polynomials through the same twenty points.
func showThreePolynomials(_ notebook: Notebook, seed: Int) {
    notebook.section("Twenty points, three polynomials")
    let set = PointSet(seed: seed)
    notebook.text(
        """
        Twenty points of the curve y = sin(πx), each moved up or down by noise of standard \
        deviation 0.2. Polynomials of degree 1, 3 and 15 are fitted to them by least squares.
        """)
    let places = evenly(141)
    let fits = [1, 3, 15].map { (degree: $0, weights: fit(set.few, degree: $0)) }
    for (degree, weights) in fits {
        notebook.scatter(
            "Degree \(degree)", x: "x", y: "y", [Points("points", x: set.few.x, y: set.few.y)],
            lines: [Curve("polynomial", x: places, y: heights(weights, at: places))])
    }
    notebook.text(
        """
        How far are they from the twenty points, and how far from 1,000 new points of the same \
        curve? The noise alone makes 0.2.
        """)
    notebook.table(
        ["degree", "RMSE, the 20 points", "RMSE, new points"],
        fits.map { degree, weights in
            [
                "\(degree)", fixed(rootMeanSquaredError(weights, set.few), 3),
                fixed(rootMeanSquaredError(weights, set.new), 3),
            ]
        })
    let errors = fits.map { rootMeanSquaredError($0.weights, set.few) }
    let newErrors = fits.map { rootMeanSquaredError($0.weights, set.new) }
    if errors[2] < errors[1], newErrors[2] > newErrors[1] {
        notebook.text(
            """
            Degree 15 is nearest to the points that it knows, and further than degree 3 from the \
            new ones: it has learnt the noise by heart. That is overfitting. Degree 1 is far from \
            both. That is underfitting.
            """)
    }
}

/// The same over twenty sets of points, with two cures.
func showManySets(_ notebook: Notebook, _ sets: [PointSet]) {
    notebook.section("Is that so by accident?")
    let fits = [
        FitErrors("degree 1", sets) { (fit($0.few, degree: 1), $0.few) },
        FitErrors("degree 3", sets) { (fit($0.few, degree: 3), $0.few) },
        FitErrors("degree 15", sets) { (fit($0.few, degree: 15), $0.few) },
        FitErrors("degree 15, ridge 0.01", sets) {
            (fit($0.few, degree: 15, lambda: 0.01), $0.few)
        },
        FitErrors("degree 15, 200 points", sets) { (fit($0.many, degree: 15), $0.many) },
    ]
    notebook.text(
        """
        The same with \(sets.count) sets of points; each number is the median, with the smallest \
        and the largest behind it. Ridge regression adds λ Σ w² to what is made small, so that \
        large weights cost something. The last row has ten times as many points.
        """)
    notebook.table(
        ["", "known points", "new points", "", "largest |w|"],
        fits.map { fit in
            [
                fit.name, fixed(median(fit.known), 3), fixed(median(fit.new), 3),
                "\(fixed(fit.new.min()!, 2))–\(fixed(fit.new.max()!, 2))",
                fixed(median(fit.largest), 1),
            ]
        })
    let worse = zip(fits[2].new, fits[1].new).filter { $0 > $1 }.count
    let ridge = zip(fits[3].new, fits[2].new).filter { $0 < $1 }.count
    let more = zip(fits[4].new, fits[2].new).filter { $0 < $1 }.count
    notebook.text(
        """
        On new points degree 15 is worse than degree 3 in \(worse) of \(sets.count) sets. Ridge \
        helps it in \(ridge), ten times as many points in \(more).
        """)
}

/// What cures a model that is too simple, and what doesn't.
func showUnderfitting(_ notebook: Notebook, _ sets: [PointSet]) {
    notebook.section("Underfitting")
    notebook.text(
        """
        The article says that more data helps against underfitting too. Degree 1, with more and \
        more points (medians of \(sets.count) sets):
        """)
    let straight = [
        FitErrors("20", sets) { (fit($0.few, degree: 1), $0.few) },
        FitErrors("200", sets) { (fit($0.many, degree: 1), $0.many) },
        FitErrors("2,000", sets) { (fit($0.veryMany, degree: 1), $0.veryMany) },
    ]
    notebook.table(
        ["points", "known points", "new points"],
        straight.map { [$0.name, fixed(median($0.known), 3), fixed(median($0.new), 3)] })
    let cubic = FitErrors("", sets) { (fit($0.few, degree: 3), $0.few) }
    notebook.text(
        """
        A straight line stays a straight line. A richer model helps: degree 3, with 20 points, has \
        \(fixed(median(cubic.new), 3)). And so does more training. Degree 3 again, not solved but \
        by gradient descent from w = 0, with steps of 0.1:
        """)
    notebook.table(
        ["steps", "known points", "new points"],
        [10, 100, 1000].map { steps in
            let errors = FitErrors("\(steps)", sets) {
                (descend($0.few, degree: 3, learningRate: 0.1, steps: steps), $0.few)
            }
            return [errors.name, fixed(median(errors.known), 3), fixed(median(errors.new), 3)]
        })
}
