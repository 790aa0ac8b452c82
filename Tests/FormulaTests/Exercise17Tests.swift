import Exercises
import Layers
import Matrices
import Testing

@testable import Exercise17AutomaticDifferentiation

struct Exercise17Tests {
    static var solution: Solution {
        Solution(
            sigmoid: Solution17.sigmoid, product: Solution17.product,
            plusRow: { Solution17.plus($0, row: $1) })
    }

    @Test func solutionPasses() {
        #expect(
            verdicts(check(Self.solution))
                == ["da: right", "da: right", "db: right", "da: right", "dRow: right"])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "17")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                sigmoid: { a in a.tape.note(a.matrix, (a, { dz in Matrix(zerosLike: dz) })) },
                product: { a, b in
                    let (x, y) = (a.matrix, b.matrix)
                    return a.tape.note(
                        matmul(x, y), (a, { _ in Matrix(zerosLike: x) }),
                        (b, { _ in Matrix(zerosLike: y) }))
                },
                plusRow: { a, row in
                    let y = row.matrix
                    return a.tape.note(
                        a.matrix + y, (a, { dz in Matrix(zerosLike: dz) }),
                        (row, { _ in Matrix(zerosLike: y) }))
                }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func sigmoid(
        _ name: String, _ word: String,
        _ da: @escaping (_ dz: Matrix, _ z: Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["da: \(word)"]) {
            $0.sigmoid = { a in
                let (x, z) = (a.matrix, Matrices.sigmoid(a.matrix))
                return a.tape.note(z, (a, { dz in da(dz, z, x) }))
            }
        }
    }

    typealias Two = (_ dz: Matrix, Matrix, Matrix) -> Matrix

    static func product(
        _ name: String, _ objections: [String],
        da: @escaping Two = { dz, _, b in matmul(dz, transposed: b) },
        db: @escaping Two = { dz, a, _ in matmul(transposed: a, dz) }
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.product = { a, b in
                let (x, y) = (a.matrix, b.matrix)
                return a.tape.note(
                    matmul(x, y), (a, { dz in da(dz, x, y) }), (b, { dz in db(dz, x, y) }))
            }
        }
    }

    static func plus(
        _ name: String, _ objections: [String], da: @escaping Two = { dz, _, _ in dz },
        dRow: @escaping Two = { dz, _, _ in dz.columnSums() }
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.plusRow = { a, row in
                let (x, y) = (a.matrix, row.matrix)
                return a.tape.note(
                    x + y, (a, { dz in da(dz, x, y) }), (row, { dz in dRow(dz, x, y) }))
            }
        }
    }

    static var slips: [Slip<Solution>] {
        [
            sigmoid("no slope", "σ′") { dz, _, _ in dz },
            sigmoid("no dz", "dz") { _, z, _ in z * (1 - z) },
            sigmoid("a (1 − a)", "σ′") { dz, _, a in dz * a * (1 - a) },
            sigmoid("1 − z²", "σ′") { dz, z, _ in dz * (1 - z * z) },
            sigmoid("1 − z", "σ′") { dz, z, _ in dz * (1 - z) },
            sigmoid("z", "σ′") { dz, z, _ in dz * z },
            sigmoid("minus", "sign") { dz, z, _ in -(dz * z * (1 - z)) },
            sigmoid("divided", "σ′") { dz, z, _ in dz / (z * (1 - z)) },
            sigmoid("sum", "dz") { dz, z, _ in dz + z * (1 - z) },
            sigmoid("twice", "σ′ twice") { dz, z, _ in dz * z * (1 - z) * z * (1 - z) },
            sigmoid("transposed", "shape") { dz, z, _ in (dz * z * (1 - z)).transposed() },
            product("b not transposed", ["da: bᵀ"], da: { dz, _, b in matmul(dz, b) }),
            product("dz alone", ["da: b"], da: { dz, _, _ in dz }),
            product("a for dz", ["da: a"], da: { _, a, b in matmul(a, transposed: b) }),
            product("element by element", ["da: ·"], da: { dz, a, _ in dz * a }),
            product("minus", ["da: sign"], da: { dz, _, b in -matmul(dz, transposed: b) }),
            product("order", ["db: order"], db: { dz, a, _ in matmul(transposed: dz, a) }),
            product("a not transposed", ["db: shapes"], db: { dz, a, _ in matmul(a, dz) }),
            product("no a", ["db: a"], db: { dz, _, _ in matmul(transposed: dz, dz) }),
            product("no dz", ["db: dz"], db: { _, a, _ in matmul(transposed: a, a) }),
            product("b in db", ["db: b"], db: { dz, a, b in matmul(transposed: a, dz) * b }),
            product(
                "mean", ["db: mean"],
                db: { dz, a, _ in matmul(transposed: a, dz) / Double(dz.rows) }),
            plus("a in da", ["da: a"], da: { dz, a, _ in dz * a }),
            plus("one", ["da: 1"], da: { dz, _, _ in dz.map { _ in 1 } }),
            plus("half", ["da: half"], da: { dz, _, _ in dz / 2 }),
            plus("row in da", ["da: row"], da: { dz, _, row in dz + row }),
            plus("no sum", ["dRow: sum"], dRow: { dz, _, _ in dz }),
            plus("sums of rows", ["dRow: sum"], dRow: { dz, _, _ in dz.rowSums() }),
            plus("mean", ["dRow: mean"], dRow: { dz, _, _ in dz.columnMeans() }),
            plus("first row", ["dRow: one example"], dRow: { dz, _, _ in dz[rows: [0]] }),
            plus("minus", ["dRow: sign"], dRow: { dz, _, _ in -dz.columnSums() }),
            plus("nan", ["dRow: no number"], dRow: { dz, _, _ in dz.columnSums() / 0 }),
            plus(
                "beyond the end", ["da: stopped", "dRow: stopped"],
                dRow: { dz, _, _ in
                    dz[rows: [dz.rows]]
                }),
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
