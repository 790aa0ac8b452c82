import Foundation
import Layers
import Matrices

let raw = try Data(contentsOf: URL(fileURLWithPath: "data/mnist-5k-images-idx3-ubyte")).dropFirst(16).map { Double($0) / 255 }
let lab = try Data(contentsOf: URL(fileURLWithPath: "data/mnist-5k-labels-idx1-ubyte")).dropFirst(8).map { Int($0) }
let all = Matrix(rows: 5000, columns: 784, values: raw)
let allY = Matrix(rows: 5000, columns: 10) { i, j in lab[i] == j ? 1 : 0 }
var r42 = RandomState(seed: 42)
let order = r42.permutation(5000)
let xt = all[rows: Array(order[0..<4000])]
let xs = all[rows: Array(order[4000...])]
let yt = allY[rows: Array(order[0..<4000])]
let ys = allY[rows: Array(order[4000...])]
let clock = ContinuousClock()
func finetune(_ net: inout Perceptron, labels: Int, optimizer: any Optimizer, seed: Int) -> Double {
    var optimizer = optimizer
    var oo = RandomState(seed: seed + 2)
    for _ in 0..<30 {
        let p = oo.permutation(labels)
        for s in stride(from: 0, to: labels, by: 20) {
            let idx = Array(p[s..<min(s+20, labels)])
            let t = net.forward(xt[rows: idx])
            let y = yt[rows: idx]
            optimizer.update(&net.parameters, net.backward(t, (softmax(t.output) - y) / Double(y.rows)))
        }
    }
    return accuracy(net.forward(xs).output, ys)
}
for seed in 0..<3 {
    var rr = RandomState(seed: seed + 1)
    var oo = RandomState(seed: seed + 2)
    var ss = RandomState(seed: seed + 3)
    var x = xt
    var machines: [BoltzmannMachine] = []
    print(clock.measure {
        for _ in 0..<3 {
            var m = BoltzmannMachine(visible: x.columns, hidden: 256, random: &rr)
            for _ in 0..<5 { m.trainEpoch(x, learningRate: 0.1, batchSize: 32, order: &oo, sampling: &ss) }
            machines.append(m)
            x = m.hiddenProbability(x)
        }
    })
    let head = glorotUniform(256, 10, &rr)
    let sizes = [784, 256, 256, 256, 10]
    for n in [200, 500] {
    for adam in [false, true] {
        let opt: any Optimizer = adam ? Adam() : GradientDescent(learningRate: 0.1)
        var r1 = RandomState(seed: seed + 1)
        var net = Perceptron(sizes: sizes, activation: .sigmoid, random: &r1)
        var relu = net
        var r2 = RandomState(seed: seed + 1)
        relu = Perceptron(sizes: sizes, activation: .relu, random: &r2)
        var pre = net
        for k in 0..<3 { pre.parameters[2*k] = machines[k].w; pre.parameters[2*k+1] = machines[k].hiddenBias }
        pre.parameters[6] = head
        var res: [Double] = []
        print(clock.measure {
        res.append(finetune(&pre, labels: n, optimizer: opt, seed: seed))
        res.append(finetune(&net, labels: n, optimizer: opt, seed: seed))
        res.append(finetune(&relu, labels: n, optimizer: opt, seed: seed))
        })
        print(seed, n, adam, res)
    }
    }
}
