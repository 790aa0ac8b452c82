import Foundation
import Testing

@testable import Matrices

@Suite struct MisfitTests {
    #if compiler(>=6.2)
        @Test func oneSentenceIsTheLastThingOnTheScreen() async {
            let sum = await #expect(
                processExitsWith: .exitCode(70), observing: [\.standardErrorContent]
            ) {
                _ = Matrix(rows: 2, columns: 3) + Matrix(rows: 3, columns: 2)
            }
            #expect(sentence(sum) == "2 × 3 + 3 × 2: the shapes don't fit\n")
            let element = await #expect(
                processExitsWith: .exitCode(70), observing: [\.standardErrorContent]
            ) {
                _ = Matrix(rows: 2, columns: 3)[2, 0]
            }
            #expect(sentence(element) == "element (2, 0) of a 2 × 3 matrix: it doesn't have one\n")
        }

        @Test func aHandlerMayGoOnWithAnotherMatrix() async {
            await #expect(processExitsWith: .exitCode(3)) {
                Misfit.handler = { misfit in
                    misfit.operation.map { Matrix(rows: $0.a.columns, columns: $0.b.columns) }
                }
                let (a, b) = (Matrix(rows: 2, columns: 3), Matrix(rows: 2, columns: 4))
                var c = a
                c += Matrix(rows: 7, columns: 1)
                let all = [matmul(a, b), a * b, a.map(with: b, +), c]
                exit(all.map(\.columns) == [4, 4, 4, 1] && all.allSatisfy { $0.rows == 3 } ? 3 : 4)
            }
        }

        @Test func aHandlerWithoutAMatrixEndsTheProgram() async {
            await #expect(processExitsWith: .exitCode(70)) {
                Misfit.handler = { _ in nil }
                _ = Matrix(rows: 2, columns: 3)[row: 2]
            }
        }
    #endif
}
