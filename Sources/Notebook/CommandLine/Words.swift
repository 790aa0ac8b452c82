/// The words of a command line, each used by one option or by none.
struct Words {
    private var words: [String]
    private var isUsed: [Bool]

    init(_ words: [String]) {
        self.words = words
        isUsed = words.map { _ in false }
    }

    /// Where a word stands that no option has used.
    var firstUnused: Int? { isUsed.firstIndex(of: false) }

    /// Whether `--name` or `--name=value` stands among the words.
    func isGiven(_ name: String) -> Bool {
        words.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
    }

    subscript(position: Int) -> String { words[position] }

    /// Takes a word without value, such as `--ascii`; returns where it stands.
    mutating func takeFlag(_ name: String) throws(Misuse) -> Int? {
        let places = places(of: name)
        for place in places { isUsed[place] = true }
        guard let place = places.first else { return nil }
        if places.count > 1 { throw Misuse(at: places[1], "--\(name) is given twice") }
        if words[place] != "--\(name)" {
            throw Misuse(at: place, "--\(name) takes no value, found \(words[place])")
        }
        return place
    }

    /// Takes `--name value` or `--name=value`; returns where it stands and the value.
    mutating func takeValue(
        _ name: String, _ placeholder: String
    ) throws(Misuse) -> (place: Int, text: String)? {
        var found: [(place: Int, text: String?)] = []
        for place in places(of: name) {
            isUsed[place] = true
            if words[place] != "--\(name)" {
                found.append((place, String(words[place].dropFirst(name.count + 3))))
            } else if place + 1 < words.count, !isUsed[place + 1],
                !words[place + 1].hasPrefix("--")
            {
                isUsed[place + 1] = true
                found.append((place, words[place + 1]))
            } else {
                found.append((place, nil))
            }
        }
        guard let first = found.first else { return nil }
        if found.count > 1 { throw Misuse(at: found[1].place, "--\(name) is given twice") }
        guard let text = first.text, !text.isEmpty else {
            throw Misuse(at: first.place, "--\(name) needs a value: --\(name) \(placeholder)")
        }
        return (first.place, text)
    }

    /// Takes everything that is no option and that no option has used, nor will use: what stands
    /// behind one of these names is its value.
    mutating func takeRest(except names: [String]) -> [String] {
        var rest: [String] = []
        for place in words.indices where !isUsed[place] && !words[place].hasPrefix("-") {
            if place > 0, names.contains(where: { words[place - 1] == "--\($0)" }) { continue }
            isUsed[place] = true
            rest.append(words[place])
        }
        return rest
    }

    private func places(of name: String) -> [Int] {
        words.indices.filter {
            !isUsed[$0] && (words[$0] == "--\(name)" || words[$0].hasPrefix("--\(name)="))
        }
    }
}

/// What is wrong with a command line, and at which of its words.
struct Misuse: Error {
    var place: Int
    var sentence: String

    init(at place: Int, _ sentence: String) {
        self.place = place
        self.sentence = sentence
    }
}

/// How many letters have to be changed, added, left out or exchanged with their neighbour to make
/// one word of the other (Damerau and Levenshtein).
func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var distance = (0...a.count).map { i in (0...b.count).map { j in max(i, j) } }
    for i in 0..<a.count {
        for j in 0..<b.count {
            var least = min(distance[i][j + 1], distance[i + 1][j]) + 1
            least = min(least, distance[i][j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                least = min(least, distance[i - 1][j - 1] + 1)
            }
            distance[i + 1][j + 1] = least
        }
    }
    return distance[a.count][b.count]
}

/// The known word that was probably meant.
func likelyMeant(_ word: String, among known: [String]) -> String? {
    let best = known.map { (editDistance(word, $0), $0) }.min { $0.0 < $1.0 }
    guard let best, best.0 <= max(1, word.count / 3) else { return nil }
    return best.1
}
