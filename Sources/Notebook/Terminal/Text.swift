/// How many columns of a terminal a text takes.
func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + columns($1) }
}

/// One column, or two for the wide letters of East Asia and for emoji.
func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return 2
    default:
        return 1
    }
}

/// As much of the beginning of a text as fits into `width` columns; a long one is not counted to
/// its end.
private func fitting(_ text: Substring, _ width: Int) -> Substring {
    var taken = 0
    return text.prefix {
        taken += columns($0)
        return taken <= width
    }
}

/// The text with spaces behind it, at least `width` columns wide.
func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
}

/// The text with spaces before it, at least `width` columns wide.
func rightAligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(text))) + text
}

/// The text with spaces on both sides, at least `width` columns wide.
func centred(_ text: String, _ width: Int) -> String {
    let space = max(0, width - columns(text))
    return padded(String(repeating: " ", count: space / 2) + text, width)
}

/// The text, or its beginning and a dot in place of what doesn't fit into `width` columns.
func shortened(_ text: String, _ width: Int) -> String {
    guard columns(text) > width else { return text }
    return width > 0 ? fitting(text[...], width - 1) + "." : ""
}

/// The words of a text in lines of at most `width` columns.
///
/// The first line begins with `first`, the others with `rest`. A word that is longer than a line
/// is broken.
func wrapped(
    _ text: String, width: Int = lineWidth, first: String = "", rest: String = ""
) -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" }) {
        if !isEmpty, columns(line) + 1 + columns(String(word)) <= width {
            line += " " + word
            continue
        }
        if !isEmpty {
            lines.append(line)
            line = rest
        }
        // A word that is longer than a line is broken; a line takes one letter at least.
        var left = word
        while true {
            let part = fitting(left, width - columns(line))
            let end = max(part.endIndex, left.index(after: left.startIndex))
            if end == left.endIndex { break }
            lines.append(line + left[..<end])
            line = rest
            left = left[end...]
        }
        line += left
        isEmpty = false
    }
    lines.append(line)
    return lines
}

/// The paragraphs of a text, wrapped.
///
/// An empty line parts two paragraphs; a line that begins with `- ` or with spaces begins a new
/// line, and what follows hangs under it.
func paragraphs(_ text: String, width: Int = lineWidth) -> [String] {
    var result: [String] = []
    for items in paragraphItems(text) {
        if !result.isEmpty { result.append("") }
        for item in items {
            let indent = String(item.prefix { $0 == " " })
            let hangs = item.dropFirst(indent.count).hasPrefix("- ")
            result += wrapped(
                item, width: width, first: indent, rest: indent + (hangs ? "  " : ""))
        }
    }
    return result
}

/// A line as it is; when it is longer than `width`, broken between words, the rest indented.
func folded(_ line: String, width: Int = lineWidth) -> [String] {
    let indent = String(line.prefix { $0 == " " }.prefix(width / 2))
    var lines: [String] = []
    var rest = trimmedEnd(line)
    while true {
        let part = fitting(rest[...], width)
        if part.endIndex == rest.endIndex { break }
        // A space just behind what fits is as good as one in it, but none of the indent.
        let text = rest[...part.endIndex]
        let space = text.lastIndex(of: " ").flatMap { space in
            text[..<space].contains { $0 != " " } ? space : nil
        }
        let end = space ?? part.endIndex
        lines.append(trimmedEnd(String(rest[..<end])))
        let left = rest[end...].drop { $0 == " " }
        if left.isEmpty { return lines }
        rest = indent + "    " + left
    }
    return lines + [rest]
}

/// The lines of a text without an empty one at the end.
func splitLines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let last = lines.last, last.allSatisfy({ $0 == " " }) { lines.removeLast() }
    return lines
}

/// The paragraphs of a text, each as the items that begin a new line.
func paragraphItems(_ text: String) -> [[String]] {
    splitLines(text).split { $0.allSatisfy { $0 == " " } }.map { items(of: Array($0)) }
}

/// Lines of a paragraph, joined where the next one only goes on.
private func items(of lines: [String]) -> [String] {
    var items: [String] = []
    for line in lines {
        let begins = line.hasPrefix("- ") || line.hasPrefix(" ") || items.isEmpty
        if begins { items.append(line) } else { items[items.count - 1] += " " + line }
    }
    return items
}
