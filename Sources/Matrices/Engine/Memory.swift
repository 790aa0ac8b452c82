/// Makes Linux's C library keep the memory of matrices that are no longer needed. It would give it
/// back after every step of a training, and get it again page by page in the next: a third of the
/// time. It keeps twice the largest block of up to 32 MB that was ever freed: so free one, unused.
func keepFreedMemory() { _ = once }

private let once: Void =
    UnsafeMutableRawPointer.allocate(byteCount: 31 << 20, alignment: 16).deallocate()
