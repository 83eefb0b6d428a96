//! The new places of statics.
//!
//! A static that stays in its memory moves down, so that no gap is left where others were. Statics that get a memory of
//! their own start at zero there, so that an index into them is an address: that saves a subtraction at each access.
//! - If an address of theirs may be compared with the null pointer, they start above zero.
//! - If the program has an address before its static, as compilers make them, they start so far above zero that it does
//!   not wrap: an effective address has 33 bits (WebAssembly, 4.4.7).
//! - If addresses of theirs are compared by their order, the program may walk down an array to the address before it.
//!   Then they keep their addresses or move up.

use std::collections::BTreeMap;
use std::ops::Range;

use dissolve_wasm::MemoryIndex;

use crate::Source;
use crate::analysis::Analysis;
use crate::classes::Class;

/// The alignment of the heap's start.
const ALIGN: u32 = 16;

/// The largest distance of an address before its static for which the static starts above zero.
const MOST_BEFORE: u32 = 1 << 16;

/// A static at its new place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The position of the source, and of the static in it.
    pub from: (usize, usize),
    /// Its new addresses.
    pub range: Range<u32>,
}

/// A memory for statics only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// The source that the statics are of.
    pub source: usize,
    /// The statics, by address.
    pub statics: Vec<Placed>,
    /// The largest alignment of one, in bytes.
    pub align: u32,
    /// The size of the blocks that are accessed as a whole, in bytes.
    pub block: u32,
}

impl Object {
    /// The addresses from the first static to the last. The first is aligned as all are.
    pub fn range(&self) -> Range<u32> {
        match (self.statics.first(), self.statics.last()) {
            (Some(first), Some(last)) => {
                first.range.start & !(self.align - 1)..last.range.end.next_multiple_of(self.block)
            }
            _ => 0..0,
        }
    }
}

/// The statics that stay in their source's memory.
#[derive(Debug)]
pub struct Stay {
    /// The statics, by their new addresses: constants first.
    pub statics: Vec<Placed>,
    /// The addresses of the constants; the length is a multiple of the source's alignment, and of 16.
    pub constants: Range<u32>,
    /// The limits of the statics.
    pub limits: Limits,
}

/// The limits of a source's statics after the move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The end of the last static that stays.
    pub end: u32,
    /// How far the heap's start moves down.
    pub down: u32,
}

impl Limits {
    /// How far a limit moves down: as far as the heap's start, but not below the end of the last static.
    pub fn distance(self, limit: u32) -> u32 {
        self.down.min(limit.saturating_sub(self.end))
    }
}

/// The new places of all statics.
#[derive(Debug, Default)]
pub struct Layout {
    /// The memories for statics; their indices follow those of the module.
    pub objects: Vec<Object>,
    /// For each source, the statics that stay.
    pub stay: Vec<Stay>,
    /// The new memory of each class that has one.
    pub memory_of: BTreeMap<Class, MemoryIndex>,
}

impl Layout {
    /// Chooses the places. At most `most` memories are added.
    pub fn new(sources: &[Source], analysis: &mut Analysis, first_memory: MemoryIndex, most: usize) -> Layout {
        let mut layout = Layout::default();
        for (index, source) in sources.iter().enumerate() {
            let share = most / sources.len();
            layout.add(index, source, analysis, first_memory, share);
        }
        layout
    }

    fn add(&mut self, index: usize, source: &Source, analysis: &mut Analysis, first_memory: MemoryIndex, most: usize) {
        let before = before(source);
        let mut of_class: BTreeMap<Class, Vec<usize>> = BTreeMap::new();
        let mut stay = Vec::new();
        for number in 0..source.relocations.statics.len() {
            let class = analysis.classes.find(analysis.statics[index][number]);
            match analysis.classes.escapes(class) || most == 0 {
                true => stay.push(number),
                false => of_class.entry(class).or_default().push(number),
            }
        }
        for members in
            of_class.extract_if(.., |class, members| analysis.classes.is_written(*class) && is_mixed(source, members))
        {
            stay.extend(members.1);
        }
        stay.sort_unstable();
        for classes in groups(source, analysis, of_class, most) {
            let memory = MemoryIndex::from_u32(first_memory.as_u32() + self.objects.len() as u32);
            let mut statics: Vec<usize> = Vec::new();
            for (class, members) in &classes {
                self.memory_of.insert(*class, memory);
                statics.extend(members);
            }
            let classes: Vec<Class> = classes.into_iter().map(|(class, _)| class).collect();
            statics.sort_unstable();
            let alignments =
                statics.iter().map(|&number| alignment(source, source.relocations.statics[number].range.start));
            // A program that rounds addresses down, as `strlen` of C libraries does, reads the whole word or block of 16 bytes
            // around each byte: the memory has these bytes too.
            let is_masked = classes.iter().any(|&class| analysis.classes.is_masked(class));
            let least = if is_masked { ALIGN } else { 1 };
            let align = alignments.max().unwrap_or(1).max(least);
            let is_ordered = classes.iter().any(|&class| analysis.classes.is_ordered(class));
            let is_tested = classes.iter().any(|&class| analysis.classes.is_tested(class));
            let is_far = statics.iter().any(|&number| before[number] > MOST_BEFORE);
            let statics = match is_ordered || is_far {
                true => pack_up(index, source, &statics),
                false => pack_low(index, source, &statics, &before, if is_tested { align } else { 0 }),
            };
            self.objects.push(Object { source: index, statics, align, block: least });
        }
        self.stay.push(pack_down(index, source, &stay));
    }
}

/// The least bytes of constants for which statics stay, if the program reaches others with the same addresses.
const LEAST_CONSTANTS: u32 = 64;

/// Returns true if statics are better where they are: in a memory of their own, which the program writes, their constants would be
/// in RAM.
fn is_mixed(source: &Source, members: &[usize]) -> bool {
    if source.names_start() {
        return false;
    }
    let statics = members.iter().map(|&number| &source.relocations.statics[number]);
    let constants = statics.filter(|known| known.constant).map(|known| known.range.end - known.range.start);
    constants.fold(0, u32::saturating_add) >= LEAST_CONSTANTS
}

/// A class, and the numbers of its statics.
type Members = (Class, Vec<usize>);

/// Divides classes into at most `most` groups, for a memory each. The largest classes are alone; of the others, those that
/// are written and those that are constant are apart.
fn groups(
    source: &Source,
    analysis: &mut Analysis,
    of_class: BTreeMap<Class, Vec<usize>>,
    most: usize,
) -> Vec<Vec<Members>> {
    let size = |members: &[usize]| -> u64 {
        let sizes = members.iter().map(|&number| u64::from(source.relocations.statics[number].range.len() as u32));
        sizes.sum()
    };
    let mut classes: Vec<Members> = of_class.into_iter().collect();
    classes.sort_by_key(|(class, members)| (std::cmp::Reverse(size(members)), *class));
    if most < 2 {
        return if classes.is_empty() { Vec::new() } else { vec![classes] };
    }
    let rest = classes.split_off(classes.len().min(most - 2));
    let mut groups: Vec<Vec<Members>> = classes.into_iter().map(|one| vec![one]).collect();
    let (written, constant): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|(class, _)| analysis.classes.is_written(*class));
    groups.extend([written, constant].into_iter().filter(|group| !group.is_empty()));
    groups
}

/// The alignment that a static has at its old place, as far as its linker may have meant it.
fn alignment(source: &Source, start: u32) -> u32 {
    let natural = 1u32.checked_shl(start.trailing_zeros()).unwrap_or(u32::MAX);
    natural.min(source.relocations.align).max(1)
}

/// Places statics as low as they can be, from the start of a source's statics on: first the constants.
fn pack_down(index: usize, source: &Source, numbers: &[usize]) -> Stay {
    let known = &source.relocations.statics;
    let step = ALIGN.max(source.relocations.align);
    let start = source.statics.start;
    let (constant, others): (Vec<usize>, Vec<usize>) = numbers.iter().partition(|&&number| known[number].constant);
    let mut end = start;
    let mut placed = Vec::new();
    pack(index, source, &constant, &mut end, &mut placed);
    // Their length leaves the alignment of the others as it is.
    let constants = start..start + (end - start).next_multiple_of(step);
    end = constants.end;
    pack(index, source, &others, &mut end, &mut placed);
    let down = source.statics.end.saturating_sub(end) / step * step;
    Stay { statics: placed, constants, limits: Limits { end, down } }
}

/// Places statics one after another, from `end` on.
fn pack(index: usize, source: &Source, numbers: &[usize], end: &mut u32, placed: &mut Vec<Placed>) {
    for &number in numbers {
        let old = &source.relocations.statics[number].range;
        let start = end.next_multiple_of(alignment(source, old.start));
        *end = start + (old.end - old.start);
        placed.push(Placed { from: (index, number), range: start..*end });
    }
}

/// For each static of a source, how far before it the program has an address, in bytes.
fn before(source: &Source) -> Vec<u32> {
    let mut before = vec![0; source.relocations.statics.len()];
    let sites = source.relocations.code.values().flatten();
    for address in sites.map(|site| site.address).filter(|address| address.value < address.symbol) {
        if let Some(number) = source.static_at(address.symbol) {
            before[number] = before[number].max(address.symbol - address.value);
        }
    }
    before
}

/// Places statics one after another, from `start` on or as far above as addresses before them need.
fn pack_low(index: usize, source: &Source, numbers: &[usize], before: &[u32], start: u32) -> Vec<Placed> {
    let mut end = numbers.iter().map(|&number| before[number]).max().unwrap_or(0).max(start);
    let mut placed = Vec::new();
    for &number in numbers {
        let old = &source.relocations.statics[number].range;
        let start = end.next_multiple_of(alignment(source, old.start));
        end = start + (old.end - old.start);
        placed.push(Placed { from: (index, number), range: start..end });
    }
    placed
}

/// Places statics next to each other, below the end of the last one.
fn pack_up(index: usize, source: &Source, numbers: &[usize]) -> Vec<Placed> {
    let mut placed = Vec::new();
    let mut end = None;
    for &number in numbers.iter().rev() {
        let old = &source.relocations.statics[number].range;
        let size = old.end - old.start;
        let start = match end {
            None => old.start,
            Some(end) => (end - size) & !(alignment(source, old.start) - 1),
        };
        placed.push(Placed { from: (index, number), range: start..start + size });
        end = Some(start);
    }
    placed.reverse();
    placed
}
