import Datasets
import Matrices

struct Cereals {
    var names: [String]
    var protein, calories: Matrix
    /// The names of the four inputs; the three are the first of them.
    var inputNames: [String]
    var threeInputs, fourInputs: Matrix
}

func readCereals(_ path: String) throws -> Cereals {
    let table = try readCSV(path)
    let names = ["protein", "fat", "carbo", "sugars"]
    let cereals = Cereals(
        names: try table.texts(""), protein: try table.matrix(["protein"]),
        calories: try table.matrix(["calories"]), inputNames: names,
        threeInputs: try table.matrix(Array(names.prefix(3))),
        fourInputs: try table.matrix(names))
    guard table.rowCount >= 20 else {
        throw DataError.wrongContents(
            "\(path): \(table.rowCount) cereals were found; this lesson needs 20 or more")
    }
    guard cereals.protein.min() < cereals.protein.max() else {
        throw DataError.wrongContents(
            "\(path): the column \"protein\" is the same in every row; a line needs two places")
    }
    return cereals
}
