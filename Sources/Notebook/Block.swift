import Matrices

/// One thing that a lesson shows; the terminal and the page draw it each in its own way.
enum Block {
    case title(String, question: String)
    case section(String)
    case text(String)
    case formulas(String)
    case line(String)
    case costs(String)
    case table(Table)
    case confusion(Confusion)
    case plot(Plot)
    case surface(Surface)
    case contour(Contour)
    case pictures(Pictures)
    case boundary(Boundary)

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
        case .table(let table):
            return table.map(plain).lines().map(plain)
        case .confusion(let confusion): return confusion.map(plain).lines(style)
        case .plot(let plot): return plot.lines(style)
        case .surface(let surface): return surface.lines(style)
        case .contour(let contour): return contour.lines(style)
        case .pictures(let pictures): return pictures.lines(style)
        case .boundary(let boundary): return boundary.lines(style)
        }
    }
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
