import Matrices

/// A layer of a network on a plane: what each neuron sees there, and the weights that lead to it.
public struct NetworkLayer: Sendable {
    let name: String
    let pictures: Matrix
    let weights: Matrix?

    /// - Parameters:
    ///   - name: What the layer is.
    ///   - pictures: A square picture of the plane per row and neuron, the uppermost row first.
    ///   - weights: From the layer before (a row per neuron of it), or nil for the inputs.
    public init(_ name: String, pictures: Matrix, weights: Matrix?) {
        self.name = name
        self.pictures = pictures
        self.weights = weights
    }
}

/// What every neuron of a small network sees; on the page also the weights between them.
struct Network: Drawn {
    let title: String
    let layers: [NetworkLayer]

    /// The pictures of the neurons that are drawn: the first eight.
    private func shown(_ layer: NetworkLayer) -> Matrix {
        layer.pictures[rows: 0..<min(8, layer.pictures.rows)]
    }

    /// The hidden layers, neuron by neuron.
    func lines(_ style: Style) -> [String] {
        var lines: [String] = []
        for layer in layers.dropFirst().dropLast() {
            if !lines.isEmpty { lines.append("") }
            let pictures = shown(layer)
            guard pictures.isFinite, pictures.max() > pictures.min() else {
                let what =
                    pictures.isFinite
                    ? "every neuron says the same everywhere" : "no numbers any more"
                lines += paragraphs(style.plain("\(layer.name): \(what)."))
                continue
            }
            let left = layer.pictures.rows - pictures.rows
            lines += paragraphs(
                style.plain(
                    "\(layer.name)\(left > 0 ? ", the first \(pictures.rows) neurons" : ""): from "
                        + "\(fixed(pictures.min(), 2)) (black) to \(fixed(pictures.max(), 2)) (white)."
                ))
            lines.append("")
            lines += Pictures(
                pictures, width: Network.side(pictures),
                labels: (1...pictures.rows).map { "neuron \($0)" },
                range: pictures.min()...pictures.max(), columns: 16
            ).lines(style)
        }
        return lines
    }

    private static func side(_ pictures: Matrix) -> Int {
        Int(Double(pictures.columns).squareRoot().rounded())
    }

    // MARK: On the page

    /// The network from left to right: a picture at each neuron, a line for each weight.
    var figure: Figure? {
        let shown = layers.map(shown)
        guard let most = shown.map(\.rows).max(), most > 0 else { return nil }
        let size = min(46.0, 380 / Double(layers.count))
        let height = Double(most) * (size + 10) + 30
        var drawing = Drawing(height: height)
        func corner(_ layer: Int, _ neuron: Int) -> Place {
            let count = Double(shown[layer].rows)
            let step = (drawingWidth - size) / Double(max(layers.count - 1, 1))
            let top = 24 + (height - 24 - count * (size + 10)) / 2
            return (Double(layer) * step, top + Double(neuron) * (size + 10))
        }
        for k in layers.indices.dropFirst() {
            guard let weights = layers[k].weights, weights.isFinite else { continue }
            let largest = max(weights.max(), -weights.min(), 1e-12)
            for j in 0..<shown[k].rows {
                for i in 0..<min(shown[k - 1].rows, weights.rows) {
                    let weight = weights[i, j]
                    let (from, to) = (corner(k - 1, i), corner(k, j))
                    let line = pathText([
                        (from.x + size, from.y + size / 2), (to.x, to.y + size / 2),
                    ])
                    drawing.add(
                        "<path class=\"curve s\(weight > 0 ? 1 : 0)\" stroke-opacity=\"0.7\" "
                            + "style=\"stroke-width:\(n(max(0.2, 4 * (abs(weight) / largest))))\" "
                            + "d=\"\(line)\"/>")
                }
            }
        }
        for (k, layer) in layers.enumerated() {
            let pictures = shown[k]
            let (low, high) = (pictures.min(), pictures.max())
            let isFlat = !pictures.isFinite || high <= low
            for j in 0..<pictures.rows {
                let pixels = pictures[row: j].map { value in
                    isFlat ? 16 : UInt8(share(of: value, from: low, to: high) * 31 + 0.5)
                }
                drawing.thumbnail(
                    pixels, side: Network.side(pictures), at: corner(k, j), size: size)
            }
            let middle = min(max(corner(k, 0).x + size / 2, 40), drawingWidth - 40)
            drawing.text(
                layer.name, middle, 14, anchor: "middle", name: layers.count > 6 ? "small" : "")
        }
        return Figure(
            title: title, drawing: drawing,
            caption: "Orange lines are positive weights, blue ones negative; the wider, the larger."
        )
    }
}
