// Benchmark
//
// How fast are the products of the lessons, and how long does a training take?
//
//   swift run Benchmark
//   swift run Benchmark --only "epoch 784-128-10"
//   swift run Benchmark --numpy             NumPy's time beside it, where python3 has NumPy
//   swift run Benchmark --steps             one product, from three loops to the engine
//   swift run Benchmark --processes 20      the same in 20 processes: how far they lie apart
//
// Tests/Reference/benchmark.py does the same work in NumPy, and in Keras where it is installed.

import Foundation
import Matrices
import Notebook

let networks = [
    Network(sizes: [784, 128, 10], batchSize: 32, rows: 60_000, optimizer: .adam),
    Network(sizes: [784, 512, 512, 24], batchSize: 32, rows: 27_455, optimizer: .rmsprop),
    Network(sizes: [11, 512, 512, 512, 1], batchSize: 256, rows: 1119, optimizer: .adam),
]
let large = [
    Product(.plain, 1000, 784, 512), Product(.firstTransposed, 784, 1000, 512),
    Product(.secondTransposed, 1000, 512, 784), Product(.plain, 1000, 1000, 1000),
]
var products: [Product] = []
for product in networks.flatMap(\.products) + large where !products.contains(product) {
    products.append(product)
}

// Lesson 17's: 10, 100 and 1,000 parameters by the tape and by central differences, and lesson 05's
// network by the tape and by hand.
let small = [[1, 3, 1], [9, 9, 1], [35, 27, 1]].flatMap { sizes in
    [Gradient.Way.tape, .differences].map { Gradient(way: $0, sizes: sizes, rows: 8) }
}
let deep = [Gradient.Way.byHand, .tape].map {
    Gradient(way: $0, sizes: [11, 512, 512, 512, 1], rows: 256)
}

let all: [any Work] = products + networks + small + deep

var options = Options(
    "Benchmark",
    "Measures the products of the lessons, a training epoch of three networks, and gradients.")
let only = options.path("only", "NAME", "measures one thing only: a name from the table")
let steps = options.flag("steps", "measures one product in five forms, from three loops on")
let work: [any Work] = steps ? Step.allCases : all
if let only, !work.contains(where: { $0.name == only }) {
    let names = work.map(\.name)
    options.refuse("--only takes one of \(names.joined(separator: ", ")), found “\(only)”")
}
let runs = options.count("runs", 7, "the median of how many runs is shown", most: 1000)
let processes = options.count(
    "processes", 1, "in how many processes each is measured, one after the other", most: 100)
let withNumPy = options.flag("numpy", "shows NumPy's time, too; needs python3 with NumPy")
let csv = options.output("csv", "FILE", "keeps the table: name,seconds,gflops,spread,numpy")
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Benchmark", "How fast are the products of the lessons, and how long does a training take?")
let limit = multiplyAddLimit()
notebook.text(
    """
    \(coreCount) threads, which can multiply and add at \
    \(fixed(limit, 1)) GFLOP/s together: so many thousand million multiplications and additions \
    in a second. nn is A·B, tn is Aᵀ·B, nt is A·Bᵀ, each rows × inner × columns. An epoch is: \
    batches in the order of the file, forward, gradients, update. “tape”, “differences” and “by \
    hand” are one gradient of a network, forward pass included. Seconds are the median of \(runs) \
    runs, and of the processes; spread is the slowest process divided by the fastest.
    """)
notebook.line("")
notebook.line(row("", "seconds", "GFLOP/s", "of limit", "spread", "NumPy ÷"))

var lines = ["name,seconds,gflops,spread,numpy"]
for work in work where only == nil || only == work.name {
    var times: [Double] = []
    var numPyTimes: [Double] = []
    // In turn, since a machine is not always equally fast.
    for _ in 0..<processes {
        times.append(
            processes == 1
                ? work.seconds(runs: runs)
                : secondsElsewhere(work.name, runs: runs, steps: steps) ?? .nan)
        if withNumPy, !steps, let time = numPySeconds(work.name, runs: runs) {
            numPyTimes.append(time)
        }
    }
    let seconds = middle(times)
    let gflops = work.flop / seconds / 1e9
    let spread = times.max()! / times.min()!
    let ratio = numPyTimes.isEmpty ? "" : fixed(middle(numPyTimes) / seconds, 2)
    notebook.line(
        row(
            work.name, fixed(seconds, 6), fixed(gflops, 1),
            fixed(100 * gflops / limit, 0) + " %", processes == 1 ? "" : fixed(spread, 2), ratio))
    lines.append("\(work.name),\(seconds),\(gflops),\(spread),\(ratio)")
}
program.save(csv) { _ in Array((lines.joined(separator: "\n") + "\n").utf8) }
program.finish()

func row(_ name: String, _ cells: String...) -> String {
    let widths = [11, 9, 9, 8, 9]
    return zip(cells, widths).reduce(name.padding(toLength: 26, withPad: " ", startingAt: 0)) {
        $0 + String(repeating: " ", count: max(0, $1.1 - $1.0.count)) + $1.0
    }
}
