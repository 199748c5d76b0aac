internal import Glibc

/// Lets all threads share the main heap, which grows in large pieces; each of the others grows by a few pages at a time, with
/// a call of the kernel for each.
///
/// For programs whose work is done by one thread after the other; a server's threads would wait for each other.
package func shareOneHeap() {
    _ = mallopt(M_ARENA_MAX, 1)
    _ = mallopt(M_TOP_PAD, 16 << 20)
}
