import Dispatch
import Matrices

/// Something to measure.
protocol Work {
    var name: String { get }
    /// How many multiplications and additions it is.
    var flop: Double { get }
    /// The median time of several runs.
    func seconds(runs: Int) -> Double
}

/// The median time in seconds of several runs.
func median(of runs: Int, _ work: () -> Void) -> Double {
    middle((0..<runs).map { _ in seconds(work) })
}

/// The median of several times.
func middle(_ times: [Double]) -> Double {
    let times = times.sorted()
    return (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
}

private func seconds(_ work: () -> Void) -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    work()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

/// How many GFLOP/s all cores reach together when they do nothing but multiply and add, in
/// registers: the best of ten tries.
func multiplyAddLimit() -> Double {
    let steps = 1_000_000
    let best = (0..<10).map { _ in
        seconds {
            DispatchQueue.concurrentPerform(iterations: coreCount) { core in
                var chains = (0..<12).map { Vector(repeating: Double($0 + core)) }
                multiplyAndAdd(&chains, steps)
            }
        }
    }.min()!
    return Double(2 * 12 * Vector.scalarCount * steps * coreCount) / best / 1e9
}

#if COURSE_PLAIN || !arch(x86_64)
    private typealias Vector = SIMD2<Double>
#elseif COURSE_WIDE
    private typealias Vector = SIMD8<Double>
#else
    private typealias Vector = SIMD4<Double>
#endif

/// Twelve chains, so that none waits for another: x ← x·0.5 + 1.
@inline(never)
private func multiplyAndAdd(_ x: UnsafeMutablePointer<Vector>, _ steps: Int) {
    var (x0, x1, x2, x3, x4, x5) = (x[0], x[1], x[2], x[3], x[4], x[5])
    var (x6, x7, x8, x9, x10, x11) = (x[6], x[7], x[8], x[9], x[10], x[11])
    for _ in 0..<steps {
        x0 = next(x0)
        x1 = next(x1)
        x2 = next(x2)
        x3 = next(x3)
        x4 = next(x4)
        x5 = next(x5)
        x6 = next(x6)
        x7 = next(x7)
        x8 = next(x8)
        x9 = next(x9)
        x10 = next(x10)
        x11 = next(x11)
    }
    (x[0], x[1], x[2], x[3], x[4], x[5]) = (x0, x1, x2, x3, x4, x5)
    (x[6], x[7], x[8], x[9], x[10], x[11]) = (x6, x7, x8, x9, x10, x11)
}

@inline(__always)
private func next(_ x: Vector) -> Vector {
    #if COURSE_PLAIN
        x * 0.5 + 1
    #else
        Vector(repeating: 1).addingProduct(x, Vector(repeating: 0.5))
    #endif
}
