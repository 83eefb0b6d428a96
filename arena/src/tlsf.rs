//! Two-level segregated fit (Masmano, Ripoll, Crespo and Real, 2004) over 32-bit offsets.
//!
//! Takes a range of bytes; gives blocks of it, as offsets of their headers. A block starts with a word: its size in
//! bytes, header included, a multiple of [`GRANULE`], and two flags in the low bits. A free block continues with the
//! offsets of the next and the previous block of its list, and its last word is its size again, so that the block after
//! it finds its start:
//!
//! ```text
//!   used   | size, previous free? | bytes ...                            |
//!   free   | size, free           | next | previous | ...         | size |
//! ```
//!
//! The bytes of a block are aligned to [`GRANULE`], so headers lie four bytes before such addresses. The range ends with a
//! header of size zero, in use, so that every block has a successor.
//!
//! Free blocks are in lists by size: four lists for each power of two. A bit for each list tells whether it has a
//! block, so the smallest list whose blocks certainly fit is found by a few bit scans. Before that, the first block of
//! the request's own list is tried: it may be too small, but it may also be a block of the same size that was just
//! freed.
//!
//! The state in [`Blocks`] is trusted; the values in the range are not. An offset or a size from the range is checked
//! once, when it is read: [`Blocks::free_block`], [`Blocks::link`] and [`Blocks::find`] return blocks and offsets whose
//! words all lie in the range. So whatever the values are, nothing outside is touched and nothing takes longer. A
//! contradiction sets a flag and is not returned from every place that may see one: the operation continues with a
//! harmless value, and the caller reads the flag once, at the end.

/// The unit of sizes and the least alignment of blocks, in bytes.
pub const GRANULE: usize = 8;

/// The size of the smallest block in bytes: a free block has its header, two links and its size again.
pub const SMALLEST_BLOCK: usize = 16;

const UNIT: u32 = GRANULE as u32;
const SMALLEST: u32 = SMALLEST_BLOCK as u32;
const HEADER: u32 = 4;

/// In a header: this block is free.
const FREE: u32 = 1;
/// In a header: the block before this one is free.
const PREVIOUS_FREE: u32 = 2;
/// The bits of a header that are not its size.
const FLAGS: u32 = UNIT - 1;

/// The size of the largest range in bytes, so that no offset overflows.
const LARGEST_RANGE: usize = 1 << 31;

/// The words of the map of lists: a bit for each list of the largest arena.
const MAP_WORDS: usize = MOST_LISTS.div_ceil(32);
const MOST_LISTS: usize = lists(usize::MAX);

/// A block: the offset of its header, and its size. Both lie in the range, and so does the header after the block.
#[derive(Clone, Copy)]
pub struct Block {
    at: u32,
    size: u32,
}

/// Returns the number of free lists that an arena of `size` bytes needs in order to be one piece: 4 for each power of
/// two, 68 at most.
pub const fn lists(size: usize) -> usize {
    let mut lists = 4;
    while lists < 68 && (1 << (lists / 4 + 4)) < size {
        lists += 4;
    }
    lists
}

/// The first block of each free list: an array, or words stored elsewhere whose number is known only at run time.
pub trait Heads {
    /// The number of lists, a multiple of 4.
    fn count(&self) -> usize;
    /// The first block of a list; none if there is no such list.
    fn first(&self, list: usize) -> Option<u32>;
    /// The first block of a list, mutable; none if there is no such list.
    fn first_mut(&mut self, list: usize) -> Option<&mut u32>;
}

impl<const LISTS: usize> Heads for [u32; LISTS] {
    #[inline(always)]
    fn count(&self) -> usize {
        LISTS
    }

    #[inline(always)]
    fn first(&self, list: usize) -> Option<u32> {
        self.get(list).copied()
    }

    #[inline(always)]
    fn first_mut(&mut self, list: usize) -> Option<&mut u32> {
        self.get_mut(list)
    }
}

/// Free lists that are stored elsewhere, as many as an arena's size needs. All zeros are no lists.
#[repr(C)]
pub struct Elsewhere {
    heads: *mut u32,
    count: usize,
}

impl Elsewhere {
    /// Uses `count` words at this address as lists; `count` is a multiple of 4.
    ///
    /// # Safety
    ///
    /// The words exist, are zero, and nobody else uses them as long as this value is used.
    pub const unsafe fn new(heads: *mut u32, count: usize) -> Elsewhere {
        Elsewhere { heads, count }
    }
}

impl Heads for Elsewhere {
    #[inline(always)]
    fn count(&self) -> usize {
        self.count
    }

    #[inline(always)]
    fn first(&self, list: usize) -> Option<u32> {
        // SAFETY: it is one of those that [`Elsewhere::new`] was told of.
        (list < self.count).then(|| unsafe { self.heads.add(list).read() })
    }

    #[inline(always)]
    fn first_mut(&mut self, list: usize) -> Option<&mut u32> {
        // SAFETY: as for `first`.
        (list < self.count).then(|| unsafe { &mut *self.heads.add(list) })
    }
}

/// The blocks of a range. Without a range, all bits are zero.
#[repr(C)]
pub struct Blocks<H> {
    /// The start of the range, aligned to [`GRANULE`]; offsets count from here.
    base: *mut u8,
    /// The size of the range in granules.
    granules: u32,
    used: u32,
    high_water: u32,
    /// True if a value was read that contradicts those that were written.
    corrupt: bool,
    /// A bit for each list that has a free block.
    map: [u32; MAP_WORDS],
    /// The first block of each list; zero if the list is empty.
    heads: H,
}

impl<const LISTS: usize> Blocks<[u32; LISTS]> {
    /// Blocks without a range.
    pub const EMPTY: Blocks<[u32; LISTS]> = Blocks {
        base: core::ptr::null_mut(),
        granules: 0,
        used: 0,
        high_water: 0,
        corrupt: false,
        map: [0; MAP_WORDS],
        heads: [0; LISTS],
    };
}

impl<H: Heads> Blocks<H> {
    /// The limit of sizes: every block is smaller. There is a list for each smaller size.
    #[inline(always)]
    fn limit(&self) -> u32 {
        1 << (self.heads.count() / 4 + 4)
    }

    /// Sets the lists. There must be no range yet.
    pub fn use_lists(&mut self, heads: H) {
        self.heads = heads;
    }

    /// Makes all of `bytes` free, in as few blocks as possible. There must be no range yet.
    pub fn give(&mut self, bytes: &mut [u8]) {
        let skipped = bytes.as_ptr().align_offset(GRANULE);
        let bytes = bytes.get_mut(skipped..).unwrap_or_default();
        let size = bytes.len().min(LARGEST_RANGE) as u32 & !FLAGS;
        self.base = bytes.as_mut_ptr();
        self.granules = size / UNIT;
        let mut start = 0;
        while size - start >= UNIT + SMALLEST {
            let piece = (size - start).min(self.limit());
            let block = Block { at: start + HEADER, size: piece - UNIT };
            self.write(block.end(), 0);
            self.release(block);
            start += piece;
        }
    }

    /// The bytes in use, with headers.
    pub fn used(&self) -> usize {
        self.used as usize
    }

    /// The most bytes that were ever in use.
    pub fn high_water(&self) -> usize {
        self.high_water as usize
    }

    /// Returns true if a value was read that contradicts those that were written. Then no result has a meaning.
    pub fn is_corrupt(&self) -> bool {
        self.corrupt
    }

    /// The address of a block's bytes.
    pub fn pointer(&self, block: Block) -> *mut u8 {
        self.base.wrapping_add((block.at + HEADER) as usize)
    }

    /// The live block at `pointer`; none if no block with this length and alignment can be there.
    pub fn find(&self, pointer: *mut u8, len: usize, align: usize) -> Option<Block> {
        let offset = u32::try_from(pointer.addr().wrapping_sub(self.base.addr())).ok()?;
        let block = self.block(offset.wrapping_sub(HEADER))?;
        let is_aligned = offset & FLAGS == 0 && pointer.addr() & (align - 1) == 0;
        let flags = self.read(block.at) & FLAGS & !PREVIOUS_FREE | self.read(block.end()) & PREVIOUS_FREE;
        let holds_it = len <= (block.size - HEADER) as usize;
        (is_aligned && flags == 0 && holds_it).then_some(block)
    }

    /// Returns a block of at least `len` bytes, aligned to `align`, a power of two; none if none is found.
    pub fn allocate(&mut self, len: usize, align: usize) -> Option<Block> {
        let (size, align) = self.request(len, align)?;
        let mut at = self.heads.first(list(size)).unwrap_or(0);
        let mut searched = false;
        loop {
            if at != 0 {
                let free = self.free_block(at);
                let gap = self.gap(free, align);
                if gap + size <= free.size {
                    return Some(self.take(free, gap, size));
                }
            }
            if searched {
                return None;
            }
            // In the worst case, the first address after the header is as far as possible from an aligned one, and the
            // gap is too short for a block.
            at = self.search(if align > UNIT { size + align + UNIT } else { size })?;
            searched = true;
        }
    }

    /// Frees a block, and joins it with free neighbours.
    pub fn free(&mut self, block: Block) {
        let header = self.read(block.at);
        let mut whole = block;
        if header & PREVIOUS_FREE != 0 {
            let length = self.read(block.at - 4);
            let previous = self.free_block(block.at.wrapping_sub(length));
            if previous.end() == block.at {
                self.unlink(previous);
                whole = Block { at: previous.at, size: previous.size + block.size };
            } else {
                self.corrupt = true;
            }
        }
        if let Some(next) = self.free_neighbour(block) {
            self.unlink(next);
            whole.size += next.size;
        }
        self.used = self.used.saturating_sub(block.size);
        // If blocks join, the header in the middle is kept, so that a second release of the block is detected.
        self.write(block.at, header | FREE);
        self.release(whole);
    }

    /// Resizes a block to hold `new_len` bytes; in place if possible.
    pub fn resize(&mut self, block: Block, old_len: usize, new_len: usize, align: usize) -> Option<Block> {
        let (size, _) = self.request(new_len, align)?;
        let next = self.free_neighbour(block);
        let room = block.size + next.map_or(0, |next| next.size);
        if size <= room {
            if let Some(next) = next {
                self.unlink(next);
            }
            let flags = self.read(block.at) & PREVIOUS_FREE;
            self.used = self.used.saturating_sub(block.size);
            return Some(self.cut(Block { at: block.at, size: room }, flags, size));
        }
        let new = self.allocate(new_len, align)?;
        if !self.is_corrupt() {
            let (from, to) = (self.pointer(block), self.pointer(new));
            // SAFETY: both blocks lie in the range. The old one holds that many bytes, `find` saw to it; the new one was
            // asked to.
            unsafe { to.copy_from(from, old_len.min(new_len)) };
            self.free(block);
        }
        Some(new)
    }

    /// Converts a request into a size and an alignment; none if no block can have them.
    fn request(&self, len: usize, align: usize) -> Option<(u32, u32)> {
        let limit = self.limit() as usize;
        if len > limit - (UNIT + HEADER) as usize || align >= limit {
            return None;
        }
        let size = (len as u32 + HEADER + FLAGS) & !FLAGS;
        Some((size.max(SMALLEST), align as u32))
    }

    fn is_size(&self, size: u32) -> bool {
        (SMALLEST..self.limit()).contains(&size)
    }

    /// The bytes to leave free before a block, so that the block is aligned: none, or enough for a free block.
    fn gap(&self, free: Block, align: u32) -> u32 {
        let gap = (self.pointer(free).addr() as u32).wrapping_neg() & (align - 1);
        if gap == UNIT { gap + align } else { gap }
    }

    /// The first block of the smallest list whose blocks all have at least `size` bytes.
    fn search(&self, size: u32) -> Option<u32> {
        let granules = size / UNIT;
        let rounded = granules + (((1 << (granules | 3).ilog2()) - 1) >> 2);
        let list = list(rounded * UNIT);
        let mut word = list / 32;
        let mut bits = self.map.get(word)? & (!0 << (list % 32));
        while bits == 0 {
            word += 1;
            bits = *self.map.get(word)?;
        }
        self.heads.first(word * 32 + bits.trailing_zeros() as usize)
    }

    /// Takes `size` bytes out of a free block, `gap` bytes after its start.
    fn take(&mut self, free: Block, gap: u32, size: u32) -> Block {
        self.unlink(free);
        let rest = Block { at: free.at + gap, size: free.size - gap };
        let block = self.cut(rest, 0, size);
        if gap > 0 {
            self.release(Block { at: free.at, size: gap });
        }
        block
    }

    /// Takes `size` bytes of a block that is in no list into use, and frees the rest if that is large enough for a
    /// block.
    fn cut(&mut self, whole: Block, flags: u32, size: u32) -> Block {
        let rest = whole.size - size;
        let block = Block { at: whole.at, size: if rest < SMALLEST { whole.size } else { size } };
        self.write(block.at, block.size | flags);
        self.used = self.used.wrapping_add(block.size);
        // More bytes in use than exist: a block was handed out twice.
        self.corrupt |= self.used > self.granules * UNIT;
        self.high_water = self.high_water.max(self.used);
        if rest < SMALLEST {
            let next = self.read(whole.end());
            self.write(whole.end(), next & !PREVIOUS_FREE);
        } else {
            self.release(Block { at: block.end(), size: rest });
        }
        block
    }

    /// Frees a block, and puts it first in its list. The block before it is in use, or they would have joined.
    fn release(&mut self, block: Block) {
        let next = self.replace_head(list(block.size), block.at);
        self.write(block.at, block.size | FREE);
        self.write(block.at + 4, next);
        self.write(block.at + 8, 0);
        if next != 0 {
            self.write(next + 8, block.at);
        }
        self.write(block.end() - 4, block.size);
        let after = self.read(block.end());
        self.write(block.end(), after | PREVIOUS_FREE);
    }

    /// Removes a free block from its list.
    fn unlink(&mut self, block: Block) {
        let next = self.link(block.at + 4);
        let previous = self.link(block.at + 8);
        if next != 0 {
            self.write(next + 8, previous);
        }
        if previous != 0 {
            return self.write(previous + 4, next);
        }
        let head = self.replace_head(list(block.size), next);
        self.corrupt |= head != block.at;
    }

    /// Puts another block, or none, at the head of a list; returns the previous head. Inlined, because a release that
    /// joins two neighbours does it three times.
    #[inline(always)]
    fn replace_head(&mut self, list: usize, at: u32) -> u32 {
        let (Some(head), Some(map)) = (self.heads.first_mut(list), self.map.get_mut(list / 32)) else {
            self.corrupt = true;
            return 0;
        };
        let bit = 1 << (list % 32);
        *map = if at == 0 { *map & !bit } else { *map | bit };
        core::mem::replace(head, at)
    }

    /// The free block whose header is at `at`; an arbitrary block if there is none.
    #[inline(always)]
    fn free_block(&mut self, at: u32) -> Block {
        match self.block(at) {
            Some(block) if self.read(at) & FREE != 0 => block,
            _ => {
                self.corrupt = true;
                // The caller has a free block or a live one, so the range is not empty.
                Block { at: HEADER, size: SMALLEST }
            }
        }
    }

    /// The block after this one, if it is free.
    #[inline(always)]
    fn free_neighbour(&mut self, block: Block) -> Option<Block> {
        if self.read(block.end()) & FREE == 0 {
            return None;
        }
        let next = self.block(block.end());
        self.corrupt |= next.is_none();
        next
    }

    /// The block whose header is at `at`; none if the header or the block's end is outside the range.
    #[inline(always)]
    fn block(&self, at: u32) -> Option<Block> {
        if !self.is_header(at) {
            return None;
        }
        let size = self.read(at) & !FLAGS;
        let is_inside = self.is_size(size) && size < self.granules * UNIT - at;
        is_inside.then_some(Block { at, size })
    }

    /// The link at `at`: zero, or the offset of a header followed by links.
    #[inline(always)]
    fn link(&mut self, at: u32) -> u32 {
        let link = self.read(at);
        if link == 0 || self.is_header(link) && self.is_header(link + UNIT) {
            return link;
        }
        self.corrupt = true;
        0
    }

    /// Returns true if a header can be at this offset. The rotation turns an offset that no header has into a huge
    /// number.
    fn is_header(&self, at: u32) -> bool {
        at.wrapping_sub(HEADER).rotate_right(UNIT.ilog2()) < self.granules
    }

    #[inline(always)]
    fn read(&self, at: u32) -> u32 {
        debug_assert!(at.is_multiple_of(4) && at < self.granules * UNIT);
        // SAFETY: every offset that is used here is of a block, or of a link: it was checked. The range is ours as long as
        // we are.
        unsafe { self.base.cast::<u32>().byte_add(at as usize).read() }
    }

    #[inline(always)]
    fn write(&mut self, at: u32, value: u32) {
        debug_assert!(at.is_multiple_of(4) && at < self.granules * UNIT);
        // SAFETY: as for `read`.
        unsafe { self.base.cast::<u32>().byte_add(at as usize).write(value) };
    }
}

impl Block {
    /// The offset of the next header.
    fn end(self) -> u32 {
        self.at + self.size
    }
}

/// The list for blocks of `size` bytes; `size` is at least 16.
///
/// Below 64 bytes, each size has its own list; above, each list has the sizes of a quarter of a power of two.
fn list(size: u32) -> usize {
    let granules = size / UNIT;
    let log = (granules | 3).ilog2();
    // The second term is between 4 and 7: the leading one and the quarter below it.
    (log * 4 + ((granules << 2) >> log) - 8) as usize
}
