import Datasets
import Layers
import Matrices

/// Pictures, a row each, and their classes, one-hot: to train and to test.
struct Digits {
    var source: String
    /// What else is to be said of them.
    var note = ""
    var x, y, xTest, yTest: Matrix
}

/// The course's 5,000 digits, or all of a folder.
func readDigits(_ folder: String?) throws -> Digits {
    let (train, test, note) = try readMNIST(folder)
    return Digits(
        source: folder.map { "All digits in \($0)" }
            ?? "5,000 digits of MNIST, shuffled as in lesson 06", note: note,
        x: train.pictures, y: oneHot(train.labels, classes: 10),
        xTest: test.pictures, yTest: oneHot(test.labels, classes: 10))
}

extension Network {
    /// All that a normalised network needs, with its names in a file: w1, gamma1, beta1, mean1,
    /// variance1, w2 … and of the last layer w and b.
    var named: [(name: String, matrix: Matrix)] {
        let p = parameters
        let hidden = running.indices.flatMap { l in
            [
                ("w\(l + 1)", p.w[l]), ("gamma\(l + 1)", p.gamma[l]), ("beta\(l + 1)", p.b[l]),
                ("mean\(l + 1)", running[l].mean), ("variance\(l + 1)", running[l].variance),
            ]
        }
        let last = running.count
        return hidden + [("w\(last + 1)", p.w[last]), ("b\(last + 1)", p.b[last])]
    }

    /// The same network with other matrices, in the order of `named`.
    func with(_ found: [Matrix]) -> Network {
        var network = self
        for l in running.indices {
            let five = found[(5 * l)..<(5 * l + 5)].map { $0 }
            (network.parameters.w[l], network.parameters.gamma[l]) = (five[0], five[1])
            network.parameters.b[l] = five[2]
            network.running[l] = Statistics(mean: five[3], variance: five[4])
        }
        network.parameters.w[running.count] = found[5 * running.count]
        network.parameters.b[running.count] = found[5 * running.count + 1]
        return network
    }
}
