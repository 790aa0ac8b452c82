import Datasets
import Matrices

import func Layers.batches
import struct Layers.Adam

/// Lesson 05's: the wines split as the article splits them, scaled by the training wines.
struct Wine {
    var training: Examples
    var validation: Examples

    /// - Throws: `DataError` 65 if these are not the wines of lesson 05, or too few of them.
    init(_ table: Table) throws {
        let measurements = table.columns.filter { !["quality", "id"].contains($0.lowercased()) }
        guard measurements.count == 11, table.rowCount >= 10 else {
            throw DataError.wrongContents(
                "\(table.source): \(table.rowCount) rows and \(measurements.count) columns beside "
                    + "\"quality\"; this lesson needs 10 rows or more, and the wines' 11 "
                    + "measurements")
        }
        let x = try table.matrix(measurements)
        let y = try table.matrix(["quality"])
        let split = sampleSplit(count: x.rows, fraction: 0.7, seed: 5)
        let xScaler = MinMaxScaler(fitting: x[rows: split.sampled])
        let quality = MinMaxScaler(fitting: y[rows: split.sampled])
        let scaled = Examples(x: xScaler.scale(x), y: quality.scale(y))
        training = scaled[split.sampled]
        validation = scaled[split.rest]
    }
}

/// What lesson 05's training returns: the parameters, and the losses of every epoch.
struct WineTraining {
    var parameters: [Matrix]
    var loss: [Double] = []
    var validationLoss: [Double] = []
}

/// Batches, Adam and the validation loss after every epoch, as in lesson 05.
func train(
    _ wine: Wine, sizes: [Int], epochs: Int, seed: Int, afterEpoch: (Int) -> Void = { _ in }
) -> WineTraining {
    var weights = RandomState(seed: seed + 1)
    var order = RandomState(seed: seed + 2)
    var training = WineTraining(parameters: firstParameters(sizes, &weights))
    var rule = Adam()
    for epoch in 0..<epochs {
        var sum = 0.0
        for batch in batches(of: 256, from: wine.training.x.rows, &order) {
            let examples = wine.training[batch]
            let (loss, gradients) = gradients(training.parameters) { tape, p in
                meanAbsoluteError(
                    network(tape.constant(examples.x), p), tape.constant(examples.y))
            }
            rule.update(&training.parameters, gradients)
            sum += loss * Double(batch.count)
        }
        training.loss.append(sum / Double(wine.training.x.rows))
        let errors = predict(wine.validation.x, training.parameters) - wine.validation.y
        training.validationLoss.append(abs(errors).mean())
        afterEpoch(epoch + 1)
    }
    return training
}
