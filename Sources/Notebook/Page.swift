/// What a run showed, as one HTML file that needs nothing else.
struct Page {
    /// What made it: a program and its options.
    var command: String
    var blocks: [Block] = []

    /// The whole file.
    func html() -> String {
        var body: [String] = []
        var lines: [String] = []
        func endLines() {
            if !lines.isEmpty { body.append(preformatted(lines, "lines")) }
            lines = []
        }
        for block in blocks {
            switch block {
            // Lines that follow each other are one paragraph.
            case .line(let text), .costs(let text): lines.append(text)
            default:
                endLines()
                body.append(html(block))
            }
        }
        endLines()
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(escaped(title))</title>
            <link rel="icon" href="data:,">
            <style>
            \(styleSheet)
            </style>
            </head>
            <body>
            <main>
            \(body.joined(separator: "\n"))
            </main>
            <footer>Made by <code>swift run \(escaped(command))</code></footer>
            </body>
            </html>

            """
    }

    private var title: String {
        for case .title(let title, _) in blocks { return title }
        return command
    }

    private func html(_ block: Block) -> String {
        switch block {
        case .title(let title, let question):
            "<h1>\(escaped(title))</h1>\n<p class=\"question\">\(marked(question))</p>"
        case .section(let title): "<h2>\(escaped(title))</h2>"
        case .text(let text): prose(text)
        case .formulas(let text): preformatted(splitLines(text), "formulas")
        case .line(let text), .costs(let text): preformatted([text], "lines")
        case .table(let table): html(table)
        case .confusion(let confusion): html(confusion)
        case .plot(let plot): plot.figure()
        case .surface(let surface): surface.figure()
        case .contour(let contour): contour.figure()
        case .pictures(let pictures): pictures.figure()
        case .boundary(let boundary): boundary.figure()
        }
    }

    private func preformatted(_ lines: [String], _ name: String) -> String {
        "<pre class=\"\(name)\">\(escaped(lines.joined(separator: "\n")))</pre>"
    }

    /// Paragraphs and lists.
    private func prose(_ text: String) -> String {
        paragraphItems(text).map { items in
            var html = ""
            var isInList = false
            for item in items {
                let trimmed = item.drop { $0 == " " }
                let isPoint = trimmed.hasPrefix("- ")
                if isPoint != isInList { html += isPoint ? "<ul>\n" : "</ul>\n" }
                isInList = isPoint
                html +=
                    isPoint
                    ? "<li>\(marked(String(trimmed.dropFirst(2))))</li>\n"
                    : "<p>\(marked(String(trimmed)))</p>\n"
            }
            return html + (isInList ? "</ul>\n" : "")
        }.joined()
    }

    private func html(_ table: Table) -> String {
        let numeric = table.names.indices.map { table.isNumeric($0) ? " class=\"number\"" : "" }
        let head = zip(table.names, numeric).map { "<th scope=\"col\"\($1)>\(escaped($0))</th>" }
        let rows = table.rows.map { row in
            // Only long texts are wrapped where a table has no room.
            let cells = zip(row, numeric).map { cell, number in
                let isLong = number.isEmpty && columns(cell) > 16
                return "<td\(isLong ? " class=\"long\"" : number)>\(escaped(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <div class="wide"><table>
            <thead><tr>\(head.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    private func html(_ confusion: Confusion) -> String {
        let head = confusion.labels.map { "<th scope=\"col\">\(escaped($0))</th>" }
        let rows = confusion.labels.indices.map { i -> String in
            let counts = confusion.row(i)
            let sum = max(1, counts.reduce(0, +))
            let cells = counts.indices.map { j -> String in
                if counts[j] == 0 { return "<td>·</td>" }
                // Right ones and mistakes differ in colour, and mistakes show from few on.
                let share = Double(counts[j]) / Double(sum)
                let opacity = i == j ? 0.6 * share : min(0.75, 0.15 + 1.5 * share)
                let name = i == j ? "right" : "wrong"
                return "<td class=\"\(name)\" style=\"--share:\(fixed(opacity, 2))\">"
                    + "\(counts[j])</td>"
            }
            return
                "<tr><th scope=\"row\">\(escaped(confusion.labels[i]))</th>\(cells.joined())</tr>"
        }
        return """
            <figure><div class="wide"><table class="confusion">
            <thead><tr><td></td>\(head.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            <p class="caption">\(escaped(Confusion.caption))</p></figure>
            """
    }
}

/// A figure with a title.
func htmlFigure(_ title: String, _ content: String, caption: String = "") -> String {
    "<figure><figcaption>\(escaped(title))</figcaption>\n\(content)\n"
        + (caption.isEmpty ? "" : "<p class=\"caption\">\(escaped(caption))</p>\n") + "</figure>"
}

/// The text with the signs that mean something in HTML written as their names, and without
/// control characters, which HTML forbids.
func escaped(_ text: String) -> String {
    var result = ""
    for scalar in withoutControls(text).unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// The text escaped; what stands between two backticks, and options such as --seed, as code.
private func marked(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return escaped(text) }
    return parts.enumerated().map { index, part in
        index.isMultiple(of: 2)
            ? escaped(part).replacing(/--[a-z][a-z-]*/) { "<code>\($0.output)</code>" }
            : "<code>\(escaped(part))</code>"
    }.joined()
}
