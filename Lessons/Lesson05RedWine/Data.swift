import Datasets
import Matrices
import Notebook

func showTable(_ notebook: Notebook, _ table: Table) throws {
    let all = try table.numbers("quality")
    notebook.text(
        """
        \(all.count) red wines from the north of Portugal, with \(table.columns.count) \
        columns: eleven measurements from the laboratory, and quality, the points that people who \
        tasted the wine gave it. The first five rows of the table, as columns:
        """)
    let head = try table.matrix(table.columns)[rows: 0..<5]
    notebook.table(
        ["", "row 0", "row 1", "row 2", "row 3", "row 4"],
        table.columns.enumerated().map { j, name in
            [name] + (0..<5).map { i in plain(head[i, j]) }
        })
    let points = Array(stride(from: 3.0, through: 8, by: 1))
    notebook.text("Hardly anyone gives less than 5 points or more than 7:")
    notebook.table(
        ["quality"] + points.map { fixed($0, 0) },
        [["wines"] + points.map { q in "\(all.filter { $0 == q }.count)" }])
}

func showScaling(_ notebook: Notebook, _ wine: Wine) {
    let rows = wine.trainingRows.prefix(5).map(String.init).joined(separator: ", ")
    notebook.text(
        """
        70 % of the wines are for training, drawn as pandas' sample(frac=0.7, random_state=5) \
        draws them: rows \(rows) … The other \(wine.xValidation.rows), in the order of the file, \
        only measure how good the network is.

        Sulfur dioxide goes up to hundreds, chlorides stay below one. Min–max scaling brings every \
        column into 0…1, (x − min) / (max − min). Minimum and maximum come from the training wines \
        alone: the others have to stay unknown. The quality is scaled too.
        """)
    let scaler = MinMaxScaler(fitting: wine.raw.x)
    let names = wine.inputs + ["quality"]
    let low = scaler.minimum.values + wine.quality.minimum.values
    let high = scaler.maximum.values + wine.quality.maximum.values
    let first = wine.raw.x[row: 0] + wine.raw.quality[row: 0]
    let scaled = wine.x[row: 0] + wine.y[row: 0]
    notebook.table(
        ["", "min", "max", "row \(wine.trainingRows[0])", "scaled"],
        names.indices.map { j in
            [names[j], plain(low[j]), plain(high[j]), plain(first[j]), fixed(scaled[j], 6)]
        })
    notebook.table(
        ["", "x", "y"],
        [
            ["training", "\(wine.x.rows) × \(wine.x.columns)", "\(wine.y.rows) × 1"],
            [
                "validation", "\(wine.xValidation.rows) × \(wine.xValidation.columns)",
                "\(wine.yValidation.rows) × 1",
            ],
        ])
}

/// The number as the file has it: 11, not 11.0.
func plain(_ number: Double) -> String {
    number == number.rounded() ? fixed(number, 0) : "\(number)"
}
