import Datasets
import Exercises
import Layers
import Matrices
import Testing

@testable import Exercise13BoltzmannMachine

struct Exercise13Tests {
    static var solution: Solution {
        Solution(
            hidden: { Solution13.hiddenProbability($0, w: $1, c: $2) },
            visible: { Solution13.visibleProbability($0, w: $1, b: $2) },
            divergence: { Solution13.contrastiveDivergence($0, w: $1, b: $2, c: $3, u: $4) })
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution)) == [
                "p(h|v): right", "p(v|h): right", "dW: right", "db: right", "dc: right",
            ])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "13")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                hidden: { v, w, _ in Matrix(rows: v.rows, columns: w.columns) },
                visible: { h, w, _ in Matrix(rows: h.rows, columns: w.rows) },
                divergence: { _, w, b, c, _ in
                    (Matrix(zerosLike: w), Matrix(zerosLike: b), Matrix(zerosLike: c))
                }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func hidden(
        _ name: String, _ word: String, _ hidden: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["p(h|v): \(word)"]) { $0.hidden = hidden }
    }

    static func visible(
        _ name: String, _ word: String, _ visible: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["p(v|h): \(word)"]) { $0.visible = visible }
    }

    /// The step from v₀ and p(h | v₀), and a machine.
    typealias Step = (
        _ v0: Matrix, _ h0: Matrix, _ u: Matrix, _ visible: (Matrix) -> Matrix,
        _ hidden: (Matrix) -> Matrix
    ) -> (v0: Matrix, h0: Matrix, v1: Matrix, h1: Matrix)

    static func step(_ name: String, _ objections: [String], _ step: @escaping Step) -> Slip<
        Solution
    > {
        Slip(name, objections) {
            $0.divergence = { v, w, b, c, u in
                let hidden = { Solution13.hiddenProbability($0, w: w, c: c) }
                let visible = { Solution13.visibleProbability($0, w: w, b: b) }
                let (v0, h0, v1, h1) = step(v, hidden(v), u, visible, hidden)
                let m = Double(v.rows)
                return (
                    (matmul(transposed: v1, h1) - matmul(transposed: v0, h0)) / m,
                    (v1 - v0).columnSums() / m, (h1 - h0).columnSums() / m
                )
            }
        }
    }

    static func changed(
        _ name: String, _ objections: [String],
        _ change:
            @escaping (
                inout (dw: Matrix, db: Matrix, dc: Matrix), _ v: Matrix, _ m: Double
            ) -> Void
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.divergence = { v, w, b, c, u in
                var d = Solution13.contrastiveDivergence(v, w: w, b: b, c: c, u: u)
                change(&d, v, Double(v.rows))
                return d
            }
        }
    }

    static func all(_ word: String) -> [String] { ["dW", "db", "dc"].map { "\($0): \(word)" } }

    static func draw(_ p: Matrix, _ u: Matrix) -> Matrix { p.map(with: u) { $1 < $0 ? 1 : 0 } }

    static var slips: [Slip<Solution>] {
        [
            hidden("no c", "c") { v, w, _ in sigmoid(matmul(v, w)) },
            hidden("minus c", "c") { v, w, c in sigmoid(matmul(v, w) - c) },
            hidden("no σ", "σ") { v, w, c in matmul(v, w) + c },
            hidden("σ(−z)", "σ") { v, w, c in sigmoid(-(matmul(v, w) + c)) },
            hidden("tanh", "σ") { v, w, c in tanh(matmul(v, w) + c) },
            hidden("drawn", "drawn") { v, w, c in (matmul(v, w) + c).map { $0 > 0 ? 1 : 0 } },
            hidden("brackets", "brackets") { v, w, c in sigmoid(matmul(v, w)) + c },
            hidden("Wᵀ", "shapes") { v, w, c in sigmoid(matmul(v, transposed: w) + c) },
            hidden("vᵀ", "shapes") { v, w, c in sigmoid(matmul(transposed: v, w) + c) },
            visible("no transpose", "shapes") { h, w, b in sigmoid(matmul(h, w) + b) },
            visible("no b", "b") { h, w, _ in sigmoid(matmul(h, transposed: w)) },
            visible("no σ", "σ") { h, w, b in matmul(h, transposed: w) + b },
            visible("transposed", "shape") { h, w, b in
                sigmoid(matmul(h, transposed: w) + b).transposed()
            },
            visible("beyond the end", "stopped") { h, w, b in
                sigmoid(matmul(h, transposed: w) + Matrix(row: b[row: 1]))
            },
            step("not drawn", all("drawn")) { v, h, _, visible, hidden in
                (v, h, visible(h), hidden(visible(h)))
            },
            step("drawn with v₀", ["dW: p(h|v₀)", "dc: p(h|v₀)"]) { v, h, u, visible, hidden in
                let v1 = visible(draw(h, u))
                return (v, draw(h, u), v1, hidden(v1))
            },
            step("h₀ with v₁", ["dW: p(h|v₁)", "dc: not written yet"]) { v, h, u, visible, _ in
                (v, h, visible(draw(h, u)), h)
            },
            step("drawn with v₁", ["dW: p(h|v₁)", "dc: p(h|v₁)"]) { v, h, u, visible, _ in
                (v, h, visible(draw(h, u)), draw(h, u))
            },
            step("v₀ twice", ["dW: v₁", "db: not written yet"]) { v, h, u, visible, hidden in
                (v, h, v, hidden(visible(draw(h, u))))
            },
            step("u > p", all("u > p")) { v, h, u, visible, hidden in
                let v1 = visible(1 - draw(h, u))
                return (v, h, v1, hidden(v1))
            },
            step("a half", all("0.5")) { v, h, _, visible, hidden in
                let v1 = visible(h.map { $0 > 0.5 ? 1 : 0 })
                return (v, h, v1, hidden(v1))
            },
            step("u for h", all("u")) { v, h, u, visible, hidden in
                (v, h, visible(u), hidden(visible(u)))
            },
            step("no data", all("data")) { v, h, u, visible, hidden in
                let v1 = visible(draw(h, u))
                return (0 * v, 0 * h, v1, hidden(v1))
            },
            step("data only", all("model")) { v, h, _, _, _ in (v, h, 0 * v, 0 * h) },
            step("two steps", all("two steps")) { v, h, u, visible, hidden in
                let v1 = visible(draw(hidden(visible(draw(h, u))), u))
                return (v, h, v1, hidden(v1))
            },
            changed("uphill", all("sign")) { d, _, _ in d = (-d.dw, -d.db, -d.dc) },
            changed("sums", all("mean")) { d, _, m in d = (m * d.dw, m * d.db, m * d.dc) },
            changed("uphill sums", all("sign, mean")) { d, _, m in
                d = (-m * d.dw, -m * d.db, -m * d.dc)
            },
            changed("five", all("m = 5 only")) { d, _, m in
                d = (m * d.dw / 5, m * d.db / 5, m * d.dc / 5)
            },
            changed("transposed", ["dW: transposed"]) { d, _, _ in d.dw = d.dw.transposed() },
            changed("biases exchanged", ["db: h", "dc: v"]) { d, _, _ in
                d = (d.dw, d.dc, d.db)
            },
            changed("a product", ["dW: shapes"]) { d, v, _ in d.dw = matmul(v, d.dw + matmul(v, v))
            },
            changed("one number", ["db: shape"]) { d, _, _ in d.db = Matrix(row: [d.db.sum()]) },
            changed("nan", ["dW: no number"]) { d, _, _ in d.dw = d.dw / 0 },
            Slip("no sum", ["db: sum"]) {
                $0.divergence = { v, w, b, c, u in
                    let d = Solution13.contrastiveDivergence(v, w: w, b: b, c: c, u: u)
                    let h = draw(Solution13.hiddenProbability(v, w: w, c: c), u)
                    let v1 = Solution13.visibleProbability(h, w: w, b: b)
                    return (d.dw, (v1 - v) / Double(v.rows), d.dc)
                }
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
