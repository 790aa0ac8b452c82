import Foundation

/// Does `work` for each of 0 ..< count, on all cores, in any order, and returns when all is done.
/// If they are busy, the caller does the work alone. It may be another thread, or such work itself.
public func onAllCores(_ count: Int, _ work: @Sendable (Int) -> Void) {
    Team.all.perform(count, work)
}

/// How many threads compute: one for each core, or as `COURSE_THREADS` says, from 1 to 64.
public let coreCount =
    ProcessInfo.processInfo.environment["COURSE_THREADS"].flatMap { Int($0) }
    .map { min(max($0, 1), 64) } ?? ProcessInfo.processInfo.activeProcessorCount

/// The thread that asks, and helpers beside it, which live as long as the program. The threads of
/// `DispatchQueue.concurrentPerform` sleep between two products, and waking one takes 35
/// microseconds. Here a thread that waits first keeps looking for a while.
package final class Team: @unchecked Sendable {
    package static let all = Team(threads: coreCount)
    package static let one = Team(threads: 1)

    package var threads: Int { alarms.count + 1 }
    private let oneAtATime = NSLock()
    private let alarms: [DispatchSemaphore]
    private let allDone = DispatchSemaphore(value: 0)
    private let lock = NSLock()  // for the three below
    private var work: (@Sendable (Int) -> Void)?
    private var pieces = 0..<0
    private var unfinished = 0

    package init(threads: Int) {
        alarms = (1..<threads).map { _ in DispatchSemaphore(value: 0) }
        for alarm in alarms {
            Thread.detachNewThread { [self] in
                // Ctrl-C and the like are for the thread that asks: it may be writing a file.
                var signals = sigset_t()
                sigfillset(&signals)
                pthread_sigmask(SIG_BLOCK, &signals, nil)
                while true {
                    wait(alarm, patience: 100_000)
                    takePieces()
                }
            }
        }
    }

    package func perform(_ count: Int, _ work: @Sendable (Int) -> Void) {
        guard count > 1, threads > 1, oneAtATime.try() else { return (0..<count).forEach(work) }
        withoutActuallyEscaping(work) { work in
            lock.withLock { (self.work, pieces, unfinished) = (work, 0..<count, count) }
            for alarm in alarms.prefix(count - 1) { alarm.signal() }
            takePieces()
            wait(allDone, patience: 20_000)
            lock.withLock { self.work = nil }
        }
        oneAtATime.unlock()
    }

    /// Does one piece after another until none is left to be taken.
    private func takePieces() {
        lock.lock()
        while let work, let piece = pieces.popFirst() {
            lock.unlock()
            work(piece)
            lock.lock()
            unfinished -= 1
            if unfinished == 0 { allDone.signal() }
        }
        lock.unlock()
    }

    /// Waits for a signal. For `patience` nanoseconds it looks again and again, then it sleeps.
    private func wait(_ semaphore: DispatchSemaphore, patience: UInt64) {
        let start = DispatchTime.now().uptimeNanoseconds
        repeat {
            if semaphore.wait(timeout: .now()) == .success { return }
        } while DispatchTime.now().uptimeNanoseconds - start < patience
        semaphore.wait()
    }
}
