import Matrices
import Notebook

extension Notebook {
    /// Three visible units, two hidden ones, and their connections.
    func showMachine() {
        let (visible, hidden) = (["v₁", "v₂", "v₃"], ["h₁", "h₂"])
        let left = visible.enumerated().map { Diagram.Node($1, at: (0, Double($0))) }
        let right = hidden.enumerated().map { Diagram.Node($1, at: (1, Double($0) + 0.5)) }
        let lines = visible.flatMap { v in
            hidden.map { Diagram.Arrow(v, $0, isDirected: false) }
        }
        diagram(
            "Two layers of a Boltzmann machine", left + right, lines,
            caption: """
                On the left are the visible units, on the right the hidden ones; each line is a \
                weight.
                """)
    }

    func showLikelihood(_ watched: [Watched]) {
        table(
            ["step", "mean log p(v)", "on the patterns", "CD-1", "CD-10"],
            watched.filter { !$0.cosines.isEmpty }.map { now in
                ["\(now.step)", fixed(now.logLikelihood, 6), fixed(now.share, 4)]
                    + now.cosines.map { fixed($0, 4) }
            })
        plot(
            "The exact mean of log p(v)", x: "step", y: "mean log p(v)",
            [Curve("CD-1", x: watched.map(\.step), y: watched.map(\.logLikelihood))])
    }

    func showErrors(_ errors: [Double]) {
        plot(
            "Error of the reconstruction of test pictures", x: "epoch",
            y: "squared error per pixel",
            [Curve("CD-1", x: Array(errors.indices), y: errors)])
        overflow("error", of: errors, "epoch", at: Array(errors.indices))
    }

    /// The first columns of w, each stretched to its own largest weight.
    func showFilters(_ w: Matrix) {
        let filters = (0..<min(10, w.columns)).map { k in
            let filter = Matrix(row: w[column: k])
            return filter / max(abs(filter).max(), 1e-300)
        }
        pictures(
            title: "What hidden units look for", Matrix(stacking: filters), width: 28,
            range: -0.7...0.7)
    }
}
