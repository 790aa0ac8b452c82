import Datasets
import Matrices
import Notebook

/// Pictures of hands that sign letters, with Kaggle's labels.
struct Letters {
    var train: LabelledPictures
    var validation: LabelledPictures
}

/// Kaggle's two CSV files in a folder, or as many drawn hands as they have rows.
func readLetters(_ folder: String?, seed: Int) throws -> Letters {
    if let folder {
        let (train, validation) = try readSignLanguage(folder)
        return Letters(train: train, validation: validation)
    }
    return Letters(
        train: drawnLetters(count: 27_455, seed: seed),
        validation: drawnLetters(count: 7_172, seed: seed + 1000))
}

/// 27455 as 27,455.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { i in
        (i > 0 && (digits.count - i) % 3 == 0 ? "," : "") + String(digits[i])
    }.joined()
}

/// A, B … for the labels 0, 1 …
func letter(_ label: Int) -> String {
    String(UnicodeScalar(UInt8(65 + label)))
}

func showData(_ notebook: Notebook, _ letters: Letters, drawn: Bool) {
    let (train, validation) = (letters.train, letters.validation)
    notebook.text(
        drawn
            ? """
            Hands that sign letters, in the numbers and the size of the "Sign Language MNIST" on \
            Kaggle. They are drawn by this program, so nothing has to be downloaded; --data DIR \
            takes Kaggle's photographs.
            """
            : "Hands that sign letters, from Kaggle's \"Sign Language MNIST\".")
    notebook.text("The head of the table: a label, and 784 pixels from 0 (black) to 255 (white).")
    let shown = Array(0..<5)
    notebook.table(
        ["label"] + shown.map { "pixel\($0 + 1)" } + ["…", "pixel784"],
        (0..<min(5, train.labels.count)).map { row in
            func pixel(_ k: Int) -> String { fixed(255 * train.pictures[row, k], 0) }
            return ["\(train.labels[row])"] + shown.map(pixel) + ["…", pixel(783)]
        })
    notebook.text(
        """
        The labels go into y, the pixels into x, a picture per row, divided by 255. J and Z are \
        missing: signing them takes a movement, which a picture can't show.
        """)
    notebook.table(
        ["", "x", "labels"],
        [("training", train), ("validation", validation)].map { name, set in
            [name, "\(set.pictures.rows) × \(set.pictures.columns)", "\(set.labels.count)"]
        })
    let first = Array(0..<min(20, train.labels.count))
    notebook.text("The first \(first.count), with their letters:")
    notebook.pictures(
        train.pictures[rows: first], width: 28, labels: first.map { letter(train.labels[$0]) },
        columns: 14)
}

func showOneHot(_ notebook: Notebook) {
    notebook.section("Categories")
    notebook.text(
        """
        The labels run from 0 for A to 24 for Y, without 9, since there is no J. So there are 24 \
        letters, but label 24 would be a 25th column. Before one-hot encoding, every label above 9 \
        moves down by one:
        """)
    notebook.table(
        ["letter", "label", "column"],
        [0, 8, 10, 24].map { [letter($0), "\($0)", "\(column($0))"] })
    notebook.text("One-hot, the letter C is a row of 24 numbers, with a 1 in column 2:")
    let row = oneHot([2])[row: 0].map { fixed($0, 0) }
    notebook.line("    " + row.joined(separator: " "))
}

/// What Keras' summary() shows: each layer's shape and number of parameters.
func showSummary(_ notebook: Notebook, sizes: [Int]) {
    let counts = zip(sizes, sizes.dropFirst()).map { ($0 + 1) * $1 }
    notebook.table(
        ["layer", "activation", "inputs", "outputs", "parameters"],
        counts.indices.map { k in
            [
                "dense \(k + 1)", k < counts.count - 1 ? "ReLU" : "softmax", "\(sizes[k])",
                "\(sizes[k + 1])", grouped(counts[k]),
            ]
        } + [["total", "", "", "", grouped(counts.reduce(0, +))]])
}
