import Matrices
import Notebook

/// What the player sees: the plane, both curves, the knobs, and what the hidden neurons see.
func frame(of play: Play, _ size: (columns: Int, rows: Int), _ style: PanelStyle) -> [String] {
    if play.showsHelp { return help }
    let wide = max(size.columns, 80)
    // A plane is twice as many columns as rows, so that round things are round.
    let rows = min(max(size.rows * 5 / 8, 16), (wide - 46) / 2 * 10 / 11)
    let settings = play.settings
    let points = play.points
    let across = points.range(0, steps: 2 * rows)
    let up = Array(points.range(1, steps: rows).reversed())
    let probability = onPlane(across, up, play.network, points, settings.features)
    let marks = (0..<points.xTest.rows).map { i in
        (
            x: (points.xTest[i, 0] - across[0]) / (across[across.count - 1] - across[0]),
            y: (up[0] - points.xTest[i, 1]) / (up[0] - up[rows - 1]),
            label: Int(points.yTest[i, 0])
        )
    }
    let plane = Panel.plane(probability, points: marks, style)
    let knobs = Panel(knobLines(play), width: 23)
    let width = wide - 2 * rows - 23 - 4
    let training = play.training
    let curves = Panel.curves(
        [training.loss, training.validationLoss], width: width, rows: max(rows - 4, 6), style)
    let last = training.loss.count - 1
    let legend = Panel(
        [
            "loss: training, test",
            "\(fixed(training.loss[last], 4)), \(fixed(training.validationLoss[last], 4))",
            "test accuracy", fixed(training.validationAccuracy[last], 4),
        ], width: width)
    let state = play.isPaused ? "paused" : "training"
    let name = play.own?.path ?? settings.points.rawValue
    let title = "Playground · \(name) · epoch \(play.epoch) · \(state)"
    let keys = "space pause  s step  r restart  arrows knobs  p preset  ? help  q quit"
    var lines = [String(title.prefix(size.columns))]
    lines += Panel.beside([plane, Panel.stacked([legend, curves]), knobs])
    lines += neuronLines(play, size, used: lines.count + 1, style)
    return lines.prefix(size.rows - 1) + [String(keys.prefix(size.columns))]
}

/// The knobs, the chosen one marked.
private func knobLines(_ play: Play) -> [String] {
    let settings = play.settings
    func text(_ knob: Knob) -> String {
        switch knob {
        case .points: "points \(play.own == nil ? settings.points.rawValue : "own")"
        case .noise: "noise \(settings.noise)"
        case .layers: "layers \(settings.hidden.count)"
        case .neurons: "neurons " + settings.hidden.map(String.init).joined(separator: ",")
        case .activation: "activation \(settings.activation.rawValue)"
        case .learningRate: "learning rate \(settings.learningRate)"
        case .batchSize: "batch size \(settings.batchSize)"
        case .regularization: "penalty λ \(settings.regularization)"
        case .feature(let feature):
            (settings.features.contains(feature) ? "[x] " : "[ ] ") + feature.rawValue
        }
    }
    return Knob.all.indices.map { ($0 == play.knob ? "▸ " : "  ") + text(Knob.all[$0]) }
}

/// What the neurons of the hidden layers see, as many layers and neurons as there is room for.
private func neuronLines(
    _ play: Play, _ size: (columns: Int, rows: Int), used: Int, _ style: PanelStyle
) -> [String] {
    let room = size.rows - used - 1
    let side = room >= 12 ? 12 : room >= 6 ? 8 : 6
    guard room >= side / 2 + 1 else { return [] }
    let pictures = seen(play.network, play.points, play.settings.features, side: side)
    var lines: [String] = []
    for layer in play.settings.hidden.indices where lines.count + side / 2 + 1 <= room {
        let count = min(play.settings.hidden[layer], (size.columns + 1) / (side + 1))
        let shown = pictures[layer + 1][rows: 0..<count]
        let isFlat = !shown.isFinite || shown.max() <= shown.min()
        let what = !shown.isFinite ? ": no numbers any more" : isFlat ? ": the same everywhere" : ""
        lines.append("what hidden layer \(layer + 1) sees\(what)")
        guard !isFlat else { continue }
        let panels = (0..<count).map { neuron in
            Panel.picture(
                Matrix(rows: side, columns: side, values: shown[row: neuron]),
                shown.min()...shown.max(), style)
        }
        lines += Panel.beside(panels, gap: 1)
    }
    return lines
}

private let help = """
    A playground

    A small network learns to tell the points of two classes apart. The colour of
    the plane shows what it says at each place: blue for class 0, brown for
    class 1. The points shown are the test points; the network learns from others.

      space   pauses or goes on           s   one epoch
      r       other random weights        p   the next preset
      up, down       choose a knob        left, right   turn it
      q       quits, and prints the command that makes this network again

    Points, noise, layers, neurons, activation and features begin a new run.
    Learning rate, batch size and penalty change the run that is going on.

    Any key goes back.
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
