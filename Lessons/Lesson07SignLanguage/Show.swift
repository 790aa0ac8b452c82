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

    /// The line of the epoch that was trained last.
    func showEpoch(_ training: Training, of epochs: Int) {
        let last = training.loss.count - 1
        epoch(
            last + 1, of: epochs,
            [
                "loss": training.loss[last], "accuracy": training.accuracy[last],
                "val_loss": training.validationLoss[last],
                "val_accuracy": training.validationAccuracy[last],
            ])
    }

    func showHistory(_ training: Training) {
        let epochs = Array(1...training.loss.count)
        plot(
            "Loss", x: "epoch", y: "cross-entropy",
            [
                Curve("loss", x: epochs, y: training.loss),
                Curve("val_loss", x: epochs, y: training.validationLoss),
            ])
        plot(
            "Accuracy", x: "epoch", y: "accuracy",
            [
                Curve("accuracy", x: epochs, y: training.accuracy),
                Curve("val_accuracy", x: epochs, y: training.validationAccuracy),
            ])
        let last = epochs.count - 1
        let best = epochs.indices.max {
            training.validationAccuracy[$0] < training.validationAccuracy[$1]
        }!
        table(
            ["", "accuracy", "val_accuracy"],
            [("best epoch, \(best + 1)", best), ("last epoch, \(last + 1)", last)].map {
                name, k in
                [name, fixed(training.accuracy[k], 4), fixed(training.validationAccuracy[k], 4)]
            })
    }

    func showDecays(_ trainings: [(decay: Decay, training: Training)]) {
        let epochs = Array(1...trainings[0].training.loss.count)
        plot(
            "Four learning rates", x: "epoch", y: "val_accuracy",
            trainings.map {
                Curve($0.decay.rawValue, x: epochs, y: $0.training.validationAccuracy)
            })
        table(
            ["decay", "last val_accuracy", "second half: lowest", "highest", "last loss"],
            trainings.map { decay, training in
                let late = training.validationAccuracy[(epochs.count / 2)...]
                return [
                    decay.rawValue, fixed(late.last!, 4), fixed(late.min()!, 4),
                    fixed(late.max()!, 4), fixed(training.loss.last!, 4),
                ]
            })
        let last = trainings.map { $0.training.validationAccuracy.last! }
        let swings = trainings.map { swing($0.training.validationAccuracy) }
        let better = last.dropFirst().filter { $0 > last[0] }.count
        let steadier = swings.dropFirst().filter { $0 < swings[0] }.count
        text(
            """
            After the last epoch \(better) of the three falling rates are ahead of the constant \
            one, and \(steadier) of three move less in the second half of the epochs.
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
            \(grouped(answers.count)) are wrong. Most often: \(pairs.joined(separator: ", ")). In \
            the middle such a picture; to the left and to the right a training picture of the one \
            letter and of the other:
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
