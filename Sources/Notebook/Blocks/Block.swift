/// One thing that a lesson shows.
protocol Block {
    /// The block as lines of a terminal.
    func lines(_ style: Style) -> [String]
    /// The block as a part of a page.
    func html() -> String
    /// The block as a file of its own, if it is a picture.
    func picture() -> PictureFile?
}

/// A picture for `--pictures`: its title, the ending of its file's name, its bytes.
typealias PictureFile = (title: String, ending: String, bytes: [UInt8])

extension Block {
    func picture() -> PictureFile? { nil }
}

/// A block that is a drawing.
protocol Drawn: Block {
    var title: String { get }
    /// The drawing for the page and for a file of its own; nil if there is nothing to draw.
    var figure: Figure? { get }
}

extension Drawn {
    func html() -> String {
        figure?.html() ?? "<p>\(escaped(title)): there are no numbers to draw.</p>"
    }

    func picture() -> PictureFile? { figure.map { (title, "svg", Array($0.svg().utf8)) } }
}

/// Words of a lesson.
enum Passage: Block {
    case title(String, question: String)
    case section(String)
    case text(String)
    case formulas(String)
    case line(String)
    /// Never broken, though four names and numbers may be longer than a line: these are compared
    /// with those of other programs.
    case costs(String)
    /// What comes after the lesson: `Exercise` and `Next`, each with the name of a program.
    case next([(name: String, program: String)])

    func lines(_ style: Style) -> [String] {
        let plain = style.plain
        return switch self {
        case .title(let title, let question):
            headline(plain(title), "═", style) + wrapped(plain(question))
        case .section(let title): headline(plain(title), "─", style)
        case .text(let text): paragraphs(plain(text))
        case .formulas(let text):
            splitLines(plain(text)).flatMap { folded($0.isEmpty ? "" : "    " + $0) }
        case .line(let text): folded(plain(text))
        case .costs(let text): [plain(text)]
        case .next(let steps): steps.map { plain(padded($0.name, 10) + "swift run \($0.program)") }
        }
    }

    func html() -> String {
        switch self {
        case .title(let title, let question):
            "<h1>\(escaped(title))</h1>\n<p class=\"question\">\(marked(question))</p>"
        case .section(let title): "<h2>\(escaped(title))</h2>"
        case .text(let text): prose(text)
        case .formulas(let text): preformatted(splitLines(text), "formulas")
        case .line(let text), .costs(let text): preformatted([text], "lines")
        case .next(let steps):
            steps.map { name, program in
                "<p>\(escaped(name)): <a href=\"Lessons/\(program)/README.md\"><code>swift run "
                    + "\(program)</code></a></p>"
            }.joined(separator: "\n")
        }
    }
}

extension Block {
    /// The text of a block that is one line. Lines follow each other; everything else stands apart.
    var line: String? {
        switch self as? Passage {
        case .line(let text), .costs(let text): text
        default: nil
        }
    }
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
