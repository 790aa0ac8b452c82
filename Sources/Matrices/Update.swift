// Several matrices changed in one pass. An optimiser that made a new matrix of every term of its
// formula would walk through memory ten times, and memory is what it waits for.

/// Changes every element of a matrix, given the one in the same place of another:
/// `updateElements(&w, with: g) { w, g in w -= rate * g }`.
@inlinable
public func updateElements(
    _ a: inout Matrix, with b: Matrix, _ rule: (inout Double, Double) -> Void
) {
    checkSameShape(a, "updated with", b)
    a.values.withUnsafeMutableBufferPointer { a in
        b.values.withUnsafeBufferPointer { b in
            for i in 0..<a.count { rule(&a[i], b[i]) }
        }
    }
}

/// Changes the elements of two matrices together, given those in the same places of a third; all
/// have the same shape.
@inlinable
public func updateElements(
    _ a: inout Matrix, _ b: inout Matrix, with c: Matrix,
    _ rule: (inout Double, inout Double, Double) -> Void
) {
    checkSameShape(a, "updated with", c)
    checkSameShape(b, "updated with", c)
    a.values.withUnsafeMutableBufferPointer { a in
        b.values.withUnsafeMutableBufferPointer { b in
            c.values.withUnsafeBufferPointer { c in
                for i in 0..<a.count { rule(&a[i], &b[i], c[i]) }
            }
        }
    }
}

/// Changes the elements of three matrices together, given those in the same places of a fourth;
/// all have the same shape.
@inlinable
public func updateElements(
    _ a: inout Matrix, _ b: inout Matrix, _ c: inout Matrix, with d: Matrix,
    _ rule: (inout Double, inout Double, inout Double, Double) -> Void
) {
    checkSameShape(a, "updated with", d)
    checkSameShape(b, "updated with", d)
    checkSameShape(c, "updated with", d)
    a.values.withUnsafeMutableBufferPointer { a in
        b.values.withUnsafeMutableBufferPointer { b in
            c.values.withUnsafeMutableBufferPointer { c in
                d.values.withUnsafeBufferPointer { d in
                    for i in 0..<a.count { rule(&a[i], &b[i], &c[i], d[i]) }
                }
            }
        }
    }
}
