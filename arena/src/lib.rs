//! The bounded allocator behind `__cabi_arena_realloc` (contract, section 2).
//!
//! An [`Arena`] hands out blocks of one range of bytes, which never grows. Allocation and release take constant time whatever
//! the arena holds, a move takes the time of its copy, and freed neighbours join at once, so a program that allocates and
//! frees in balance runs for ever.
//!
//! A block takes its bytes and a header of four, rounded up to a multiple of [`GRANULE`], and at least [`SMALLEST_BLOCK`].
//! It is cut to that size, so nothing else is lost to rounding. The arena itself takes [`GRANULE`] bytes.
//!
//! The lists of free blocks lie in the arena, where whoever uses the blocks can overwrite them. So the arena believes
//! nothing that it reads there: it reads and writes between its own ends only, whatever it finds, and when it sees that
//! its books were overwritten it says so. The trusted allocator of a native image relies on that.

#![no_std]

#[cfg(test)]
extern crate std;

mod tlsf;

use core::marker::PhantomData;

use tlsf::Blocks;

pub use tlsf::{Elsewhere, GRANULE, Heads, SMALLEST_BLOCK, lists};

/// Why a call was not met. The embedder traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArenaError {
    /// No free block was found that surely holds so many bytes at that alignment. For an alignment above [`GRANULE`] that is
    /// one with room for the worst place that it can have.
    Exhausted,
    /// The alignment is zero or no power of two.
    BadAlignment,
    /// The old pointer is no live block of this arena.
    BadPointer,
    /// The arena's lists were overwritten. It stays that way.
    Corrupt,
}

/// An allocator over a range of bytes, with `LISTS` free lists, a multiple of 4.
///
/// [`lists`] says how many a size needs. With fewer, the arena is in pieces of 2^(`LISTS` / 4 + 4) bytes, and no block lies
/// across two of them.
pub type Arena<'a, const LISTS: usize> = ArenaWith<'a, [u32; LISTS]>;

/// An [`Arena`] with as many free lists as its size needs, which lie elsewhere.
///
/// All zeros are an arena of no bytes. So words of zeros become one by a cast of their address.
pub type DynArena<'a> = ArenaWith<'a, Elsewhere>;

/// An allocator whose free lists are in `H`: an array, or words elsewhere. See [`Arena`] and [`DynArena`].
#[repr(C)]
pub struct ArenaWith<'a, H> {
    size: usize,
    bytes: PhantomData<&'a mut [u8]>,
    blocks: Blocks<H>,
}

impl<'a, const LISTS: usize> Arena<'a, LISTS> {
    /// An arena of no bytes, whose every bit is zero: a static one takes no room in an image.
    pub const EMPTY: Arena<'a, LISTS> = ArenaWith { size: 0, bytes: PhantomData, blocks: Blocks::EMPTY };

    /// An arena over `bytes`, of which it uses what is aligned to [`GRANULE`], and 2 GiB at most. One that is too short for
    /// a block is exhausted from the start.
    pub fn new(bytes: &'a mut [u8]) -> Arena<'a, LISTS> {
        let mut arena = Arena::EMPTY;
        arena.give(bytes);
        arena
    }
}

impl<'a> DynArena<'a> {
    /// As [`Arena::give`], with the lists to use.
    pub fn give_with(&mut self, lists: Elsewhere, bytes: &'a mut [u8]) {
        if self.size == 0 {
            self.blocks.use_lists(lists);
            self.give(bytes);
        }
    }
}

impl<'a, H: Heads> ArenaWith<'a, H> {
    /// Makes an empty arena one over `bytes`, as [`Arena::new`] does, where it is. One that is not empty stays as it is.
    pub fn give(&mut self, bytes: &'a mut [u8]) {
        if self.size == 0 {
            self.size = bytes.len();
            self.blocks.give(bytes);
        }
    }

    /// Allocates, resizes or frees a block, as `__cabi_arena_realloc` does. Where that returns `align`, so does this, as a
    /// pointer without provenance.
    ///
    /// # Errors
    ///
    /// See [`ArenaError`]. After an error the arena is as it was, unless it is corrupt: then every call fails.
    ///
    /// # Safety
    ///
    /// When `old_len > 0`, nobody uses the block at `old_ptr` during the call, and after it only as its result says: not at
    /// all if it was freed or moved. Nothing else is relied on: an `old_ptr` that is no live block can make the arena fail,
    /// or hand out memory that is in use, but not touch a byte outside its range.
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
            _ => Some(self.blocks.find(old_ptr, old_len, align).ok_or(ArenaError::BadPointer)?),
        };
        let block = match (old, new_len) {
            (Some(old), 0) => {
                self.blocks.free(old);
                None
            }
            (None, 0) => None,
            (None, _) => self.blocks.allocate(new_len, align),
            (Some(old), _) => self.blocks.resize(old, old_len, new_len, align),
        };
        if self.blocks.is_corrupt() {
            return Err(ArenaError::Corrupt);
        }
        match block {
            Some(block) => Ok(self.blocks.pointer(block)),
            None if new_len == 0 => Ok(core::ptr::without_provenance_mut(align)),
            None => Err(ArenaError::Exhausted),
        }
    }

    /// Bytes that the arena spans.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Bytes in use now: the live blocks with their headers, rounded as they are.
    pub fn used(&self) -> usize {
        self.blocks.used()
    }

    /// The most bytes that were ever in use. A block that moves is there twice while it is copied.
    pub fn high_water(&self) -> usize {
        self.blocks.high_water()
    }
}

#[cfg(test)]
mod tests;
