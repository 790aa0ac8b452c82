import Foundation
import Layers
import Matrices

let raw = try Data(contentsOf: URL(fileURLWithPath: "data/mnist-5k-images-idx3-ubyte")).dropFirst(16).map { Double($0) / 255 }
let all = Matrix(rows: 5000, columns: 784, values: raw)
var r42 = RandomState(seed: 42)
let order = r42.permutation(5000)
let xt = all[rows: Array(order[0..<4000])].map { $0 > 0.5 ? 1 : 0 }
let xs = all[rows: Array(order[4000...])].map { $0 > 0.5 ? 1 : 0 }
var rr = RandomState(seed: 1)
var machine = Machine(visible: 784, hidden: 128, spread: 0.01, random: &rr)
var oo = RandomState(seed: 2)
var ss = RandomState(seed: 3)
func err(_ x: Matrix, _ y: Matrix) -> Double { meanSquaredError(x, y) }
let clock = ContinuousClock()
for epoch in 0...10 {
    let t = clock.measure {
    if epoch > 0 {
        let p = oo.permutation(4000)
        for s in stride(from: 0, to: 4000, by: 32) {
            let v = xt[rows: Array(p[s..<min(s+32, 4000)])]
            update(&machine, contrastiveDivergence(v, machine, &ss), learningRate: 0.1)
        }
    }
    print(epoch, err(visibleProbability(hiddenProbability(xs, machine), machine), xs))
    }
    print(t)
}
print(err(Matrix(rows: 1000, columns: 784) {_,_ in 0} + xt.columnMeans(), xs))
for it in [3, 10, 30] {
print(clock.measure {
var pr = RandomState(seed: 1)
let (m, d) = principalComponents(xt, count: 128, iterations: it, random: &pr)
print(it, err(reconstructed(xs, m, d), xs))
})
}
