import Datasets
import Matrices
import Notebook

/// Pictures to learn from and pictures to test with.
struct Digits {
    var train: LabelledPictures
    var test: LabelledPictures
    /// Where they come from, in a sentence or two.
    var source: String
}

/// The course's 5,000 pictures, split 4,000 to 1,000, or the published files of a folder.
func readDigits(_ folder: String?) throws -> Digits {
    let (train, test, note) = try readMNIST(folder)
    let (few, rest) = (train.labels.count, test.labels.count)
    var source = "\(grouped(few)) pictures for training, \(grouped(rest)) for the test."
    if folder == nil {
        source = """
            \(grouped(few + rest)) pictures from MNIST, of digits that employees and pupils in the \
            USA wrote. In the file, they are sorted by digit; \
            RandomState(42).permutation(\(few + rest)) puts them in random order. The first \
            \(grouped(few)) are for training, the other \(grouped(rest)) for testing.
            """
    }
    return Digits(train: train, test: test, source: source + note)
}

/// Up to 5,000 pictures sorted by digit, as the course's own file has them, split four to one.
func sortedDigits(_ folder: String?, _ digits: Digits) throws -> Digits {
    let sorted = try folder == nil ? smallMNIST() : sortedPart(of: digits.train)
    let cut = sorted.labels.count * 4 / 5
    func part(_ rows: Range<Int>) -> LabelledPictures {
        (sorted.pictures[rows: rows], Array(sorted.labels[rows]))
    }
    return Digits(
        train: part(0..<cut), test: part(cut..<sorted.labels.count), source: digits.source)
}

/// The first 5,000 pictures, sorted by digit.
func sortedPart(of all: LabelledPictures) -> LabelledPictures {
    let rows = (0..<min(5000, all.labels.count)).sorted { a, b in
        (all.labels[a], a) < (all.labels[b], b)
    }
    return (all.pictures[rows: rows], rows.map { all.labels[$0] })
}
