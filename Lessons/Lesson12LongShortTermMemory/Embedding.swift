import Matrices

/// Rows of many numbers, drawn in a plane.
struct Projection {
    /// n × 2: where each row lies along the first and the second principal component.
    var places: Matrix
    /// How much of the rows' variance the two hold, 0…1.
    var share: Double
}

/// The two directions in which rows differ most, and where each row lies along them.
///
/// A direction v is found by asking again and again where v·Xᵀ·X points, beginning at the longest
/// row: each time the part of v along the widest direction grows most. Then that direction is taken
/// out of the rows, and the second is found in what is left. (A library computes the same from a
/// singular value decomposition.)
func principalComponents(_ rows: Matrix) -> Projection {
    let centred = rows - rows.columnMeans()
    var left = centred
    var places: [Matrix] = []
    for _ in 0..<2 {
        let lengths = (left * left).rowSums().transposed()
        var v = left[rows: lengths.indexOfMaximumInRows()]
        for _ in 0..<500 {
            v = matmul(matmul(v, transposed: left), left)
            v = v / max(v.norm(), .leastNormalMagnitude)
        }
        let along = matmul(left, transposed: v)
        left -= matmul(along, v)
        places.append(along)
    }
    let variance = (centred * centred).sum()
    return Projection(
        places: Matrix(joining: places), share: 1 - (left * left).sum() / variance)
}

/// How far apart letters lie: the mean distance of two vowels, and of a vowel and a consonant.
struct VowelDistances {
    var amongVowels: Double
    var toConsonants: Double

    init(_ rows: Matrix) {
        let vowels = codes("aeiou")
        let consonants = (0..<26).filter { !vowels.contains($0) }
        func mean(_ pairs: [(Int, Int)]) -> Double {
            pairs.reduce(0) { $0 + (rows[rows: [$1.0]] - rows[rows: [$1.1]]).norm() }
                / Double(pairs.count)
        }
        amongVowels = mean(vowels.flatMap { a in vowels.filter { $0 > a }.map { (a, $0) } })
        toConsonants = mean(vowels.flatMap { a in consonants.map { (a, $0) } })
    }
}
