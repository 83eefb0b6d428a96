//! The bounded allocator behind `__cabi_arena_realloc` (contract, section 2).
//!
//! An [`Arena`] hands out blocks of one range of bytes, which never grows. It is a two-level segregated fit (the `rlsf`
//! crate): allocation and release take constant time whatever the arena holds, a move takes the time of its copy, and freed
//! neighbours join at once, so a program that allocates and frees in balance runs for ever.
//!
//! Each block has a header of two words before it, and its size is a multiple of four words; a request for more than the
//! smallest free block's class is met from the next class up, which is at most a quarter larger. Where a word has 32
//! bits, an arena is in pieces of 16 x 2^17 bytes (2 MiB), and no block lies across two of them.

#![no_std]

#[cfg(test)]
extern crate std;

use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

use rlsf::{GRANULARITY, Tlsf};

/// Size classes by power of two, and divisions of each.
const FIRST_LEVELS: usize = 17;
const SECOND_LEVELS: usize = 4;

/// Bytes before each block.
const HEADER: usize = GRANULARITY / 2;

/// Why a call was not met. The embedder traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArenaError {
    /// There is no free block of that size and alignment.
    Exhausted,
    /// The alignment is zero or no power of two.
    BadAlignment,
    /// The old pointer is no block of this arena.
    BadPointer,
}

/// An allocator over a range of bytes.
pub struct Arena<'a> {
    blocks: Tlsf<'a, u32, u8, FIRST_LEVELS, SECOND_LEVELS>,
    start: usize,
    size: usize,
    used: usize,
    high_water: usize,
}

impl<'a> Arena<'a> {
    /// An arena over `bytes`. One that is too short for a block is exhausted from the start.
    pub fn new(bytes: &'a mut [MaybeUninit<u8>]) -> Arena<'a> {
        let (start, size) = (bytes.as_ptr().addr(), bytes.len());
        let mut blocks = Tlsf::new();
        // How much of it is used depends on its alignment.
        let _ = blocks.insert_free_block(bytes);
        Arena { blocks, start, size, used: 0, high_water: 0 }
    }

    /// Allocates, resizes or frees a block, as `__cabi_arena_realloc` does. Where that returns `align`, so does this, as a
    /// pointer without provenance.
    ///
    /// # Errors
    ///
    /// See [`ArenaError`]. After an error the arena is as it was.
    ///
    /// # Safety
    ///
    /// When `old_len > 0`, `old_ptr` is a live block of this arena, made with the same alignment, of which `old_len` bytes
    /// may be read; or it is no pointer into the arena, or not where such a block can be, and then the call fails.
    pub unsafe fn realloc(
        &mut self,
        old_ptr: *mut u8,
        old_len: usize,
        align: usize,
        new_len: usize,
    ) -> Result<*mut u8, ArenaError> {
        if !align.is_power_of_two() {
            return Err(ArenaError::BadAlignment);
        }
        let old = match old_len {
            0 => None,
            _ => Some(self.live_block(old_ptr, old_len, align)?),
        };
        if new_len == 0 {
            if let Some(old) = old {
                // SAFETY: the caller gives a live block with its alignment.
                unsafe { self.blocks.deallocate(old, align) };
                self.used = self.used.saturating_sub(footprint(old_len, align));
            }
            return Ok(core::ptr::without_provenance_mut(align));
        }
        let layout = Layout::from_size_align(new_len, align).map_err(|_| ArenaError::Exhausted)?;
        let new = match old {
            None => self.blocks.allocate(layout),
            // SAFETY: the caller gives a live block with its alignment.
            Some(old) => unsafe { self.blocks.reallocate(old, layout) },
        };
        let new = new.ok_or(ArenaError::Exhausted)?;
        let freed = if old_len > 0 { footprint(old_len, align) } else { 0 };
        self.used = self.used.saturating_sub(freed).saturating_add(footprint(new_len, align));
        self.high_water = self.high_water.max(self.used);
        Ok(new.as_ptr())
    }

    /// The old block, as far as can be told without a list of all blocks.
    ///
    /// A block right after its header can be told from one that was aligned further, so one alignment is not taken for
    /// another where their headers differ.
    fn live_block(&self, old_ptr: *mut u8, old_len: usize, align: usize) -> Result<NonNull<u8>, ArenaError> {
        let offset = old_ptr.addr().wrapping_sub(self.start);
        let (unit, residue) = if align < GRANULARITY { (GRANULARITY, HEADER) } else { (align, 0) };
        let aligned = old_ptr.addr() & (unit - 1) == residue;
        if aligned && offset >= HEADER && offset < self.size && old_len <= self.size - offset {
            NonNull::new(old_ptr).ok_or(ArenaError::BadPointer)
        } else {
            Err(ArenaError::BadPointer)
        }
    }

    /// Bytes that the arena spans.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Bytes in use now: the live blocks with their headers, rounded as the allocator rounds them.
    pub fn used(&self) -> usize {
        self.used
    }

    /// The most bytes that were ever in use.
    pub fn high_water(&self) -> usize {
        self.high_water
    }
}

/// Bytes that a block takes: its header and what rounding and alignment add at most.
fn footprint(len: usize, align: usize) -> usize {
    let padding = if align >= GRANULARITY { align } else { 0 };
    let bytes = len.saturating_add(HEADER).saturating_add(padding);
    bytes.saturating_add(GRANULARITY - 1) & !(GRANULARITY - 1)
}

#[cfg(test)]
mod tests;
