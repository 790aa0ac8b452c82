/// What a run showed, as one HTML file that needs nothing else.
struct Page {
    /// What made it: a program and its options.
    var command: String
    var blocks: [any Block] = []

    /// The whole file.
    func html() -> [UInt8] {
        // Lines that follow each other are one paragraph.
        var body: [String] = []
        var lines: [String] = []
        for block in blocks {
            if let line = block.line {
                lines.append(line)
                continue
            }
            if !lines.isEmpty { body.append(preformatted(lines, "lines")) }
            lines = []
            body.append(block.html())
        }
        if !lines.isEmpty { body.append(preformatted(lines, "lines")) }
        let html = """
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
        return Array(html.utf8)
    }

    private var title: String {
        for case let Passage.title(title, _)? in blocks.map({ $0 as? Passage }) { return title }
        return command
    }

    /// The figures, for `--pictures`, each with the name of its file.
    func pictures() -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        var section = "figure"
        for block in blocks {
            if case .section(let title)? = block as? Passage { section = title }
            guard let picture = block.picture() else { continue }
            let title = fileName(picture.title.isEmpty ? section : picture.title)
            var name = "\(title).\(picture.ending)"
            var count = 1
            while files.contains(where: { $0.name == name }) {
                count += 1
                name = "\(title)-\(count).\(picture.ending)"
            }
            files.append((name, picture.bytes))
        }
        return files
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
