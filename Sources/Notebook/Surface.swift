import Matrices

/// Heights over a plane, seen in perspective.
struct Surface {
    var title: String
    var x: [Double]
    var y: [Double]
    var heights: Matrix
    var axes: (x: String, y: String, height: String)

    func lines(_ style: Style) -> [String] {
        Contour(title: title, x: x, y: y, heights: heights, paths: [], axes: (axes.x, axes.y))
            .lines(style)
    }
}
