import Datasets
import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var convolveBackward:
        (_ picture: Matrix, _ filter: Matrix, _ dOutput: Matrix) -> (
            dPicture: Matrix, dFilter: Matrix, db: Double
        )
    var maxPoolingBackward: (_ picture: Matrix, _ dPooled: Matrix) -> Matrix
}

/// Judges every term at three random places: pictures of 6 × 6 and of 6 × 8, filters of 3 × 3.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 10)
    let places = Places([6, 6, 8].map { Place(&random, width: $0) })
    return [checkConvolution(solution, places), checkPooling(solution, places)]
}

/// Everything at random. The cost is a sum of all outputs, each with a weight: dO, or dP.
private struct Place {
    let picture, filter, dOutput, dPooled: Matrix
    let b: Double

    init(_ random: inout RandomState, width: Int) {
        picture = random.randn(rows: 6, columns: width)
        filter = random.randn(rows: 3, columns: 3)
        dOutput = random.randn(rows: 4, columns: width - 2)
        dPooled = random.randn(rows: 3, columns: width / 2)
        b = random.randn()
    }

    var width: Int { picture.columns }
    var dFilter: Matrix { numericalGradient(at: filter) { cost(picture, $0, b) } }

    func cost(_ picture: Matrix, _ filter: Matrix, _ b: Double) -> Double {
        (convolve(picture, filter, b) * dOutput).sum()
    }

    /// What the four loops collect for the picture, if the filter's numbers are taken from
    /// `filter` and `add` puts them where they go.
    func collected(
        _ filter: Matrix, _ add: (inout Matrix, _ row: Int, _ column: Int, Double) -> Void
    ) -> Matrix {
        var dPicture = Matrix(zerosLike: picture)
        for y in 0..<dOutput.rows {
            for x in 0..<dOutput.columns {
                for j in 0..<3 {
                    for i in 0..<3 { add(&dPicture, y + j, x + i, dOutput[y, x] * filter[j, i]) }
                }
            }
        }
        return dPicture
    }

    /// The derivative of each window of 2 × 2, given to those of its four pixels that `takes` says.
    func spread(_ takes: (_ row: Int, _ column: Int) -> Double) -> Matrix {
        Matrix(rows: 6, columns: width) { y, x in dPooled[y / 2, x / 2] * takes(y, x) }
    }

    var lastOutput: Double { dOutput[dOutput.rows - 1, dOutput.columns - 1] }

    /// What the last place of the filter adds to dF.
    var lastOfFilter: Matrix {
        Matrix(rows: 3, columns: 3) { j, i in lastOutput * picture[3 + j, width - 3 + i] }
    }

    func isLargest(_ y: Int, _ x: Int) -> Bool {
        maxPooling(picture)[y / 2, x / 2] == picture[y, x]
    }
    func isSmallest(_ y: Int, _ x: Int) -> Bool {
        -maxPooling(-picture)[y / 2, x / 2] == picture[y, x]
    }
}

/// The rows from below to above, and each from right to left.
private func turned(_ filter: Matrix) -> Matrix {
    Matrix(rows: filter.rows, columns: filter.columns) { j, i in
        filter[filter.rows - 1 - j, filter.columns - 1 - i]
    }
}

private func checkConvolution(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.convolveBackward($0.picture, $0.filter, $0.dOutput) }
    let dFilter = places.term(
        "dFilter", yours: yours.map(\.dFilter), like: "the filter", right: \.dFilter,
        mistakes: [
            ("sum", "the sum over all places of the filter: +=, not =."): \.lastOfFilter,
            ("mean", "the mean, which is too much: every place of the filter adds to it."):
                { $0.dFilter / Double($0.dOutput.values.count) },
            ("filter", "the factor: it is I(y + j, x + i), not F(j, i), which dI gets."):
                { $0.dOutput.sum() * $0.filter },
            ("turned", "the places. It is turned round: (j, i) belongs to I(y + j, x + i)."):
                { turned($0.dFilter) },
            ("exchanged", "the places. Rows and columns are exchanged."):
                { $0.dFilter.transposed() },
            ("picture", "the factor I(y + j, x + i). It is the sum of dO alone."):
                { place in place.filter.map { _ in place.dOutput.sum() } },
        ])
    let db = places.term(
        "db", yours: yours.map(\.db), right: { $0.dOutput.sum() },
        mistakes: [
            ("mean", "the mean, which is too much. b is added at every place: all of dO adds up."):
                { $0.dOutput.mean() },
            ("sum", "the sum over all places: it is one of dO alone."): \.lastOutput,
            ("filter", "a factor F that is not in it: b is added as it is."):
                { ($0.dOutput.sum() * $0.filter).sum() },
            ("k²", "the sum. b is added once at each place, not for each number of the filter."):
                { 9 * $0.dOutput.sum() },
        ])
    let dPicture = places.term(
        "dPicture", yours: yours.map(\.dPicture), like: "the picture",
        right: { place in
            numericalGradient(at: place.picture) { place.cost($0, place.filter, place.b) }
        },
        mistakes: [
            (
                "sum",
                "the sum: each lies under several places of the filter, which add up: +=, not =."
            ):
                { $0.collected($0.filter) { $0[$1, $2] = $3 } },
            ("turned", "the filter, turned round: I(y + j, x + i) was multiplied by F(j, i)."):
                { $0.collected(turned($0.filter)) { $0[$1, $2] += $3 } },
            ("exchanged", "the filter's rows and columns, which are exchanged."):
                { $0.collected($0.filter.transposed()) { $0[$1, $2] += $3 } },
            ("wrong factor", "the factor: it is F(j, i), not I, which the filter gets."):
                { $0.collected($0.filter.map { _ in 1 }) { $0[$1, $2] += $3 } * $0.picture },
            ("filter", "the factor F(j, i). It is the sum of dO alone."):
                { $0.collected($0.filter.map { _ in 1 }) { $0[$1, $2] += $3 } },
        ])
    return Part(
        "convolveBackward", [dFilter, db, dPicture],
        hints: Hints(
            idea: """
                Write the same four loops as on the way forward, over y, x, j and i. There, each step \
                added I(y + j, x + i)·F(j, i) to O(y, x). So each of the two factors gets dO(y, x) \
                times the other one. And b was added once for each place.
                """,
            formula: """
                in the innermost loop:
                    dF(j, i) += dO(y, x) I(y + j, x + i)
                    dI(y + j, x + i) += dO(y, x) F(j, i)
                and db is the sum of dO
                """,
            lines: [
                "dFilter": """
                var dFilter = Matrix(rows: filter.rows, columns: filter.columns)
                for y in 0..<dOutput.rows {
                    for x in 0..<dOutput.columns {
                        for j in 0..<filter.rows {
                            for i in 0..<filter.columns {
                            }
                        }
                    }
                }
                """,
                "db": "let db = dOutput.sum()",
                "dPicture": "var dPicture = Matrix(rows: picture.rows, columns: picture.columns)",
            ]))
}

private func checkPooling(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "dPicture", of: { solution.maxPoolingBackward($0.picture, $0.dPooled) },
        like: "the picture",
        right: { place in
            numericalGradient(at: place.picture) { (maxPooling($0) * place.dPooled).sum() }
        },
        mistakes: [
            (
                "all four",
                "the choice. All four get the derivative; only the largest made a difference."
            ):
                { $0.spread { _, _ in 1 } },
            ("all four", "the choice. All four get a quarter; only the largest made a difference."):
                { $0.spread { _, _ in 0.25 } },
            ("corner", "the choice. Always the same corner gets the derivative, not the largest."):
                { $0.spread { y, x in y % 2 == 0 && x % 2 == 0 ? 1 : 0 } },
            ("losers", "the choice. The three smaller pixels get the derivative."):
                { place in place.spread { place.isLargest($0, $1) ? 0 : 1 } },
            ("smallest", "the choice. The smallest pixel gets the derivative, not the largest."):
                { place in place.spread { place.isSmallest($0, $1) ? 1 : 0 } },
            ("one", "the factor dP. The largest pixel gets 1, whatever came back."):
                { place in Matrix(rows: 6, columns: place.width) { place.isLargest($0, $1) ? 1 : 0 }
                },
            (
                "value",
                "a factor I that is not in it. The largest goes on as it is: it gets dP itself."
            ):
                { place in place.spread { place.isLargest($0, $1) ? place.picture[$0, $1] : 0 } },
        ])
    return Part(
        "maxPoolingBackward", [term],
        hints: Hints(
            idea: """
                Of the four pixels of a window only the largest went on. If it grows a little, so does \
                P; if one of the others does, nothing happens. So who gets dP(y, x), and what do the \
                others get?
                """,
            formula: """
                for each window:
                    (row, column) = the place of its largest pixel
                    dPicture[row, column] = dPooled[y, x]
                everything else stays 0
                """,
            lines: [
                "dPicture": """
                var dPicture = Matrix(rows: picture.rows, columns: picture.columns)
                for y in 0..<dPooled.rows {
                    for x in 0..<dPooled.columns {
                        var (row, column) = (2 * y, 2 * x)
                    }
                }
                return dPicture
                """
            ]))
}

/// Finding a filter by descent: some filter finds the edges in a picture, here a digit. Its output,
/// pooled, is what another filter, 0.1 everywhere, shall learn to give: α = 0.1.
func costLines(_ solution: Solution) throws -> CostLines {
    let picture = try smallMNIST().pictures[rows: [0]].reshaped(rows: 28, columns: 28)
    let edges = Matrix([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    let wanted = maxPooling(convolve(picture, edges, 0.5))
    var filter = Matrix(rows: 3, columns: 3, repeating: 0.1)
    var b = 0.0
    return CostLines("iteration", [0: 2.171466, 10: 0.872235, 20: 0.487859]) { _ in
        let output = convolve(picture, filter, b)
        let pooled = maxPooling(output)
        let dOutput = solution.maxPoolingBackward(
            output, meanSquaredErrorDerivative(pooled, wanted))
        let (_, dFilter, db) = solution.convolveBackward(picture, filter, dOutput)
        filter -= 0.1 * dFilter
        b -= 0.1 * db
        return meanSquaredError(pooled, wanted)
    }
}
