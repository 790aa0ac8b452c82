import Matrices

/// The solution of exercise 07.
enum Solution07 {
    static func epoch(
        count: Int, batchSize: Int, random: inout RandomState, train: (_ rows: [Int]) -> Double
    ) -> Double {
        let order = random.permutation(count)
        var sum = 0.0
        for start in stride(from: 0, to: count, by: batchSize) {
            let rows = Array(order[start..<min(start + batchSize, count)])
            sum += train(rows) * Double(rows.count)
        }
        return sum / Double(count)
    }

    static func accuracy(_ scores: Matrix, _ labels: [Int]) -> Double {
        var right = 0
        for i in labels.indices {
            let row = scores[row: i]
            let answer = row.firstIndex(of: row.max()!)
            if answer == labels[i] { right += 1 }
        }
        return Double(right) / Double(labels.count)
    }
}
