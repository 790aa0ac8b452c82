import Datasets
import Matrices

/// Pictures of hands that sign letters, with Kaggle's labels.
struct Letters {
    var train: LabelledPictures
    var validation: LabelledPictures
    /// Where they come from, in a sentence or two.
    var source: String
    /// The labels, one-hot: a row of 24 for each picture.
    var y: Matrix
    var yValidation: Matrix

    init(train: LabelledPictures, validation: LabelledPictures, source: String) {
        self.train = train
        self.validation = validation
        self.source = source
        y = oneHot(train.labels.map(column), classes: 24)
        yValidation = oneHot(validation.labels.map(column), classes: 24)
    }

    /// So many of the pictures, or all where there are fewer.
    func first(train count: Int, validation validationCount: Int) -> Letters {
        func part(_ set: LabelledPictures, _ count: Int) -> LabelledPictures {
            let rows = 0..<min(count, set.labels.count)
            return (set.pictures[rows: rows], Array(set.labels[rows]))
        }
        return Letters(
            train: part(train, count), validation: part(validation, validationCount),
            source: source)
    }
}

/// Kaggle's two CSV files in a folder, or as many drawn hands as they have rows.
func readLetters(_ folder: String?, seed: Int) throws -> Letters {
    if let folder {
        let (train, validation, note) = try readSignLanguage(folder)
        let source = "Hands that sign letters, from Kaggle's \"Sign Language MNIST\"."
        let shown = note.contains("undivided") ? " The table shows them times 255." : ""
        return Letters(train: train, validation: validation, source: source + note + shown)
    }
    return Letters(
        train: drawnLetters(count: 27_455, seed: seed),
        validation: drawnLetters(count: 7_172, seed: seed + 1000),
        source: """
            Hands that sign letters: as many pictures as in the "Sign Language MNIST" on Kaggle, \
            and of the same size. They are drawn by this program, so nothing has to be downloaded. \
            --data DIR reads Kaggle's photographs instead.
            """)
}
