/// Makes Linux's C library keep the memory of matrices that are no longer needed.
///
/// It would give memory back to the system after every step of a training, and get it again page
/// by page in the next: a third of the time of a training with batches of 256. But it keeps twice
/// as much as the largest block that was ever freed, up to 32 MB. So once such a block is taken,
/// and freed without having been used, which costs nothing here or elsewhere.
func keepFreedMemory() { _ = once }

private let once: Void = {
    UnsafeMutableRawPointer.allocate(byteCount: 31 << 20, alignment: 16).deallocate()
}()
