import Datasets
import Matrices
import Notebook

/// The course's 5,000 pictures, split 4,000 to 1,000, or the published files of a folder.
func readDigits(_ folder: String?) throws -> (train: LabelledPictures, test: LabelledPictures) {
    guard let folder else { return try smallMNISTSplit() }
    return try readMNIST(folder)
}

/// 60000 as 60,000.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { i in
        (i > 0 && (digits.count - i) % 3 == 0 ? "," : "") + String(digits[i])
    }.joined()
}

func showDigits(
    _ notebook: Notebook, _ digits: (train: LabelledPictures, test: LabelledPictures),
    isSmall: Bool
) {
    let (train, test) = (digits.train.pictures.rows, digits.test.pictures.rows)
    notebook.text(
        isSmall
            ? """
            5,000 pictures of MNIST, 500 of each digit, written by employees and pupils in the \
            USA. In the file they are sorted by digit; \
            RandomState(42).permutation(5000) puts them into random order. The first \
            \(grouped(train)) are for training, the other \(grouped(test)) for the test.
            """
            : "\(grouped(train)) pictures for training, \(grouped(test)) for the test.")
    notebook.text(
        """
        Each is a row of 28 · 28 = 784 pixels, divided by 255: 0 is black, 1 white. One of each \
        digit:
        """)
    let firsts = (0..<10).compactMap { digits.train.labels.firstIndex(of: $0) }
    notebook.pictures(
        digits.train.pictures[rows: firsts], width: 28,
        labels: firsts.map { "\(digits.train.labels[$0])" }, columns: 18)
    notebook.table(
        ["", "x", "labels"],
        [
            ["training", "\(train) × 784", "\(train)"], ["test", "\(test) × 784", "\(test)"],
        ])
}
