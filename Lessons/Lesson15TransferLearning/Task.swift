import Datasets
import Layers
import Matrices

/// Pictures of some of the classes, and their one-hot labels, counted from the first class.
struct Task {
    var classes: Range<Int>
    var x: Matrix
    var y: Matrix
    var labels: [Int]
    var xTest: Matrix
    var yTest: Matrix

    init(_ digits: (train: LabelledPictures, test: LabelledPictures), classes: Range<Int>) {
        func part(_ set: LabelledPictures) -> (x: Matrix, labels: [Int]) {
            let rows = set.labels.indices.filter { classes.contains(set.labels[$0]) }
            return (set.pictures[rows: rows], rows.map { set.labels[$0] - classes.lowerBound })
        }
        let (train, test) = (part(digits.train), part(digits.test))
        self.classes = classes
        (x, labels) = train
        y = oneHot(train.labels, classes: classes.count)
        xTest = test.x
        yTest = oneHot(test.labels, classes: classes.count)
    }

    /// The first pictures of each class in a random order of all of them.
    func few(perClass: Int, seed: Int) -> (x: Matrix, y: Matrix) {
        var random = RandomState(seed: seed)
        let shuffled = random.permutation(x.rows)
        var rows: [Int] = []
        for label in 0..<classes.count {
            rows += shuffled.filter { labels[$0] == label }.prefix(perClass)
        }
        return (x[rows: rows], y[rows: rows])
    }
}
