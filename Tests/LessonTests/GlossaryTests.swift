import Foundation
import Testing

/// The glossary and the chapters: every term is where the glossary says, and every link leads on.
struct GlossaryTests {
    struct Row: Sendable {
        var term: String
        var meaning: String
        var link: String
    }

    /// A text of the package, by its path.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: Place.package.appendingPathComponent(path), encoding: .utf8)
    }

    /// The cells of each line of the glossary's table, without its head.
    static func cells() throws -> [[String]] {
        try text("Lessons/Glossary.md").components(separatedBy: "\n")
            .filter { $0.hasPrefix("|") }.dropFirst(2)
            .map { line in
                line.dropFirst().components(separatedBy: "|").dropLast()
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
    }

    static func rows() throws -> [Row] {
        try cells().map { cells in
            Row(term: cells[0], meaning: cells[1], link: links(in: cells[2]).first ?? "")
        }
    }

    /// What stands behind `](` in a text, outside its blocks of code.
    static func links(in text: String) -> [String] {
        var isCode = false
        let prose = text.components(separatedBy: "\n").filter { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode
        }
        return prose.flatMap { line in
            line.components(separatedBy: "](").dropFirst()
                .compactMap { $0.components(separatedBy: ")").first }
        }
    }

    /// The anchors of a text's headings, as GitHub makes them.
    static func anchors(in text: String) -> [String] {
        text.components(separatedBy: "\n").filter { $0.hasPrefix("#") }.map { line in
            line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
                .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
                .replacingOccurrences(of: " ", with: "-")
        }
    }

    /// A text in one line and small letters, without the marks of emphasis.
    static func plain(_ text: String) -> String {
        text.lowercased().replacingOccurrences(of: "*", with: "")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func folded(_ term: String) -> String {
        term.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    @Test("Each row has a term, a meaning and a link")
    func table() throws {
        let cells = try Self.cells()
        #expect(cells.count > 100)
        for row in cells { #expect(row.count == 3 && !row.contains(""), "\(row)") }
        for row in try Self.rows() {
            let path = Place.package.appendingPathComponent("Lessons/\(row.link)").path
            #expect(row.link.hasSuffix(".md") && FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("The rows are in alphabetical order, and no term comes twice")
    func order() throws {
        let terms = try Self.rows().map { Self.folded($0.term) }
        for (first, second) in zip(terms, terms.dropFirst()) {
            #expect(first < second, "\(second) after \(first)")
        }
    }

    @Test("The chapter that a term belongs to has it")
    func terms() throws {
        var chapters: [String: String] = [:]
        for row in try Self.rows() {
            let chapter = try chapters[row.link] ?? Self.plain(Self.text("Lessons/\(row.link)"))
            chapters[row.link] = chapter
            #expect(chapter.contains(Self.plain(row.term)), "\(row.term) isn't in \(row.link)")
        }
    }

    static let documents =
        TextTests.documents
        + ["Lessons/Mathematics.md", "Lessons/Glossary.md", "data/README.md"]
        + ["Tests/Reference/README.md", "Sources/Matrices/Engine/README.md"]

    @Test("Every link within the package leads somewhere", arguments: documents)
    func links(document: String) throws {
        let folder = Place.package.appendingPathComponent(document).deletingLastPathComponent()
        let text = try Self.text(document)
        for link in Self.links(in: text) where !link.hasPrefix("http") {
            let parts = link.components(separatedBy: "#")
            let path = folder.appendingPathComponent(parts[0]).path
            #expect(FileManager.default.fileExists(atPath: path), "\(document): \(link)")
            if parts.count == 2, parts[0].isEmpty {
                #expect(Self.anchors(in: text).contains(parts[1]), "\(document): \(link)")
            }
        }
    }

    @Test(
        "A chapter ends with what is known, five questions, and what comes next",
        arguments: documents.filter { $0.hasPrefix("Lessons/Lesson") })
    func ends(chapter: String) throws {
        let parts = try Self.text(chapter).components(separatedBy: "\n## ").suffix(3)
        let heads = parts.map { $0.components(separatedBy: "\n")[0] }
        #expect(heads == ["What is known now", "Five questions", "What comes next"])
        let questions = parts.dropFirst().first?.components(separatedBy: "<details><summary>")
        #expect(questions?.count == 6, "\(chapter)")
        #expect(!Self.links(in: parts.last ?? "").isEmpty, "\(chapter) leads nowhere")
    }

    @Test("Links, anchors and terms are found in a text")
    func parts() {
        let text = "A [link](a/b.md), a ![picture](c.svg).\n```\n[no](no.md)\n```\n[d](#one-two)"
        #expect(Self.links(in: text) == ["a/b.md", "c.svg", "#one-two"])
        #expect(Self.anchors(in: "# One, two\n## Three · four") == ["one-two", "three--four"])
        #expect(Self.plain("A **Hidden\nlayer**") == "a hidden layer")
        #expect(Self.folded("Hénon") == "henon")
    }
}
