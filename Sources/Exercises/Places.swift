import Matrices

/// The random places at which the reader's functions are held against the right ones.
public struct Places<Place> {
    let all: [Place]
    /// m at each place, over which a mean is to be taken, if one is.
    let examples: [Int]

    /// Several places, as different numbers of examples tell a forgotten mean from a factor.
    public init(_ places: [Place], examples: ((Place) -> Int)? = nil) {
        all = places
        self.examples = examples.map { places.map($0) } ?? []
    }

    /// What comes of calling a reader's function at each place.
    public func tried<Value>(_ function: @escaping (Place) -> Value) -> [Tried<Value>] {
        Exercises.tried(all, function)
    }

    /// Judges what a reader's function returned.
    /// - Parameters:
    ///   - name: What the formulas call it.
    ///   - yours: What came of calling the reader's function at each place.
    ///   - like: The matrix that has the same shape, for the sentence about a wrong one.
    ///   - right: What it should have returned at a place.
    ///   - each: What an example, the i-th, adds to that.
    ///   - mistakes: What well-known mistakes return.
    ///   - noNumber: What to say where nan or inf comes out.
    public func term<Value: TermValue>(
        _ name: String, yours: [Tried<Value>], like: String? = nil, right: (Place) -> Value,
        each: ((Place, Int) -> Value)? = nil, mistakes: Mistakes<Place, Value> = [:],
        noNumber: String? = nil
    ) -> Term {
        let contributions = each.map { each in
            zip(all, examples).map { place, m in (0..<m).map { each(place, $0).matrix } }
        }
        return Term(
            name, yours: yours.map { $0.map(\.matrix) }, right: all.map { right($0).matrix },
            shape: Value.shape, like: like, examples: examples, contributions: contributions ?? [],
            mistakes: mistakes.at(all), noNumber: noNumber)
    }

    /// Judges a function that returns nothing but this term.
    public func term<Value: TermValue>(
        _ name: String, of function: @escaping (Place) -> Value, like: String? = nil,
        right: (Place) -> Value, each: ((Place, Int) -> Value)? = nil,
        mistakes: Mistakes<Place, Value> = [:], noNumber: String? = nil
    ) -> Term {
        term(
            name, yours: tried(function), like: like, right: right, each: each, mistakes: mistakes,
            noNumber: noNumber)
    }
}

/// What a term may be: a matrix or a number.
public protocol TermValue {
    /// The same as a matrix.
    var matrix: Matrix { get }
    /// What to say of its shape; nil for the shape of the matrix.
    static var shape: String? { get }
}

extension Matrix: TermValue {
    /// The matrix itself.
    public var matrix: Matrix { self }
    /// Each has its own.
    public static var shape: String? { nil }
}

extension Double: TermValue {
    /// 1 × 1.
    public var matrix: Matrix { Matrix(row: [self]) }
    /// Every number has the same.
    public static var shape: String? { "number" }
}

/// Mistakes that many make, written as a list:
///
///     ("root", "the root. That is the MSE."): { $0.squares.mean() }
///
/// First a word for the table, then a sentence that goes on behind the name of the term, then what
/// the mistake returns at a place.
public struct Mistakes<Place, Returned>: ExpressibleByDictionaryLiteral {
    let list: [(name: (String, String), value: (Place) -> Returned)]

    /// The mistakes, the likelier ones first.
    public init(dictionaryLiteral list: ((String, String), (Place) -> Returned)...) {
        self.list = list.map { ($0, $1) }
    }

    private init(_ list: [(name: (String, String), value: (Place) -> Returned)]) {
        self.list = list
    }

    /// The same mistakes, made on the way to something else.
    public func map<Other>(
        _ transform: @escaping (Place, Returned) -> Other
    ) -> Mistakes<Place, Other> {
        Mistakes<Place, Other>(
            list.map { name, value in (name, { transform($0, value($0)) }) })
    }

    /// The same mistakes, of which something else is said.
    public func renamed(_ rename: (String, String) -> (String, String)) -> Mistakes {
        Mistakes(list.map { (rename($0.name.0, $0.name.1), $0.value) })
    }

    /// The mistakes of both lists.
    public static func + (a: Mistakes, b: Mistakes) -> Mistakes { Mistakes(a.list + b.list) }
}

extension Mistakes where Returned: TermValue {
    func at(_ places: [Place]) -> [Mistake] {
        list.map { name, value in
            Mistake(word: name.0, sentence: name.1, values: places.map { value($0).matrix })
        }
    }
}

/// A mistake that many make, and what it returns.
struct Mistake {
    /// For the table.
    let word: String
    /// Goes on behind the name of the term.
    let sentence: String
    /// What the mistake returns at each of the term's places.
    let values: [Matrix]
}
