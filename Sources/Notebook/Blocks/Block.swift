import Matrices

/// One thing that a lesson shows, drawn in the terminal, on the page, and as a file of its own.
enum Block {
    case title(String, question: String)
    case section(String)
    case text(String)
    case formulas(String)
    case line(String)
    case costs(String)
    case next([NextStep])
    case table(Table)
    case confusion(Confusion)
    case plot(Plot)
    case surface(Surface)
    case contour(Contour)
    case pictures(Pictures)
    case boundary(Boundary)
    case diagram(Diagram)
    case network(Network)

    /// Lines follow each other; everything else stands apart.
    var isLine: Bool {
        switch self {
        case .line, .costs: true
        default: false
        }
    }

    /// The block as lines of a terminal.
    func lines(_ style: Style) -> [String] {
        let plain = style.plain
        switch self {
        case .title(let title, let question):
            return headline(plain(title), "═", style) + wrapped(plain(question))
        case .section(let title): return headline(plain(title), "─", style)
        case .text(let text): return paragraphs(plain(text))
        case .formulas(let text): return formulaLines(plain(text))
        case .line(let text): return folded(plain(text))
        // Never broken, though four names and numbers may be longer than 80 columns: these lines
        // are compared with those of other programs.
        case .costs(let text): return [plain(text)]
        case .next(let steps): return steps.map { plain($0.line) }
        case .table(let table): return table.map(plain).lines().map(plain)
        case .confusion(let confusion): return confusion.map(plain).lines(style)
        case .plot(let plot): return plot.lines(style)
        case .surface(let surface): return surface.lines(style)
        case .contour(let contour): return contour.lines(style)
        case .pictures(let pictures): return pictures.lines(style)
        case .boundary(let boundary): return boundary.lines(style)
        case .diagram(let diagram): return diagram.lines(style)
        case .network(let network): return network.lines(style)
        }
    }

    /// The block as a part of a page.
    func html() -> String {
        switch self {
        case .title(let title, let question):
            "<h1>\(escaped(title))</h1>\n<p class=\"question\">\(marked(question))</p>"
        case .section(let title): "<h2>\(escaped(title))</h2>"
        case .text(let text): prose(text)
        case .formulas(let text): preformatted(splitLines(text), "formulas")
        case .line(let text), .costs(let text): preformatted([text], "lines")
        case .next(let steps): steps.map { $0.html() }.joined(separator: "\n")
        case .table(let table): table.html()
        case .confusion(let confusion): confusion.html()
        case .pictures(let pictures): pictures.html()
        case .plot(let plot): drawn(plot.figure, plot.title)
        case .surface(let surface): drawn(surface.figure, surface.title)
        case .contour(let contour): drawn(contour.figure, contour.title)
        case .boundary(let boundary): drawn(boundary.figure, boundary.title)
        case .diagram(let diagram): drawn(diagram.figure, diagram.title)
        case .network(let network): drawn(network.figure, network.title)
        }
    }

    /// The block as a picture in a file of its own: its title, the ending of its name, its bytes.
    /// Words and tables have none.
    func picture() -> (title: String, ending: String, bytes: [UInt8])? {
        let figure: Figure?
        switch self {
        case .pictures(let pictures) where pictures.pixels.rows == 0: return nil
        case .pictures(let pictures): return (pictures.title, "png", pictures.file())
        case .confusion(let confusion): figure = confusion.figure
        case .plot(let plot): figure = plot.figure
        case .surface(let surface): figure = surface.figure
        case .contour(let contour): figure = contour.figure
        case .boundary(let boundary): figure = boundary.figure
        case .diagram(let diagram): figure = diagram.figure
        case .network(let network): figure = network.figure
        default: figure = nil
        }
        return figure.map { ($0.title, "svg", Array($0.svg().utf8)) }
    }
}

/// What comes after a lesson: how to run it, and where its chapter is.
struct NextStep {
    var name: String
    var target: String

    /// `Next      swift run Lesson05RedWine`.
    var line: String { padded(name, 10) + "swift run \(target)" }

    func html() -> String {
        "<p>\(escaped(name)): <a href=\"Lessons/\(target)/README.md\"><code>swift run "
            + "\(target)</code></a></p>"
    }
}

private func drawn(_ figure: Figure?, _ title: String) -> String {
    figure?.html() ?? "<p>\(escaped(title)): there are no numbers to draw.</p>"
}

private func formulaLines(_ text: String) -> [String] {
    splitLines(text).flatMap { folded($0.isEmpty ? "" : "    " + $0) }
}

private func headline(_ text: String, _ rule: String, _ style: Style) -> [String] {
    let lines = wrapped(text)
    let width = lines.map { columns($0) }.max() ?? 0
    let underlined = lines + [String(repeating: style.plain(rule), count: width)]
    return style.colour ? underlined.map { "\u{1B}[1m\($0)\u{1B}[0m" } : underlined
}

/// Lines as they are, in letters of one width.
func preformatted(_ lines: [String], _ name: String) -> String {
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
