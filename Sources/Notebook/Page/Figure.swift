/// A drawing with what stands around it: its title, its legend and a caption.
struct Figure {
    var title: String
    /// What each curve and each mark looks like, and is called.
    var legend: [(sample: String, name: String)] = []
    var drawing: Drawing
    var caption = ""

    /// The figure as a part of a page.
    func html() -> String {
        let items = legend.map { entry in
            "<li><svg viewBox=\"0 0 32 14\" aria-hidden=\"true\">\(entry.sample)</svg>"
                + "\(escaped(entry.name))</li>"
        }
        let list = items.isEmpty ? "" : "<ul class=\"legend\">\(items.joined())</ul>\n"
        return "<figure><figcaption>\(escaped(title))</figcaption>\n\(list)\(drawing.svg(title))\n"
            + (caption.isEmpty ? "" : "<p class=\"caption\">\(escaped(caption))</p>\n")
            + "</figure>"
    }

    /// The figure as an SVG file of its own, with light and dark colours and nothing from elsewhere.
    func svg() -> String {
        var parts: [String] = []
        var y = 0.0
        func write(_ lines: [String], _ name: String) {
            for line in lines {
                y += 20
                parts.append(
                    "<text class=\"\(name)\" x=\"2\" y=\"\(n(y))\">\(escaped(line))</text>")
            }
        }
        write(wrapped(title, width: lettersPerLine), "title")
        var x = drawing.width
        for entry in legend {
            let name = shortened(entry.name, lettersPerLine - 6)
            let wide = 8 * Double(name.count { "mwMWN".contains($0) })
            let width = 44 + letterWidth * Double(columns(name)) + max(12, wide)
            if x + width > drawing.width {
                x = 2
                y += 20
            }
            parts.append(
                "<svg x=\"\(n(x))\" y=\"\(n(y - 12))\" width=\"32\" height=\"14\">\(entry.sample)</svg>"
                    + "<text x=\"\(n(x + 38))\" y=\"\(n(y))\">\(escaped(name))</text>")
            x += width
        }
        y += 6
        parts.append(drawing.part(y: y))
        y += drawing.height
        if !caption.isEmpty { write(wrapped(caption, width: lettersPerLine), "caption") }
        let height = n(y + 10)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="\(pictureWidth)" \
            viewBox="0 0 \(n(drawing.width)) \(height)" role="img" aria-label="\(escaped(title))">
            <style>
            \(colourStyle)
            .paper { fill: var(--paper); } .drawing .title { font-weight: 600; }
            .drawing .caption { fill: var(--faint); }
            \(drawingStyle)
            svg.drawing { max-width: none; }
            </style>
            <rect class="paper" width="100%" height="100%"/>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }
}
