import Foundation

/// What a gradient check is tried with: some of the seeds 0 … 400, and some of 0 … 40 in a network
/// of four times the width; with `ALL_SEEDS=1 swift test` (minutes) all of them.
func tries(_ some: any Sequence<Int>) -> [(seed: Int, width: Int)] {
    let areAll = ProcessInfo.processInfo.environment["ALL_SEEDS"] != nil
    let seeds = areAll ? Array(0...400) : Array(some)
    let wide = areAll ? Array(0...40) : [0, 20, 40]
    return seeds.map { ($0, 1) } + wide.map { ($0, 4) }
}
