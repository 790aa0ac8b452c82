/// Goes through the text in a file's header, character by character.
struct HeaderScanner {
    let text: ArraySlice<UInt8>
    let path: String
    /// Where in the file the text begins.
    let offset: Int
    /// What is said of a text of another kind, and what every sentence ends with.
    let misfit, hint: String
    /// The next character's place in the text.
    var place: Int

    init(
        _ text: ArraySlice<UInt8>, _ path: String, at offset: Int, misfit: String, hint: String = ""
    ) {
        (self.text, self.path, self.offset) = (text, path, offset)
        (self.misfit, self.hint) = (misfit, hint)
        place = text.startIndex
    }

    func fail(_ sentence: String) -> DataError {
        .wrongContents("\(path), byte \(offset + place - text.startIndex): \(sentence)\(hint)")
    }

    /// The next character that is no space; nil at the end.
    mutating func next() -> Character? {
        while place < text.endIndex, [0x20, 0x09, 0x0a, 0x0d].contains(text[place]) { place += 1 }
        return place < text.endIndex ? Character(UnicodeScalar(text[place])) : nil
    }

    mutating func skip(_ character: Character) -> Bool {
        guard next() == character else { return false }
        place += 1
        return true
    }

    mutating func require(_ character: Character) throws {
        guard skip(character) else {
            let found = next().map { "'\(shown(String($0)))'" } ?? "its end"
            throw fail("\(misfit): '\(character)' was expected, \(found) was found")
        }
    }

    /// The digits that come next, as a number; nil if there are none.
    mutating func wholeNumber() throws -> Int? {
        _ = next()
        let digits = text[place...].prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        if digits.count > 1, digits.first == 0x30 { throw fail("a number begins with 0") }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
            throw fail("the number is too large for any file")
        }
        place = digits.endIndex
        return number
    }
}
