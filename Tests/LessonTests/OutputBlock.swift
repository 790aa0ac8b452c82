import Foundation

/// A block of a text that shows a command and what it prints.
///
///     ```console tolerance=0.02
///     $ swift run Lesson06HandwrittenDigits --epochs 2
///     …
///     Epoch 1/2  loss …
///     ```
struct OutputBlock: Sendable, CustomStringConvertible {
    var document: String
    var line: Int
    var program: String
    var arguments: [String]
    var shown: [String]
    var tolerance: Double?

    var description: String {
        "\(document):\(line): \(([program] + arguments).joined(separator: " "))"
    }

    /// All blocks of a document whose command is `swift run …`.
    static func blocks(of document: String) throws -> [OutputBlock] {
        let text = try String(
            contentsOf: Place.package.appendingPathComponent(document), encoding: .utf8)
        var blocks: [OutputBlock] = []
        var tolerance: Double?
        var isInside = false
        for (i, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                isInside = line.hasPrefix("```console")
                tolerance = line.components(separatedBy: "tolerance=").dropFirst().first
                    .flatMap(Double.init)
            } else if isInside, line.hasPrefix("$ ") {
                let words = commandWords(String(line.dropFirst(2)))
                if words.starts(with: ["swift", "run"]), words.count > 2 {
                    blocks.append(
                        OutputBlock(
                            document: document, line: i + 1, program: words[2],
                            arguments: Array(words.dropFirst(3)), shown: [], tolerance: tolerance))
                } else {
                    isInside = false
                }
            } else if isInside, !blocks.isEmpty {
                blocks[blocks.count - 1].shown.append(line)
            }
        }
        return blocks
    }

    /// What is wrong with the block, given what the command printed: nil if nothing is.
    func mismatch(with printed: String) -> String? {
        let lines = printed.components(separatedBy: "\n").map(trimmedEnd)
        var next = 0
        for part in shown.map(trimmedEnd).split(separator: "…", omittingEmptySubsequences: true) {
            let part = Array(part)
            let places = lines.indices.filter { $0 >= next && $0 + part.count <= lines.count }
            guard
                let place = places.first(where: { start in
                    part.indices.allSatisfy { agree(part[$0], lines[start + $0]) }
                })
            else {
                let missing = part.first { line in !lines.contains { agree(line, $0) } }
                return "\(self)\nnot printed, or not in this order: \(missing ?? part[0])"
            }
            next = place + part.count
        }
        return nil
    }

    /// Whether a shown line and a printed one are the same, numbers up to the tolerance.
    private func agree(_ shown: String, _ printed: String) -> Bool {
        guard let tolerance, shown != printed else { return shown == printed }
        let (a, b) = (textAndNumbers(shown), textAndNumbers(printed))
        return a.text == b.text && a.numbers.count == b.numbers.count
            && zip(a.numbers, b.numbers).allSatisfy { abs($0 - $1) <= tolerance }
    }
}

/// A line with each number replaced by #, and the numbers.
func textAndNumbers(_ line: String) -> (text: String, numbers: [Double]) {
    var text = ""
    var numbers: [Double] = []
    var digits = ""
    func end() {
        if let number = Double(digits) {
            numbers.append(number)
            text += "#"
        } else {
            text += digits
        }
        digits = ""
    }
    for character in line {
        if character.isNumber && character.isASCII || character == "." {
            digits.append(character)
        } else {
            end()
            text.append(character)
        }
    }
    end()
    return (text.split(separator: " ").joined(separator: " "), numbers)
}

private func trimmedEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
}

/// The words of a command; quotes keep a word with spaces together.
private func commandWords(_ command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in command {
        if let open = quote {
            if character == open { quote = nil } else { word?.append(character) }
        } else if character == "'" || character == "\"" {
            quote = character
            word = word ?? ""
        } else if character == " " {
            if let complete = word { words.append(complete) }
            word = nil
        } else {
            word = (word ?? "") + String(character)
        }
    }
    return words + (word.map { [$0] } ?? [])
}
