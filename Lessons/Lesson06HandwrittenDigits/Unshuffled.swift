import Datasets
import Matrices
import Notebook

/// The first 5,000 pictures, sorted by digit as the course's own file is.
func sortedPart(of all: LabelledPictures) -> LabelledPictures {
    let rows = (0..<min(5000, all.labels.count)).sorted { a, b in
        (all.labels[a], a) < (all.labels[b], b)
    }
    return (all.pictures[rows: rows], rows.map { all.labels[$0] })
}

func showUnshuffled(
    _ notebook: Notebook, sorted: LabelledPictures, learningRate: Double, batchSize: Int,
    epochs: Int, seed: Int
) {
    let cut = sorted.labels.count * 4 / 5
    let train = (
        pictures: sorted.pictures[rows: 0..<cut], labels: Array(sorted.labels[..<cut])
    )
    let test = (
        pictures: sorted.pictures[rows: cut..<sorted.labels.count],
        labels: Array(sorted.labels[cut...])
    )
    let network = trained(
        [784, 128, 10], train, learningRate: learningRate, batchSize: batchSize, epochs: epochs,
        seed: seed)
    func counts(_ labels: [Int]) -> [String] {
        (0..<10).map { digit in "\(labels.filter { $0 == digit }.count)" }
    }
    func right(_ part: LabelledPictures) -> String {
        let z = network.predict(part.pictures)
        return "\(fixed(percent(z.indexOfMaximumInRows(), part.labels), 2)) %"
    }
    notebook.text(
        """
        The pictures in the order of the file, sorted by digit: the first \(grouped(cut)) to \
        train, the last \(grouped(test.labels.count)) to test. How many there are of each digit:
        """)
    notebook.table(
        [""] + (0..<10).map { "\($0)" },
        [["training"] + counts(train.labels), ["test"] + counts(test.labels)])
    notebook.text("The same network, trained in the same way:")
    notebook.table(
        ["", "accuracy"],
        [["training pictures", right(train)], ["test pictures", right(test)]])
    notebook.text(
        """
        The network is not stupid: digits that it has never seen can't be among its answers. The \
        figures on the training pictures look splendid all the same. Shuffle before you split.
        """)
}
