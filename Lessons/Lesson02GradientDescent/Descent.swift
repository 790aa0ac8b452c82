import Matrices
import Notebook

/// A walk downhill: where it was, and the cost there, before each step and after the last.
struct Descent {
    var ms: [Double] = []
    var bs: [Double] = []
    var costs: [Double] = []
}

func showEnd(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ descent: Descent, learningRate: Double
) {
    let best = leastSquares(x, y)
    let last = descent.costs.count - 1
    if let lost = descent.costs.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            """
            At iteration \(lost) the cost left the numbers: every step went further up the other \
            side. Try a smaller --learning-rate.
            """)
    } else {
        notebook.text(
            """
            After \(last) steps m = \(fixed(descent.ms[last], 3)) and \
            b = \(fixed(descent.bs[last], 3)). The bottom of the valley, by least squares, is at \
            m = \(fixed(best.m, 3)) and b = \(fixed(best.b, 3)), with a cost of \
            \(fixed(best.cost, 3)).
            """)
    }
}

func evenly(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
}

func showSurface(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    notebook.text(
        """
        Lesson 01 looked for m and b by hand. Every pair (m, b) has a cost J. Drawn over the plane \
        of all pairs, the costs are a surface: a valley, with the best pair at its bottom. Here \
        the protein is standardised first (mean 0, standard deviation 1), so that the valley is \
        round.
        """)
    let (ms, bs) = (evenly(-150, 250, 41), evenly(-50, 350, 41))
    notebook.surface(
        "J over (m, b), standardised protein", x: ms, y: bs,
        heights: lossSurface(standardised(x), y, ms: ms, bs: bs), axes: ("m", "b", "J"))
}

func showPath(
    _ notebook: Notebook, _ title: String, _ x: Matrix, _ y: Matrix, _ descent: Descent
) {
    let (ms, bs) = (evenly(-10, 60, 71), evenly(-40, 140, 37))
    let path = zip(descent.ms, descent.bs).prefix { m, b in
        m >= ms[0] && m <= ms[ms.count - 1] && b >= bs[0] && b <= bs[bs.count - 1]
    }
    let leaves = path.count < descent.ms.count
    notebook.contour(
        leaves ? "\(title), until it leaves the picture" : title, x: ms, y: bs,
        heights: lossSurface(x, y, ms: ms, bs: bs),
        paths: [Curve("path", x: path.map { $0.0 }, y: path.map { $0.1 })], axes: ("m", "b"))
}
