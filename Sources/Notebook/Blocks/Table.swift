/// Columns with names, and rows of texts.
struct Table: Block {
    let names: [String]
    let rows: [[String]]

    init(_ names: [String], _ rows: [[String]]) {
        for row in rows where row.count != names.count {
            fatalError("a table of \(names.count) columns has a row of \(row.count) cells: \(row)")
        }
        self.names = names
        self.rows = rows
    }

    /// Whether a column holds numbers: these stand right-aligned.
    func isNumeric(_ column: Int) -> Bool {
        let cells = rows.map { $0[column] }
        let numbers = cells.count(where: isNumber)
        // A word such as `never` may stand among numbers.
        let words = cells.count { !isNumber($0) && isWord($0) }
        return numbers > 0 && numbers + words == cells.count && (2 * numbers >= words)
    }

    func lines(_ style: Style) -> [String] {
        Table(names.map(style.plain), rows.map { $0.map(style.plain) }).plainLines().map(
            style.plain)
    }

    /// The table as lines, wide columns wrapped and too many columns put into several tables.
    func plainLines(width: Int = lineWidth) -> [String] {
        let numeric = names.indices.map(isNumeric)
        var widths = names.indices.map { j in
            ([names[j]] + rows.map { $0[j] }).map { columns($0) }.max() ?? 0
        }
        // Columns of text give way, the widest first, but not below twelve columns.
        while total(widths) > width {
            let wide = widths.indices.filter { !numeric[$0] && widths[$0] > 12 }
            guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        for j in widths.indices { widths[j] = min(widths[j], width - 2) }
        // What still doesn't fit follows as another table that begins with the same column.
        var groups: [[Int]] = [[]]
        for j in names.indices {
            let group = groups[groups.count - 1]
            let isTooWide = total((group + [j]).map { widths[$0] }) > width
            if group.count > 1, isTooWide { groups.append([0]) }
            groups[groups.count - 1].append(j)
        }
        return Array(
            groups.map { lines($0, widths: widths, numeric: numeric) }.joined(separator: [""]))
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + 3 * (widths.count - 1) + 1
    }

    private func lines(_ group: [Int], widths: [Int], numeric: [Bool]) -> [String] {
        func line(_ cells: [String]) -> String {
            let texts = group.indices.map { k in
                let j = group[k]
                return numeric[j]
                    ? rightAligned(cells[k], widths[j]) : padded(cells[k], widths[j])
            }
            return trimmedEnd(" " + texts.joined(separator: " │ "))
        }
        func lines(_ cells: [String]) -> [String] {
            let parts = group.map { wrapped(cells[$0], width: widths[$0]) }
            return (0..<(parts.map(\.count).max() ?? 0)).map { k in
                line(parts.map { k < $0.count ? $0[k] : "" })
            }
        }
        let rule =
            group.map { String(repeating: "─", count: widths[$0] + 2) }.joined(separator: "┼")
        return lines(names) + [String(rule.dropLast())] + rows.flatMap(lines)
    }
}

private func isWord(_ cell: String) -> Bool {
    cell.count <= 8 && !cell.contains { $0.isNumber || $0.isWhitespace }
}

/// Whether a cell is to be read as a number: `3`, `-0.5`, `< 1e-7`, `91.67 %`, `28 × 28`.
private func isNumber(_ cell: String) -> Bool {
    var rest = Substring(cell)
    if let sign = rest.first, "<>≤≥≈~".contains(sign) { rest = rest.dropFirst().drop { $0 == " " } }
    if let sign = rest.first, "+-−".contains(sign) { rest = rest.dropFirst() }
    guard let first = rest.first, first.isASCII, first.isNumber || first == "." else {
        return false
    }
    return rest.allSatisfy { $0.isASCII && $0.isNumber || ".,e+-−× %()±".contains($0) }
}

/// The line without spaces at its end.
func trimmedEnd(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
}

// MARK: On the page

extension Table {
    /// The table for the page.
    func html() -> String {
        let numeric = names.indices.map { isNumeric($0) ? " class=\"number\"" : "" }
        let head = zip(names, numeric).map { "<th scope=\"col\"\($1)>\(escaped($0))</th>" }
        let rows = rows.map { row in
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
}
