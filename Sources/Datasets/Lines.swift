/// Reads a list of texts, one a line, such as names; line ends may be LF or CRLF, and empty lines
/// don't count.
///
/// - Throws: `DataError` 66 if the file can't be read; 65 if it is empty or of another format.
public func readLines(_ path: String) throws -> [String] {
    let bytes = try contents(of: path)
    try refuseOtherFormats(bytes, path, expected: "a text with an entry a line")
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    if lines.isEmpty { throw DataError.wrongContents("\(path): the file holds only empty lines") }
    return lines
}
