import Foundation
import Matrices
import Notebook

extension Notebook {
    // MARK: Polynomials

    func showPolynomials(_ fits: [(degree: Int, weights: Matrix)], _ points: PointSet) {
        let places = evenly(from: -1, through: 1, count: 141)
        for (degree, weights) in fits {
            scatter(
                "Degree \(degree)", x: "x", y: "y",
                [Points("points", x: points.few.x, y: points.few.y)],
                lines: [Curve("polynomial", x: places, y: heights(weights, at: places))])
        }
        let known = fits.map { rootMeanSquaredError($0.weights, points.few) }
        let new = fits.map { rootMeanSquaredError($0.weights, points.new) }
        table(
            ["degree", "RMSE, the 20 points", "RMSE, new points"],
            fits.indices.map { ["\(fits[$0].degree)", fixed(known[$0], 3), fixed(new[$0], 3)] })
        guard known[2] < known[1], new[2] > new[1] else { return }
        text(
            """
            Degree 15 is nearest to the points that it knows, and further than degree 3 from the \
            new ones: it has learnt the noise by heart. That is overfitting. Degree 1 is far from \
            both. That is underfitting.
            """)
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
            On new points degree 15 is worse than degree 3 in \(sets(where: fits[1], isBelow: fits[2])) \
            of \(fits[0].new.count) sets. Ridge helps it in \
            \(sets(where: fits[3], isBelow: fits[2])), ten times as many points in \
            \(sets(where: fits[4], isBelow: fits[2])).
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

    func showEpochs(_ training: Training) {
        let epochs = training.loss.count
        for k in 0..<epochs {
            epoch(
                k + 1, of: epochs,
                [
                    "loss": training.loss[k], "accuracy": training.accuracy[k],
                    "val_loss": training.validationLoss[k],
                    "val_accuracy": training.validationAccuracy[k],
                ])
        }
        plot(
            "Loss while training", x: "epoch", y: "loss",
            [
                Curve("loss", x: Array(1...epochs), y: training.loss),
                Curve("val_loss", x: Array(1...epochs), y: training.validationLoss),
            ])
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
            What it learns from there on is true of these 500 pictures only. At epoch \
            \(training.bestEpoch) it gives \(learnt[0]) of the wrong labels back as it was taught \
            them, at the end \(learnt[1]).
            """)
    }

    /// The validation losses side by side; `more data` sees 1,000 pictures per epoch, so its curve
    /// stands at every other epoch.
    func showCurves(_ methods: [Method], _ trainings: [Training]) {
        let pairs = Array(zip(methods, trainings))
        let shown = [2, 4, 6, 8, 10, 14, 20, 30, 40, 50, 60]
            .filter { $0 <= trainings[0].loss.count }
        curves(
            step: "epoch", at: shown,
            pairs.map { method, training in
                let losses = training.validationLoss
                return (method.name, shown.map { losses[$0 * 500 / method.pictures - 1] })
            }, record: false)
        plot(
            "Validation loss while training", x: "epochs of 500 pictures", y: "val_loss",
            pairs.map { method, training in
                let losses = training.validationLoss
                return Curve(
                    method.name, x: losses.indices.map { ($0 + 1) * method.pictures / 500 },
                    y: losses)
            })
    }

    /// The test, training by training: each method against the first with the same seed.
    func showComparison(_ outcomes: [Outcome]) {
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let nothing = outcomes[0]
        let count = nothing.losses.count
        table(
            ["", "loss", "accuracy", "Δ loss", "better in", "Δ accuracy", "better in"],
            outcomes.enumerated().map { k, outcome in
                let losses = zip(outcome.losses, nothing.losses).map { $0 - $1 }
                let accuracies = zip(outcome.accuracies, nothing.accuracies).map { $0 - $1 }
                let means = [
                    outcome.name, fixed(mean(outcome.losses), 3),
                    fixed(mean(outcome.accuracies), 3),
                ]
                guard k > 0 else { return means + ["", "", "", ""] }
                return means + [
                    fixed(mean(losses), 3), "\(losses.filter { $0 < 0 }.count) of \(count)",
                    fixed(mean(accuracies), 3), "\(accuracies.filter { $0 > 0 }.count) of \(count)",
                ]
            })
        let isAlwaysBetter = outcomes.dropFirst().allSatisfy { outcome in
            zip(outcome.losses, nothing.losses).allSatisfy { $0 < $1 }
        }
        if isAlwaysBetter {
            text("Each of the four has a lower loss than nothing in every single pair.")
        }
    }

    // MARK: Hyper-parameters

    func showGrid(_ trials: [Trial], rates: [Double], sizes: [Int]) {
        let heights = Matrix(rows: sizes.count, columns: rates.count) { i, j in
            trials[i * rates.count + j].validation
        }
        table(
            ["hidden \\ α"] + rates.map { "\($0)" },
            sizes.indices.map { i in ["\(sizes[i])"] + heights[row: i].map { fixed($0, 3) } })
        contour(
            "Validation accuracy", x: rates.map { log10($0) }, y: sizes.map { log2(Double($0)) },
            heights: heights, axes: (x: "log₁₀ of the learning rate", y: "log₂ of the neurons"))
    }

    /// What each search chose, and what that came to on the test pictures.
    func showChoice(_ searches: [(name: String, trials: [Trial])]) {
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        table(
            ["search", "learning rate", "hidden", "val_accuracy", "test accuracy"],
            searches.map { name, trials in
                let best = chosen(trials)
                return [
                    name, fixed(best.learningRate, 5), "\(best.hidden)", fixed(best.validation, 4),
                    fixed(best.test, 4),
                ]
            })
        let all = searches.flatMap(\.trials)
        let usual = mean(all.map(\.validation)) - mean(all.map(\.test))
        let ofChosen = mean(searches.map { chosen($0.trials).validation - chosen($0.trials).test })
        text(
            """
            The chosen trials lose \(fixed(ofChosen, 4)) on average from the validation to the \
            test pictures. All \(all.count) trials lose \(fixed(usual, 4)): that is how much harder \
            the test pictures are. The difference, \(fixed(ofChosen - usual, 4)), is what the \
            choice costs: the best of many was lucky, too.
            """)
    }
}
