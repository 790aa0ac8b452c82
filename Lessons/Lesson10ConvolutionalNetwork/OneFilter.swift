import Layers
import Matrices
import Notebook

/// Answers where it gets brighter from left to right (Sobel's filter).
let edgeFilter = Matrix([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])

func showEdges(_ notebook: Notebook, _ picture: Matrix) {
    let upright = convolve(picture, edgeFilter, 0)
    let level = convolve(picture, edgeFilter.transposed(), 0)
    notebook.text(
        """
        A filter is a small matrix of weights. It is laid on the picture, each weight is \
        multiplied by the pixel under it, and the sum, plus a bias, is one pixel of the output. \
        Then it moves on by one pixel. This one answers where the picture gets brighter from left \
        to right; its transpose, where it gets brighter from above to below:
        """)
    notebook.formulas(
        (0..<3).map { row in
            [edgeFilter, edgeFilter.transposed()].map { filter in
                filter[row: row].map { number($0, width: 4) }.joined()
            }.joined(separator: "      ")
        }.joined(separator: "\n"))
    let limit = max(upright.max(), -upright.min(), level.max(), -level.min())
    notebook.pictures(picture.reshaped(rows: 1, columns: 784), width: 28, labels: ["the picture"])
    notebook.pictures(
        Matrix(stacking: [upright, level]).reshaped(rows: 2, columns: 676), width: 26,
        labels: ["left to right", "above to below"], range: -limit...limit)
    notebook.text(
        """
        Grey is 0: nothing changes there. White is a step to brighter, black a step to darker, \
        from −\(fixed(limit, 1)) to \(fixed(limit, 1)). The output has \(upright.rows) × \
        \(upright.columns) pixels, because a 3 × 3 filter has \(upright.rows) places along 28 \
        pixels. One of its pixels, worked out:
        """)
    showOnePixel(notebook, picture, upright)
    let turned = Matrix(rows: 3, columns: 3) { j, i in edgeFilter[2 - j, 2 - i] }
    if convolve(picture, turned, 0) == -upright {
        notebook.text(
            """
            In mathematics, a convolution turns the filter round by half a turn first. What \
            networks compute doesn't, and should be called a cross-correlation. With this filter, \
            turning changes every sign and nothing else. A network learns its filters, so it \
            doesn't matter which of the two it uses.
            """)
    }
}

/// The sum behind the strongest answer of the filter.
private func showOnePixel(_ notebook: Notebook, _ picture: Matrix, _ output: Matrix) {
    let strongest = output.values.firstIndex(of: output.max()) ?? 0
    let (y, x) = (strongest / output.columns, strongest % output.columns)
    notebook.formulas(
        (0..<3).map { j in
            let terms = (0..<3).map { i in
                "\(fixed(picture[y + j, x + i], 2))·(\(number(edgeFilter[j, i], width: 2)))"
            }
            return (j == 0 ? "O(\(x), \(y)) =   " : "            + ")
                + terms.joined(separator: " + ")
        }.joined(separator: "\n") + "\n        =   \(fixed(output[y, x], 2))")
}

/// A whole number, as text of some width.
private func number(_ value: Double, width: Int) -> String {
    let text = (value < 0 ? "−" : "") + "\(Int(value.magnitude))"
    return String(repeating: " ", count: max(width - text.count, 0)) + text
}

/// The article's formula taken by its word: (x, y) is a position in the filter.
func convolveByFilterPosition(_ picture: Matrix, _ filter: Matrix, _ b: Double) -> Matrix {
    var output = Matrix(rows: filter.rows, columns: filter.columns, repeating: b)
    for y in 0..<filter.rows {
        for x in 0..<filter.columns {
            for j in 0..<picture.rows - filter.rows + 1 {
                for i in 0..<picture.columns - filter.columns + 1 {
                    output[y, x] += picture[j + y, i + x] * filter[y, x]
                }
            }
        }
    }
    return output
}

func showFilterPosition(_ notebook: Notebook, _ picture: Matrix) {
    notebook.section("Mistake: (x, y) as a position in the filter")
    notebook.text(
        """
        The article says that the output O(x, y) belongs to "a given position (x, y) in the \
        filter". Taken by its word, the output has as many pixels as the filter, and each of them \
        sums over the whole picture:
        """)
    let output = convolveByFilterPosition(picture, edgeFilter, 0)
    notebook.formulas(
        (0..<3).map { j in output[row: j].map { fixed($0, 2) }.joined(separator: "   ") }
            .joined(separator: "\n"))
    let mirrored = Matrix(rows: 28, columns: 28) { y, x in picture[27 - y, x] }
    let difference = abs(
        convolveByFilterPosition(mirrored, edgeFilter, 0) - output)
    notebook.text(
        """
        Nine numbers, and where in the picture an edge is can't be told from them: they are the \
        filter's weights times sums over nearly the whole picture. Put the picture on its head, \
        and none of them changes by more than \(fixed(difference.max(), 2)). (x, y) is a place in \
        the output; i and j count the places in the filter.
        """)
}

func showSizes(_ notebook: Notebook, _ picture: Matrix) {
    notebook.text(
        """
        Padding puts a frame of zeros round the picture, so that the filter reaches the corners. \
        With a stride of s it moves s pixels at a time. The sizes that come out, along 28 pixels, \
        by the formula ⌊(28 − k + 2p) / s⌋ + 1 and as the loops have it:
        """)
    let cases = [(3, 0, 1), (3, 1, 1), (5, 0, 1), (5, 2, 1), (3, 1, 2), (5, 0, 3)]
    notebook.table(
        ["filter k", "padding p", "stride s", "formula", "loops"],
        cases.map { size, padding, stride in
            let filter = Matrix(rows: size, columns: size, repeating: 1)
            let output = convolve(picture, filter, 0, padding: padding, stride: stride)
            return [
                "\(size)", "\(padding)", "\(stride)",
                "\(places(28, size: size, padding: padding, stride: stride))",
                "\(output.rows) × \(output.columns)",
            ]
        })
}

func showPooling(_ notebook: Notebook, _ picture: Matrix) {
    notebook.text(
        """
        Max-pooling keeps the largest of every 2 × 2 pixels: whether there is an edge hereabouts, \
        not where exactly. A quarter of the numbers is left. The edges of above, darker places \
        set to 0 by a ReLU, and pooled:
        """)
    let edges = relu(convolve(picture, edgeFilter, 0))
    let shape = PictureShape(height: 26, width: 26, channels: 1)
    let (pooled, _) = maxPooling(edges.reshaped(rows: 1, columns: 676), shape)
    notebook.pictures(
        edges.reshaped(rows: 1, columns: 676), width: 26, labels: ["26 × 26"],
        range: 0...max(edges.max(), 1))
    notebook.pictures(pooled, width: 13, labels: ["13 × 13"], range: 0...max(edges.max(), 1))
}
