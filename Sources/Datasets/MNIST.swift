import Matrices

/// Pictures with what they show: a picture per row, its pixels row after row in 0…1, and a label
/// for each.
public typealias LabelledPictures = (pictures: Matrix, labels: [Int])

/// The course's 5,000 MNIST digits, 28 × 28, in the order of the file: **sorted by class**.
///
/// They are part of MNIST's *training* set: whoever trains on full MNIST can't test on them.
/// - Returns: pictures 5000 × 784, labels 0…9.
/// - Throws: `DataError` if the files in `data/` are missing or damaged.
public func smallMNIST() throws -> LabelledPictures {
    try readLabelledPictures(
        courseFile("mnist-5k-images-idx3-ubyte"), courseFile("mnist-5k-labels-idx1-ubyte"))
}

/// The course's 5,000 MNIST digits in random order: 4,000 to train, the other 1,000 to test.
///
/// The order is `RandomState(seed).permutation(5000)`; every lesson uses seed 42.
/// - Returns: pictures 4000 × 784 and 1000 × 784, labels 0…9.
/// - Throws: `DataError` if the files in `data/` are missing or damaged.
public func smallMNISTSplit(
    seed: Int = 42
) throws -> (train: LabelledPictures, test: LabelledPictures) {
    let all = try smallMNIST()
    var random = RandomState(seed: seed)
    let order = random.permutation(all.labels.count)
    func part(_ rows: [Int]) -> LabelledPictures {
        (all.pictures[rows: rows], rows.map { all.labels[$0] })
    }
    let count = 4 * order.count / 5
    return (part(Array(order[..<count])), part(Array(order[count...])))
}

/// Digits to learn from and to test with: `smallMNISTSplit`, or all that a folder holds of MNIST, or
/// of a set in its format such as Fashion-MNIST, as published in four files.
///
/// Both spellings of the names are found, `train-images-idx3-ubyte` and `train-images.idx3-ubyte`,
/// also in a folder inside the folder, or in one that has the name of its file.
/// - Parameters:
///   - folder: The folder; nil for the course's own digits.
///   - count: How many pictures a lesson needs to learn from, and to test with.
/// - Returns: pictures m × 784 in 0…1, labels 0…9, and what else is to be said of them: a sentence
///   with a space before it, or nothing.
/// - Throws: `DataError` 66 if one of the files is missing; 65 if one is packed or damaged, if
///   pictures and labels don't fit together, or if there are too few.
public func readMNIST(
    _ folder: String?, atLeast count: Int = 10
) throws -> (train: LabelledPictures, test: LabelledPictures, note: String) {
    var (train, test) = try folder.map(publishedMNIST) ?? smallMNISTSplit()
    guard min(train.labels.count, test.labels.count) >= count else {
        throw DataError.wrongContents(
            "\(folder ?? "data"): \(train.labels.count) pictures to train and "
                + "\(test.labels.count) to test are too few: this lesson needs \(count) of each")
    }
    let note = takeUndivided(&train.pictures, &test.pictures)
    return (train, test, note)
}

private func publishedMNIST(
    _ folder: String
) throws -> (train: LabelledPictures, test: LabelledPictures) {
    func names(_ part: String, _ axes: Int) -> [String] {
        ["\(part)-idx\(axes)-ubyte", "\(part).idx\(axes)-ubyte"]
    }
    let place = Datasets.folder(folder, holding: names("train-images", 3))
    func path(_ part: String, _ axes: Int) throws -> String {
        try file(in: place, named: names(part, axes))
    }
    // All four names first, so that a missing file is noticed before a large one is read.
    let paths = try (
        path("train-images", 3), path("train-labels", 1), path("t10k-images", 3),
        path("t10k-labels", 1)
    )
    return try (readLabelledPictures(paths.0, paths.1), readLabelledPictures(paths.2, paths.3))
}

/// Takes pixels that were 0…1 in the files already as they are: what reads them has divided them by
/// 255 like all others.
///
/// - Returns: A sentence that says so, with a space before it; nothing if a pixel was above 1.
func takeUndivided(_ train: inout Matrix, _ test: inout Matrix) -> String {
    guard max(train.max(), test.max()) <= 1.0 / 255 else { return "" }
    train *= 255
    test *= 255
    return " No pixel of the files is above 1: they are taken as they are, undivided."
}

/// A file of pictures and a file of labels, in IDX bytes.
func readLabelledPictures(_ picturePath: String, _ labelPath: String) throws -> LabelledPictures {
    let labelBytes = try contents(of: labelPath)
    let labelHeader = try idxHeader(labelBytes, labelPath)
    guard labelHeader.type == 0x08, labelHeader.shape.count == 1 else {
        throw DataError.wrongContents(
            "\(labelPath), byte 2: the file holds numbers of type \(labelHeader.type) in the shape "
                + "\(sizes(labelHeader.shape)); labels are bytes (type 8) in one row; were "
                + "pictures and labels exchanged?"
        )
    }
    let pictureBytes = try contents(of: picturePath)
    let header = try idxHeader(pictureBytes, picturePath)
    guard header.type == 0x08, header.shape.count == 3, header.shape[1...] == [28, 28] else {
        throw DataError.wrongContents(
            "\(picturePath), byte 2: the file holds numbers of type \(header.type) in the shape "
                + "\(sizes(header.shape)); pictures of 28 × 28 bytes (type 8) were expected; "
                + "were pictures and labels exchanged?"
        )
    }
    let count = header.shape[0]
    guard count > 0 else {
        throw DataError.wrongContents("\(picturePath), byte 4: the file holds no picture")
    }
    guard labelHeader.count == count else {
        throw DataError.wrongContents(
            "\(labelPath), byte 4: there are \(labelHeader.count) labels, but \(picturePath) "
                + "holds \(count) pictures; the two files don't belong together"
        )
    }
    let labels = labelBytes[labelHeader.dataStart...].map(Int.init)
    if let wrong = labels.firstIndex(where: { $0 > 9 }) {
        throw DataError.wrongContents(
            "\(labelPath), byte \(labelHeader.dataStart + wrong): the label "
                + "\(labels[wrong]); digits 0 to 9 were expected"
        )
    }
    // A table of the 256 greys divides once instead of 47 million times.
    let grey = (0...255).map { Double($0) / 255 }
    let values = pictureBytes[header.dataStart...].map { grey[Int($0)] }
    return (Matrix(rows: count, columns: 784, values: values), labels)
}
