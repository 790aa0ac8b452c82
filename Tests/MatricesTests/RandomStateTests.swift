import Matrices
import Testing

// Every number here was printed by NumPy 2.4.6: numpy.random.RandomState(seed), then the calls in
// the order of the test.

@Suite struct RandomStateTests {
    /// The first numbers, and those after 999,999 others.
    @Test(arguments: [
        (0, [0.5488135039273248, 0.7151893663724195], [0.9086058839973405, 0.689556045008651]),
        (1, [0.417022004702574, 0.7203244934421581], [0.37025182918762833, 0.1382964100000177]),
        (5, [0.22199317108973948, 0.8707323061773764], [0.6943142879515158, 0.09845719192207514]),
        (42, [0.3745401188473625, 0.9507143064099162], [0.9294485478505153, 0.5951556239482597]),
        (
            2_147_483_648, [0.15200287353446562, 0.8205427554297966],
            [0.2125553091779836, 0.10629072863865463]
        ),
        (
            4_294_967_295, [0.0976320289940138, 0.9123828453026218],
            [0.9345517043474565, 0.09215160883074858]
        ),
    ])
    func randomSample(seed: Int, first: [Double], deep: [Double]) {
        var random = RandomState(seed: seed)
        #expect([random.randomSample(), random.randomSample()] == first)
        for _ in 2..<999_999 { _ = random.randomSample() }
        #expect([random.randomSample(), random.randomSample()] == deep)
    }

    @Test func uniform() {
        var random = RandomState(seed: 42)
        let first = [
            -0.012545988115263751, 0.04507143064099162, 0.023199394181140504, 0.009865848419703657,
        ]
        #expect(random.uniform(-0.05, 0.05, rows: 2, columns: 2).values == first)
        random = RandomState(seed: 42)
        for _ in 0..<1_000_000 { _ = random.uniform(-3, 3) }
        #expect(random.uniform(-3, 3) == 0.5709337436895581)
        #expect(random.uniform(-3, 3) == -0.8116971428452366)
    }

    @Test(arguments: [
        (
            0, [1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458],
            [1.37183066026284, 0.5142468943593431, 1.1128645057350504]
        ),
        (
            42, [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254],
            [0.4764302546832209, 0.16917185497451553, -0.1215051558933564]
        ),
        (
            4_294_967_295,
            [0.6484086742306527, 0.6693235306338161, -1.0805437227474493, 0.2845010447986309],
            [-1.6116517336356742, -1.4026786147944856, -0.5348512661313565]
        ),
    ])
    func randn(seed: Int, first: [Double], deep: [Double]) {
        var random = RandomState(seed: seed)
        #expect(agree((0..<4).map { _ in random.randn() }, first))
        for _ in 4..<999_999 { _ = random.randn() }
        #expect(agree((0..<3).map { _ in random.randn() }, deep))
    }

    /// The second number of a pair waits through draws of other kinds.
    @Test func callsOfAllKindsMixed() {
        var random = RandomState(seed: 7)
        let odd = [1.690525703800356, -0.4659373705408328, 0.0328201636785844]
        #expect(agree(random.randn(rows: 1, columns: 3).values, odd))
        #expect(random.uniform(-2, 3) == 0.5056023182996894)
        #expect(random.uniform(-2, 3) == -1.6397443332011923)
        #expect(
            agree([random.randn(), random.randn()], [0.40751628299650783, -0.0008903858579313628]))
        #expect((0..<5).map { _ in random.randint(0, 10) } == [4, 0, 7, 0, 7])
        #expect(agree([random.randn()], [-1.7547243063454208]))
        #expect(random.permutation(5) == [1, 3, 0, 4, 2])
        #expect(
            agree([random.randn(), random.randn()], [0.5692717781791206, -0.20413854614001992]))
    }

    @Test func matricesAreDrawnRowAfterRow() {
        var random = RandomState(seed: 42)
        let normal = random.randn(rows: 2, columns: 3)
        #expect(normal.rows == 2 && normal.columns == 3)
        #expect(agree([normal[0, 2], normal[1, 0]], [0.6476885381006925, 1.5230298564080254]))
        let sample = random.randomSample(rows: 2, columns: 2)
        #expect(sample.rows == 2 && sample.columns == 2)
        #expect(
            sample.values == [
                0.05808361216819946, 0.8661761457749352, 0.6011150117432088, 0.7080725777960455,
            ])
        #expect(random.randn(rows: 0, columns: 3).values.isEmpty)
    }

    @Test(arguments: [
        (42, 0, 10, [6, 3, 7, 4, 6, 9]),
        (42, -5, 1000, [97, 430, 855, 265, 101, 66]),
        // Up to 32 bits one draw, above two.
        (3, 0, 4_294_967_295, [2_365_658_986, 303_761_048, 3_041_471_737]),
        (3, 0, 4_294_967_296, [2_365_658_986, 303_761_048, 3_041_471_737]),
        (3, 0, 4_294_967_297, [303_761_048, 521_102_280, 2_445_173_525]),
        (
            3, -549_755_813_888, 1_099_511_627_776,
            [1_005_326_108_312, 523_298_596_483, 552_200_987_413]
        ),
        (
            3, Int.min, Int.max,
            [937_055_941_807_507_096, 3_839_649_608_876_091_011, -3_857_126_681_373_350_968]
        ),
    ])
    func randint(seed: Int, low: Int, high: Int, expected: [Int]) {
        var random = RandomState(seed: seed)
        #expect(expected.indices.map { _ in random.randint(low, high) } == expected)
    }

    @Test func randintAMillionTimes() {
        var random = RandomState(seed: 11)
        #expect(
            (0..<1_000_000).reduce(0) { sum, _ in sum + random.randint(0, 1000) } == 499_867_338)
        #expect((0..<4).map { _ in random.randint(0, 7) } == [6, 5, 4, 3])
    }

    /// A single possible number costs no draw.
    @Test func randintOfOneNumber() {
        var random = RandomState(seed: 3)
        #expect(random.randint(4, 5) == 4)
        #expect(random.randomSample() == 0.5507979025745755)
    }

    /// What is drawn, and how far the generator then is.
    @Test(arguments: [
        (0, [], 0.3745401188473625),
        (1, [0], 0.3745401188473625),
        (2, [1, 0], 0.7965429868602328),
        (7, [0, 1, 5, 2, 4, 3, 6], 0.5986584841970366),
        (10, [8, 1, 5, 0, 7, 2, 9, 4, 3, 6], 0.15599452033620265),
    ])
    func permutation(count: Int, expected: [Int], then: Double) {
        var random = RandomState(seed: 42)
        #expect(random.permutation(count) == expected)
        #expect(random.randomSample() == then)
    }

    @Test func permutationOfAMillion() {
        var random = RandomState(seed: 0)
        let order = random.permutation(1_000_000)
        #expect(order.prefix(3) == [157105, 374554, 688694])
        #expect(order.suffix(3) == [435829, 305711, 985772])
        #expect(order.enumerated().reduce(0) { $0 + $1.0 * $1.1 } == 249_971_561_526_968_760)
        #expect(random.randomSample() == 0.5237382062303088)
    }

    /// pandas' `sample(frac=0.7, random_state=5)` of 1,599 rows starts with these.
    @Test func permutationAsPandasUsesIt() {
        var random = RandomState(seed: 5)
        #expect(random.permutation(1599).prefix(5) == [236, 833, 424, 982, 1155])
    }

    @Test func shuffle() {
        var random = RandomState(seed: 42)
        var letters = ["a", "b", "c", "d", "e", "f", "g"]
        random.shuffle(&letters)
        #expect(letters == ["a", "b", "f", "c", "e", "d", "g"])

        random = RandomState(seed: 42)
        var nothing: [String] = []
        random.shuffle(&nothing)
        #expect(nothing.isEmpty)
        #expect(random.randomSample() == 0.3745401188473625)
    }

    /// A generator is a value: a copy goes its own way.
    @Test func copiesAreIndependent() {
        var random = RandomState(seed: 0)
        _ = random.randn()
        var copy = random
        #expect((0..<700).map { _ in random.randn() } == (0..<700).map { _ in copy.randn() })
    }

    #if compiler(>=6.2)
        @Test func negativeSeedsStop() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = RandomState(seed: -1)
            }
            #expect(sentence(result).contains("from 0 to 4294967295, not -1"))
        }

        @Test func seedsOf33BitsStop() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = RandomState(seed: 4_294_967_296)
            }
            #expect(sentence(result).contains("from 0 to 4294967295, not 4294967296"))
        }

        @Test func emptyRangesStop() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var random = RandomState(seed: 0)
                _ = random.randint(5, 5)
            }
            #expect(sentence(result).contains("from 5 to below 5: there is none"))
        }

        @Test func orderOfFewerThanNoneStops() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var random = RandomState(seed: 0)
                _ = random.permutation(-1)
            }
            #expect(sentence(result).contains("no order of -1 numbers"))
        }
    #endif
}

/// The normal numbers go through the system's logarithm, whose last bit differs between systems.
private func agree(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-15 * abs($1) }
}
