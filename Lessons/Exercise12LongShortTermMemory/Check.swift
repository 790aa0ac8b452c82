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

    /// The part of dc that comes through h.
    var throughH: Matrix { dh * step.o * (1 - tanh(step.c) * tanh(step.c)) }
    var dc: Matrix { throughH + dcLater }

    /// dc as mistakes have it.
    var wrongDC: [(word: String, sentence: String, dc: Matrix)] {
        [
            (
                "dc", "a part of dc: what the step after this one hands back, dcLater, is missing.",
                throughH
            ),
            ("dc", "a part of dc: what comes through h is missing.", dcLater),
            (
                "tanh′", "the factor 1 − tanh² c in dc: dh has to go back through the tanh.",
                dh * step.o + dcLater
            ),
            (
                "o", "the factor o in dc: h = o ∗ tanh c.",
                dh * (1 - tanh(step.c) * tanh(step.c)) + dcLater
            ),
            (
                "tanh′", "1 − c² in dc, in place of 1 − tanh² c.",
                dh * step.o * (1 - step.c * step.c) + dcLater
            ),
            (
                "dcLater", "the sign of dcLater in dc: the two ways to c add up.",
                throughH - dcLater
            ),
            (
                "dcLater", "a factor f on dcLater: it has come through the later f already.",
                throughH + dcLater * step.f
            ),
            ("dc", "dh in place of dc: c gets dh ∗ o ∗ (1 − tanh² c), and dcLater.", dh),
            (
                "o′", "the factor o (1 − o) in dc: h = o ∗ tanh c, and c gets o itself.",
                dh * step.o * (1 - step.o) * (1 - tanh(step.c) * tanh(step.c)) + dcLater
            ),
        ]
    }
}

/// Judges every term at three random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 12)
    let places = [3, 3, 5].map { Place(&random, sequences: $0) }
    let yours = tried(places) { solution.stepBackward($0.step, $0.dh, $0.dcLater) }

    /// A gate that c goes through: its derivative is dc ∗ other ∗ slope.
    func term(
        _ name: String, _ part: KeyPath<StepGradient, Matrix>, gate: Int,
        other: (name: String, value: (Step) -> Matrix), own: (name: String, value: (Step) -> Matrix)
    ) -> Term {
        let isTanh = gate == 2
        func slope(_ a: Matrix) -> Matrix { isTanh ? 1 - a * a : a * (1 - a) }
        func wrongSlope(_ a: Matrix) -> Matrix { isTanh ? a * (1 - a) : 1 - a * a }
        func value(_ place: Place, dc: Matrix) -> Matrix {
            dc * other.value(place.step) * slope(own.value(place.step))
        }
        let a = own.name
        let formula = isTanh ? "1 − \(a)²" : "\(a) (1 − \(a))"
        return Term(
            name, yours: yours.map { $0.map { $0[keyPath: part] } },
            right: places.map { $0.numerical(gate) },
            like: "h",
            mistakes: [
                Mistake(
                    "slope", "the factor \(formula): back through the \(isTanh ? "tanh" : "σ").",
                    places.map { $0.dc * other.value($0.step) }),
                Mistake(
                    "slope",
                    "the slope of the wrong function. For the \(isTanh ? "tanh" : "σ") it "
                        + "is \(formula).",
                    places.map { $0.dc * other.value($0.step) * wrongSlope(own.value($0.step)) }),
                Mistake(
                    "factor",
                    "the factor \(other.name). In c = f ∗ cBefore + i ∗ g, \(a) is "
                        + "multiplied by \(other.name); yours has \(a) itself.",
                    places.map { $0.dc * own.value($0.step) * slope(own.value($0.step)) }),
                Mistake(
                    "factor",
                    "the factor \(other.name). In c = f ∗ cBefore + i ∗ g, \(a) is "
                        + "multiplied by it.",
                    places.map { $0.dc * slope(own.value($0.step)) }),
                Mistake(
                    "factor",
                    "the factor \(other.name): there is o in its place, which belongs to h.",
                    places.map { $0.dc * $0.step.o * slope(own.value($0.step)) }),
                Mistake(
                    "slope", "the slope. Its factor \(a) is missing: it is \(formula).",
                    places.map {
                        $0.dc * other.value($0.step) * (1 - own.value($0.step))
                    }),
                Mistake(
                    "slope, factor",
                    "two things at once: the slope \(formula), and the factor \(other.name).",
                    places.map(\.dc)),
            ]
                + places[0].wrongDC.indices.map { k in
                    Mistake(
                        places[0].wrongDC[k].word, places[0].wrongDC[k].sentence,
                        places.map { value($0, dc: $0.wrongDC[k].dc) })
                })
    }

    let gates: [String: (Step) -> Matrix] = [
        "i": { $0.i }, "f": { $0.f }, "g": { $0.g }, "cBefore": { $0.cBefore },
    ]
    func named(_ name: String) -> (name: String, value: (Step) -> Matrix) {
        (name, gates[name] ?? { $0.c })
    }
    return [
        Part(
            "stepBackward",
            [
                outTerm(places, yours.map(\.dzo)),
                term("dzi", \.dzi, gate: 0, other: named("g"), own: named("i")),
                term("dzf", \.dzf, gate: 1, other: named("cBefore"), own: named("f")),
                term("dzg", \.dzg, gate: 2, other: named("i"), own: named("g")),
                beforeTerm(places, yours.map(\.dcBefore)),
            ],
            hints: [
                """
                Begin at the end. h = o ∗ tanh(c) is a product: o gets dh times tanh(c), and c gets \
                dh times o, through the tanh. Add dcLater to that: it is dc. Then \
                c = f ∗ cBefore + i ∗ g: each of the four factors gets dc times the one it is \
                multiplied by. At last each gate goes back through its σ, and g through its tanh.
                """,
                """
                With T = tanh(c): dzo = dh ∗ T ∗ o (1 − o), dc = dh ∗ o ∗ (1 − T²) + dcLater, \
                dzi = dc ∗ g ∗ i (1 − i), dzf = dc ∗ cBefore ∗ f (1 − f), \
                dzg = dc ∗ i ∗ (1 − g²), dcBefore = dc ∗ f.
                """,
                """
                let T = tanh(step.c), and then \
                let dzo = dh * T * step.o * (1 - step.o)
                """,
            ])
    ]
}

private func outTerm(_ places: [Place], _ yours: [Tried<Matrix>]) -> Term {
    func slope(_ place: Place) -> Matrix { place.step.o * (1 - place.step.o) }
    return Term(
        "dzo", yours: yours, right: places.map { $0.numerical(3) }, like: "h",
        mistakes: [
            Mistake(
                "slope", "the factor o (1 − o): back through the σ.",
                places.map { $0.dh * tanh($0.step.c) }),
            Mistake(
                "slope", "the slope of the wrong function. For the σ it is o (1 − o).",
                places.map { $0.dh * tanh($0.step.c) * (1 - $0.step.o * $0.step.o) }),
            Mistake(
                "tanh", "c in place of tanh c: h = o ∗ tanh(c).",
                places.map { $0.dh * $0.step.c * slope($0) }),
            Mistake(
                "tanh", "the factor tanh c: h = o ∗ tanh(c).", places.map { $0.dh * slope($0) }),
            Mistake(
                "slope", "the slope. Its factor o is missing: it is o (1 − o).",
                places.map { $0.dh * tanh($0.step.c) * (1 - $0.step.o) }),
            Mistake(
                "slope, tanh", "two things at once: the slope o (1 − o), and the factor tanh c.",
                places.map(\.dh)),
            Mistake(
                "dh", "dc in place of dh. o is in h alone.",
                places.map { $0.dc * tanh($0.step.c) * slope($0) }),
        ])
}

private func beforeTerm(_ places: [Place], _ yours: [Tried<Matrix>]) -> Term {
    Term(
        "dcBefore", yours: yours, right: places.map(\.numericalBefore), like: "c",
        mistakes: [
            Mistake(
                "f", "the factor f: c = f ∗ cBefore + i ∗ g.", places.map(\.dc)),
            Mistake(
                "f", "cBefore in place of f: that is what f gets.",
                places.map { $0.dc * $0.cBefore }),
            Mistake(
                "f", "the slope f (1 − f), which belongs into dzf: cBefore gets f itself.",
                places.map { $0.dc * $0.step.f * (1 - $0.step.f) }),
            Mistake(
                "f", "i in place of f: c = f ∗ cBefore + i ∗ g.",
                places.map { $0.dc * $0.step.i }),
        ]
            + places[0].wrongDC.indices.map { k in
                Mistake(
                    places[0].wrongDC[k].word, places[0].wrongDC[k].sentence,
                    places.map { $0.wrongDC[k].dc * $0.step.f })
            })
}

/// What lesson 12 prints for the LSTM's first iterations on the adding problem.
let lessonLines = (at: [0, 100], costs: [3.499563, 0.161563])

/// The first cost lines of lesson 12, with the function given: 16 numbers of state, 80 steps, Adam
/// at 0.01 on fresh sequences, 32 at a time.
func costLines(_ solution: Solution) -> CostLines {
    var weights = RandomState(seed: 1)
    var network = LSTM(inputs: 2, hidden: 16, random: &weights)
    var data = RandomState(seed: 0)
    let test = AddingProblem(count: 500, steps: 80, random: &data)
    var adam = Adam(learningRate: 0.01)
    var costs: [Double] = []
    for iteration in 0...100 {
        if lessonLines.at.contains(iteration) {
            costs.append(meanSquaredError(network.forward(test.x).output, test.y))
        }
        let batch = AddingProblem(count: 32, steps: 80, random: &data)
        let (steps, output) = network.forward(batch.x)
        let gradients = network.backward(
            batch.x, steps, meanSquaredErrorDerivative(output, batch.y), solution.stepBackward)
        adam.update(&network.parameters, clipped(gradients, to: 1))
    }
    return CostLines(
        step: "iteration", at: lessonLines.at, yours: costs, right: lessonLines.costs)
}
