//! The bounded allocator behind `__cabi_arena_realloc` (contract, section 2).
//!
//! An [`Arena`] hands out blocks of one range of bytes, which never grows. Allocation and release take constant time
//! whatever the arena contains, a move takes the time of its copy, and freed neighbours join at once, so a program that
//! allocates and frees in balance runs for ever.
//!
//! A block takes its bytes and a header of four, rounded up to a multiple of [`GRANULE`], and at least [`SMALLEST_BLOCK`].
//! It is cut to that size, so nothing else is lost to rounding. The arena itself takes [`GRANULE`] bytes.
//!
//! The lists of free blocks lie in the arena, where every user of a block can overwrite them. So the arena does not
//! trust anything that it reads there: it reads and writes only inside its range, whatever the values are, and reports
//! an error when it sees that its data was overwritten. The trusted allocator of a native image relies on that.

#![no_std]

#[cfg(test)]
extern crate std;

mod tlsf;

use core::marker::PhantomData;

use tlsf::{Block, Blocks};

pub use tlsf::{Elsewhere, GRANULE, Heads, SMALLEST_BLOCK, lists};

/// The reason why a call failed. The embedder traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArenaError {
    /// No free block was found that certainly holds this many bytes at this alignment. For an alignment above
    /// [`GRANULE`], such a block has room for the worst position.
    Exhausted,
    /// The alignment is zero or not a power of two.
    BadAlignment,
    /// The old pointer is not a live block of this arena.
    BadPointer,
    /// The arena's lists were overwritten. All later calls fail too.
    Corrupt,
}

/// An allocator over a range of bytes, with `LISTS` free lists. `LISTS` is a multiple of 4.
///
/// [`lists`] returns the number that a size needs. With fewer lists, the arena is split into pieces of 2^(`LISTS` / 4 +
/// 4) bytes, and no block lies across two of them.
pub type Arena<'a, const LISTS: usize> = ArenaWith<'a, [u32; LISTS]>;

/// An [`Arena`] with as many free lists as its size needs, which are stored elsewhere.
///
/// All zeros are an arena of no bytes. So zeroed words become an arena by a cast of their address.
pub type DynArena<'a> = ArenaWith<'a, Elsewhere>;

/// An allocator whose free lists are in `H`: an array, or words stored elsewhere. See [`Arena`] and [`DynArena`].
#[repr(C)]
pub struct ArenaWith<'a, H> {
    size: usize,
    bytes: PhantomData<&'a mut [u8]>,
    blocks: Blocks<H>,
}

impl<'a, const LISTS: usize> Arena<'a, LISTS> {
    /// An arena of no bytes. All of its bits are zero, so a static one takes no room in an image.
    pub const EMPTY: Arena<'a, LISTS> = ArenaWith { size: 0, bytes: PhantomData, blocks: Blocks::EMPTY };

    /// An arena over `bytes`, of which it uses the part that is aligned to [`GRANULE`], and 2 GiB at most. If the range
    /// is too short for a block, the arena is exhausted from the start.
    pub fn new(bytes: &'a mut [u8]) -> Arena<'a, LISTS> {
        let mut arena = Arena::EMPTY;
        arena.give(bytes);
        arena
    }
}

impl<'a> DynArena<'a> {
    /// As [`Arena::give`], with the free lists to use.
    pub fn give_with(&mut self, lists: Elsewhere, bytes: &'a mut [u8]) {
        if self.size == 0 {
            self.blocks.use_lists(lists);
            self.give(bytes);
        }
    }
}

impl<'a, H: Heads> ArenaWith<'a, H> {
    /// Gives an empty arena its bytes, like [`Arena::new`], but without moving the arena. One that is not empty stays
    /// as it is.
    pub fn give(&mut self, bytes: &'a mut [u8]) {
        if self.size == 0 {
            self.size = bytes.len();
            self.blocks.give(bytes);
        }
    }

    /// Allocates, resizes or frees a block, like `__cabi_arena_realloc`. If that returns `align`, this returns it too,
    /// as a pointer without provenance.
    ///
    /// # Errors
    ///
    /// See [`ArenaError`]. After an error the arena is unchanged, unless it is corrupt: then every call fails.
    ///
    /// # Safety
    ///
    /// If `old_len > 0`, nobody uses the block at `old_ptr` during the call; after it, its use depends on the result:
    /// it must not be used if it was freed or moved. Nothing else is relied on: an `old_ptr` that is not a live block
    /// can make the arena fail, or hand out memory that is in use, but not touch a byte outside its range.
    pub unsafe fn realloc(
        &mut self,
        old_ptr: *mut u8,
        old_len: usize,
        align: usize,
        new_len: usize,
    ) -> Result<*mut u8, ArenaError> {
        // SAFETY: the caller's promise.
        unsafe { self.exchange((old_ptr, old_len), align, new_len, Blocks::resize) }
    }

    /// Same as [`ArenaWith::realloc`] for calls of which at least one length is zero, without the code that resizes blocks.
    ///
    /// # Errors
    ///
    /// Same as [`ArenaWith::realloc`]; also if neither length is zero.
    ///
    /// # Safety
    ///
    /// Same as [`ArenaWith::realloc`].
    pub unsafe fn allocate_or_free(
        &mut self,
        old_ptr: *mut u8,
        old_len: usize,
        align: usize,
        new_len: usize,
    ) -> Result<*mut u8, ArenaError> {
        // SAFETY: the caller's promise.
        unsafe { self.exchange((old_ptr, old_len), align, new_len, |_, _, _, _, _| None) }
    }

    /// Exchanges a block, which may have no bytes, for another one; `resize` does it if both have bytes.
    ///
    /// # Safety
    ///
    /// Same as [`ArenaWith::realloc`].
    #[inline(always)]
    unsafe fn exchange(
        &mut self,
        (old_ptr, old_len): (*mut u8, usize),
        align: usize,
        new_len: usize,
        resize: impl FnOnce(&mut Blocks<H>, Block, usize, usize, usize) -> Option<Block>,
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
            (Some(old), _) => resize(&mut self.blocks, old, old_len, new_len, align),
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

    /// The size of the arena in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The bytes in use now: the live blocks with their headers and rounding.
    pub fn used(&self) -> usize {
        self.blocks.used()
    }

    /// The most bytes that were ever in use. A block that moves counts twice while it is copied.
    pub fn high_water(&self) -> usize {
        self.blocks.high_water()
    }
}

#[cfg(test)]
mod tests;
