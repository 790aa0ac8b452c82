// Your turn: write one epoch of a training. The chapter of lesson 07 describes it.
//
// Useful:
//
//   random.permutation(count)               the numbers 0 ..< count in a new order: an array
//   stride(from: 0, to: count, by: size)    0, size, 2 size … below count
//   order[a..<b]                            a part of an array; Array( … ) makes it one again

import Matrices

/// One epoch: every example once, in a new order, batch by batch.
///
///   count          how many examples there are
///   batchSize      how many make a batch; the last one may be smaller
///   random         gives the order, one permutation an epoch
///   train(rows)    trains on the examples with these numbers: forward, backward, update;
///                  it returns the batch's loss, which is a mean over its examples
///
///   loss = …       the mean over all examples of the epoch
func epoch(
    count: Int, batchSize: Int, random: inout RandomState, train: (_ rows: [Int]) -> Double
) -> Double {
    return 0
}

/// The share of the pictures that were taken for what they are, between 0 and 1.
///
///   scores           m × classes: the highest one of a row is the network's answer
///   labels           the m right classes, 0, 1, 2 …
///   accuracy = …     one number
func accuracy(_ scores: Matrix, _ labels: [Int]) -> Double {
    return 0
}
