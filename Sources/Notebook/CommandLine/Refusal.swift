import Foundation

/// Why a program doesn't start or go on: a sentence for the reader, and the exit code.
struct Refusal: Error, Equatable {
    var sentence: String
    var code: Int32

    /// Options that make no sense.
    static func usage(_ sentence: String) -> Refusal { Refusal(sentence: sentence, code: 64) }

    /// A file that can't be written.
    static func output(_ sentence: String) -> Refusal { Refusal(sentence: sentence, code: 73) }
}

extension Refusal {
    /// The sentence of an error, and the code to exit with: the error's own, if it is one that a
    /// program can exit with, or 70.
    init(_ error: any Error) {
        if let refusal = error as? Refusal {
            self = refusal
            return
        }
        let described = (error as? any LocalizedError)?.errorDescription
        let coded = error as? any CustomNSError
        let code = coded?.errorCode ?? 70
        self.code = (1...255).contains(code) ? Int32(code) : 70
        sentence =
            described ?? (coded == nil ? String(describing: error) : error.localizedDescription)
    }
}

/// What is wrong with an option, and at which word of the command line.
struct Misuse: Error {
    var place: Int
    var sentence: String

    /// A value that makes no sense, where one of several names or something else was expected.
    static func value(
        _ text: String, of name: String, _ expected: String, among names: [String], at place: Int
    ) -> Misuse {
        let meant = likelyMeant(text, among: names).map { " (perhaps \($0))" } ?? ""
        let list = names.isEmpty ? "" : "one of \(names.joined(separator: ", "))\(meant)"
        return Misuse(
            place: place, sentence: "--\(name) takes \(expected)\(list), found “\(text)”")
    }

    /// No value where one is needed.
    static func missing(_ placeholder: String, of name: String, at place: Int) -> Misuse {
        Misuse(place: place, sentence: "--\(name) needs a value: --\(name) \(placeholder)")
    }

    /// A value where none is needed.
    static func needless(_ word: String, of name: String, at place: Int) -> Misuse {
        Misuse(place: place, sentence: "--\(name) takes no value, found \(word)")
    }

    /// An option that was there already.
    static func twice(_ option: String, at place: Int) -> Misuse {
        Misuse(place: place, sentence: "\(option) is given twice")
    }

    /// A word that no option has used.
    static func unknown(_ word: String, among options: [String], at place: Int) -> Misuse {
        guard word.hasPrefix("-"), word != "-" else {
            return Misuse(
                place: place, sentence: "what is “\(word)” for? Options begin with --")
        }
        let name = String(word.prefix { $0 != "=" })
        let meant = likelyMeant(name, among: options)
        if meant == name { return .twice(name, at: place) }
        let hint =
            meant.map { ": perhaps \($0)?" } ?? "; there are \(options.joined(separator: ", "))"
        return Misuse(place: place, sentence: "there is no option \(name)\(hint)")
    }

    /// A word whose bytes are no letters: Swift mends them, so that it would name another file.
    static func noText(_ word: String, at place: Int) -> Misuse {
        Misuse(
            place: place,
            sentence: "“\(word)” is no UTF-8, so the name of a file in it would be another one; "
                + "rename the file")
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
