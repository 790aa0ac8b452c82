import Datasets
import Foundation
import Layers
import Matrices
import Notebook

func showForgetting(_ notebook: Notebook) {
    notebook.text(
        """
        A simple network's state goes through Wh and tanh at every step: what it remembers is \
        stirred 80 times in 80 steps. The LSTM's state c goes through a gate only. f is a number \
        from 0 to 1 for every number of c: near 1 it keeps it. On the direct way back, dc is \
        multiplied by the same f and by nothing else. (The detour over h and the gates comes on \
        top.) How much of c, and of dc, the forget gate's bias alone leaves:
        """)
    let biases = [0.0, 1, 3, 5]
    notebook.table(
        ["steps"] + biases.map { "bias \(fixed($0, 0)), f \(fixed(sigmoid($0), 2))" },
        [1, 10, 20, 50, 80].map { steps in
            ["\(steps)"] + biases.map { scientific(pow(sigmoid($0), Double(steps))) }
        })
    notebook.text(
        """
        With a bias of 0 the forget gate begins half open, and after a few steps hardly anything \
        is left: the network must learn to keep before it can learn what. That is why the forget \
        gate's bias starts above 0. Then the gates learn when to keep and when to forget.
        """)
}

func showAddingProblem(_ notebook: Notebook, steps: Int, seed: Int, _ memory: LSTM) {
    var data = RandomState(seed: seed)
    let test = AddingProblem(count: 500, steps: steps, random: &data)
    let first = (0..<steps).map { (number: test.x[$0][0, 0], mark: test.x[$0][0, 1]) }
    notebook.text(
        """
        \(steps) numbers from 0 to 1 come in, one at a time, each with a mark of 0 or 1. Two have \
        the mark 1, one in the first half and one in the second. After the last number the \
        network says the sum of these two. The first of 500 test sequences, with y = \
        \(fixed(test.y[0, 0], 4)):
        """)
    let marked = first.indices.filter { first[$0].mark == 1 }
    let shown = first.indices.filter { t in
        t < 2 || t >= steps - 2 || marked.contains { abs($0 - t) <= 1 }
    }
    notebook.table(
        ["step", "number", "mark"],
        shown.map { ["\($0 + 1)", fixed(first[$0].number, 4), fixed(first[$0].mark, 0)] })
    let constant = meanSquaredError(test.y.map { _ in 1 }, test.y)
    notebook.text(
        """
        Who always answers 1 has a mean squared error of \(fixed(constant, 4)) on the test \
        sequences (1/6 on average). To do better, one has to remember. Both networks get the same \
        fresh sequences and Adam; gradients longer than 1 are shortened to 1. The LSTM has \
        \(memory.parameters.map(\.values.count).reduce(0, +)) parameters. The mean squared error \
        on the test sequences:
        """)
}

func showAddingResult(
    _ notebook: Notebook, _ simple: RecurrentNetwork, _ memory: LSTM,
    _ simpleRun: (at: [Int], costs: [Double], clipped: Int, longest: Double),
    _ memoryRun: (at: [Int], costs: [Double], clipped: Int, longest: Double), steps: Int, seed: Int
) {
    var data = RandomState(seed: seed)
    let test = AddingProblem(count: 500, steps: steps, random: &data)
    let constant = meanSquaredError(test.y.map { _ in 1 }, test.y)
    // The first cost is that of the untrained network, and would flatten the rest.
    notebook.plot(
        "Mean squared error on the test sequences", x: "iteration", y: "error",
        [
            Curve(
                "SimpleRNN", x: Array(simpleRun.at.dropFirst()),
                y: Array(simpleRun.costs.dropFirst())),
            Curve(
                "LSTM", x: Array(memoryRun.at.dropFirst()), y: Array(memoryRun.costs.dropFirst())),
        ])
    func verdict(_ name: String, _ run: (at: [Int], costs: [Double], clipped: Int, longest: Double))
        -> String
    {
        if let lost = run.costs.firstIndex(where: { !$0.isFinite }) {
            return
                "The \(name)'s cost left the numbers by iteration \(run.at[lost]): try a smaller --learning-rate."
        }
        if let solved = run.costs.firstIndex(where: { $0 < 0.01 }) {
            return "The \(name) is below 0.01 after \(run.at[solved]) iterations: it has got it."
        }
        let last = run.costs[run.costs.count - 1]
        return last < 0.9 * constant
            ? "The \(name) is on its way, at \(fixed(last, 4))."
            : "The \(name), at \(fixed(last, 4)), is no better than always answering 1."
    }
    notebook.text(
        """
        \(verdict("simple network", simpleRun)) \(verdict("LSTM", memoryRun))
        """)
    let (said, saidSimple) = (memory.answer(test.x), simple.answer(test.x))
    notebook.table(
        ["test sequence", "sum", "SimpleRNN", "LSTM"],
        (0..<5).map {
            [
                "\($0 + 1)", fixed(test.y[$0, 0], 3), fixed(saidSimple[$0, 0], 3),
                fixed(said[$0, 0], 3),
            ]
        })
    notebook.text(
        """
        Gradients had to be shortened in \(simpleRun.clipped) iterations of the simple network and \
        in \(memoryRun.clipped) of the LSTM; the longest were \(fixed(simpleRun.longest, 1)) and \
        \(fixed(memoryRun.longest, 1)). In Adam's \
        means, one such gradient would drown out those of many other steps.
        """)
}

/// ‖dh(1)‖ … ‖dh(T)‖, or of dc, as shares of ‖dh(T)‖ or ‖dc(T)‖.
func shares(_ derivatives: [Matrix]) -> [Double] {
    let norms = derivatives.map { $0.norm() }
    return norms.map { $0 / norms[norms.count - 1] }
}

func showGradientNorms(_ notebook: Notebook, hidden: Int, seed: Int) {
    var data = RandomState(seed: seed)
    let problem = AddingProblem(count: 32, steps: 50, random: &data)
    let simple = [0.5, 0.9, 1.0].map { radius -> [Double] in
        var random = RandomState(seed: seed + 1)
        var network = RecurrentNetwork(inputs: 2, hidden: hidden, outputs: 1, random: &random)
        network.parameters[1] *= radius / spectralRadius(network.parameters[1])
        let trace = network.forward(problem.x)
        return shares(
            network.backward(trace, lastStepDerivative(trace.outputs, problem.y)).dh)
    }
    let memory = [0.0, 1, 3].map { bias -> (dh: [Double], dc: [Double]) in
        var random = RandomState(seed: seed + 1)
        let network = LSTM(
            inputs: 2, hidden: hidden, outputs: 1, forgetBias: bias, random: &random)
        let trace = network.forward(problem.x)
        let back = network.backward(trace, lastStepDerivative(trace.outputs, problem.y))
        return (shares(back.dh), shares(back.dc))
    }
    notebook.text(
        """
        Before any training, on sequences of 50 steps: how much of the gradient at step 50 arrives \
        at step 1. The simple network's Wh is scaled to a spectral radius ρ (lesson 11):
        """)
    notebook.table(
        ["", "‖dh(1)‖ / ‖dh(50)‖", "‖dc(1)‖ / ‖dc(50)‖"],
        zip(["0.5", "0.9", "1.0"], simple).map { ["SimpleRNN, ρ = \($0)", scientific($1[0]), ""] }
            + zip(["0", "1", "3"], memory).map {
                ["LSTM, forget bias \($0)", scientific($1.dh[0]), scientific($1.dc[0])]
            })
    notebook.plot(
        "‖dh‖ as a share of the last step's", x: "steps back", y: "share",
        zip(["ρ 0.5", "ρ 0.9", "ρ 1.0"], simple).map {
            Curve($0, x: Array(0..<50), y: $1.reversed())
        }
            + zip(["bias 0", "bias 1", "bias 3"], memory).map {
                Curve($0, x: Array(0..<50), y: $1.dh.reversed())
            }, logarithmic: true)
    let (best, heard) = (simple.map { $0[0] }.max() ?? 0, memory[2].dh[0])
    if heard > 100 * best {
        notebook.text(
            """
            With a forget bias of 3, \(scientific(heard)) of the gradient arrives at the first \
            step; in the simple networks at most \(scientific(best)). A weight that would let the \
            first number in can only be learnt if the error of the last step gets there. But this \
            is only the beginning: gates can learn to open. Try --forget-bias 1, and 0.
            """)
    }
}
