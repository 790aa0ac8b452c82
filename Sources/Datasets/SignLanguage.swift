import Matrices

/// The letters whose signs are still pictures: A to Y without J (J and Z are movements).
public let signLetters: [Character] = Array("ABCDEFGHIKLMNOPQRSTUVWXY")

/// The label of each of the 24 letters: its place in the alphabet, A = 0 … I = 8, K = 10 … Y = 24.
///
/// Label 9, J, never occurs: `signLabels.firstIndex(of: label)` is the letter's number among 24.
public let signLabels: [Int] = (0...24).filter { $0 != 9 }

/// Reads the "Sign Language MNIST" as Kaggle publishes it: two CSV files in a folder.
///
/// `sign_mnist_train.csv`, and `sign_mnist_test.csv` (or `sign_mnist_valid.csv`) to validate.
/// - Returns: pictures m × 784 in 0…1, labels 0…24 without 9.
/// - Throws: `DataError` 66 if a file is missing; 65, with the line, for wrong contents.
public func readSignLanguage(
    _ folder: String
) throws -> (train: LabelledPictures, validation: LabelledPictures) {
    let folder = Datasets.folder(folder, holding: ["sign_mnist_train.csv"])
    let train = try file(in: folder, named: ["sign_mnist_train.csv"])
    let validation = try file(in: folder, named: ["sign_mnist_test.csv", "sign_mnist_valid.csv"])
    return try (readSignLanguageCSV(train), readSignLanguageCSV(validation))
}

/// Reads one CSV file of the "Sign Language MNIST": `label,pixel1,…,pixel784`, a picture per row.
///
/// The 785 columns may have other names, or none. Labels 0 … 23, each of which occurs, are the 24
/// letters in their order.
/// - Returns: pictures m × 784 in 0…1, labels 0…24 without 9.
/// - Throws: `DataError` 66 if the file can't be read; 65, with the line, for wrong contents.
func readSignLanguageCSV(_ path: String) throws -> LabelledPictures {
    let table = try readCSV(path)
    guard table.columns.count == 785 else {
        throw DataError.wrongContents(
            "\(path), line 1: there are \(counted(table.columns.count, "column")); a label and 784 "
                + "pixels were expected")
    }
    guard table.rowCount > 0 else {
        throw DataError.wrongContents("\(path), line 2: a picture was expected, but the file ends")
    }
    let numbers = try table.matrix(table.columns)
    let first = numbers[column: 0]
    // Some copies count the letters through, without the gap at J.
    let areCounted = Set(first) == Set((0...23).map(Double.init))
    let labels = try first.enumerated().map { row, value in
        guard let label = Int(exactly: value), areCounted || signLabels.contains(label) else {
            throw DataError.wrongContents(
                "\(path), line \(table.line(ofRow: row)), column \"\(shown(table.columns[0]))\": "
                    + "the label is \(short(value)); whole numbers from 0 to 24 without 9 (which "
                    + "stands for J) were expected"
            )
        }
        return areCounted ? signLabels[label] : label
    }
    var pictures = numbers[columns: Array(1...784)]
    if let wrong = pictures.values.firstIndex(where: { !(0...255).contains($0) }) {
        throw DataError.wrongContents(
            "\(path), line \(table.line(ofRow: wrong / 784)), column "
                + "\"\(shown(table.columns[1 + wrong % 784]))\": the pixel is "
                + "\(short(pictures.values[wrong])); numbers from 0 to 255 were expected"
        )
    }
    pictures /= 255
    return (pictures, labels)
}
