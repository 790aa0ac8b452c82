import Datasets
import Exercises
import Layers
import Matrices

/// The reader's function, or another one in its place.
struct Solution {
    var stepBackward: (_ step: Step, _ dh: Matrix, _ dcLater: Matrix) -> StepGradient
}

/// Some sequences, a state of four numbers, everything at random.
private struct Place {
    let z: [Matrix]
    let cBefore, dh, dcLater: Matrix

    init(_ random: inout RandomState, sequences n: Int) {
        z = (0..<4).map { _ in random.randn(rows: n, columns: 4) }
        cBefore = random.randn(rows: n, columns: 4)
        dh = random.randn(rows: n, columns: 4)
        dcLater = random.randn(rows: n, columns: 4)
    }

    static func step(_ z: [Matrix], _ cBefore: Matrix) -> Step {
        Step(zi: z[0], zf: z[1], zg: z[2], zo: z[3], cBefore: cBefore)
    }

    var step: Step { Self.step(z, cBefore) }

    /// Some cost whose derivative with respect to h is dh, and to c, apart from h, dcLater.
    func cost(_ z: [Matrix], _ cBefore: Matrix) -> Double {
        let step = Self.step(z, cBefore)
        return (step.h * dh).sum() + (step.c * dcLater).sum()
    }

    /// Central differences by the z of one gate: 0 for i, 1 for f, 2 for g, 3 for o.
    func numerical(_ gate: Int) -> Matrix {
        numericalGradient(at: z[gate]) { moved in
            var other = z
            other[gate] = moved
            return cost(other, cBefore)
        }
    }

    var numericalBefore: Matrix { numericalGradient(at: cBefore) { cost(z, $0) } }

    var tanhC: Matrix { tanh(step.c) }
    var slopeOfC: Matrix { 1 - tanhC * tanhC }
    var slopeOfO: Matrix { step.o * (1 - step.o) }
    /// The part of dc that comes through h.
    var throughH: Matrix { dh * step.o * slopeOfC }
    var dc: Matrix { throughH + dcLater }
}

/// The mistakes in dc.
private var wrongDC: Mistakes<Place, Matrix> {
    [
        ("dc", "a part of dc: what the step after this one hands back, dcLater, is missing."):
            \.throughH,
        ("dc", "a part of dc: what comes through h is missing."): \.dcLater,
        ("tanh′", "the factor 1 − tanh² c in dc: dh has to go back through the tanh."):
            { $0.dh * $0.step.o + $0.dcLater },
        ("o", "the factor o in dc: h = o ∗ tanh c."): { $0.dh * $0.slopeOfC + $0.dcLater },
        ("tanh′", "1 − c² in dc, in place of 1 − tanh² c."):
            { $0.dh * $0.step.o * (1 - $0.step.c * $0.step.c) + $0.dcLater },
        ("dcLater", "the sign of dcLater in dc: the two ways to c add up."):
            { $0.throughH - $0.dcLater },
        ("dcLater", "a factor f on dcLater: it has come through the later f already."):
            { $0.throughH + $0.dcLater * $0.step.f },
        ("dc", "dh in place of dc: c gets dh ∗ o ∗ (1 − tanh² c), and dcLater."): \.dh,
        ("o′", "the factor o (1 − o) in dc: h = o ∗ tanh c, and c gets o itself."):
            { $0.throughH * (1 - $0.step.o) + $0.dcLater },
    ]
}

/// Judges every term at three random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 12)
    let places = Places([3, 3, 5].map { Place(&random, sequences: $0) })
    let yours = places.tried { solution.stepBackward($0.step, $0.dh, $0.dcLater) }

    /// A gate that c goes through: its derivative is dc ∗ other ∗ slope.
    func term(
        _ name: String, _ part: KeyPath<StepGradient, Matrix>, gate: Int,
        other: (name: String, value: KeyPath<Step, Matrix>),
        own: (name: String, value: KeyPath<Step, Matrix>)
    ) -> Term {
        func b(_ place: Place) -> Matrix { place.step[keyPath: other.value] }
        func a(_ place: Place) -> Matrix { place.step[keyPath: own.value] }
        func ofSigmoid(_ place: Place) -> Matrix { a(place) * (1 - a(place)) }
        func ofTanh(_ place: Place) -> Matrix { 1 - a(place) * a(place) }
        let (slope, wrongSlope) = gate == 2 ? (ofTanh, ofSigmoid) : (ofSigmoid, ofTanh)
        let function = gate == 2 ? "tanh" : "σ"
        let formula = gate == 2 ? "1 − \(own.name)²" : "\(own.name) (1 − \(own.name))"
        let sum = "In f ∗ cBefore + i ∗ g, \(own.name) goes with it"
        let mistakes: Mistakes<Place, Matrix> = [
            ("slope", "the factor \(formula): back through the \(function)."): { $0.dc * b($0) },
            ("slope", "the slope of another function. For the \(function) it is \(formula)."):
                { $0.dc * b($0) * wrongSlope($0) },
            ("factor", "the factor \(other.name). \(sum), not with itself."):
                { $0.dc * a($0) * slope($0) },
            ("factor", "the factor \(other.name). \(sum)."): { $0.dc * slope($0) },
            ("factor", "the factor \(other.name): there is o in its place, which belongs to h."):
                { $0.dc * $0.step.o * slope($0) },
            ("slope", "the slope. Its factor \(own.name) is missing: it is \(formula)."):
                { $0.dc * b($0) * (1 - a($0)) },
            ("slope, factor", "two things at once: \(formula), and the factor \(other.name)."):
                \.dc,
        ]
        let withWrongDC = wrongDC.map { place, dc in dc * b(place) * slope(place) }
        return places.term(
            name, yours: yours.map { $0.map { $0[keyPath: part] } }, like: "h",
            right: { $0.numerical(gate) }, mistakes: mistakes + withWrongDC)
    }
    return [
        Part(
            "stepBackward",
            [
                outTerm(places, yours.map(\.dzo)),
                term("dzi", \.dzi, gate: 0, other: ("g", \.g), own: ("i", \.i)),
                term("dzf", \.dzf, gate: 1, other: ("cBefore", \.cBefore), own: ("f", \.f)),
                term("dzg", \.dzg, gate: 2, other: ("i", \.i), own: ("g", \.g)),
                beforeTerm(places, yours.map(\.dcBefore)),
            ],
            hints: Hints(
                idea: """
                    Begin at the end. h = o ∗ tanh(c) is a product: o gets dh times tanh(c), and c gets \
                    dh times o, through the tanh. Add dcLater to that: it is dc. Then \
                    c = f ∗ cBefore + i ∗ g: each of the four factors gets dc times the one it is \
                    multiplied by. At last each gate goes back through its σ, and g through its tanh.
                    """,
                formula: """
                    dzo = dh ∗ tanh(c) ∗ o (1 − o)
                    dc = dh ∗ o ∗ (1 − tanh²(c)) + dcLater
                    dzi = dc ∗ g ∗ i (1 − i)
                    dzf = dc ∗ cBefore ∗ f (1 − f)
                    dzg = dc ∗ i ∗ (1 − g²)
                    dcBefore = dc ∗ f
                    """,
                lines: [
                    "dzo": "let dzo = dh * tanh(step.c) * step.o * (1 - step.o)",
                    "dzi": "let dc = dh * step.o * (1 - tanh(step.c) * tanh(step.c)) + dcLater",
                    "dzf": "let dzf = dc * step.cBefore * step.f * (1 - step.f)",
                    "dzg": "let dzg = dc * step.i * (1 - step.g * step.g)",
                    "dcBefore": "let dcBefore = dc * step.f",
                ]))
    ]
}

private func outTerm(_ places: Places<Place>, _ yours: [Tried<Matrix>]) -> Term {
    places.term(
        "dzo", yours: yours, like: "h", right: { $0.numerical(3) },
        mistakes: [
            ("slope", "the factor o (1 − o): back through the σ."): { $0.dh * $0.tanhC },
            ("slope", "the slope of the wrong function. For the σ it is o (1 − o)."):
                { $0.dh * $0.tanhC * (1 - $0.step.o * $0.step.o) },
            ("tanh", "c in place of tanh c: h = o ∗ tanh(c)."): { $0.dh * $0.step.c * $0.slopeOfO },
            ("tanh", "the factor tanh c: h = o ∗ tanh(c)."): { $0.dh * $0.slopeOfO },
            ("slope", "the slope. Its factor o is missing: it is o (1 − o)."):
                { $0.dh * $0.tanhC * (1 - $0.step.o) },
            ("slope, tanh", "two things at once: the slope o (1 − o), and the factor tanh c."):
                \.dh,
            ("dh", "dc in place of dh. o is in h alone."): { $0.dc * $0.tanhC * $0.slopeOfO },
        ])
}

private func beforeTerm(_ places: Places<Place>, _ yours: [Tried<Matrix>]) -> Term {
    let mistakes: Mistakes<Place, Matrix> = [
        ("f", "the factor f: c = f ∗ cBefore + i ∗ g."): \.dc,
        ("f", "cBefore in place of f: that is what f gets."): { $0.dc * $0.cBefore },
        ("f", "the slope f (1 − f), which belongs into dzf: cBefore gets f itself."):
            { $0.dc * $0.step.f * (1 - $0.step.f) },
        ("f", "i in place of f: c = f ∗ cBefore + i ∗ g."): { $0.dc * $0.step.i },
    ]
    return places.term(
        "dcBefore", yours: yours, like: "c", right: \.numericalBefore,
        mistakes: mistakes + wrongDC.map { $1 * $0.step.f })
}

/// The first cost lines of lesson 12, with the function given: 16 numbers of state, 80 steps, Adam
/// at 0.01 on fresh sequences, 32 at a time.
func costLines(_ solution: Solution) -> CostLines {
    var (weights, data) = (RandomState(seed: 1), RandomState(seed: 0))
    var parameters = firstParameters(inputs: 2, hidden: 16, random: &weights)
    let test = AddingProblem(count: 500, steps: 80, random: &data)
    var adam = Adam(learningRate: 0.01)
    return CostLines(
        "iteration", [0: 3.499563, 100: 0.161563], source: "the lesson's"
    ) { iteration in
        // Only the lines that are shown are measured, on all of the test.
        let isShown = iteration % 100 == 0
        let cost = isShown ? meanSquaredError(forward(test.x, parameters).output, test.y) : 0
        let batch = AddingProblem(count: 32, steps: 80, random: &data)
        let (steps, output) = forward(batch.x, parameters)
        let gradients = backward(
            batch.x, steps, meanSquaredErrorDerivative(output, batch.y), parameters,
            solution.stepBackward)
        adam.update(&parameters, clipped(gradients, to: 1))
        return cost
    }
}
