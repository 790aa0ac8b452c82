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
                body.append(block.html())
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
func marked(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return escaped(text) }
    return parts.enumerated().map { index, part in
        index.isMultiple(of: 2)
            ? escaped(part).replacing(/--[a-z][a-z-]*/) { "<code>\($0.output)</code>" }
            : "<code>\(escaped(part))</code>"
    }.joined()
}
