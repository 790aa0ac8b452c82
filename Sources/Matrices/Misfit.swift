import Foundation

/// What happens when shapes or indices don't fit: a mistake in the code that was run.
public enum Misfit {
    /// What is done with the sentence instead of ending the program; it never returns.
    ///
    /// An exercise goes on with its check after a misfit in the reader's function.
    package nonisolated(unsafe) static var handler: (@Sendable (String) -> Never)?
}

/// Ends the program with one sentence on standard error, the last thing on the screen, and exit
/// code 70: something in the code that was run doesn't fit.
public func stop(_ sentence: String) -> Never {
    if let handler = Misfit.handler { handler(sentence) }
    // What was printed before belongs before the sentence.
    fflush(nil)
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
    exit(70)
}

/// Stops at a product whose inner sizes differ, with the place in the reader's own code, and the
/// form of the product that would fit.
func stopAtProduct(
    _ a: Matrix, _ between: String, _ b: Matrix, _ file: StaticString, _ line: UInt
) -> Never {
    let fitting = [
        ("matmul(a, b)", a.columns == b.rows),
        ("matmul(transposed: a, b)", a.rows == b.rows),
        ("matmul(a, transposed: b)", a.columns == b.columns),
    ].filter(\.1).map(\.0)
    let advice = fitting.isEmpty ? "" : "; \(fitting.joined(separator: " or ")) would fit"
    stop(
        "\(file), line \(line): matmul of \(a.rows) × \(a.columns) \(between) "
            + "\(b.rows) × \(b.columns): the shapes don't fit\(advice)")
}
