import Datasets
import Exercises
import Matrices
import Testing

@testable import Exercise07SignLanguage

struct Exercise07Tests {
    static var solution: Solution {
        Solution(
            epoch: { Solution07.epoch(count: $0, batchSize: $1, random: &$2, train: $3) },
            accuracy: Solution07.accuracy)
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution)) == [
                "rows, epoch 1: right", "rows, epoch 2: right", "batch sizes: right",
                "loss: right", "accuracy: right",
            ])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "07")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(Solution(epoch: { _, _, _, _ in 0 }, accuracy: { _, _ in 0 }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func cut(_ order: [Int], _ size: Int) -> [[Int]] {
        stride(from: 0, to: order.count, by: size).map {
            Array(order[$0..<min($0 + size, order.count)])
        }
    }

    static func remainderInTheLast(_ order: [Int], _ size: Int) -> [[Int]] {
        let start = (order.count / size - 1) * size
        return cut(Array(order[..<start]), size) + [Array(order[start...])]
    }

    static func mean(_ losses: [Double], _ sizes: [Double], by divisor: Double) -> Double {
        zip(losses, sizes).reduce(0) { $0 + $1.0 * $1.1 } / divisor
    }

    /// An epoch that draws an order, and makes batches and a loss of it.
    static func slip(
        _ name: String, _ objections: [String],
        _ draw: @escaping (Int, inout RandomState) -> [Int],
        _ makeBatches: @escaping ([Int], Int) -> [[Int]],
        _ loss: @escaping (_ losses: [Double], _ sizes: [Double], _ size: Double) -> Double
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.epoch = { count, size, random, train in
                let batches = makeBatches(draw(count, &random), size)
                let losses = batches.map(train)
                return loss(losses, batches.map { Double($0.count) }, Double(size))
            }
        }
    }

    static func order(
        _ name: String, _ objections: [String],
        _ draw: @escaping (Int, inout RandomState) -> [Int]
    ) -> Slip<Solution> {
        slip(name, objections, draw, cut) { losses, sizes, _ in
            mean(losses, sizes, by: sizes.reduce(0, +))
        }
    }

    static func batches(
        _ name: String, _ objections: [String], _ batches: @escaping ([Int], Int) -> [[Int]]
    ) -> Slip<Solution> {
        slip(name, objections, { $1.permutation($0) }, batches) { losses, sizes, _ in
            mean(losses, sizes, by: sizes.reduce(0, +))
        }
    }

    static func loss(
        _ name: String, _ objection: String,
        _ loss: @escaping (_ losses: [Double], _ sizes: [Double], _ size: Double) -> Double
    ) -> Slip<Solution> {
        slip(name, ["loss: \(objection)"], { $1.permutation($0) }, cut, loss)
    }

    static func accuracy(
        _ name: String, _ objection: String, _ accuracy: @escaping (Matrix, [Int]) -> Double
    ) -> Slip<Solution> {
        Slip(name, ["accuracy: \(objection)"]) { $0.accuracy = accuracy }
    }

    static var slips: [Slip<Solution>] {
        let right = Solution07.accuracy
        let later = "rows, epoch 2: later"
        return [
            order("not shuffled", ["rows, epoch 1: no order", later]) { count, _ in
                Array(0..<count)
            },
            order("the same order", ["rows, epoch 2: same order"]) { count, _ in
                var random = RandomState(seed: count)
                return random.permutation(count)
            },
            order("drawn twice", ["rows, epoch 1: second order", later]) {
                n, random in
                _ = random.permutation(n)
                return random.permutation(n)
            },
            batches(
                "whole batches only",
                ["rows, epoch 1: last batch", later, "batch sizes: last batch", "loss: later"]
            ) { order, size in cut(Array(order.prefix(order.count / size * size)), size) },
            batches(
                "full batches",
                ["rows, epoch 1: overlap", later, "batch sizes: last batch", "loss: later"]
            ) { order, size in
                var batches = cut(order, size)
                batches[batches.count - 1] = Array(order.suffix(size))
                return batches
            },
            batches("remainder", ["batch sizes: remainder"]) { remainderInTheLast($0, $1) },
            batches(
                "first batch only",
                ["rows, epoch 1: one batch", later, "batch sizes: first only", "loss: later"]
            ) { order, size in [Array(order.prefix(size))] },
            batches(
                "first batch forgotten",
                ["rows, epoch 1: start", later, "batch sizes: first batch", "loss: later"]
            ) { order, size in Array(cut(order, size).dropFirst()) },
            batches(
                "beyond the end",
                ["rows, epoch 1", "rows, epoch 2", "batch sizes", "loss"].map { "\($0): stopped" }
            ) { order, size in
                var batches: [[Int]] = []
                for start in stride(from: 0, to: order.count, by: size) {
                    batches.append(Array(order[start..<start + size]))
                }
                return batches
            },
            batches("one by one", ["batch sizes: one by one"]) { order, _ in order.map { [$0] } },
            batches("all at once", ["batch sizes: one batch"]) { order, _ in [order] },
            batches("batches for sizes", ["batch sizes: exchanged"]) { order, size in
                cut(order, (order.count + size - 1) / size)
            },
            loss("mean of means", "weights") { l, _, _ in l.reduce(0, +) / Double(l.count) },
            loss("sum of means", "sum") { l, _, _ in l.reduce(0, +) },
            loss("sum", "sum") { l, n, _ in mean(l, n, by: 1) },
            loss("last batch", "last batch") { l, _, _ in l[l.count - 1] },
            loss("first batch", "first batch") { l, _, _ in l[0] },
            loss("divided by batches", "divisor") { l, n, _ in mean(l, n, by: Double(l.count)) },
            loss("divided twice", "divisor") { l, n, _ in l.reduce(0, +) / n.reduce(0, +) },
            loss("divided by the size", "divisor") { l, _, size in l.reduce(0, +) / size },
            loss("full weights", "weights") { l, n, size in
                l.reduce(0, +) * size / n.reduce(0, +)
            },
            loss("rounded down", "whole batches") { l, n, size in
                l.reduce(0, +) / (n.reduce(0, +) / size).rounded(.down)
            },
            loss("minus", "sign") { l, n, _ in -mean(l, n, by: n.reduce(0, +)) },
            loss("no loss", "not written yet") { _, _, _ in 0 },
            accuracy("per cent", "%") { 100 * right($0, $1) },
            accuracy("count", "mean") { Double($1.count) * right($0, $1) },
            accuracy("errors", "wrong ones") { 1 - right($0, $1) },
            accuracy("lowest", "lowest") { right(-$0, $1) },
            accuracy("classes", "classes") { Double($1.count) * right($0, $1) / 4 },
            accuracy("above 0", "score > 0") { scores, labels in
                Double(labels.indices.count { scores[$0, labels[$0]] > 0 }) / Double(labels.count)
            },
            accuracy("from 1", "from 1") { scores, labels in right(scores, labels.map { $0 - 1 }) },
            accuracy("ten", "m = 10 only") { Double($1.count) * right($0, $1) / 10 },
            accuracy("beyond the end", "stopped") { scores, labels in
                Double((0...labels.count).count { scores[$0, labels[$0]] > 0 })
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
