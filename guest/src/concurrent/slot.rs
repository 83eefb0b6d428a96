//! The storage of an item during its transfer.
//!
//! A slot has room for the canonical representation of one item. It is part of the future's own frame if the
//! representation is not larger, nor more strictly aligned, than the item in Rust: numbers, `bool`, `char`,
//! enumerations, strings and records of these. Otherwise it is a [`Buffer`], which is allocated when the reader or
//! writer is made, and is reused for all of its items.

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::ptr::NonNull;

use super::Channel;

/// A slot that is not part of the frame.
pub(crate) struct Buffer {
    start: NonNull<u8>,
    layout: Layout,
}

impl Buffer {
    /// A slot for the items of `channel`; `None` if the frame has room for it.
    pub(crate) fn unless_frame<C: Channel>(channel: C) -> Option<Buffer> {
        let layout = channel.layout();
        let frame = Layout::new::<C::Item>();
        let fits = layout.size() <= frame.size() && layout.align() <= frame.align();
        if fits || layout.size() == 0 { None } else { Some(Buffer::allocate(layout)) }
    }

    /// Allocates a buffer. The size must not be zero.
    fn allocate(layout: Layout) -> Buffer {
        // SAFETY: `unless_frame` asks for no buffer of size zero.
        let start = unsafe { alloc(layout) };
        let Some(start) = NonNull::new(start) else { handle_alloc_error(layout) };
        Buffer { start, layout }
    }

    /// The address of its first byte.
    pub(crate) fn start(&self) -> *mut u8 {
        self.start.as_ptr()
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        // SAFETY: `allocate` got it with this layout.
        unsafe { dealloc(self.start.as_ptr(), self.layout) };
    }
}
