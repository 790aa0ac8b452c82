/// Axes around a drawing in the terminal, with its title, its legend and its names.
struct Frame {
    let title: String
    let xName: String
    let yName: String
    let plane: Plane
    /// What stands between the title and the drawing: each a mark and what it means.
    var legend: [String] = []

    /// How many columns are left for the drawing itself.
    var canvasWidth: Int { plotWidth - labelWidth - 3 }

    private var labelWidth: Int {
        min(12, max(3, plane.y.ticks.map { columns($0.label) }.max() ?? 0))
    }

    /// The lines of the whole: `canvas` is at most `canvasWidth` wide.
    func lines(_ canvas: Canvas, _ style: Style) -> [String] {
        let margin = String(repeating: " ", count: labelWidth + 1)
        let plain = style.plain
        var lines = wrapped(plain(title)) + joined(legend.map(plain), indent: margin + "  ")
        let name = plain(yName)
        if !name.isEmpty {
            // The name ends above the axis, or begins at the left if it is long.
            lines.append(shortened(rightAligned(name, labelWidth + 2), lineWidth))
        }
        var labels: [Int: String] = [:]
        for tick in plane.y.ticks {
            if let place = plane.y.place(tick.value) {
                labels[cell(1 - place, of: canvas.rows)] = tick.label
            }
        }
        for (row, line) in canvas.lines(colour: style.colour).enumerated() {
            let label = rightAligned(labels[row] ?? "", labelWidth)
            let axis = labels[row] == nil ? "│" : "┤"
            lines.append(trimmedEnd("\(label) \(style.ascii ? "|" : axis)\(line)"))
        }
        lines += horizontalAxis(canvas.columns, margin, style)
        let xText = shortened(plain(xName), canvas.columns)
        if !xText.isEmpty {
            lines.append(trimmedEnd(margin + " " + centred(xText, canvas.columns)))
        }
        return lines
    }

    /// The axis, and below it its numbers; one that has no room is left out.
    private func horizontalAxis(_ width: Int, _ margin: String, _ style: Style) -> [String] {
        var axis = [Character](repeating: style.ascii ? "-" : "─", count: width)
        var numbers = ""
        for tick in plane.x.ticks {
            guard let place = plane.x.place(tick.value) else { continue }
            let column = cell(place, of: width)
            axis[column] = style.ascii ? "+" : "┬"
            let length = columns(tick.label)
            let start = min(labelWidth + 2 + column - (length - 1) / 2, lineWidth - length)
            guard start > columns(numbers) || numbers.isEmpty else { continue }
            numbers = padded(numbers, start) + tick.label
        }
        return [margin + (style.ascii ? "+" : "└") + String(axis), trimmedEnd(numbers)]
    }
}

/// Which of `count` cells lies at a place from 0 to 1; the place may lie outside of the drawing.
func cell(_ place: Double, of count: Int) -> Int {
    // The end of the last cell belongs to it.
    if place >= 1, place < 1 + 1e-9 { return count - 1 }
    if place < 0, place > -1e-9 { return 0 }
    return Int((min(max(place, -100), 100) * Double(count)).rounded(.down))
}

/// The place of the middle of a cell, from 0 to 1 and from the lower left corner.
func middle(_ column: Int, _ row: Int, of size: (columns: Int, rows: Int)) -> Place {
    ((Double(column) + 0.5) / Double(size.columns), 1 - (Double(row) + 0.5) / Double(size.rows))
}

/// The texts one after the other, in as few lines as they fit into.
private func joined(_ texts: [String], indent: String) -> [String] {
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
