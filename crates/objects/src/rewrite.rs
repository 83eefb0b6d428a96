//! Writes the module with its new memories.
//!
//! Functions, types, tables and instructions keep their indices and their number; an instruction that accesses a static
//! with a memory of its own names that memory, and each address of a static is its new one. The sections that describe
//! places in the code (relocations, debug information) are left out.

use std::collections::HashMap;
use std::convert::Infallible;
use std::ops::Range;

use dissolve_interface::relocations::{Address, Site, SymbolKind};
use dissolve_interface::{AddressPlaces, Constants, ObjectMemory, Relocated};
use dissolve_wasm::{Constant, EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, Module, PAGE};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode, utils};
use wasm_encoder::{CodeSection, ConstExpr, DataSection, GlobalSection, Instruction, MemorySection, MemoryType};
use wasmparser::{FunctionBody, MemArg, Operator, Parser};

use crate::analysis::Analysis;
use crate::data::{Data, Segments, Words, data};
use crate::flow::Access;
use crate::layout::{Layout, Limits};
use crate::{Kept, Source, Split};

/// For each function that is not imported, the offset of each instruction in its body before and after.
pub type Moved = Vec<Vec<(u32, u32)>>;

/// Writes the module.
pub fn rewrite(
    module: &Module<'_>,
    sources: &[Source],
    analysis: &mut Analysis,
    layout: &Layout,
) -> Result<Split, Kept> {
    let places = Places::new(sources, layout);
    let mut edits: HashMap<FuncIndex, HashMap<u32, Edit>> = HashMap::new();
    for (source, place) in sources.iter().zip(&places.0) {
        for (function, sites) in &source.relocations.code {
            for site in sites {
                let edit = edits.entry(*function).or_default().entry(site.ordinal).or_default();
                edit.address = Some((*site, place.moved(source, site.address)?));
            }
        }
    }
    for ((function, _), accesses) in module.defined_functions().zip(&analysis.accesses) {
        for Access { ordinal, is_source, class } in accesses {
            let Some(&memory) = layout.memory_of.get(&analysis.classes.find(*class)) else { continue };
            let edit = edits.entry(function).or_default().entry(*ordinal).or_default();
            *(if *is_source { &mut edit.source } else { &mut edit.memory }) = Some(memory);
        }
    }
    let Data { segments, words, extents } = data(module, sources, layout, &places)?;
    let mut writer = Writer {
        module,
        sources,
        layout,
        edits,
        data: segments,
        next_function: FuncIndex::new(module.imported_functions()),
        memory: None,
        offset: None,
        moved: Moved::new(),
    };
    let mut output = wasm_encoder::Module::new();
    writer.parse_core_module(&mut output, Parser::new(0), module.bytes).map_err(|error| match error {
        ReencodeError::ParseError(error) => Kept::Malformed(error),
        other => Kept::Because(format!("it cannot be written again: {other}")),
    })?;
    let objects = layout.objects.iter().enumerate().map(|(number, object)| {
        let names = object.statics.iter().map(|placed| {
            let (source, number) = placed.from;
            sources[source].relocations.statics[number].name.clone()
        });
        ObjectMemory {
            memory: MemoryIndex::new(module.memories.len() + number),
            source: sources[object.source].memory,
            align: object.align,
            range: object.range(),
            names: names.collect(),
            code: code_of(&sources[object.source], |address| {
                places.0[object.source].object(&sources[object.source], address) == Some(number)
            }),
        }
    });
    Ok(Split {
        bytes: output.finish(),
        objects: objects.collect(),
        relocated: sources
            .iter()
            .zip(&places.0)
            .zip(words)
            .map(|((source, places), words)| relocated(source, places, words))
            .collect(),
        stay: layout.stay.iter().map(|stay| stay.limits).zip(extents).collect(),
        moved: writer.moved,
    })
}

/// The places that hold addresses of a source's own memory after the move.
fn relocated(source: &Source, places: &SourcePlaces, words: Words) -> Relocated {
    let code = |target: Target| code_of(source, |address| places.target(source, address) == Some(target));
    let constants = Some(places.constants.clone()).filter(|range| !range.is_empty());
    Relocated {
        memory: source.memory,
        align: source.relocations.align,
        places: AddressPlaces { code: code(Target::Other), data: words.others },
        globals: source.limits.iter().copied().chain([source.stack_pointer]).collect(),
        constants: constants.map(|range| Constants {
            range,
            places: AddressPlaces { code: code(Target::Constant), data: words.constants },
        }),
    }
}

/// For each function, the ordinals of the instructions that hold some addresses.
fn code_of(source: &Source, is_one: impl Fn(&Address) -> bool) -> Vec<(FuncIndex, Vec<u32>)> {
    let in_function = |(function, sites): (&FuncIndex, &Vec<Site>)| {
        let mut ordinals: Vec<u32> =
            sites.iter().filter(|site| is_one(&site.address)).map(|site| site.ordinal).collect();
        ordinals.sort_unstable();
        (*function, ordinals)
    };
    let code = source.relocations.code.iter().map(in_function).filter(|(_, ordinals)| !ordinals.is_empty());
    let mut code: Vec<_> = code.collect();
    code.sort_unstable();
    code
}

/// The kind of a static that stays in its source's memory, or of another place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A constant.
    Constant,
    /// Anything else.
    Other,
}

/// The new addresses of a source's statics.
pub struct SourcePlaces {
    /// The new address of each static.
    starts: Vec<u32>,
    /// For each static, the number of the memory that it gets; none if it stays in the source's.
    objects: Vec<Option<usize>>,
    /// The addresses of the constants that stay.
    constants: Range<u32>,
    limits: Limits,
}

/// The new addresses of all statics.
pub struct Places(pub Vec<SourcePlaces>);

impl Places {
    fn new(sources: &[Source], layout: &Layout) -> Places {
        let mut places: Vec<SourcePlaces> = sources
            .iter()
            .zip(&layout.stay)
            .map(|(source, stay)| {
                let count = source.relocations.statics.len();
                // The address of the first static of all is not one of a static.
                let is_divided = !source.names_start();
                SourcePlaces {
                    starts: vec![0; count],
                    objects: vec![None; count],
                    constants: if is_divided { stay.constants.clone() } else { 0..0 },
                    limits: stay.limits,
                }
            })
            .collect();
        let stay = layout.stay.iter().flat_map(|stay| &stay.statics);
        for (number, object) in layout.objects.iter().enumerate() {
            for placed in &object.statics {
                places[placed.from.0].objects[placed.from.1] = Some(number);
            }
        }
        for placed in layout.objects.iter().flat_map(|object| &object.statics).chain(stay) {
            places[placed.from.0].starts[placed.from.1] = placed.range.start;
        }
        Places(places)
    }
}

impl SourcePlaces {
    /// Returns the number of the memory that the static gets which an address is of; none if it stays in the source's.
    fn object(&self, source: &Source, address: &Address) -> Option<usize> {
        let number = source.static_at(address.symbol).filter(|_| address.kind == SymbolKind::Static)?;
        self.objects[number]
    }

    /// Returns the kind of the place that an address is of; none if that has a memory of its own.
    pub fn target(&self, source: &Source, address: &Address) -> Option<Target> {
        match source.static_at(address.symbol).filter(|_| address.kind == SymbolKind::Static) {
            Some(number) if self.objects[number].is_some() => None,
            Some(number) if source.relocations.statics[number].constant && !self.constants.is_empty() => {
                Some(Target::Constant)
            }
            _ => Some(Target::Other),
        }
    }

    /// Returns an address as it is after the move.
    pub fn moved(&self, source: &Source, address: Address) -> Result<u32, Kept> {
        let by = match address.kind {
            SymbolKind::Static => {
                let unknown = || Kept::Because("an address is of no static with a name and a size".into());
                let number = source.static_at(address.symbol).ok_or_else(unknown)?;
                source.relocations.statics[number].range.start.wrapping_sub(self.starts[number])
            }
            SymbolKind::Linkers if address.symbol >= source.end => self.limits.distance(address.symbol),
            SymbolKind::Linkers if address.symbol <= source.statics.start => 0,
            SymbolKind::Linkers | SymbolKind::Place => {
                return Err(Kept::Because("it has the address of a place among its statics".into()));
            }
        };
        let moved = address.value.wrapping_sub(by);
        // An address before its static must stay above zero.
        let is_before = address.value < address.symbol;
        if is_before && moved > address.symbol.wrapping_sub(by) {
            return Err(Kept::Because("it has an address far before a static".into()));
        }
        Ok(moved)
    }
}

/// A change of an instruction.
#[derive(Default)]
struct Edit {
    /// The address that it holds, and the new one.
    address: Option<(Site, u32)>,
    /// The memory that it accesses; of a copy, that of the destination.
    memory: Option<MemoryIndex>,
    /// The memory that a copy reads.
    source: Option<MemoryIndex>,
}

/// The result of writing a part of the module.
type Written<T> = Result<T, ReencodeError<Infallible>>;

struct Writer<'m, 'a> {
    module: &'m Module<'a>,
    sources: &'m [Source],
    layout: &'m Layout,
    edits: HashMap<FuncIndex, HashMap<u32, Edit>>,
    data: Segments,
    /// The next function that is written.
    next_function: FuncIndex,
    /// The memory and the offset of the access that is written, if they change.
    memory: Option<MemoryIndex>,
    offset: Option<u32>,
    moved: Moved,
}

impl Writer<'_, '_> {
    /// The new limits of the statics of which a global holds one.
    fn limits(&self, global: GlobalIndex) -> Option<Limits> {
        let limits = self.sources.iter().zip(&self.layout.stay);
        limits.into_iter().find(|(source, _)| source.limits.contains(&global)).map(|(_, stay)| stay.limits)
    }
}

impl Reencode for Writer<'_, '_> {
    type Error = Infallible;

    fn mem_arg(&mut self, arg: MemArg) -> Written<wasm_encoder::MemArg> {
        let memory = self.memory.map_or(arg.memory, MemoryIndex::as_u32);
        let offset = self.offset.map_or(arg.offset, u64::from);
        utils::mem_arg(self, MemArg { memory, offset, ..arg })
    }

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: wasmparser::MemorySectionReader<'_>,
    ) -> Written<()> {
        utils::parse_memory_section(self, memories, section)?;
        for object in &self.layout.objects {
            let pages = u64::from(object.range().end).div_ceil(PAGE);
            let ty = MemoryType {
                minimum: pages,
                maximum: Some(pages),
                memory64: false,
                shared: false,
                page_size_log2: None,
            };
            memories.memory(ty);
        }
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Written<()> {
        for (index, global) in (self.module.imported_globals()..).map(GlobalIndex::new).zip(section) {
            let global = global?;
            match (self.limits(index), Constant::address(&global.init_expr)?) {
                (Some(limits), Some(address)) => {
                    let moved = address - limits.distance(address);
                    globals.global(self.global_type(global.ty)?, &ConstExpr::i32_const(moved.cast_signed()));
                }
                _ => self.parse_global(globals, global)?,
            }
        }
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Written<()> {
        let edits = self.edits.remove(&self.next_function).unwrap_or_default();
        self.next_function = FuncIndex::new(self.next_function.index() + 1);
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let start = body.range().start;
        let mut moved = Vec::new();
        for (ordinal, operator) in (0u32..).zip(body.get_operators_reader()?.into_iter_with_offsets()) {
            let (operator, offset) = operator?;
            moved.push(((offset - start) as u32, function.byte_len() as u32));
            let Some(edit) = edits.get(&ordinal) else {
                function.instruction(&self.instruction(operator)?);
                continue;
            };
            let instruction = match (operator, &edit.address) {
                (Operator::I32Const { .. }, Some((_, address))) => Instruction::I32Const(address.cast_signed()),
                (Operator::MemoryCopy { dst_mem, src_mem }, _) => Instruction::MemoryCopy {
                    dst_mem: edit.memory.map_or(dst_mem, MemoryIndex::as_u32),
                    src_mem: edit.source.map_or(src_mem, MemoryIndex::as_u32),
                },
                (Operator::MemoryFill { mem }, _) => {
                    Instruction::MemoryFill(edit.memory.map_or(mem, MemoryIndex::as_u32))
                }
                (Operator::MemoryInit { data_index, mem }, _) => {
                    Instruction::MemoryInit { mem: edit.memory.map_or(mem, MemoryIndex::as_u32), data_index }
                }
                (operator, address) => {
                    self.memory = edit.memory;
                    self.offset = address.map(|(_, address)| address);
                    let instruction = self.instruction(operator);
                    (self.memory, self.offset) = (None, None);
                    instruction?
                }
            };
            function.instruction(&instruction);
        }
        self.moved.push(moved);
        code.function(&function);
        Ok(())
    }

    fn data_count(&mut self, _: u32) -> Written<u32> {
        Ok(self.data.len() as u32)
    }

    fn parse_data_section(&mut self, data: &mut DataSection, _: wasmparser::DataSectionReader<'_>) -> Written<()> {
        for (place, bytes) in std::mem::take(&mut self.data) {
            match place {
                Some((memory, address)) => {
                    data.active(memory.as_u32(), &ConstExpr::i32_const(address.cast_signed()), bytes)
                }
                None => data.passive(bytes),
            };
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        module: &mut wasm_encoder::Module,
        section: wasmparser::CustomSectionReader<'_>,
    ) -> Written<()> {
        let name = section.name();
        if name == "linking" || name.starts_with("reloc.") || name.starts_with(".debug_") {
            return Ok(());
        }
        utils::parse_custom_section(self, module, section)
    }
}
