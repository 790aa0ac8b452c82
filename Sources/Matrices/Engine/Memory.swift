/// Makes Linux's C library keep the memory of freed matrices. Giving it back after every step, and
/// getting it again page by page, took a third of the time. The library keeps twice as much as the
/// largest block of up to 32 MB that was ever freed. So one of 31 MB is freed here, unused.
func keepFreedMemory() { _ = once }

private let once: Void =
    UnsafeMutableRawPointer.allocate(byteCount: 31 << 20, alignment: 16).deallocate()
