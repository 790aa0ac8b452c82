import Foundation

/// What doesn't fit: a mistake in the code that was run.
public struct Misfit: Sendable {
    /// What is said about it, with the operation and both shapes.
    package let sentence: String
    /// Where a product stands in the reader's own code: `Exercise02/YourTurn.swift, line 7`.
    package var place: String?
    /// An operation on two matrices, and its sign: `·`, `transposed ·`, `+`.
    package var operation: (a: Matrix, sign: String, b: Matrix)?

    /// What is done instead of ending the program, while an exercise checks a reader's function: it
    /// gives what shall stand for the result of the operation, or never returns.
    package nonisolated(unsafe) static var handler: (@Sendable (Misfit) -> Matrix?)?

    fileprivate func end() -> Never {
        // What was printed before belongs before the sentence.
        fflush(nil)
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
        exit(70)
    }
}

/// Ends the program with one sentence on standard error, the last thing on the screen, and exit
/// code 70: something in the code that was run doesn't fit.
public func stop(_ sentence: String) -> Never {
    let misfit = Misfit(sentence: sentence)
    _ = Misfit.handler?(misfit)
    misfit.end()
}

/// Stops at an operation on two matrices whose shapes don't fit.
@usableFromInline
func stopAtShapes(_ a: Matrix, _ sign: String, _ b: Matrix) -> Matrix {
    let sentence = "\(a.rows) × \(a.columns) \(sign) \(b.rows) × \(b.columns)"
    let misfit = Misfit(
        sentence: "\(sentence): the shapes don't fit", operation: (a, sign, b))
    guard let standIn = Misfit.handler?(misfit) else { misfit.end() }
    return standIn
}

/// Stops at a product whose inner sizes differ, with the place in the reader's own code, and the
/// form of the product that would fit.
func stopAtProduct(
    _ a: Matrix, _ sign: String, _ b: Matrix, _ file: StaticString, _ line: UInt
) -> Matrix {
    let fitting = [
        ("matmul(a, b)", a.columns == b.rows),
        ("matmul(transposed: a, b)", a.rows == b.rows),
        ("matmul(a, transposed: b)", a.columns == b.columns),
    ].filter(\.1).map(\.0)
    let advice = fitting.isEmpty ? "" : "; \(fitting.joined(separator: " or ")) would fit"
    let place = "\(file), line \(line)"
    let misfit = Misfit(
        sentence: "\(place): matmul of \(a.rows) × \(a.columns) \(sign) \(b.rows) × \(b.columns): "
            + "the shapes don't fit\(advice)",
        place: place, operation: (a, sign, b))
    guard let standIn = Misfit.handler?(misfit) else { misfit.end() }
    return standIn
}
