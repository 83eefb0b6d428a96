//! The numbers that stand for places in a memory.
//!
//! A linker reserves a stack of 64 KiB or more, of which little is backed, and puts constants between stack and other
//! statics. If all addresses of a memory are known (`dissolve_interface::Relocated`), the program can have other numbers
//! for them:
//! - *Based* addresses start at zero, so that they are small, and a bounds check subtracts nothing.
//! - *Absolute* addresses are the native ones: an access needs no base.
//! - Constants have numbers of their own, so that they stay in flash.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use dissolve_interface::{AddressPlaces, Constants, Relocated};
use dissolve_reach::Graph;
use dissolve_wasm::{Constant, DataIndex, FuncIndex, GlobalIndex, MemoryIndex, is_load, mem_arg};
use wasmparser::Operator;

use super::{ALIGN, AnalyzedModule, Part};
use crate::layout::Window;
use crate::{Addresses, Bounds, Constants as Placement, Error, Options};

/// Bytes at address zero and above that no static and no stack is placed in: the null pointer is no address of them. Where
/// accesses are checked they are backed, so that a check subtracts nothing.
pub const NULL: u32 = 16;

/// The most bytes of a window, and of its constants in flash. No target has so much memory.
const MOST: u64 = 1 << 24;

/// The largest alignment of statics, in bytes, with which constants stay in flash if reads are checked: RAM behind the window is lost for
/// it.
const MOST_ALIGN: u32 = 64;

/// The bytes of flash that a byte of RAM is worth: chips have four to eight times as much.
const FLASH_FOR_RAM: u64 = 4;

/// The additional bytes of code of a read that may find constants or the window, as an estimate: on a Cortex-M4F it takes 8 to 17 in
/// guests that use `embedded-graphics`, `minicbor`, `postcard` or `serde-json-core`.
const READ_BYTES: u64 = 14;

/// The open blocks of a function: for each, the number of loops around its code.
#[derive(Default)]
struct Loops(Vec<u32>);

impl Loops {
    /// The number of loops around the current operator.
    fn depth(&self) -> u32 {
        self.0.last().copied().unwrap_or(0)
    }

    /// Goes on to an operator.
    fn step(&mut self, operator: &Operator<'_>) {
        match operator {
            Operator::Loop { .. } => self.0.push(self.depth() + 1),
            Operator::Block { .. } | Operator::If { .. } => self.0.push(self.depth()),
            // The end of the function closes no block.
            Operator::End => {
                self.0.pop();
            }
            _ => {}
        }
    }
}

/// How many times as much such a read costs in a loop, at a level for speed, as an estimate: a loop has so many rounds.
const ROUNDS: u64 = 8;

/// The most loops inside each other that multiply the cost of a read.
const MOST_LOOPS: u32 = 2;

/// The bytes of an address in data.
const WORD: u32 = 4;

/// The memories whose places have other numbers than in the module, and where the module holds such a number.
#[derive(Debug, Default)]
pub struct Numbers {
    memories: BTreeMap<MemoryIndex, Numbering>,
    code: HashMap<(FuncIndex, u32), Place>,
    data: HashMap<DataIndex, Vec<Word>>,
    globals: HashMap<GlobalIndex, MemoryIndex>,
}

/// The numbers of the places in a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Numbering {
    /// True if they are native addresses.
    absolute: bool,
    /// By how many bytes addresses are lower than in the module.
    down: u32,
    /// The addresses of constants in flash, in the module. Others above are lower by their length.
    constants: Range<u32>,
    /// The alignment of all statics, in bytes, at least 16.
    align: u32,
}

/// A part of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The memory.
    pub memory: MemoryIndex,
    /// True for its constants in flash, false for its window in RAM.
    pub constant: bool,
}

/// A word of data that holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// Its offset, in bytes.
    pub offset: u32,
    /// The part of memory that its address is of.
    pub place: Place,
}

impl Numbers {
    /// Returns true if the linear addresses of a memory are native ones.
    pub fn are_absolute(&self, memory: MemoryIndex) -> bool {
        self.memories.get(&memory).is_some_and(|numbering| numbering.absolute)
    }

    /// Returns true if the addresses of a memory are based ones that start at zero.
    pub fn are_low(&self, memory: MemoryIndex) -> bool {
        self.memories.get(&memory).is_some_and(|numbering| !numbering.absolute)
    }

    /// The bytes of a memory's constants in flash; zero if it has none.
    pub fn constants(&self, memory: MemoryIndex) -> u32 {
        self.memories.get(&memory).map_or(0, |numbering| numbering.constants.end - numbering.constants.start)
    }

    /// The number that stands for the first constant of a memory in flash, if addresses are based: the next one above the
    /// window with the alignment of statics.
    pub fn first_constant(&self, memory: MemoryIndex, window: &Window) -> u32 {
        window.high.next_multiple_of(self.alignment(memory).into()) as u32
    }

    /// The alignment of all statics of a memory, in bytes, at least 16.
    pub fn alignment(&self, memory: MemoryIndex) -> u32 {
        self.memories.get(&memory).map_or(ALIGN as u32, |numbering| numbering.align)
    }

    /// The part of memory whose address the operator with this ordinal holds.
    pub fn in_code(&self, function: FuncIndex, ordinal: u32) -> Option<Place> {
        self.code.get(&(function, ordinal)).copied()
    }

    /// The words of a data segment that hold an address, in order.
    pub fn in_data(&self, segment: DataIndex) -> &[Word] {
        self.data.get(&segment).map_or(&[], Vec::as_slice)
    }

    /// The memory whose address is the initial value of a global.
    pub fn in_global(&self, global: GlobalIndex) -> Option<MemoryIndex> {
        self.globals.get(&global).copied()
    }

    /// Returns an address of the module as an address of the window, or as an offset from the first constant.
    pub fn number(&self, place: Place, address: u32) -> u32 {
        let Some(numbering) = self.memories.get(&place.memory) else { return address };
        match place.constant {
            true => address.wrapping_sub(numbering.constants.start),
            false => address.wrapping_sub(numbering.down + self.constants(place.memory)),
        }
    }

    fn add(&mut self, place: Place, places: &AddressPlaces) {
        for (function, ordinals) in &places.code {
            self.code.extend(ordinals.iter().map(|&ordinal| ((*function, ordinal), place)));
        }
        for (segment, offsets) in &places.data {
            let words = self.data.entry(*segment).or_default();
            words.extend(offsets.iter().map(|&offset| Word { offset, place }));
        }
    }
}

impl Numbering {
    /// Returns an address of the stack or of statics.
    fn lowered(&self, address: u32) -> u32 {
        let above = if address >= self.constants.end { self.constants.len() as u32 } else { 0 };
        address.wrapping_sub(self.down + above)
    }
}

impl AnalyzedModule<'_> {
    /// Finds out which part of memory reads find, if constants can stay in flash and reads are checked.
    pub(super) fn find_origins(&mut self, graph: &Graph, options: &Options) -> Result<(), Error> {
        let is_known = self.objects.relocated.iter().any(|relocated| relocated.constants.is_some());
        if is_known && options.constants != Placement::Ram && options.bounds == Bounds::Check {
            self.origins = self.origins(graph)?;
        }
        Ok(())
    }

    /// Chooses the numbers. The record of addresses comes from outside: an entry that the module contradicts is ignored.
    pub(super) fn renumber(&mut self, options: &Options) -> Result<(), Error> {
        let mut numbers = Numbers::default();
        let memories: BTreeSet<_> = self.objects.relocated.iter().map(|places| places.memory).collect();
        if memories.len() < self.objects.relocated.len() {
            return Ok(());
        }
        for relocated in &self.objects.relocated {
            let memory = relocated.memory;
            // Statics with a memory of their own are not the memory of a component.
            let is_own = self.statics.get(memory).is_some_and(Option::is_some);
            let Some(numbering) = self.numbering(relocated, options)?.filter(|_| !is_own) else { continue };
            let window = Place { memory, constant: false };
            numbers.add(window, &relocated.places);
            if let Some(constants) = &relocated.constants {
                numbers.add(Place { memory, constant: !numbering.constants.is_empty() }, &constants.places);
            }
            numbers.globals.extend(relocated.globals.iter().map(|&global| (global, memory)));
            numbers.memories.insert(memory, numbering);
        }
        if options.addresses == Addresses::Absolute && options.target.pointer_bytes() == WORD {
            self.number_statics(&mut numbers);
        }
        for words in numbers.data.values_mut() {
            words.sort_unstable();
            // A record of the linker's has no words that overlap.
            words.dedup_by(|next, one| next.offset - one.offset < WORD);
        }
        for (&memory, numbering) in &numbers.memories {
            self.move_layout(memory, numbering);
        }
        for (&global, memory) in &numbers.globals {
            if let (Some(Constant::I32(value)), Some(numbering)) =
                (self.global_values.get_mut(global), numbers.memories.get(memory))
            {
                *value = numbering.lowered(value.cast_unsigned()).cast_signed();
            }
        }
        self.numbers = numbers;
        Ok(())
    }

    /// Makes the addresses of statics with memories of their own absolute.
    fn number_statics(&self, numbers: &mut Numbers) {
        for object in &self.objects.memories {
            if self.statics[object.memory].is_some() {
                let place = Place { memory: object.memory, constant: false };
                numbers.add(place, &AddressPlaces { code: object.code.clone(), data: Vec::new() });
                numbers
                    .memories
                    .insert(object.memory, Numbering { absolute: true, down: 0, constants: 0..0, align: ALIGN as u32 });
            }
        }
    }

    /// Returns the numbers of a memory; none if they are those of the module.
    fn numbering(&self, relocated: &Relocated, options: &Options) -> Result<Option<Numbering>, Error> {
        if !self.is_movable(relocated, options) || !self.holds_words(relocated) {
            return Ok(None);
        }
        // A window is aligned to 16 bytes, whatever its statics need.
        let absolute = options.addresses == Addresses::Absolute
            && options.target.pointer_bytes() == WORD
            && relocated.align <= ALIGN as u32;
        // Statics stay aligned.
        let align = relocated.align.max(ALIGN as u32);
        let room = self.lowest(relocated.memory, options).saturating_sub(NULL) & !(align - 1);
        let down = if absolute { 0 } else { room };
        let mut constants = 0..0;
        // Based addresses need a check to tell constants apart. The check counts modulo 2^32, so native addresses must have 32 bits
        // too: in 64 bits, an offset below the first constant would become one 4 GiB above it.
        if let Some(known) = &relocated.constants
            && options.target.pointer_bytes() == WORD
            && (absolute || options.bounds == Bounds::Check)
            && self.has_constants(relocated, &known.range, options)?
            && self.pays(relocated.memory, known, options)?
        {
            constants = known.range.clone();
        }
        let is_same = !absolute && down == 0 && constants.is_empty();
        Ok((!is_same).then_some(Numbering { absolute, down, constants, align }))
    }

    /// Returns true if the contents of a memory can have other addresses.
    fn is_movable(&self, relocated: &Relocated, options: &Options) -> bool {
        let memory = relocated.memory;
        let Some((known, layout)) = self.memories.get(memory).zip(self.known_layout(memory)) else { return false };
        // Memory up to the declared end would become longer.
        let is_open = layout.heap_base.is_none() || layout.heap_use.is_some() && options.heap.is_none();
        let is_measured = known.grows() || known.measured || !self.regions(memory).is_empty();
        !is_open && !is_measured && relocated.align.is_power_of_two()
    }

    /// Returns true if a range of addresses can be that of constants: between stack and other statics, with whole segments.
    fn has_constants(&self, relocated: &Relocated, range: &Range<u32>, options: &Options) -> Result<bool, Error> {
        let Some(layout) = self.known_layout(relocated.memory) else { return Ok(false) };
        // The window has heap and arena, too.
        let arenas = options.arenas.values().copied().chain([options.arena]);
        let above = u64::from(arenas.max().unwrap_or(0)) + u64::from(options.heap.unwrap_or(0)) + ALIGN;
        let is_between = layout.stack_is_first()
            && layout.stack_top == range.start
            && range.start < range.end
            && layout.heap_base.is_some_and(|base| range.end <= base && u64::from(base) + above < MOST)
            && relocated.align <= MOST_ALIGN;
        let align = relocated.align.max(ALIGN as u32);
        let is_aligned = range.start.is_multiple_of(align) && range.end.is_multiple_of(align);
        for segment in self.segments_of(relocated.memory) {
            let (_, start, data) = segment?;
            let end = u64::from(start) + data.len() as u64;
            let crosses_end = range.contains(&start) && end > u64::from(range.end);
            let crosses_start = start < range.start && end > u64::from(range.start);
            if !data.is_empty() && (crosses_start || crosses_end) {
                return Ok(false);
            }
        }
        Ok(is_between && is_aligned)
    }

    /// Returns true if constants of a memory are to stay in flash.
    fn pays(&self, memory: MemoryIndex, constants: &Constants, options: &Options) -> Result<bool, Error> {
        match (options.constants, options.bounds) {
            (Placement::Ram, _) => return Ok(false),
            (Placement::Flash, _) | (Placement::Auto, Bounds::None) => return Ok(true),
            (Placement::Auto, Bounds::Check) => {}
        }
        let known: HashMap<_, _> =
            constants.places.code.iter().map(|(function, ordinals)| (*function, ordinals)).collect();
        let mut reads = 0;
        for (function, body) in self.sections.defined_functions() {
            let mut loops = Loops::default();
            for (ordinal, operator) in (0..).zip(body.get_operators_reader().map_err(Error::Invalid)?) {
                let operator = operator.map_err(Error::Invalid)?;
                loops.step(&operator);
                let is_known = || known.get(&function).is_some_and(|ordinals| ordinals.binary_search(&ordinal).is_ok());
                let is_read = is_load(&operator) && mem_arg(&operator).is_some_and(|arg| arg.memory == memory.as_u32());
                let finds_either = || self.origins.part(function, ordinal) == Part::Either;
                if is_read && !is_known() && finds_either() {
                    reads += if options.opt.is_for_size() { 1 } else { ROUNDS.pow(loops.depth().min(MOST_LOOPS)) };
                }
            }
        }
        Ok(u64::from(constants.range.end - constants.range.start) * FLASH_FOR_RAM >= reads * READ_BYTES)
    }

    /// Returns true if all words of a record are in data segments.
    fn holds_words(&self, relocated: &Relocated) -> bool {
        let constants = relocated.constants.iter().flat_map(|constants| &constants.places.data);
        relocated.places.data.iter().chain(constants).all(|(segment, offsets)| {
            let length = self.sections.data.get(*segment).map_or(0, |data| data.data.len() as u64);
            offsets.iter().all(|&offset| u64::from(offset) + u64::from(WORD) <= length)
        })
    }

    fn move_layout(&mut self, memory: MemoryIndex, numbering: &Numbering) {
        let recorded = self.interface.as_mut().map(|interface| interface.memories.get_mut(memory.as_u32() as usize));
        let layout = match recorded {
            Some(record) => record.and_then(|record| record.layout.as_mut()),
            None => self.layout.as_mut(),
        };
        if let Some(layout) = layout {
            let constants = numbering.constants.end - numbering.constants.start;
            let at = |address: u32| address.max(numbering.constants.end) - constants;
            let data = match constants {
                0 => layout.data.clone(),
                _ => at(layout.data.start)..at(layout.data.end),
            };
            let without = if constants > 0 { layout.lowered(constants, 0, data) } else { layout.clone() };
            *layout = without.moved_down(numbering.down);
        }
    }

    /// Returns the part of memory and the number at which an active data segment starts.
    pub fn segment_start(&self, memory: MemoryIndex, start: u32) -> (Place, u32) {
        let Some(numbering) = self.numbers.memories.get(&memory) else {
            return (Place { memory, constant: false }, start);
        };
        match numbering.constants.contains(&start) {
            true => (Place { memory, constant: true }, start - numbering.constants.start),
            false => (Place { memory, constant: false }, numbering.lowered(start)),
        }
    }
}
