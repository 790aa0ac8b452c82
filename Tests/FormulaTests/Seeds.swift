import Foundation

/// The seeds that a gradient check is tried with: some of 0 … 400, or, with `ALL_SEEDS=1 swift test`
/// (minutes), all of them.
func seeds(_ some: any Sequence<Int>) -> [Int] {
    let areAll = ProcessInfo.processInfo.environment["ALL_SEEDS"] != nil
    return areAll ? Array(0...400) : Array(some)
}
