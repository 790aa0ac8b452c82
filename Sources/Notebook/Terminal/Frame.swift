/// The axes around a drawing in the terminal, with its title, its legend and its names.
struct Frame {
    var title: String
    var xName: String
    var yName: String
    var xAxis: Axis
    var yAxis: Axis
    /// What stands between the title and the drawing: each a mark and what it means.
    var legend: [String] = []

    /// How many columns are left for the drawing itself.
    var drawingWidth: Int { lineWidth - labelWidth - 3 }

    private var labelWidth: Int {
        min(12, max(3, yAxis.ticks.map { columns($0.label) }.max() ?? 0))
    }

    /// The lines of the whole: `canvas` is at most `drawingWidth` wide.
    func lines(_ canvas: Canvas, _ style: Style) -> [String] {
        let margin = String(repeating: " ", count: labelWidth + 1)
        let plain = style.plain
        var lines = wrapped(plain(title))
        lines += joined(legend.map(plain), indent: margin + "  ")
        let name = plain(yName)
        if !name.isEmpty {
            // The name ends above the axis, or begins at the left if it is long.
            lines.append(shortened(rightAligned(name, labelWidth + 2), lineWidth))
        }
        var labels: [Int: String] = [:]
        for tick in yAxis.ticks {
            guard let row = row(tick.value, of: canvas.rows) else { continue }
            labels[row] = tick.label
        }
        for (row, line) in canvas.lines(colour: style.colour).enumerated() {
            let label = rightAligned(labels[row] ?? "", labelWidth)
            let axis = labels[row] == nil ? "│" : "┤"
            lines.append(trimmedEnd("\(label) \(style.ascii ? "|" : axis)\(line)"))
        }
        lines.append(margin + horizontalAxis(canvas.columns, style))
        lines.append(trimmedEnd(numbers(canvas.columns, offset: labelWidth + 2)))
        let xText = plain(xName)
        if !xText.isEmpty {
            lines.append(
                trimmedEnd(margin + " " + centred(shortened(xText, canvas.columns), canvas.columns))
            )
        }
        return lines
    }

    private func horizontalAxis(_ width: Int, _ style: Style) -> String {
        var axis = [Character](repeating: style.ascii ? "-" : "─", count: width)
        for tick in xAxis.ticks {
            guard let column = column(tick.value, of: width) else { continue }
            axis[column] = style.ascii ? "+" : "┬"
        }
        return (style.ascii ? "+" : "└") + String(axis)
    }

    /// The numbers below the horizontal axis; one that has no room is left out.
    private func numbers(_ width: Int, offset: Int) -> String {
        var line = ""
        for tick in xAxis.ticks {
            guard let column = column(tick.value, of: width) else { continue }
            let length = columns(tick.label)
            let start = min(offset + column - (length - 1) / 2, lineWidth - length)
            guard start > columns(line) || line.isEmpty else { continue }
            line = padded(line, start) + tick.label
        }
        return line
    }

    private func column(_ value: Double, of count: Int) -> Int? {
        xAxis.place(value).map { cell($0, of: count) }
    }

    private func row(_ value: Double, of count: Int) -> Int? {
        yAxis.place(value).map { cell(1 - $0, of: count) }
    }
}

/// Which of `count` cells lies at a place from 0 to 1; the place may lie outside of the drawing.
func cell(_ place: Double, of count: Int) -> Int {
    // The end of the last cell belongs to it.
    if place >= 1, place < 1 + 1e-9 { return count - 1 }
    if place < 0, place > -1e-9 { return 0 }
    return Int((min(max(place, -100), 100) * Double(count)).rounded(.down))
}

/// The texts one after the other, in as few lines as they fit into.
func joined(_ texts: [String], indent: String) -> [String] {
    var lines: [String] = []
    for text in texts {
        let text = shortened(text, lineWidth - columns(indent))
        if let last = lines.last, columns(last) + 3 + columns(text) <= lineWidth {
            lines[lines.count - 1] = last + "   " + text
        } else {
            lines.append(indent + text)
        }
    }
    return lines
}
