// Curves side by side
//
// Two runs, or a run and the course's own: where do their curves part, and by how much?
//
//   swift run CompareCurves relu.csv tanh.csv
//   swift run CompareCurves mine.csv --reference lesson03

import Datasets
import Foundation
import Notebook

var options = Options(
    "CompareCurves",
    "Puts the curves of CSV files side by side, and ends with 1 if they differ. (The files are "
        + "those that --csv writes, or others like them.)")
let tolerance = options.number(
    "tolerance", 1e-6, "by how much they may differ; beyond 1000, for every thousand", least: 0)
let reference = options.path(
    "reference", "NAME", "compares with the course's own curve, such as lesson03")
let paths = options.arguments("FILE", "CSV files: iteration or epoch, then a column per curve")
if paths.count + (reference == nil ? 0 : 1) < 2 {
    options.refuse(
        paths.isEmpty
            ? "two files are needed, or one and --reference NAME"
            : "\(paths[0]) alone can't be compared: name another file, or --reference NAME")
}
let program = Program(options)
let notebook = program.notebook

let files = program.attempt {
    let base = try reference.map { [try readCurves(referenceFile($0), name: $0)] } ?? []
    return try base + zip(paths, shortNames(paths)).map { try readCurves($0, name: $1) }
}
let comparison = program.attempt { try compare(files) }

notebook.title(
    "Curves side by side", "\(listed(files.dropFirst().map(\.name))) against \(files[0].name).")
showContents(notebook, comparison, files)
for curve in comparison.curves where comparison.curves.count == 1 || !curve.isSame {
    notebook.section(curve.name)
    showSideBySide(notebook, comparison.step, curve, tolerance: tolerance)
}
notebook.section("In one picture")
showPicture(notebook, comparison)
notebook.section("Where they part")
let agree = showParting(notebook, comparison, tolerance: tolerance)
program.finish()
exit(agree ? 0 : 1)
