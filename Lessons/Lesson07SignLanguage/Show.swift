import Datasets
import Layers
import Matrices
import Notebook

extension Notebook {
    func showTable(_ set: LabelledPictures) {
        let shown = Array(0..<5)
        table(
            ["label"] + shown.map { "pixel\($0 + 1)" } + ["…", "pixel784"],
            (0..<min(5, set.labels.count)).map { row in
                func pixel(_ k: Int) -> String { fixed(255 * set.pictures[row, k], 0) }
                return ["\(set.labels[row])"] + shown.map(pixel) + ["…", pixel(783)]
            })
    }

    func showLetters(_ letters: Letters) {
        let train = letters.train
        table(
            ["", "x", "labels"],
            [("training", train), ("validation", letters.validation)].map { name, set in
                [name, "\(set.pictures.rows) × \(set.pictures.columns)", "\(set.labels.count)"]
            })
        let first = Array(0..<min(20, train.labels.count))
        pictures(
            title: "The first \(first.count), with their letters", train.pictures[rows: first],
            width: 28,
            labels: first.map { letter(train.labels[$0]) }, columns: 14)
    }

    func showColumns(_ letters: [(letter: String, label: Int, column: Int)]) {
        table(
            ["letter", "label", "column"],
            letters.map { [$0.letter, "\($0.label)", "\($0.column)"] })
    }

    /// What Keras' summary() shows: each layer's shape and number of parameters.
    func showSummary(_ network: Perceptron) {
        let counts = network.parameters.map(\.values.count)
        table(
            ["layer", "activation", "inputs", "outputs", "parameters"],
            (0..<network.layers).map { k in
                let w = network.parameters[2 * k]
                return [
                    "dense \(k + 1)", k < network.layers - 1 ? "ReLU" : "softmax", "\(w.rows)",
                    "\(w.columns)", grouped(counts[2 * k] + counts[2 * k + 1]),
                ]
            } + [["total", "", "", "", grouped(counts.reduce(0, +))]])
    }

    func showHistory(_ training: ClassifierTraining) {
        plot(
            "Loss", y: "cross-entropy",
            perEpoch: ["loss": training.loss, "val_loss": training.validationLoss])
        plot(
            "Accuracy", y: "accuracy",
            perEpoch: ["accuracy": training.accuracy, "val_accuracy": training.validationAccuracy])
        let epochs = training.loss.indices
        let best = epochs.max { training.validationAccuracy[$0] < training.validationAccuracy[$1] }!
        table(
            ["", "accuracy", "val_accuracy"],
            [("best epoch", best), ("last epoch", epochs.last!)].map { name, k in
                [
                    "\(name), \(k + 1)", fixed(training.accuracy[k], 4),
                    fixed(training.validationAccuracy[k], 4),
                ]
            })
    }

    func showDecays(_ trainings: [(decay: Decay, training: ClassifierTraining)]) {
        let epochs = Array(1...trainings[0].training.loss.count)
        plot(
            "Four learning rates", x: "epoch", y: "val_accuracy",
            trainings.map {
                Curve($0.decay.rawValue, x: epochs, y: $0.training.validationAccuracy)
            })
        let last = trainings.map { $0.training.validationAccuracy.last! }
        let falls = trainings.map { largestFall($0.training.validationAccuracy) }
        let losses = trainings.map { $0.training.validationLoss.last! }
        table(
            ["decay", "last val_accuracy", "largest fall, second half", "last val_loss"],
            trainings.indices.map { k in
                [
                    trainings[k].decay.rawValue, fixed(last[k], 4), fixed(falls[k], 4),
                    fixed(losses[k], 4),
                ]
            })
        let best = last.indices.max { last[$0] < last[$1] }!
        let better = last.dropFirst().filter { $0 > last[0] }.count
        let steadier = falls.dropFirst().filter { $0 < falls[0] }.count
        let dearer = losses.dropFirst().filter { $0 > losses[0] }.count
        text(
            """
            \(better) of the three falling rates end ahead of the constant one, and with \
            \(steadier) of the three val_accuracy falls less between two epochs of the second \
            half. Highest at the end: \(trainings[best].decay.rawValue).\
            \(dearer == 0 ? "" : " \(dearer) of the three end with a higher val_loss: "
                + "shorter steps don't go as far, and this training is short.")
            """)
    }

    func showBaselines(_ ways: [(name: String, accuracy: Double)], _ letters: Letters) {
        table(["", "val_accuracy"], ways.map { [$0.name, fixed($0.accuracy, 4)] })
        guard ways[2].accuracy > ways[3].accuracy else { return }
        text(
            """
            The nearest training picture beats the network here. It learns nothing, keeps all \
            \(grouped(letters.train.labels.count)) pictures, and compares each new one with all of \
            them.
            """)
    }

    func showConfusion(_ counts: Matrix, _ answers: [Int], _ letters: Letters) {
        let (train, validation) = (letters.train, letters.validation)
        let names = signLetters.map(String.init)
        confusion(names, counts)
        let mixed = mostOftenMixed(counts, 3)
        guard !mixed.isEmpty else {
            return text("No validation picture is taken for another letter.")
        }
        let columns = validation.labels.map(column)
        let pairs = mixed.map { pair in
            "\(names[pair.truth]) taken for \(names[pair.answer]) (\(pair.count) times)"
        }
        text(
            """
            \(grouped(zip(answers, columns).filter { $0 != $1 }.count)) of \
            \(grouped(answers.count)) are wrong. Most often: \(pairs.joined(separator: ", ")). For \
            each of these mistakes, one misread picture is drawn between training pictures of \
            the two letters:
            """)
        for (truth, answer, _) in mixed {
            let wrong = columns.indices.first { columns[$0] == truth && answers[$0] == answer }
            let shown = [
                (train, train.labels.firstIndex { column($0) == truth }, names[truth]),
                (validation, wrong, "\(names[truth]) taken for \(names[answer])"),
                (train, train.labels.firstIndex { column($0) == answer }, names[answer]),
            ].compactMap { set, row, label in row.map { (set.pictures[rows: [$0]], label) } }
            pictures(
                title: "\(names[truth]) taken for \(names[answer])",
                Matrix(stacking: shown.map(\.0)), width: 28, labels: shown.map(\.1),
                columns: 24)
        }
    }

    func showTwentyFourColumns(_ rows: [(name: String, right: Double?, wrong: Double?)]) {
        func shown(_ accuracy: Double?) -> String { accuracy.map { fixed($0, 4) } ?? "–" }
        table(
            ["validation pictures", "labels moved down", "24 columns, labels as they are"],
            rows.map { [$0.name, shown($0.right), shown($0.wrong)] })
    }
}
