import Datasets
import Exercises
import Foundation
import Matrices
import Testing

@testable import Exercise03LogisticRegression

struct Exercise03Tests {
    static var solution: Solution {
        Solution(cost: Solution03.cost, backward: Solution03.backward)
    }

    func objections(cost: @escaping (Matrix, Matrix) -> Double) -> [String] {
        FormulaTests.objections(check(Solution(cost: cost, backward: Solution03.backward)))
    }

    func objections(
        backward: @escaping (Matrix, Matrix, Matrix) -> (dw: Matrix, db: Double)
    ) -> [String] {
        FormulaTests.objections(check(Solution(cost: Solution03.cost, backward: backward)))
    }

    @Test func solutionPasses() throws {
        let parts = check(Self.solution)
        #expect(verdicts(parts) == ["J: right", "J, z large: right", "dw: right", "db: right"])
        let codes = Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205)
        let hands = drawnDigits(codes, seed: 1)
        let train = trainTestSplit(count: 410, testFraction: 0.15, seed: 42).train
        let lines = costLines(
            Self.solution, hands.pictures[rows: train],
            Matrix(column: train.map { Double(hands.labels[$0]) }))
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson03", "cost")
        for (step, cost) in zip(lessonLines.at, lessonLines.costs) {
            #expect(abs(try #require(reference[step]) - cost) < 1e-6)
        }
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                cost: { _, _ in 0 },
                backward: { x, _, _ in (Matrix(rows: x.columns, columns: 1), 0) }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count >= 2 })
    }

    @Test func mistakesInTheCostAreNamed() {
        func loss(_ z: Double, _ y: Double) -> Double { max(z, 0) - y * z + log1p(exp(-abs(z))) }
        #expect(
            objections { z, y in z.map(with: y, loss).sum() } == ["J: mean", "J, z large: mean"])
        #expect(
            objections { z, y in -z.map(with: y, loss).mean() } == ["J: sign", "J, z large: sign"])
        #expect(
            objections { z, y in z.map(with: y) { z, y in y * log1p(exp(-z)) }.mean() }.first
                == "J: half")
        #expect(
            objections { z, y in z.map(with: y) { z, y in (1 - y) * log1p(exp(z)) }.mean() }.first
                == "J: half")
        #expect(
            objections { z, y in
                z.map(with: y) { z, y in y * log1p(exp(-z)) - (1 - y) * log1p(exp(z)) }.mean()
            }.first == "J: half")
        #expect(
            objections { z, y in ((sigmoid(z) - y) * (sigmoid(z) - y)).mean() }.first
                == "J: other loss")
        #expect(
            objections { z, _ in z.map { max($0, 0) + log1p(exp(-abs($0))) }.mean() }.first
                == "J: y")
        #expect(
            objections { z, y in z.map(with: y) { z, y in max(z, 0) - y * z }.mean() }
                == ["J: wrong"])
    }

    @Test func theArticlesLossIsRightButNotSafe() {
        let naive = Solution(
            cost: { z, y in
                sigmoid(z).map(with: y) { p, y in -y * log(p) - (1 - y) * log(1 - p) }.mean()
            }, backward: Solution03.backward)
        let parts = check(naive)
        #expect(FormulaTests.objections(parts) == ["J, z large: no number"])
        #expect(sentence("J, z large", parts).contains("the formula from z is safe"))
        let overflowing = objections { z, y in
            z.map(with: y) { z, y in (1 - y) * z + log(1 + exp(-z)) }.mean()
        }
        #expect(overflowing == ["J, z large: no number"])
    }

    @Test func mistakesInTheGradientAreNamed() {
        for (dz, objected) in [
            ({ p, y in (y - p) / 5 }, ["dw: sign", "db: sign"]),
            ({ p, y in p - y }, ["dw: mean", "db: mean"]),
            ({ p, y in y - p }, ["dw: sign, mean", "db: sign, mean"]),
            ({ p, y in (p - y) / 25 }, ["dw: mean", "db: mean"]),
            ({ p, y in (p - y) * p * (1 - p) / 5 }, ["dw: σ′", "db: σ′"]),
            ({ p, y in p / 5 }, ["dw: y", "db: y"]),
            ({ p, y in (p - y) * (p - y) / 5 }, ["dw: wrong", "db: wrong"]),
        ] as [((Matrix, Matrix) -> Matrix, [String])] {
            let found = objections { x, p, y in
                let dz = dz(p, y)
                return (matmul(transposed: x, dz), dz.sum())
            }
            #expect(found == objected)
        }
        let averaged = objections { x, p, y in
            let dz = (p - y) / 5
            return (matmul(transposed: x, dz), dz.mean())
        }
        #expect(averaged == ["db: mean"])
    }

    @Test func aTransposedGradientIsNamedAndNotTrained() {
        let parts = check(
            Solution(
                cost: Solution03.cost,
                backward: { x, p, y in
                    let (dw, db) = Solution03.backward(x, p, y)
                    return (dw.transposed(), -db)
                }))
        #expect(FormulaTests.objections(parts) == ["dw: shape", "db: sign"])
        #expect(
            sentence("dw", parts)
                == "the shape. Yours is 1 × 3; it should be 3 × 1, like w. It is transposed: "
                + "exchange rows and columns.")
        #expect(!canTrain(parts))
    }
}
