/// What a run showed, as one HTML file.
struct Page {
    var blocks: [Block] = []

    func html() -> String {
        let text = blocks.flatMap { $0.lines(Style()) + [""] }.joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Lesson</title></head>
            <body><pre>\(escaped(text))</pre></body></html>

            """
    }
}

/// The text with the signs that mean something in HTML written as their names.
func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.append(character)
        }
    }
    return result
}
