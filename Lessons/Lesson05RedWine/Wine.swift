import Datasets
import Matrices

/// The wines, split as the article splits them, before and after scaling.
struct Wine {
    /// Names of the eleven measurements.
    var inputs: [String]
    /// As in the file: measurements, and quality in points.
    var raw: (x: Matrix, quality: Matrix, xValidation: Matrix, qualityValidation: Matrix)
    /// In 0…1 by the training wines' smallest and largest values.
    var x: Matrix
    var y: Matrix
    var xValidation: Matrix
    var yValidation: Matrix
    /// From scaled units back to points.
    var quality: MinMaxScaler
    /// The rows of the file that are for training, in the order drawn.
    var trainingRows: [Int]

    init(_ table: Table) throws {
        inputs = table.columns.filter { $0 != "quality" }
        let all = try table.matrix(inputs)
        let points = try table.matrix(["quality"])
        let split = sampleSplit(count: all.rows, fraction: 0.7, seed: 5)
        trainingRows = split.sampled
        raw = (
            all[rows: split.sampled], points[rows: split.sampled],
            all[rows: split.rest], points[rows: split.rest]
        )
        let scaler = MinMaxScaler(fitting: raw.x)
        quality = MinMaxScaler(fitting: raw.quality)
        x = scaler.scale(raw.x)
        y = quality.scale(raw.quality)
        xValidation = scaler.scale(raw.xValidation)
        yValidation = quality.scale(raw.qualityValidation)
    }
}
