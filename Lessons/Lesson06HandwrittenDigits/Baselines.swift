import Datasets
import Matrices
import Notebook

/// For each row of `pictures` which row of `known` is the nearest one, in blocks that fit into
/// memory. ‖a − b‖² = ‖a‖² − 2 a·b + ‖b‖², and ‖a‖² is the same for all b.
func nearest(_ pictures: Matrix, among known: Matrix, block: Int = 4000) -> [Int] {
    var best = [Int](repeating: 0, count: pictures.rows)
    var least = [Double](repeating: .infinity, count: pictures.rows)
    for start in stride(from: 0, to: known.rows, by: block) {
        let part = known[rows: start..<min(start + block, known.rows)]
        let squares = (part * part).rowSums().transposed()
        let distances = -2 * matmul(pictures, transposed: part) + squares
        for i in 0..<pictures.rows {
            for j in 0..<part.rows where distances[i, j] < least[i] {
                least[i] = distances[i, j]
                best[i] = start + j
            }
        }
    }
    return best
}

/// The mean picture of every class that occurs, and which class it is.
func meanPictures(_ known: LabelledPictures) -> (means: Matrix, classes: [Int]) {
    let classes = Set(known.labels).sorted()
    let means = classes.map { label in
        known.pictures[rows: known.labels.indices.filter { known.labels[$0] == label }]
            .columnMeans()
    }
    return (Matrix(stacking: means), classes)
}

/// The share of right answers, in percent.
func percent(_ answers: [Int], _ labels: [Int]) -> Double {
    100 * Double(zip(answers, labels).filter { $0 == $1 }.count) / Double(answers.count)
}

func showBaselines(
    _ notebook: Notebook, _ digits: (train: LabelledPictures, test: LabelledPictures),
    scores: Matrix, learningRate: Double, batchSize: Int, epochs: Int, seed: Int
) {
    let (train, test) = digits
    let count = train.labels.count
    let bar = notebook.progress("Baselines", total: epochs * ((count + batchSize - 1) / batchSize))
    var done = 0
    let regression = trained(
        [784, 10], train, learningRate: learningRate, batchSize: batchSize, epochs: epochs,
        seed: seed
    ) {
        done += 1
        bar.advance(to: done)
    }
    let (means, classes) = meanPictures(train)
    let byMeans = nearest(test.pictures, among: means).map { classes[$0] }
    // A thousand pictures are enough to judge by, and 60,000 · 10,000 distances take long.
    let asked = min(1000, test.labels.count)
    let byNeighbour = nearest(test.pictures[rows: 0..<asked], among: train.pictures)
        .map { train.labels[$0] }
    bar.finish()
    let answers = scores.indexOfMaximumInRows()
    let byRegression = regression.predict(test.pictures).indexOfMaximumInRows()
    notebook.text(
        """
        Three simpler ways, on the same pictures. Nearest mean: which of the ten mean digits is \
        the closest? Softmax regression: the network without its hidden layer, trained in the \
        same way. Nearest neighbour: which training picture is the closest, and what is it?
        """)
    let neighbour = percent(byNeighbour, test.labels)
    let network = percent(Array(answers[..<asked]), test.labels)
    notebook.table(
        ["", "numbers kept", "test accuracy"],
        [
            [
                "nearest mean", grouped(means.values.count),
                "\(fixed(percent(byMeans, test.labels), 2)) %",
            ],
            [
                "softmax regression", grouped(785 * 10),
                "\(fixed(percent(byRegression, test.labels), 2)) %",
            ],
            [
                "network", grouped(785 * 128 + 129 * 10),
                "\(fixed(percent(answers, test.labels), 2)) %",
            ],
            [
                "nearest neighbour", grouped(train.pictures.values.count),
                "\(fixed(neighbour, 2)) %",
            ],
        ])
    if asked < test.labels.count {
        notebook.text(
            """
            The nearest neighbour was asked for the first \(grouped(asked)) test pictures only; on \
            these the network has \(fixed(network, 2)) %.
            """)
    }
    notebook.text(
        neighbour > network
            ? """
            The nearest neighbour wins. It learns nothing at all; but it has to keep every \
            picture, and to compare with each of them for every answer.
            """
            : neighbour < network
                ? "The network wins here, with far fewer numbers than the pictures have."
                : "The network and the nearest neighbour are equally good here.")
}
