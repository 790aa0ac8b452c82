import Datasets

/// One curve as several files have it, at the steps that all of them have.
struct ComparedCurve: Sendable {
    /// The name of its column.
    var name: String
    /// The files, the one that the others are compared with first.
    var files: [String]
    /// The steps, rising.
    var steps: [Int]
    /// For each file its values at these steps; nil where its cell is empty.
    var values: [[Double?]]
}

/// A file's curve against the first file's.
struct Difference: Equatable, Sendable {
    /// At how many steps both have a value.
    var compared = 0
    /// The first step, as a place in the curve's steps, at which they differ by more than allowed.
    var firstBeyond: Int?
    /// Where the distance is largest, as a place in the curve's steps; nil if nothing differs.
    var largestPlace: Int?
    /// The largest distance: infinite where only one of the two is a number.
    var largest = 0.0
}

/// How far a value is from another one; 0 if both are no number in the same way, infinite if only
/// one of them is a number.
func distance(_ value: Double, _ base: Double) -> Double {
    if value == base || value.isNaN && base.isNaN { return 0 }
    guard value.isFinite, base.isFinite else { return .infinity }
    return abs(value - base)
}

/// The distance at which a value differs from `base`.
///
/// The tolerance itself up to 1,000; beyond, in proportion: a number of 16 digits can't be right to
/// the sixth decimal when it has 20 digits before the point.
func allowed(_ tolerance: Double, at base: Double) -> Double {
    guard base.isFinite else { return 0 }
    return tolerance * max(1, abs(base) / 1000)
}

extension ComparedCurve {
    /// A file's curve against the first one's, at the steps where both have a value.
    func difference(of file: Int, tolerance: Double) -> Difference {
        var difference = Difference()
        for place in steps.indices {
            guard let base = values[0][place], let value = values[file][place] else { continue }
            let distance = distance(value, base)
            difference.compared += 1
            if distance > difference.largest {
                difference.largest = distance
                difference.largestPlace = place
            }
            if difference.firstBeyond == nil, distance > allowed(tolerance, at: base) {
                difference.firstBeyond = place
            }
        }
        return difference
    }

    /// Whether all files have the very same values, and none is missing.
    var isSame: Bool {
        values.dropFirst().allSatisfy { ofFile in
            zip(ofFile, values[0]).allSatisfy { value, base in
                guard let value, let base else { return false }
                return distance(value, base) == 0
            }
        }
    }
}

/// What several files have in common.
struct Comparison: Sendable {
    /// What is counted: `iteration` or `epoch`.
    var step: String
    /// The curves that all files have.
    var curves: [ComparedCurve]
    /// How many steps are in some files, but not in all.
    var stepsLeftOut: Int
    /// The curves that are in some files, but not in all: name and file.
    var curvesLeftOut: [(curve: String, file: String)]
}

/// Puts the files' curves side by side: by name, or, if each file has just one, whatever its name.
///
/// - Throws: `DataError` 65 if the files count different things, if no curve has the same name in
///   all of them, if no step is in all of them, or if no two values meet.
func compare(_ files: [CurveFile]) throws -> Comparison {
    let base = files[0]
    if let other = files.first(where: { $0.step != base.step }) {
        throw DataError.wrongContents(
            "\(base.name) counts \(base.step)s and \(other.name) \(other.step)s: they have no "
                + "steps in common")
    }
    var common = Set(base.steps)
    for file in files.dropFirst() { common.formIntersection(file.steps) }
    let steps = common.sorted()
    guard !steps.isEmpty else {
        let ranges = files.map { file in
            "\(file.name) has \(file.step)s \(file.steps[0]) to \(file.steps[file.steps.count - 1])"
        }
        throw DataError.wrongContents("no \(base.step) is in all files: \(listed(ranges))")
    }

    let groups = try matchingCurves(files)
    let curves = groups.map { names in
        ComparedCurve(
            name: Set(names).count == 1 ? names[0] : names.joined(separator: ", "),
            files: files.map(\.name), steps: steps,
            values: zip(files, names).map { file, name in
                let values = file.values[name] ?? [:]
                return steps.map { values[$0] }
            })
    }
    let meet = curves.contains { curve in
        files.indices.dropFirst().contains { curve.difference(of: $0, tolerance: 0).compared > 0 }
    }
    guard meet else {
        throw DataError.wrongContents(
            "there is no \(base.step) at which two of the files have a value: too many are missing")
    }
    let leftOut = zip(files.indices, files).flatMap { index, file in
        let compared = Set(groups.map { $0[index] })
        return file.curves.filter { !compared.contains($0) }.map { (curve: $0, file: file.name) }
    }
    return Comparison(
        step: base.step, curves: curves,
        stepsLeftOut: Set(files.flatMap(\.steps)).count - steps.count, curvesLeftOut: leftOut)
}

/// The curves that belong together: for each of them its name in each file.
private func matchingCurves(_ files: [CurveFile]) throws -> [[String]] {
    if files.allSatisfy({ $0.curves.count == 1 }) { return [files.map { $0.curves[0] }] }
    let inOthers = files.dropFirst().map { Set($0.curves) }
    let common = files[0].curves.filter { curve in inOthers.allSatisfy { $0.contains(curve) } }
    guard !common.isEmpty else {
        let contents = files.map { "\($0.name) has \(listed(firstOnes($0.curves)))" }
        throw DataError.wrongContents(
            "no curve has the same name in all files: \(contents.joined(separator: "; "))")
    }
    return common.map { name in files.map { _ in name } }
}

/// At most eight names, each of at most 40 letters, and how many more there are.
func firstOnes(_ names: [String]) -> [String] {
    let shown = names.prefix(8).map { $0.count > 40 ? $0.prefix(39) + "…" : $0 }
    return shown + (names.count > 8 ? ["\(names.count - 8) more"] : [])
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}

/// The places of at most about twenty of a curve's steps, evenly, with the first, the last and
/// the given ones among them.
func shownPlaces(count: Int, always: [Int]) -> [Int] {
    guard count > 40 else { return Array(0..<count) }
    let every = (count + 19) / 20
    let places = Set(stride(from: 0, to: count, by: every)).union(always).union([count - 1])
    return places.sorted()
}
