//! Where an item is while it moves.
//!
//! A slot is room for one item's canonical representation. It is part of the future's own frame when the representation
//! is not larger, nor aligned more strictly, than the item in Rust: numbers, `bool`, `char`, enumerations, strings and
//! records of these. Otherwise it is a [`Buffer`], which is allocated when the reader or writer is made and goes from item
//! to item.

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::ptr::NonNull;

use super::Channel;

/// A slot outside the frame.
pub(crate) struct Buffer {
    start: NonNull<u8>,
    layout: Layout,
}

impl Buffer {
    /// A slot for the items of `channel`, unless their frame has room for it.
    pub(crate) fn unless_frame<C: Channel>(channel: C) -> Option<Buffer> {
        let layout = channel.layout();
        let frame = Layout::new::<C::Item>();
        let fits = layout.size() <= frame.size() && layout.align() <= frame.align();
        if fits || layout.size() == 0 { None } else { Some(Buffer::allocate(layout)) }
    }

    /// Allocates; the size is not zero.
    fn allocate(layout: Layout) -> Buffer {
        // SAFETY: `unless_frame` asks for no buffer of size zero.
        let start = unsafe { alloc(layout) };
        let Some(start) = NonNull::new(start) else { handle_alloc_error(layout) };
        Buffer { start, layout }
    }

    /// Its first byte.
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
