//! Choices drawn from bytes.

/// Bytes that choose, one after another; when they are used up, the plainest is chosen.
pub(super) struct Dice<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Dice<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    pub(super) fn byte(&mut self) -> usize {
        self.bytes.next().copied().map_or(0, usize::from)
    }

    /// One of a list, the first for 0.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.byte() % list.len()]
    }

    /// Whether something rarer than usual happens: so often in a hundred, never for 0.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.byte() * 100 >= 256 * (100 - percent)
    }
}
