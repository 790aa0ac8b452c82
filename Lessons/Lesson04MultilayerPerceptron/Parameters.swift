import Matrices

/// The four parameters of the network, or their four derivatives.
struct Parameters {
    var w1, b1, w2, b2: Matrix
}

/// Everything that the forward pass computes.
struct Trace {
    var z1, a1, z2, predicted: Matrix
}
