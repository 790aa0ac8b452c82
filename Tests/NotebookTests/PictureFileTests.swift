import Foundation
import Matrices
import Testing

@testable import Notebook

/// What `--pictures` writes: each figure as a file of its own.
@Suite struct PictureFileTests {
    private func files(_ show: (Notebook) -> Void) -> [(name: String, bytes: [UInt8])] {
        let notebook = Notebook { _ in }
        show(notebook)
        return notebook.page.pictures()
    }

    private func everything(_ notebook: Notebook) {
        let places = (0..<9).map { Double($0) - 4 }
        let heights = Matrix(rows: 9, columns: 9) { i, j in places[i] * places[i] + places[j] }
        notebook.section("Two rings & a <box>")
        notebook.text("words")
        notebook.plot("Cost, x₁", x: "x", y: "y", [Curve("a & b", x: [0.0, 1], y: [1, .nan])])
        notebook.plot("Cost, x₁", x: "x", y: "y", [Curve("a", x: [0.0, 1], y: [1, 2])])
        notebook.contour("Contour", x: places, y: places, heights: heights)
        notebook.surface("Surface", x: places, y: places, heights: heights)
        notebook.boundary(
            "Boundary", x: places, y: places, probability: heights, points: Matrix([[1, 2]]),
            labels: [1])
        notebook.confusion(["a", "b"], Matrix([[3, 1], [0, 4]]))
        notebook.pictures(heights, width: 3)
        notebook.diagram(
            "Graph", [.init("a", at: (0, 0), value: "3", gradient: "0.6"), .init("b", at: (1, 0))],
            [.init("a", "b", label: "w")])
    }

    @Test func namesComeFromTitles() {
        #expect(
            files(everything).map(\.name) == [
                "cost-x1.svg", "cost-x1-2.svg", "contour.svg", "surface.svg", "boundary.svg",
                "confusion.svg", "two-rings-a-box.png", "graph.svg",
            ])
        #expect(fileName("ŷ = σ(z), 2 × 2") == "y-sigma-z-2-x-2")
    }

    @Test func drawingsNeedNothingFromElsewhere() throws {
        for (name, bytes) in files(everything) where name.hasSuffix(".svg") {
            let text = String(decoding: bytes, as: UTF8.self)
            for part in ["href", "<script", "data:", "<image", "url(", "@import", "foreignObject"] {
                #expect(!text.contains(part), "\(name) contains \(part)")
            }
            #expect(text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
            #expect(text.contains("prefers-color-scheme: dark"))
            #expect(text.hasSuffix("</svg>\n"))
            // What is opened is closed, what is written is escaped.
            #expect(!text.contains("a & b"))
            let opened = text.components(separatedBy: "<svg").count
            #expect(opened == text.components(separatedBy: "</svg>").count)
        }
    }

    @Test func pixelsAreAPNG() {
        let notebook = files { $0.pictures(title: "P", Matrix([[0, 1], [1, 0]]), width: 2) }
        #expect(notebook[0].bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Two pictures of 2 × 1 pixels, 100 times as large, and a gap of 6.
        let header = Array(notebook[0].bytes[16..<24])
        #expect(header == [0, 0, 1, 150, 0, 0, 0, 100])
    }

    @Test func nothingIsDrawnOfNothing() {
        #expect(files { $0.plot("Empty", x: "", y: "", []) }.isEmpty)
        #expect(files { $0.table(["a"], [["1"]]) }.isEmpty)
    }
}
