import Layers
import Matrices
import Notebook

/// How far the outputs of a layer differ from picture to picture: the root of the variance over
/// the pictures, averaged over the neurons.
func spread(_ a: Matrix) -> Double {
    Statistics(of: a).variance.mean().squareRoot()
}

/// What a layer gets and learns before any training: in the plain network, in the normalised one.
typealias FirstGradients = (layer: Int, spread: [Double], gradient: [Double])

/// For every layer of both networks, before any training, on one batch: how much the pictures
/// still differ on the way forwards, and how large the gradient is on the way back.
func firstGradients(
    _ plain: Perceptron, _ normalized: NormalizedPerceptron, _ x: Matrix, _ y: Matrix
) -> [FirstGradients] {
    let plainTrace = plain.forward(x)
    let plainGradients = plain.backward(
        plainTrace, (softmax(plainTrace.output) - y) / Double(x.rows))
    let trace = normalized.forward(x)
    let gradients = normalized.backward(trace, (softmax(trace.output) - y) / Double(x.rows))
    return (0..<plain.layers).map { layer in
        (
            layer + 1, [spread(plainTrace.a[layer]), spread(trace.a[layer])],
            [plainGradients[2 * layer].norm(), gradients[3 * layer].norm()]
        )
    }
}

func showFirstGradients(_ notebook: Notebook, _ first: [FirstGradients]) {
    notebook.text(
        """
        784-64-64-64-64-64-10, the same Glorot weights twice: plain, and with every hidden z \
        normalised. On the first 64 shuffled pictures, for each layer: how far what comes in differs \
        from picture to picture (its standard deviation), and how large the weights' gradient is.
        """)
    notebook.table(
        ["layer", "spread, plain", "normalised", "‖dW‖, plain", "normalised"],
        first.map { layer, spread, gradient in
            ["\(layer)"] + spread.map { fixed($0, 6) } + gradient.map { fixed($0, 6) }
        })
    let (lowest, last) = (first[0], first[first.count - 1])
    let shrinking = last.gradient[0] / lowest.gradient[0]
    notebook.text(
        """
        Without normalisation each layer makes the pictures more alike, and each passes on less of \
        the gradient: σ′ is at most 1/4. The last layer's gradient is \(fixed(shrinking, 0)) times \
        the first one's. And what reaches the last layer differs by \(fixed(last.spread[0], 6)) \
        from picture to picture, so it can learn little more than how frequent the digits are. \
        Normalised, the factor is \(fixed(last.gradient[1] / lowest.gradient[1], 2)), and the \
        pictures stay apart.
        """)
}
