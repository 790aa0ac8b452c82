import Matrices

/// What a classifier says at every place of a plane, and the points that it learnt from.
struct Boundary {
    var title: String
    var x: [Double]
    var y: [Double]
    var probability: Matrix
    var points: Matrix
    var labels: [Int]
    var axes: (x: String, y: String)

    func lines(_ style: Style) -> [String] {
        Contour(title: title, x: x, y: y, heights: probability, paths: [], axes: axes).lines(style)
    }
}
