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
        if places.count > 1 { throw .twice("--\(name)", at: places[1]) }
        if words[place] != "--\(name)" { throw .needless(words[place], of: name, at: place) }
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
        if found.count > 1 { throw .twice("--\(name)", at: found[1].place) }
        guard let text = first.text, !text.isEmpty else {
            throw .missing(placeholder, of: name, at: first.place)
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
