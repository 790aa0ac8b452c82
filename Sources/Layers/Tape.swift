import Matrices

/// The chain rule as a program: a list of all operations on the way to a cost, in their order, each
/// with its way back.
///
///     let tape = Tape()
///     let w = tape.parameter(weights)
///     let cost = mean(abs(matmul(tape.constant(x), w) - tape.constant(y)))
///     cost.backward()
///     w.gradient                       // dJ/dw, of w's shape
///
/// A tape is for one forward pass: the next one takes a new one. Lesson 17 derives it.
public final class Tape {
    /// For every place, what its dz gives to which places before it: to none from a parameter.
    private var ways: [(Matrix) -> [(place: Int?, gradient: Matrix)]] = []
    /// dJ by what was computed at every place; nil where nothing came back.
    fileprivate var gradients: [Matrix?] = []

    /// An empty tape.
    public init() {}

    /// How many places the tape has: parameters, and operations that hang on one.
    public var count: Int { ways.count }

    /// A matrix by which the cost is to be derived.
    public func parameter(_ matrix: Matrix) -> Value {
        ways.append { _ in [] }
        return Value(tape: self, place: ways.count - 1, matrix: matrix)
    }

    /// A matrix that stays as it is, such as the data: it needs no gradient and no place.
    public func constant(_ matrix: Matrix) -> Value {
        Value(tape: self, place: nil, matrix: matrix)
    }

    /// Notes an operation: what it computed, and for each input, what that is handed for a dz.
    ///
    /// The closures keep the matrices that they need, and no `Value`: that would keep the tape, and
    /// the tape keeps them.
    public func note(_ matrix: Matrix, _ inputs: (Value, (Matrix) -> Matrix)...) -> Value {
        let needed = inputs.filter { $0.0.place != nil }.map { (place: $0.0.place, back: $0.1) }
        return note(matrix, isConstant: needed.isEmpty) { dz in
            needed.map { (place: $0.place, gradient: $0.back(dz)) }
        }
    }

    /// Notes an operation whose inputs' gradients are computed together, in the inputs' order.
    public func note(
        _ matrix: Matrix, of inputs: [Value], _ gradients: @escaping (Matrix) -> [Matrix]
    ) -> Value {
        let places = inputs.map(\.place)
        return note(matrix, isConstant: places.allSatisfy { $0 == nil }) { dz in
            zip(places, gradients(dz)).map { (place: $0, gradient: $1) }
        }
    }

    private func note(
        _ matrix: Matrix, isConstant: Bool,
        _ way: @escaping (Matrix) -> [(place: Int?, gradient: Matrix)]
    ) -> Value {
        if isConstant { return constant(matrix) }
        ways.append(way)
        return Value(tape: self, place: ways.count - 1, matrix: matrix)
    }

    /// Walks the tape from a cost back to its beginning; what is used twice gets the sum of both.
    fileprivate func backward(from cost: Value) {
        gradients = Array(repeating: nil, count: ways.count)
        guard let last = cost.place else { return }
        gradients[last] = Matrix(rows: 1, columns: 1, repeating: 1)
        for place in (0...last).reversed() {
            guard let dz = gradients[place] else { continue }
            for case (let input?, let part) in ways[place](dz) {
                if gradients[input] == nil {
                    gradients[input] = part
                } else {
                    gradients[input]! += part
                }
            }
        }
    }
}

/// A matrix that a tape knows: a parameter, a constant, or what an operation made of them.
public struct Value {
    /// Where it is noted.
    public let tape: Tape
    fileprivate let place: Int?
    /// The numbers.
    public let matrix: Matrix

    /// Fills in `gradient` of everything that this cost, a 1 × 1 matrix, hangs on.
    public func backward() {
        guard matrix.rows == 1, matrix.columns == 1 else {
            fatalError("backward from \(matrix.rows) × \(matrix.columns): a cost is one number")
        }
        tape.backward(from: self)
    }

    /// The derivative of the cost with respect to this value, after `backward()` of that cost; 0
    /// where the cost doesn't hang on it.
    public var gradient: Matrix {
        if let place, place < tape.gradients.count, let gradient = tape.gradients[place] {
            return gradient
        }
        return Matrix(zerosLike: matrix)
    }
}
