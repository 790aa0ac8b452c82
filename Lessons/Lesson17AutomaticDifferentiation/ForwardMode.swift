import Matrices

import func Layers.numericalGradient

/// Forward mode: a value, and on its way forwards beside it its derivative with respect to one
/// parameter.
struct Dual {
    var value: Matrix
    var derivative: Matrix
}

func + (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value + b.value, derivative: a.derivative + b.derivative)
}

func matmul(_ a: Dual, _ b: Dual) -> Dual {
    Dual(
        value: matmul(a.value, b.value),
        derivative: matmul(a.derivative, b.value) + matmul(a.value, b.derivative))
}

func tanh(_ a: Dual) -> Dual {
    let z = tanh(a.value)
    return Dual(value: z, derivative: a.derivative * (1 - z * z))
}

/// mean (z − y)².
func meanSquare(_ z: Dual, _ y: Matrix) -> Dual {
    let e = z.value - y
    return Dual(
        value: Matrix(row: [(e * e).mean()]),
        derivative: Matrix(row: [(2 * e * z.derivative).mean()])
    )
}

/// How many times each way to a gradient goes through a network, and how far they agree.
struct PassCount {
    var parameters: Int
    var differences = 0
    var forwardMode = 0
    var reverse = 0
    /// Of reverse and forward mode, and of reverse mode and central differences.
    var exact = 0.0
    var numerical = 0.0
}

/// Three ways to the gradient of a network with one hidden layer of tanh, on eight examples.
func countPasses(inputs: Int, hidden: Int, seed: Int) -> PassCount {
    var random = RandomState(seed: seed + 3)
    let x = random.randn(rows: 8, columns: inputs)
    let y = random.randn(rows: 8, columns: 1)
    let parameters = firstParameters([inputs, hidden, 1], &random)
    var count = PassCount(parameters: parameterCount([inputs, hidden, 1]))

    let reverse = gradients(parameters) { tape, p in
        count.reverse += 1
        let e = network(tape.constant(x), p, tanh) - tape.constant(y)
        return mean(e * e)
    }.gradients
    count.reverse += 1  // and back

    /// The cost, and its derivative with respect to element (i, j) of one parameter.
    func dual(_ parameters: [Matrix], moving k: Int, _ i: Int, _ j: Int) -> Dual {
        var p = parameters.map { Dual(value: $0, derivative: Matrix(zerosLike: $0)) }
        p[k].derivative[i, j] = 1
        let input = Dual(value: x, derivative: Matrix(zerosLike: x))
        let z = matmul(tanh(matmul(input, p[0]) + p[1]), p[2]) + p[3]
        return meanSquare(z, y)
    }
    for k in parameters.indices {
        let shape = parameters[k]
        let forwards = Matrix(rows: shape.rows, columns: shape.columns) { i, j in
            count.forwardMode += 1
            return dual(parameters, moving: k, i, j).derivative[0, 0]
        }
        let numerical = numericalGradient(at: parameters[k]) { moved in
            count.differences += 1
            var other = parameters
            other[k] = moved
            return dual(other, moving: k, 0, 0).value[0, 0]
        }
        count.exact = max(count.exact, abs(reverse[k] - forwards).max())
        count.numerical = max(count.numerical, abs(reverse[k] - numerical).max())
    }
    return count
}
