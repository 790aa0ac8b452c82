import Datasets
import Matrices

/// Parameters as an earlier run has saved them.
func readParameters(_ path: String, hidden: Int) throws -> Parameters {
    let found = try readWeights(
        path,
        expecting: [("w1", 2, hidden), ("b1", 1, hidden), ("w2", hidden, 1), ("b2", 1, 1)])
    return Parameters(w1: found[0], b1: found[1], w2: found[2], b2: found[3])
}

func writeParameters(_ p: Parameters, to path: String) throws {
    try writeWeights([("w1", p.w1), ("b1", p.b1), ("w2", p.w2), ("b2", p.b2)], to: path)
}
