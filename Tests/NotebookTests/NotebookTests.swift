import Foundation
import Matrices
import Testing

@testable import Notebook

@Suite struct NotebookTests {
    @Test func blocksStandApartAndLinesTogether() {
        let drawn = shown { notebook in
            notebook.title("Lesson 03 · Logistic regression", "Can it tell?")
            notebook.section("The data")
            notebook.text("Some words.")
            notebook.formulas("z = x·w + b\n  ŷ = σ(z)\n")
            notebook.line("a")
            notebook.line("b")
            notebook.text("More.")
        }
        #expect(
            drawn == """
                Lesson 03 · Logistic regression
                ═══════════════════════════════
                Can it tell?

                The data
                ────────

                Some words.

                    z = x·w + b
                      ŷ = σ(z)

                a
                b

                More.
                """)
    }

    @Test func costsAreInTheWordsOfTheField() {
        let costs = lines { notebook in
            notebook.cost(iteration: 0, 13.2109876)
            notebook.cost(iteration: 10, .infinity)
            notebook.cost(iteration: 20, .nan)
        }
        #expect(
            costs == [
                "Cost after iteration 0: 13.210988",
                "Cost after iteration 10: inf",
                "Cost after iteration 20: nan",
            ])
        let epochs = lines { notebook in
            notebook.epoch(
                1, of: 20,
                [
                    "loss": 0.583812, "accuracy": 0.7873, "val_loss": 0.4163,
                    "val_accuracy": 0.8475,
                ])
            notebook.epoch(12, of: 20, ["mae": 1.5])
        }
        #expect(
            epochs == [
                "Epoch  1/20 loss 0.583812 accuracy 0.7873 val_loss 0.416300 val_accuracy 0.8475",
                "Epoch 12/20  mae 1.500000",
            ])
    }

    @Test func curvesStandSideBySide() {
        let drawn = lines { notebook in
            notebook.curves(
                step: "epoch", at: [1, 2], ["relu": [0.5, 0.25], "tanh": [1, .infinity]])
        }
        #expect(
            drawn == [
                " epoch │     relu │     tanh",
                "───────┼──────────┼─────────",
                "     1 │ 0.500000 │ 1.000000",
                "     2 │ 0.250000 │      inf",
            ])
    }

    @Test func titlesAreBoldInColour() {
        let drawn = lines(Style(colour: true)) { $0.section("Data") }
        #expect(drawn == ["\u{1B}[1mData\u{1B}[0m", "\u{1B}[1m────\u{1B}[0m"])
    }

    /// Everything that can be shown, with texts and numbers that are hard to fit.
    private func everything(_ notebook: Notebook) {
        let long = String(repeating: "wörter – “quoted” ŷ·σ ", count: 20)
        let grid = (0..<9).map { Double($0) - 4 }
        let heights = Matrix(rows: 9, columns: 9) { i, j in grid[i] * grid[i] * 1e6 + grid[j] }
        let curves = (0..<12).map { k in
            Curve("\(k) \(long.prefix(30 * k))", x: [0.0, 1e9, 3e9], y: [1e-9, Double(k), 1e9])
        }
        notebook.title(long, long)
        notebook.section(long)
        notebook.text(long + "\n\n- " + long)
        notebook.formulas(long)
        notebook.line(long)
        notebook.line("handschrift 手書き文字認識" + String(repeating: "手", count: 60))
        notebook.table(["ŷ", long], [["x·w", long], ["−1", "0.5"]])
        notebook.cost(iteration: 1_000_000_000, 1e300)
        notebook.confusion(["ä", "ö"], Matrix([[1e9, 0], [2, 1e6]]))
        notebook.plot(long, x: long, y: long, curves)
        notebook.plot(long, x: "x", y: "y", curves, logarithmic: true)
        notebook.scatter(
            "t", x: "x", y: long, [Points(long, x: [1e-7, 2e-7], y: [1e10, 1.1e10])])
        notebook.surface(long, x: grid, y: grid, heights: heights, axes: (long, long, long))
        notebook.contour(
            long, x: grid, y: grid, heights: heights, paths: curves, axes: (long, long))
        notebook.boundary(
            long, x: grid, y: grid, probability: heights, points: Matrix([[1, 2]]), labels: [7])
        notebook.pictures(
            Matrix(rows: 3, columns: 200, repeating: 0.5), width: 100, labels: [long, "", "ß"])
        notebook.pictures(heights, width: 3, columns: 500)
    }

    @Test func anOverflowIsToldOnce() {
        let drawn = lines { notebook in
            notebook.overflow("cost", of: [1, 2, .infinity, .nan], "iteration")
            notebook.overflow("loss", of: [1, .nan], "epoch")
            notebook.overflow("loss", of: [1, 2], "epoch")
            notebook.overflow("cost", of: [1, .nan], "iteration", at: [0, 50])
        }
        #expect(drawn.count == 8)
        #expect(drawn[0].hasPrefix("At iteration 2 the cost overflowed"))
        #expect(drawn[3].hasPrefix("In epoch 2 the loss overflowed"))
        #expect(drawn[6].hasPrefix("At iteration 50 the cost overflowed"))
    }

    @Test func gradientChecksSayRightOrWrong() {
        let drawn = lines { notebook in
            notebook.gradientCheck([("dw", 1e-10, 0), ("db1", 0.5, 2), ("dx", .nan, 0)])
        }
        #expect(drawn[0] == "dw   < 1e-7   right")
        #expect(drawn[1] == "db1  0.5000000   WRONG   (2 places at a corner left out)")
        #expect(drawn[2] == "dx   nan   WRONG")
    }

    @Test func thousandsAreGrouped() {
        #expect(grouped(531_969) == "531,969" && grouped(1) == "1" && grouped(1000) == "1,000")
        #expect(grouped(1_234_567) == "1,234,567" && grouped(999) == "999")
    }

    @Test func noLineIsLongerThanEightyColumns() {
        for style in [Style(), Style(ascii: true)] {
            for line in lines(style, everything) where !line.hasPrefix("Cost after") {
                #expect(columns(line) <= 80, "\(line)")
            }
        }
    }

    @Test func asciiIsASCII() {
        let drawn = shown(Style(ascii: true), everything)
        #expect(drawn.utf8.allSatisfy { $0 < 128 && ($0 >= 32 || $0 == 10) })
    }

    @Test func linesDoNotEndWithSpaces() {
        for line in lines(Style(), everything) { #expect(line.last != " ", "\(line)") }
    }

    @Test func theSameTwice() {
        #expect(shown(Style(), everything) == shown(Style(), everything))
    }

    @Test func blocksAreKeptOnlyForAPageOrPictures() {
        for keepsBlocks in [false, true] {
            let notebook = Notebook(keepsBlocks: keepsBlocks) { _ in }
            notebook.section("s")
            notebook.epoch(1, of: 1, ["loss": 1])
            #expect(notebook.page.blocks.count == (keepsBlocks ? 2 : 0))
            #expect(notebook.recorded.csv() == Array("epoch,loss\n1,1.0\n".utf8))
        }
    }

    @Test func progressLines() {
        let half = progressLine("Training", 50, of: 100, after: 12, Style())
        let bar = String(repeating: "█", count: 18) + String(repeating: "░", count: 18)
        #expect(half == "Training  \(bar)  50 %, 12 s left")
        #expect(
            progressLine("A", 1, of: 4, after: 100, Style(ascii: true))
                == "A  " + String(repeating: "#", count: 9) + String(repeating: ".", count: 27)
                + "  25 %, 5 min 0 s left")
        #expect(progressLine("A", 0, of: 4, after: 1, Style()).hasSuffix("  0 %"))
        #expect(progressLine("A", 4, of: 4, after: 1, Style()).hasSuffix("  100 %"))
        #expect(progressLine("A", 9, of: 4, after: 1, Style()).hasSuffix("  100 %"))
        #expect(progressLine("A", 1, of: 1000, after: 30, Style()).hasSuffix("8 h 19 min left"))
        #expect(progressLine("A", 0, of: 0, after: 1, Style()).hasSuffix("  100 %"))
        let long = progressLine(long, 1, of: 1_000_000, after: 1e9, Style())
        #expect(columns(long) <= 80)
    }

    private let long = String(repeating: "long ", count: 20)

    @Test func errorsHaveASentenceAndACode() {
        struct Wrong: LocalizedError, CustomNSError {
            var errorDescription: String? { "a.npy: not an array" }
            var errorCode: Int { 65 }
        }
        struct Strange: Error {}
        struct TooLarge: LocalizedError, CustomNSError {
            var errorDescription: String? { "no" }
            var errorCode: Int { 260 }
        }
        #expect(Refusal(Wrong()) == Refusal(sentence: "a.npy: not an array", code: 65))
        #expect(Refusal(Strange()) == Refusal(sentence: "Strange()", code: 70))
        #expect(Refusal(TooLarge()) == Refusal(sentence: "no", code: 70))
        #expect(Refusal(Refusal.usage("x")) == Refusal(sentence: "x", code: 64))
    }
}
