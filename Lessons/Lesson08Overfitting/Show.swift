import Foundation
import Matrices
import Notebook

extension Notebook {
    // MARK: Polynomials

    func showPolynomials(_ fits: [Matrix], _ points: Sample) {
        let places = evenly(from: -1, through: 1, count: 141)
        for weights in fits {
            scatter(
                "Degree \(weights.rows - 1)", x: "x", y: "y",
                [Points("points", x: points.x, y: points.y)],
                lines: [Curve("polynomial", x: places, y: heights(weights, at: places))])
        }
    }

    func showManySets(_ fits: [FitErrors]) {
        table(
            ["", "known points", "new points", "", "largest |w|"],
            fits.map { fit in
                [
                    fit.name, fixed(median(fit.known), 3), fixed(median(fit.new), 3),
                    "\(fixed(fit.new.min()!, 2))–\(fixed(fit.new.max()!, 2))",
                    fixed(median(fit.largest), 1),
                ]
            })
        func sets(where a: FitErrors, isBelow b: FitErrors) -> Int {
            zip(a.new, b.new).filter { $0 < $1 }.count
        }
        text(
            """
            On new points, degree 15 is worse than degree 3 in \
            \(sets(where: fits[1], isBelow: fits[2])) of \(fits[0].new.count) sets. Ridge helps it \
            in \(sets(where: fits[3], isBelow: fits[2])) of them, and ten times as many points \
            help it in \(sets(where: fits[4], isBelow: fits[2])).
            """)
    }

    func showErrors(_ name: String, _ fits: [FitErrors]) {
        table(
            [name, "known points", "new points"],
            fits.map { [$0.name, fixed(median($0.known), 3), fixed(median($0.new), 3)] })
    }

    // MARK: Digits

    func showMislabelled(_ wrong: [Int], _ digits: Digits, _ labels: [Int]) {
        guard !wrong.isEmpty else { return }
        let shown = Array(wrong.prefix(5))
        pictures(
            title: "Five of the wrong labels", digits.pictures[rows: shown], width: 28,
            labels: shown.map { "“\(labels[$0])”" })
    }

    /// Where the validation loss turns while the training loss goes on falling, and how many of the
    /// wrong labels were learnt by then and at the end.
    func showTurningPoint(_ training: Training, learnt: [Int]) {
        let (loss, validation) = (training.loss, training.validationLoss)
        let (best, last) = (training.bestEpoch - 1, loss.count - 1)
        guard best < last, validation[last] > validation[best] else {
            return text("The validation loss has not turned yet: more --epochs will show it.")
        }
        text(
            """
            The training loss falls from \(fixed(loss[0], 3)) to \(fixed(loss[last], 3)). The \
            validation loss falls until epoch \(training.bestEpoch), to \
            \(fixed(validation[best], 3)), and then rises to \(fixed(validation[last], 3)).
            """)
        guard learnt[1] > learnt[0] else { return }
        text(
            """
            What the network learns after that is true of its 500 training pictures only. At epoch \
            \(training.bestEpoch), it repeats \(learnt[0]) of the wrong labels that it was taught; \
            at the end, it repeats \(learnt[1]).
            """)
    }

    /// The validation losses side by side; with 1,000 pictures an epoch counts for two.
    func showCurves(_ methods: [Method], _ trainings: [Training]) {
        let curves = zip(methods, trainings).map { method, training in
            let losses = training.validationLoss
            return Curve(
                method.name, x: losses.indices.map { ($0 + 1) * method.pictures / 500 }, y: losses)
        }
        let shown = [2, 4, 6, 8, 10, 14, 20, 30, 40, 50, 60]
            .filter { $0 <= trainings[0].loss.count }
        self.curves(
            step: "epoch", at: shown,
            curves.map { curve in
                let losses = Dictionary(uniqueKeysWithValues: zip(curve.x, curve.y))
                return (curve.name, shown.map { losses[Double($0)] ?? .nan })
            }, record: false)
        plot("Validation loss while training", x: "epochs of 500 pictures", y: "val_loss", curves)
    }

    /// The test, training by training: each method against the first with the same seed.
    func showComparison(_ outcomes: [Outcome]) {
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let nothing = outcomes[0]
        table(
            ["", "loss", "accuracy", "Δ loss", "better in", "Δ accuracy", "better in"],
            outcomes.enumerated().map { k, outcome in
                let losses = zip(outcome.losses, nothing.losses).map { $0 - $1 }
                let accuracies = zip(outcome.accuracies, nothing.accuracies).map { $0 - $1 }
                let differences = [
                    fixed(mean(losses), 3), "\(losses.count { $0 < 0 }) of \(losses.count)",
                    fixed(mean(accuracies), 3),
                    "\(accuracies.count { $0 > 0 }) of \(losses.count)",
                ]
                return [
                    outcome.name, fixed(mean(outcome.losses), 3),
                    fixed(mean(outcome.accuracies), 3),
                ] + (k == 0 ? ["", "", "", ""] : differences)
            })
        let isAlwaysBetter = outcomes.dropFirst().allSatisfy { outcome in
            zip(outcome.losses, nothing.losses).allSatisfy { $0 < $1 }
        }
        if isAlwaysBetter {
            text("In every single pair, each of the four has a lower loss than doing nothing.")
        }
    }
}
