import Foundation
import Matrices

/// What came of calling a function that a reader wrote: a value, or a reason why there is none.
///
/// Such a function may do anything. Shapes that don't fit, an index beyond the end, a loop without
/// end: each is an answer here, and the check goes on.
@dynamicMemberLookup
public struct Tried<Value> {
    /// What the function returned; nil if it stopped before.
    public let value: Value?
    /// Why it stopped, in a sentence.
    public let reason: String?
    /// The operations in it whose shapes don't fit. Each gave a matrix of nan, and went on; the nan
    /// carries the operation's number, from 1 on, so that a term knows what it comes from.
    let misfits: [Misfit]

    /// A value that was simply returned.
    public init(_ value: Value) {
        (self.value, reason, misfits) = (value, nil, [])
    }

    fileprivate init(value: Value?, reason: String?, misfits: [Misfit]) {
        (self.value, self.reason, self.misfits) = (value, reason, misfits)
    }

    /// A part of the value.
    public subscript<Part>(dynamicMember part: KeyPath<Value, Part>) -> Tried<Part> {
        map { $0[keyPath: part] }
    }

    /// What is made of the value.
    public func map<Other>(_ transform: (Value) -> Other) -> Tried<Other> {
        Tried<Other>(value: value.map(transform), reason: reason, misfits: misfits)
    }
}

/// Calls a reader's function for each place. One that doesn't come back isn't called again.
public func tried<Place, Value>(
    _ places: [Place], seconds: Double = 10, _ function: @escaping (Place) -> Value
) -> [Tried<Value>] {
    var results: [Tried<Value>] = []
    for place in places {
        if let last = results.last, last.reason == Call.endless {
            results.append(last)
        } else {
            results.append(tried(seconds: seconds) { function(place) })
        }
    }
    return results
}

/// Calls what a reader wrote on a thread of its own. If it can't go on, the thread stays where it
/// is, and the reason is reported.
public func tried<Value>(seconds: Double = 60, _ function: @escaping () -> Value) -> Tried<Value> {
    _ = isWatching
    let call = Call()
    nonisolated(unsafe) var value: Value?
    nonisolated(unsafe) let function = function
    let thread = Thread {
        call.begin()
        value = function()
        call.end()
    }
    thread.stackSize = 8 << 20
    thread.start()
    if call.ended.wait(timeout: .now() + seconds) == .timedOut {
        return Tried(value: nil, reason: Call.endless, misfits: [])
    }
    return Tried(
        value: call.reason == nil ? value : nil, reason: call.reason, misfits: call.misfits)
}

/// A call of a reader's function, while it runs.
private final class Call: @unchecked Sendable {
    static let endless = "it doesn't come back: is there a loop without end?"

    let ended = DispatchSemaphore(value: 0)
    var misfits: [Misfit] = []
    var reason: String?
    /// Where a signal is handled when the thread's own stack is full.
    private let stack = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)

    func begin() {
        pthread_setspecific(key, Unmanaged.passUnretained(self).toOpaque())
        var signalStack = stack_t()
        signalStack.ss_sp = stack
        signalStack.ss_size = 1 << 16
        sigaltstack(&signalStack, nil)
    }

    func end() {
        pthread_setspecific(key, nil)
        ended.signal()
    }

    /// Leaves the thread where it is, for good.
    func park(_ reason: String) -> Never {
        self.reason = reason
        ended.signal()
        while true { pause() }
    }

    /// What stands for the result of an operation whose shapes don't fit.
    func standIn(_ misfit: Misfit) -> Matrix {
        guard let (a, sign, b) = misfit.operation else { park("\(misfit.sentence).") }
        var number = (a.values + b.values).lazy.compactMap(misfitNumber).first
        if number == nil {
            misfits.append(misfit)
            number = misfits.count
        }
        let shape = forms(a, sign, b).first?.shape ?? (rows: a.rows, columns: a.columns)
        return Matrix(
            rows: shape.rows, columns: shape.columns,
            repeating: Double(nan: UInt64(number ?? 0), signaling: false))
    }
}

/// The number of the misfit that a nan comes from.
func misfitNumber(_ nan: Double) -> Int? {
    guard nan.isNaN else { return nil }
    let number = nan.bitPattern & (1 << 50 - 1)
    return number == 0 ? nil : Int(number)
}

/// The forms of an operation on two matrices that fit them, and what they give.
func forms(
    _ a: Matrix, _ sign: String, _ b: Matrix
) -> [(name: String, shape: (rows: Int, columns: Int))] {
    guard sign.contains("·") else {
        let isTransposed = a.rows == b.columns && a.columns == b.rows
        let larger = a.values.count < b.values.count ? b : a
        return [
            (isTransposed ? "one of the two, transposed," : "", (larger.rows, larger.columns))
        ]
    }
    return [
        ("matmul(a, b)", a.columns == b.rows, (a.rows, b.columns)),
        ("matmul(transposed: a, b)", a.rows == b.rows, (a.columns, b.columns)),
        ("matmul(a, transposed: b)", a.columns == b.columns, (a.rows, b.rows)),
        ("matmul(b, a)", b.columns == a.rows, (b.rows, a.columns)),
    ].filter(\.1).map { ($0.0, $0.2) }
}

nonisolated(unsafe) private var key = pthread_key_t()
nonisolated(unsafe) private var handlersBefore: [Int32: sigaction] = [:]

/// Watches, from the first call on, for what would end the program. Everything that doesn't happen
/// in a reader's function goes its usual way.
private let isWatching: Bool = {
    pthread_key_create(&key, nil)
    Misfit.handler = { misfit in currentCall()?.standIn(misfit) }
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS] {
        var action = sigaction()
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = handle
        #else
            action.__sigaction_handler.sa_handler = handle
        #endif
        action.sa_flags = Int32(SA_ONSTACK)
        var before = sigaction()
        sigaction(signal, &action, &before)
        handlersBefore[signal] = before
    }
    return true
}()

private func currentCall() -> Call? {
    pthread_getspecific(key).map { Unmanaged<Call>.fromOpaque($0).takeUnretainedValue() }
}

private func handle(_ signal: Int32) {
    if let call = currentCall() {
        call.park(
            signal == SIGSEGV || signal == SIGBUS
                ? "it calls itself without end."
                : "it stopped half-way: an index beyond the end of an array, a nil, or a whole "
                    + "number that is too large.")
    }
    // Elsewhere it is as it was: the instruction comes again, and its signal.
    if var before = handlersBefore[signal] { sigaction(signal, &before, nil) }
}
