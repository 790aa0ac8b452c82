import Matrices

/// The elements of some matrices, where they are in memory: a piece of each, equally long.
typealias Piece = UnsafeMutableBufferPointer<Double>

/// Goes through the elements of a gradient and of the matrices that change with it, piece by piece.
///
/// An optimiser does little for each weight, and there are many: memory sets the pace. So it goes
/// through them once, in place, and through large ones on all cores. No element depends on another,
/// so the pieces change no result.
/// - Parameters:
///   - g: The gradient.
///   - w, v: What changes, of the same shape.
///   - step: Changes a piece of w and v; the piece of g comes last, and is only read.
func inPieces(
    _ w: inout Matrix, _ v: inout Matrix, _ g: Matrix,
    _ step: @Sendable (Piece, Piece, Piece) -> Void
) {
    requireShape(w, g)
    w.values.withUnsafeMutableBufferPointer { w in
        v.values.withUnsafeMutableBufferPointer { v in
            g.values.withUnsafeBufferPointer { g in
                nonisolated(unsafe) let (w, v, g) = (w, v, Piece(mutating: g))
                onAllCores(g.count) { piece in
                    step(w.part(piece), v.part(piece), g.part(piece))
                }
            }
        }
    }
}

/// The same for three matrices that change with the gradient.
func inPieces(
    _ w: inout Matrix, _ m: inout Matrix, _ v: inout Matrix, _ g: Matrix,
    _ step: @Sendable (Piece, Piece, Piece, Piece) -> Void
) {
    requireShape(w, g)
    w.values.withUnsafeMutableBufferPointer { w in
        m.values.withUnsafeMutableBufferPointer { m in
            v.values.withUnsafeMutableBufferPointer { v in
                g.values.withUnsafeBufferPointer { g in
                    nonisolated(unsafe) let (w, m, v, g) = (w, m, v, Piece(mutating: g))
                    onAllCores(g.count) { piece in
                        step(w.part(piece), m.part(piece), v.part(piece), g.part(piece))
                    }
                }
            }
        }
    }
}

extension Piece {
    fileprivate func part(_ range: Range<Int>) -> Piece { Piece(rebasing: self[range]) }
}

private func requireShape(_ w: Matrix, _ g: Matrix) {
    guard w.rows == g.rows, w.columns == g.columns else {
        stop("a gradient of \(g.rows) × \(g.columns) for weights of \(w.rows) × \(w.columns)")
    }
}

/// 0 ..< count in pieces of about 8,192; fewer than two of them are not worth another core.
private func onAllCores(_ count: Int, _ work: @Sendable (Range<Int>) -> Void) {
    let pieces = count / 8192
    guard pieces > 1 else { return work(0..<count) }
    Matrices.onAllCores(pieces) { piece in
        work(count * piece / pieces..<count * (piece + 1) / pieces)
    }
}
