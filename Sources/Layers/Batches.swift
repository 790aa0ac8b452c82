import Matrices

/// The rows of each batch of an epoch: all rows once, in a new order.
/// - Parameters:
///   - size: How many rows make a batch; the last one may be smaller.
///   - count: How many rows there are.
///   - random: Where the order comes from, one permutation.
public func batches(of size: Int, from count: Int, _ random: inout RandomState) -> [[Int]] {
    let order = random.permutation(count)
    return stride(from: 0, to: count, by: size).map { start in
        Array(order[start..<min(start + size, count)])
    }
}
