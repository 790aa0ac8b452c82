import Matrices

/// Splits row numbers into a training and a test part, the same rows as scikit-learn's
/// `train_test_split(test_size=testFraction, random_state=seed)`.
///
/// The rows are put in random order; the first ⌈count · testFraction⌉ are the test part, the rest
/// the training part, both in that random order.
public func trainTestSplit(
    count: Int, testFraction: Double, seed: Int
) -> (train: [Int], test: [Int]) {
    guard testFraction > 0, testFraction < 1 else {
        fatalError(
            "the test part can't be \(testFraction) of the rows; give a fraction between 0 and 1")
    }
    let testCount = Int((Double(count) * testFraction).rounded(.up))
    guard count > 0, testCount < count else {
        fatalError("\(count) rows can't be split: none would be left to train on")
    }
    var random = RandomState(seed: seed)
    let order = random.permutation(count)
    return (Array(order[testCount...]), Array(order[..<testCount]))
}

/// Draws a part of the row numbers, the same rows as pandas' `sample(frac=fraction,
/// random_state=seed)`; `rest` holds those that weren't drawn, in their old order.
public func sampleSplit(
    count: Int, fraction: Double, seed: Int
) -> (sampled: [Int], rest: [Int]) {
    guard fraction >= 0, fraction <= 1, count >= 0 else {
        fatalError(
            "a part of \(fraction) of \(count) rows can't be drawn; give a fraction from 0 to 1")
    }
    var random = RandomState(seed: seed)
    // Python's round(): halves go to the even neighbour.
    let size = Int((Double(count) * fraction).rounded(.toNearestOrEven))
    let sampled = Array(random.permutation(count).prefix(size))
    let drawn = Set(sampled)
    return (sampled, (0..<count).filter { !drawn.contains($0) })
}
