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
        func plain(_ text: String) -> String { style.ascii ? ascii(text) : text }
        switch self {
        case .title(let title, let question):
            return headline(plain(title), under: style.ascii ? "=" : "═")
                + wrapped(plain(question))
        case .section(let title): return headline(plain(title), under: style.ascii ? "-" : "─")
        case .text(let text): return paragraphs(plain(text))
        case .formulas(let text): return formulaLines(plain(text))
        case .line(let text): return folded(plain(text))
        // Never broken, though four names and numbers may be longer than 80 columns: these lines
        // are compared with those of other programs.
        case .costs(let text): return [plain(text)]
        case .table(let table):
            return (style.ascii ? table.inASCII() : table).lines().map(plain)
        case .confusion(let confusion): return confusion.lines().map(plain)
        case .plot(let plot): return plot.lines(style)
        case .surface(let surface): return surface.lines(style)
        case .contour(let contour): return contour.lines(style)
        case .pictures(let pictures): return pictures.lines(style)
        case .boundary(let boundary): return boundary.lines(style)
        }
    }
}

private func formulaLines(_ text: String) -> [String] {
    lines(of: text).flatMap { folded($0.isEmpty ? "" : "    " + $0) }
}

private func headline(_ text: String, under rule: Character) -> [String] {
    let lines = wrapped(text)
    let width = lines.map { columns($0) }.max() ?? 0
    return lines + [String(repeating: rule, count: width)]
}
