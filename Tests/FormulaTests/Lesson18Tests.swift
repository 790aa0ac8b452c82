import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson18Attention

struct Lesson18Tests {
    // MARK: Attention

    @Test func theBackwardPassesAreRight() {
        for (seed, width) in tries(stride(from: 0, through: 400, by: 20)) {
            let checks = checkGradient(width: width, seed: seed)
            #expect(checks.count == 7)
            for check in checks {
                #expect(check.isRight, "\(check.name), seed \(seed), \(width): \(check.difference)")
                #expect(check.corners <= 3 * width)
            }
            #expect(differenceToTape(seed: seed) < 1e-12)
        }
    }

    @Test func theDictionaryAnswersAsByHand() {
        let keys = Matrix([[1, 0], [0, 1], [-1, 0]])
        let trace = attention(Matrix(row: [4, 0]), keys, Matrix(column: [10, 20, 30]))
        let e = [4 / 2.0.squareRoot(), 0, -4 / 2.0.squareRoot()].map { Foundation.exp($0) }
        let sum = e[0] + e[1] + e[2]
        for j in 0..<3 { #expect(abs(trace.a[0, j] - e[j] / sum) < 1e-15) }
        #expect(abs(trace.output[0, 0] - (10 * e[0] + 20 * e[1] + 30 * e[2]) / sum) < 1e-13)
    }

    @Test func aQueryOfZerosGetsTheMeanOfTheValues() {
        var random = RandomState(seed: 1)
        let (k, v) = (random.randn(rows: 5, columns: 3), random.randn(rows: 5, columns: 2))
        let trace = attention(Matrix(rows: 1, columns: 3), k, v)
        #expect(abs(trace.output - v.columnMeans()).max() < 1e-15)
    }

    @Test func theMaskHidesWhatComesLater() {
        var random = RandomState(seed: 1)
        let x = random.randn(rows: 5, columns: 3)
        let a = attention(x, x, x, causal: true).a
        for i in 0..<5 {
            #expect(abs(a[row: i].reduce(0, +) - 1) < 1e-14)
            for j in 0..<5 { #expect(j > i ? a[i, j] == 0 : a[i, j] > 0) }
        }
    }

    @Test func rowsAreNormalized() {
        var random = RandomState(seed: 1)
        let (xHat, sigma) = normalized(5 * random.randn(rows: 4, columns: 6) + 3)
        for i in 0..<4 {
            #expect(abs(xHat[row: i].reduce(0, +)) < 1e-13)
            #expect(abs(xHat[row: i].reduce(0) { $0 + $1 * $1 } / 6 - 1) < 1e-5)
            #expect(sigma[i] > 1)
        }
        let constant = normalized(Matrix(rows: 1, columns: 3, repeating: 2)).xHat
        #expect(constant == Matrix(rows: 1, columns: 3))
    }

    @Test func sequencesAndHeadsKeepToThemselves() {
        var random = RandomState(seed: 2)
        let spans = [Span(queries: 0..<2, keys: 0..<3), Span(queries: 2..<3, keys: 3..<5)]
        let q = random.randn(rows: 3, columns: 4)
        let (k, v) = (random.randn(rows: 5, columns: 4), random.randn(rows: 5, columns: 4))
        func output(_ k: Matrix) -> Matrix {
            let tape = Tape()
            return attend(
                tape.constant(q), tape.constant(k), tape.constant(v), in: spans, heads: 2
            ).matrix
        }
        let before = output(k)
        #expect(
            before[0..<2, 0..<2]
                == attention(q[0..<2, 0..<2], k[0..<3, 0..<2], v[0..<3, 0..<2]).output)
        #expect(
            before[2..<3, 2..<4]
                == attention(q[2..<3, 2..<4], k[3..<5, 2..<4], v[3..<5, 2..<4]).output)
        var moved = k
        moved[4, 3] += 1  // a key of the second sequence, in the second head
        let after = output(moved)
        #expect(after[0..<2, 0..<4] == before[0..<2, 0..<4])
        #expect(after[2..<3, 0..<2] == before[2..<3, 0..<2])
        #expect(after[2..<3, 2..<4] != before[2..<3, 2..<4])
    }

    // MARK: The transformer

    static let names = [[4, 2, 2], [0, 5], [3, 1, 4, 1]]

    /// A small transformer with random parameters, none of them 0.
    static func small(causal: Bool = true) -> (model: Model, parameters: [Matrix]) {
        var random = RandomState(seed: 3)
        let shape = Shape(width: 8, heads: 2, blocks: 2, places: 6)
        let named = shape.firstParameters(seed: 2)
        let parameters = named.map {
            $0.matrix + 0.3 * random.randn(rows: $0.matrix.rows, columns: $0.matrix.columns)
        }
        return (Model(names: named.map(\.name), shape: shape, causal: causal), parameters)
    }

    @Test(arguments: [true, false]) func everyParametersGradientIsTheNumericalOne(causal: Bool) {
        let (model, parameters) = Self.small(causal: causal)
        let tape = Tape()
        let p = parameters.map { tape.parameter($0) }
        model.cost(Self.names, p).backward()
        for k in parameters.indices {
            let check = checkedGradient(model.names[k], p[k].gradient, at: parameters[k]) { moved in
                var other = parameters
                other[k] = moved
                return model.meanCost(Self.names, other)
            }
            #expect(check.isRight, "\(check.name): \(check.difference)")
            #expect(p[k].gradient.norm() > 0, "\(check.name)")
        }
    }

    @Test func onlyTheMaskKeepsLaterLettersFromBeingSeen() {
        for causal in [true, false] {
            let (model, parameters) = Self.small(causal: causal)
            let one = model.scores([[26, 4, 2, 7]], parameters)
            let other = model.scores([[26, 4, 2, 9]], parameters)
            #expect((one[rows: 0..<3] == other[rows: 0..<3]) == causal)
            #expect(one[rows: 3..<4] != other[rows: 3..<4])
        }
    }

    @Test func withoutPlacesTheOrderIsNotSeen() {
        var (model, parameters) = Self.small(causal: false)
        model.shape.blocks = 2
        let last = { (text: [Int], p: [Matrix]) in model.scores([text], p)[rows: 3..<4] }
        let (one, other) = ([26, 4, 2, 7], [2, 26, 4, 7])
        #expect(abs(last(one, parameters) - last(other, parameters)).max() > 1e-3)
        parameters[1] = Matrix(zerosLike: parameters[1])
        #expect(model.names[1] == "places")
        #expect(abs(last(one, parameters) - last(other, parameters)).max() < 1e-12)
    }

    @Test func aBatchCostsWhatItsNamesCost() {
        let (model, parameters) = Self.small()
        let apart = Self.names.map { model.meanCost([$0], parameters) * Double($0.count + 1) }
        let together = model.meanCost(Self.names, parameters)
        #expect(abs(apart.reduce(0, +) / 12 - together) < 1e-12)
    }

    @Test func itsSizeIsThatOfTheTable() {
        let named = Shape(width: 32, heads: 4, blocks: 1, places: 12).firstParameters(seed: 0)
        #expect(named.reduce(0) { $0 + $1.matrix.values.count } == 14_779)
        #expect(Set(named.map(\.name)).count == named.count)
        #expect(unitsOfLSTM(parameters: 14_779) == 46)
        #expect(unitsOfLSTM(parameters: 8571) == 32)
    }

    @Test func headsLookWhereTheTransformerLooks() {
        let (model, parameters) = Self.small()
        let looks = model.weights([26, 4, 2], parameters)
        #expect(looks.count == 2)
        for a in looks {
            #expect(a.rows == 3 && a.columns == 3 && a[0, 0] == 1 && a[0, 1] == 0)
            #expect(abs(a.rowSums() - 1).max() < 1e-14)
        }
        #expect(looks[0] != looks[1])
    }

    @Test func inventedNamesAreTheSameEveryTime() {
        let (model, parameters) = Self.small()
        let once = invent(20, model, parameters, seed: 3)
        #expect(once == invent(20, model, parameters, seed: 3))
        #expect(once.allSatisfy { $0.count <= 5 })
        #expect(Set(once).count > 5)
    }

    // MARK: The LSTM

    @Test func theLSTMsGradientsAreTheNumericalOnes() {
        var random = RandomState(seed: 4)
        let parameters = firstLSTM(inputs: 27, hidden: 3, outputs: 27, seed: 3).map {
            $0 + 0.3 * random.randn(rows: $0.rows, columns: $0.columns)
        }
        let tape = Tape()
        let p = parameters.map { tape.parameter($0) }
        lstmCost(Self.names, p).backward()
        for k in parameters.indices {
            let check = checkedGradient("\(k)", p[k].gradient, at: parameters[k]) { moved in
                var other = parameters
                other[k] = moved
                let tape = Tape()
                return lstmCost(Self.names, other.map { tape.constant($0) }).matrix[0, 0]
            }
            #expect(check.isRight, "\(k): \(check.difference)")
        }
    }

    @Test func anLSTMsBatchCostsWhatItsNamesCost() {
        let tape = Tape()
        let p = firstLSTM(inputs: 27, hidden: 3, outputs: 27, seed: 3).map { tape.constant($0) }
        let apart = Self.names.map { lstmCost([$0], p).matrix[0, 0] * Double($0.count + 1) }
        #expect(abs(apart.reduce(0, +) / 12 - lstmCost(Self.names, p).matrix[0, 0]) < 1e-12)
    }

    // MARK: The data

    @Test func aSequenceHoldsTheAnswer() {
        var random = RandomState(seed: 5)
        let recall = Recall(count: 200, pairs: 8, &random)
        let keys = recall.pairs[columns: Array(0..<16)].indexOfMaximumInRows()
        let values = recall.pairs[columns: Array(16..<26)].indexOfMaximumInRows()
        #expect(recall.pairs.rowSums() == Matrix(rows: 1600, columns: 1, repeating: 2))
        #expect(recall.questions.rowSums() == Matrix(rows: 200, columns: 1, repeating: 1))
        for s in 0..<200 {
            let own = Array(keys[s * 8..<s * 8 + 8])
            #expect(Set(own).count == 8)
            let pair = s * 8 + recall.asked[s]
            #expect(recall.questions[s, keys[pair]] == 1)
            #expect(recall.answers[s, values[pair]] == 1)
        }
        #expect(Set(recall.asked) == Set(0..<8) && Set(values) == Set(0..<10))
        #expect(recall.steps.count == 9 && recall.steps[8] == recall.questions)
        #expect(recall.steps[3].values[26..<52] == recall.pairs.values[11 * 26..<12 * 26])
    }

    @Test func namesAreThoseOfLesson12() throws {
        let names = try Names(
            ["names-female.txt", "names-male.txt"].map { try courseFile($0) })
        #expect((names.train.count, names.validation.count, names.longest) == (4663, 500, 11))
        let costs = names.countingCosts.map(\.cost)
        for (cost, known) in zip(costs, [2.804, 2.355, 2.119]) {
            #expect(abs(cost - known) < 0.0006)
        }
        let (text, next) = reading([[0, 1], [2]])
        #expect(text.codes == [26, 0, 1, 26, 2] && text.places == [0, 1, 2, 0, 1])
        #expect(next.indexOfMaximumInRows() == [0, 1, 26, 2, 26])
        #expect(text.sequences.map(\.keys) == [0..<3, 3..<5])
    }

    @Test(arguments: ["MARY\nO'HARA\n", "MARY\n\nANNE\n", "MARY\nANNE\n"])
    func otherFilesAreRefused(contents: String) throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("names-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try contents.write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: DataError.self) { try Names([file.path]) }
    }

    @Test func scoresGrowWithTheRootOfD() {
        for d in [16, 256] {
            let found = saturation(d: d, seed: 0)
            #expect(abs(found.spread / Double(d).squareRoot() - 1) < 0.1)
        }
        let (small, large) = (saturation(d: 4, seed: 0), saturation(d: 256, seed: 0))
        #expect(large.through[0] < small.through[0] / 3)
        #expect(abs(large.through[1] - small.through[1]) < 0.02)
        #expect(large.largest[0] > 0.9 && large.largest[1] < 0.5)
    }
}

@Test func changedFilesOfLesson18() throws {
    try ChangedData.tables("names-female.txt", seed: 18) { path in
        let names = try Names([path])
        return names.longest > 0 && names.countingCosts[1].cost.isFinite
    }
}
