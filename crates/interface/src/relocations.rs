//! The relocations of a linked module: every place in it that holds an address of its memory.
//!
//! Takes a core module in which `wasm-ld --emit-relocs` left the sections `linking`, `reloc.CODE` and `reloc.DATA`;
//! gives the places by function and instruction, or the reason why addresses and other numbers cannot be told apart. A
//! tool that changed the module without knowledge of these sections has made them wrong, so each place must hold
//! exactly what its relocation says.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dissolve_wasm::{Constant, DataIndex, FuncIndex, Module, mem_arg};
use wasmparser::{
    DataKind, FunctionBody, KnownCustom, Linking, Operator, RelocationEntry, RelocationType, SymbolFlags, SymbolInfo,
};

/// The places that hold addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Relocations {
    /// For each function index, the instructions that hold an address.
    pub code: HashMap<FuncIndex, Vec<Site>>,
    /// For each data segment, the words that hold an address.
    pub data: HashMap<DataIndex, Vec<Word>>,
    /// The alignment of the data, in bytes.
    pub align: u32,
    /// The statics that symbols with a size name, by address. Symbols that overlap name one.
    pub statics: Vec<Static>,
}

/// A static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Static {
    /// Its addresses.
    pub range: Range<u32>,
    /// The name of its first symbol.
    pub name: String,
    /// True if it lies in a segment of constants, `.rodata`: the program never writes it.
    pub constant: bool,
}

/// An instruction that holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its ordinal in the function.
    pub ordinal: u32,
    /// The offset of an access, which is the address; none if the instruction is a constant.
    pub offset: Option<u32>,
    /// The address.
    pub address: Address,
}

/// A word of data that holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its offset in the segment.
    pub offset: u32,
    /// The address.
    pub address: Address,
}

/// An address that moves with the statics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address itself.
    pub value: u32,
    /// The address of the symbol from which it is computed.
    pub symbol: u32,
    /// The kind of that symbol.
    pub kind: SymbolKind,
}

/// The kind of a symbol whose address a program has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A static.
    Static,
    /// A place without a size, such as the end of an array.
    Place,
    /// One of the linker's own, such as the heap's start.
    Linkers,
}

/// The reason why the addresses of a module are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The reason.
    pub reason: String,
    /// True if the module certainly uses its memory as a whole.
    pub uses_all: bool,
}

impl From<String> for Unusable {
    fn from(reason: String) -> Unusable {
        Unusable { reason, uses_all: false }
    }
}

impl From<&str> for Unusable {
    fn from(reason: &str) -> Unusable {
        Unusable { reason: reason.to_owned(), uses_all: false }
    }
}

/// The symbols for the limits of the stack. A program that names them relies on a whole stack of its own.
const LIMITS: [&str; 2] = ["__stack_low", "__stack_high"];

/// The name that compilers give the segment of constants.
const CONSTANTS: &str = ".rodata";

/// The largest alignment that a linker uses, as a power of two: 64 KiB.
const MAX_ALIGN: u32 = 16;

/// Reads the relocations of a module whose statics lie in `statics`. `grows_as_two` is true if each `memory.grow` has
/// become two instructions.
///
/// # Errors
///
/// Fails with the reason why its addresses are not known.
pub fn relocations(module: &Module<'_>, statics: Range<u32>, grows_as_two: bool) -> Result<Relocations, Unusable> {
    let wasm = module.bytes;
    let read = Read::sections(module).map_err(|error| format!("its relocations are malformed: {error}"))?;
    if read.symbols.is_empty() || read.in_code.is_empty() {
        return Err("it carries no relocations".into());
    }
    if read.segments.iter().any(|segment| segment.start.is_none()) {
        return Err("it has data without a fixed place".into());
    }
    if read.align > MAX_ALIGN {
        return Err("its relocations are malformed: an alignment is beyond 64 KiB".into());
    }
    let mut relocations =
        Relocations { align: 1 << read.align, statics: read.statics(&statics), ..Relocations::default() };
    let mut words = HashMap::new();
    for entry in &read.in_code {
        let at = read.code_start + entry.offset as usize;
        if words.insert(at, (entry.ty, read.held(entry, &statics)?)).is_some() {
            return Err("two relocations are for one place".into());
        }
    }
    for (function, body) in &read.bodies {
        let sites = sites(body, wasm, &mut words, grows_as_two)?;
        if !sites.is_empty() {
            relocations.code.insert(*function, sites);
        }
    }
    if !words.is_empty() {
        return Err(MISMATCH.into());
    }
    let mut places = HashSet::new();
    for entry in &read.in_data {
        let held = read.held(entry, &statics)?;
        let (segment, offset) = read.word(wasm, entry, held)?;
        if !places.insert((segment, offset)) {
            return Err("two relocations are for one place".into());
        }
        if let Held::Moves(address) = held {
            relocations.data.entry(DataIndex::from_u32(segment)).or_default().push(Word { offset, address });
        }
    }
    Ok(relocations)
}

/// The content of a place with a relocation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// An address that moves with the statics.
    Moves(Address),
    /// An address that stays.
    Stays(u32),
    /// An index, which is no address.
    Index,
}

/// The reason when the content of a place does not match its relocation.
const MISMATCH: &str = "a relocation does not match the module; was it changed after it was linked?";

/// A symbol of the section `linking`.
#[derive(Clone, Copy)]
enum Symbol<'a> {
    /// Data in a segment.
    Data { name: &'a str, segment: u32, offset: u32, size: u32 },
    /// Undefined data: its address is 0.
    Undefined,
    /// Data outside of all segments, at an address that the linker defines.
    Absolute { name: &'a str, address: u32 },
    /// Anything else.
    Other,
}

/// A data segment.
struct Segment {
    /// Its first address; none if that is not constant.
    start: Option<u32>,
    /// The range of its bytes in the module.
    bytes: Range<usize>,
    /// True if its name says that it holds constants.
    constant: bool,
}

/// The parts of a module that relocations refer to.
#[derive(Default)]
struct Read<'a> {
    symbols: Vec<Symbol<'a>>,
    segments: Vec<Segment>,
    align: u32,
    code_start: usize,
    data_start: usize,
    bodies: Vec<(FuncIndex, FunctionBody<'a>)>,
    /// The number of functions, imports included.
    functions: usize,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

impl<'a> Read<'a> {
    fn sections(module: &Module<'a>) -> wasmparser::Result<Read<'a>> {
        let mut read = Read {
            code_start: module.code_range.start,
            data_start: module.data_range.start,
            bodies: module.defined_functions().map(|(function, body)| (function, body.clone())).collect(),
            functions: module.functions.len(),
            ..Read::default()
        };
        for data in module.data.values() {
            let start = match &data.kind {
                DataKind::Active { memory_index: 0, offset_expr } => Constant::address(offset_expr)?,
                _ => None,
            };
            let bytes = data.range.end - data.data.len()..data.range.end;
            read.segments.push(Segment { start, bytes, constant: false });
        }
        for section in &module.custom_sections {
            match section.as_known() {
                KnownCustom::Linking(linking) => {
                    for subsection in linking.subsections() {
                        read.linking(subsection?)?;
                    }
                }
                KnownCustom::Reloc(entries) => {
                    let list = match section.name() {
                        "reloc.CODE" => &mut read.in_code,
                        "reloc.DATA" => &mut read.in_data,
                        _ => continue,
                    };
                    for entry in entries.entries() {
                        list.push(entry?);
                    }
                }
                _ => {}
            }
        }
        Ok(read)
    }

    fn linking(&mut self, subsection: Linking<'a>) -> wasmparser::Result<()> {
        match subsection {
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    self.symbols.push(match symbol? {
                        SymbolInfo::Data { flags, name, symbol: Some(at) } if flags.contains(SymbolFlags::ABSOLUTE) => {
                            Symbol::Absolute { name, address: at.offset }
                        }
                        SymbolInfo::Data { name, symbol: Some(at), .. } => {
                            Symbol::Data { name, segment: at.index, offset: at.offset, size: at.size }
                        }
                        SymbolInfo::Data { .. } => Symbol::Undefined,
                        _ => Symbol::Other,
                    });
                }
            }
            Linking::SegmentInfo(segments) => {
                for (index, segment) in segments.into_iter().enumerate() {
                    let segment = segment?;
                    self.align = self.align.max(segment.alignment);
                    if let Some(known) = self.segments.get_mut(index) {
                        known.constant = segment.name == CONSTANTS || segment.name.starts_with(".rodata.");
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Returns the content that a relocation's place must have.
    fn held(&self, entry: &RelocationEntry, statics: &Range<u32>) -> Result<Held, Unusable> {
        use RelocationType as R;
        let symbol = self.symbols.get(entry.index as usize).copied();
        match entry.ty {
            R::MemoryAddrLeb | R::MemoryAddrSleb | R::MemoryAddrI32 => {}
            // Position-independent code names data here, whose address is in a global; that is refused below.
            R::GlobalIndexLeb if matches!(symbol, Some(Symbol::Other)) => return Ok(Held::Index),
            R::FunctionIndexLeb
            | R::FunctionIndexI32
            | R::TableIndexSleb
            | R::TableIndexI32
            | R::TypeIndexLeb
            | R::EventIndexLeb
            | R::TableNumberLeb => return Ok(Held::Index),
            other => {
                return Err(
                    format!("it has relocations for position-independent or thread-local data ({other:?})").into()
                );
            }
        }
        let (name, address, kind) = match symbol {
            Some(Symbol::Data { name, segment, offset, size }) => {
                let kind = if size == 0 { SymbolKind::Place } else { SymbolKind::Static };
                (name, self.address(segment, offset), kind)
            }
            Some(Symbol::Absolute { name, address }) => (name, Some(address), SymbolKind::Linkers),
            Some(Symbol::Undefined) => return Ok(Held::Stays(0)),
            _ => return Err("a relocation names no data".into()),
        };
        if LIMITS.contains(&name) {
            let reason = format!("it uses `{name}`, and so knows its own stack");
            return Err(Unusable { reason, uses_all: true });
        }
        match address.filter(|&address| address >= statics.start && address <= statics.end) {
            // Linkers add modulo 2^32.
            Some(address) => {
                let value = address.wrapping_add(entry.addend as u32);
                Ok(Held::Moves(Address { value, symbol: address, kind }))
            }
            None => Err(format!("`{name}` lies outside its statics").into()),
        }
    }

    /// Returns the address of a place in a segment.
    fn address(&self, segment: u32, offset: u32) -> Option<u32> {
        self.segments.get(segment as usize)?.start?.checked_add(offset)
    }

    /// Returns the statics that symbols with a size name, by address.
    fn statics(&self, within: &Range<u32>) -> Vec<Static> {
        let mut named = Vec::new();
        for symbol in &self.symbols {
            let Symbol::Data { name, segment, offset, size: size @ 1.. } = *symbol else { continue };
            let start = self.address(segment, offset);
            let end = start.and_then(|start| start.checked_add(size));
            if let (Some(start), Some(end)) = (start, end)
                && start >= within.start
                && end <= within.end
            {
                let constant = self.segments[segment as usize].constant;
                named.push((start, end, name, constant));
            }
        }
        named.sort_unstable();
        let mut statics: Vec<Static> = Vec::new();
        for (start, end, name, constant) in named {
            match statics.last_mut().filter(|last| start < last.range.end) {
                Some(last) => {
                    last.range.end = last.range.end.max(end);
                    last.constant &= constant;
                }
                None => statics.push(Static { range: start..end, name: name.to_owned(), constant }),
            }
        }
        statics
    }

    /// Returns the segment and the offset of a word of data, after a check that it holds what its relocation says.
    fn word(&self, wasm: &[u8], entry: &RelocationEntry, held: Held) -> Result<(u32, u32), Unusable> {
        let at = self.data_start + entry.offset as usize;
        // Segments lie in the module in their order.
        let index = self.segments.partition_point(|segment| segment.bytes.end <= at);
        let contains = |segment: &Segment| segment.bytes.start <= at && at + 4 <= segment.bytes.end;
        self.segments.get(index).filter(|segment| contains(segment)).ok_or(MISMATCH)?;
        let word = u32::from_le_bytes([wasm[at], wasm[at + 1], wasm[at + 2], wasm[at + 3]]);
        let fits = match (entry.ty, held) {
            (RelocationType::MemoryAddrI32, Held::Moves(Address { value, .. }) | Held::Stays(value)) => word == value,
            // A function's index in a table. The table has no more entries than functions, and one null entry.
            (RelocationType::TableIndexI32, Held::Index) => word as usize <= self.functions + 1,
            _ => false,
        };
        if !fits {
            return Err(MISMATCH.into());
        }
        Ok((index as u32, (at - self.segments[index].bytes.start) as u32))
    }
}

/// Returns the instructions of a function that hold an address. Takes their relocations out of `words`. An operand that
/// the linker padded to five bytes must have a relocation; otherwise some are missing.
fn sites(
    body: &FunctionBody<'_>,
    wasm: &[u8],
    words: &mut HashMap<usize, (RelocationType, Held)>,
    grows_as_two: bool,
) -> Result<Vec<Site>, Unusable> {
    let malformed = |error| Unusable::from(format!("its code is malformed: {error}"));
    let mut sites = Vec::new();
    let mut ordinal = 0;
    let mut operators = body.get_operators_reader().map_err(malformed)?;
    while !operators.eof() {
        let start = operators.original_position();
        let operator = operators.read().map_err(malformed)?;
        let end = operators.original_position();
        let mut has_address = false;
        // A relocated operand takes five bytes, whatever its value.
        for at in start + 1..end {
            let Some((ty, held)) = words.remove(&at) else { continue };
            let fits = at + 5 <= end && is_padded(&wasm[at..at + 5]);
            let operand = operand(&operator, ty, held).filter(|_| fits).ok_or(MISMATCH)?;
            has_address |= held != Held::Index || ty == RelocationType::TableIndexSleb;
            if let (Held::Moves(address), Some(offset)) = (held, operand) {
                sites.push(Site { ordinal, offset, address });
            }
        }
        let makes_room = end - start > 5 && is_padded(&wasm[end - 5..end]) && wasm[end - 1] == 0;
        if makes_room && !has_address && may_hold_address(&operator) && !needs_room(&operator) {
            return Err("an address has no relocation".into());
        }
        ordinal += 1 + u32::from(grows_as_two && matches!(operator, Operator::MemoryGrow { .. }));
    }
    Ok(sites)
}

/// Returns true if an integer is padded to all five bytes.
fn is_padded(leb: &[u8]) -> bool {
    leb[..4].iter().all(|byte| byte & 0x80 != 0) && leb[4] & 0x80 == 0
}

/// Returns true if the last operand of an instruction can be an address.
fn may_hold_address(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::I32Const { .. }) || offset(operator).is_some()
}

/// Returns true if the constant of an instruction takes five bytes, the last of them zero, without padding: the fourth
/// would end with its sign (WebAssembly, 5.2.2).
fn needs_room(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::I32Const { value: 0x0800_0000..0x1000_0000 })
}

/// Returns the content of an instruction if it matches the relocation: for an address the offset of the access, or none
/// for a constant; none for an index.
fn operand(operator: &Operator<'_>, ty: RelocationType, held: Held) -> Option<Option<Option<u32>>> {
    use RelocationType as R;
    match (held, ty) {
        (Held::Moves(Address { value: held, .. }) | Held::Stays(held), R::MemoryAddrSleb) => match operator {
            Operator::I32Const { value } if value.cast_unsigned() == held => Some(Some(None)),
            _ => None,
        },
        (Held::Moves(Address { value, .. }) | Held::Stays(value), R::MemoryAddrLeb) => {
            (offset(operator)? == u64::from(value)).then_some(Some(Some(value)))
        }
        (Held::Index, ty) => holds_index(operator, ty).then_some(None),
        _ => None,
    }
}

/// Returns true if an instruction has an index of the kind that the relocation names.
fn holds_index(operator: &Operator<'_>, ty: RelocationType) -> bool {
    use RelocationType as R;
    match ty {
        R::FunctionIndexLeb => {
            matches!(operator, Operator::Call { .. } | Operator::ReturnCall { .. } | Operator::RefFunc { .. })
        }
        R::TableIndexSleb => matches!(operator, Operator::I32Const { .. }),
        R::GlobalIndexLeb => matches!(operator, Operator::GlobalGet { .. } | Operator::GlobalSet { .. }),
        R::TypeIndexLeb => matches!(
            operator,
            Operator::CallIndirect { .. }
                | Operator::ReturnCallIndirect { .. }
                | Operator::Block { .. }
                | Operator::Loop { .. }
                | Operator::If { .. }
        ),
        // A table number is the other operand of a call through a table, or the only operand of a table instruction.
        R::TableNumberLeb => !may_hold_address(operator) && !matches!(operator, Operator::Call { .. }),
        _ => false,
    }
}

/// Returns the offset of an access.
fn offset(operator: &Operator<'_>) -> Option<u64> {
    mem_arg(operator).map(|arg| arg.offset)
}
