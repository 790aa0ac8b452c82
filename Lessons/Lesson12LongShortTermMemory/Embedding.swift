import Datasets
import Matrices
import Notebook

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

/// The rows of a network's letters, before and after its training.
struct Embedding {
    let projection: Projection
    let inPicture, inAllNumbers, untrained: VowelDistances

    init(before: Matrix, after: Matrix) {
        projection = principalComponents(after)
        inPicture = VowelDistances(projection.places)
        inAllNumbers = VowelDistances(after)
        untrained = VowelDistances(principalComponents(before).places)
    }
}

extension Notebook {
    func showEmbedding(_ embedding: Embedding) {
        text("The axes of the picture are the two directions in which the 27 rows differ most:")
        let (projection, inPicture) = (embedding.projection, embedding.inPicture)
        func points(_ name: String, _ labels: String, _ codes: [Int]) -> Points {
            Points(
                name, x: codes.map { projection.places[$0, 0] },
                y: codes.map { projection.places[$0, 1] }, labels: Array(labels))
        }
        let consonants = "bcdfghjklmnpqrstvwxyz"
        scatter(
            "The rows of the letters", x: "first component", y: "second component",
            [
                points("vowels", "aeiou", codes("aeiou")),
                points("consonants", consonants, codes(consonants)),
                points("beginning of a name", ".", [nameEdge]),
            ], sameScale: true)
        func number(_ distance: Double) -> String {
            distance < 1e6 ? fixed(distance, 1) : scientific(distance)
        }
        table(
            ["mean distance", "of two vowels", "of a vowel and a consonant"],
            [
                ("in the picture", inPicture), ("in all 128 numbers", embedding.inAllNumbers),
                ("in a picture before training", embedding.untrained),
            ].map { [$0, number($1.amongVowels), number($1.toConsonants)] })
        let together = inPicture.amongVowels < 0.6 * inPicture.toConsonants
        text(
            """
            \(together
                ? "The vowels are close together, though nobody said what a vowel is."
                : "The vowels aren't close together: the network hasn't found out what they share.") \
            The picture shows \(fixed(100 * projection.share, 0)) % of the variance. In all 128 \
            numbers, each letter differs from the others in its own way.
            """)
    }
}
