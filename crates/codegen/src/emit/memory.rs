//! Linear memory: the window's symbol, statics, data segments, size and growth.

use std::fmt::Write as _;

use dissolve_abi::{TrapKind, symbol};
use dissolve_wasm::{DataIndex, MemoryIndex};
use inkwell::IntPredicate;
use inkwell::module::Linkage;
use inkwell::values::{FunctionValue, GlobalValue, IntValue, PointerValue};
use wasmparser::DataKind;

use super::context::{ModuleContext, PassiveSegment};
use super::writer::FunctionWriter;
use crate::Error;
use crate::layout::Window;
use crate::module::Part;
use crate::module::Statics;

/// The section of a memory's window, and of statics that are apart from it.
fn section(symbol: &str) -> String {
    format!("{}{}", symbol::MEMORY_SECTION_PREFIX, symbol.trim_start_matches(symbol::OBJECT_PREFIX))
}

/// Declares the window of a memory in assembly: bytes without contents, and `behind` bytes that belong to nobody. With `limits`, symbols mark the start and the
/// end of its arena.
fn declare_window(assembly: &mut String, symbol: &str, window: &Window, limits: bool, behind: u64) {
    let section = section(symbol);
    let size = window.size();
    write!(
        assembly,
        ".section {section},\"aw\",%nobits\n.balign 16\n.globl {symbol}\n.type {symbol},%object\n\
         .size {symbol},{size}\n{symbol}:\n.space {}\n",
        if limits { size - u64::from(window.arena) } else { size },
    )
    .expect("writing to a string");
    if limits {
        writeln!(
            assembly,
            ".globl {start}\n{start}:\n.space {}\n.globl {end}\n{end}:",
            window.arena,
            start = symbol::ARENA_START,
            end = symbol::ARENA_END,
        )
        .expect("writing to a string");
    }
    if behind > 0 {
        writeln!(assembly, ".space {behind}").expect("writing to a string");
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// The current end of a memory that grows; none for any other memory.
    pub fn memory_end(&self, memory: MemoryIndex) -> Result<Option<IntValue<'c>>, Error> {
        let load = |size: GlobalValue<'c>| self.load_word(self.private_address(size.as_pointer_value())?);
        self.memory_sizes[memory].map(load).transpose()
    }

    /// `memory.size`
    pub fn memory_pages(&self, memory: MemoryIndex) -> Result<IntValue<'c>, Error> {
        let known = &self.input.memories[memory];
        if let Some(end) = self.memory_end(memory)? {
            return Ok(self.builder.build_right_shift(end, self.word(known.ty.page_size_log2()), false, "")?);
        }
        // Components that share a memory compare addresses with its size, those of the arena included.
        let pages = match self.input.regions(memory) {
            [] => known.ty.initial,
            _ => self.windows[memory].declared >> known.ty.page_size_log2(),
        };
        Ok(self.word(pages as u32))
    }

    /// `memory.init`: copies bytes of a segment into a memory.
    pub fn memory_init(
        &self,
        (segment, memory): (DataIndex, MemoryIndex),
        [to, from, length]: [IntValue<'c>; 3],
    ) -> Result<(), Error> {
        let target = self.range(memory, to, length, Part::Window)?;
        let (bytes, available) = match &self.data[segment] {
            Some(segment) => (segment.contents.as_pointer_value(), self.load_word(segment.length.as_pointer_value())?),
            // An active segment is dropped once it is applied, so its length is zero.
            None => (self.memories[memory], self.word(0)),
        };
        let outside = self.outside(from, length, available)?;
        self.trap_if(outside, TrapKind::MemoryOutOfBounds)?;
        let source = self.byte(bytes, from)?;
        self.copy_bytes(target, source, 1, length)
    }
}

impl<'c> ModuleContext<'c, '_> {
    /// Declares the windows of the memories, and a word for the size of each that grows.
    pub fn declare_memories(&mut self) -> Result<(), Error> {
        // Statics hold addresses of constants.
        for memory in self.windows.keys() {
            let bytes = self.input.numbers.constants(memory);
            if bytes > 0 {
                let ty = self.context.i8_type().array_type(bytes);
                let declared = self.llvm.add_global(ty, None, &self.symbols.object.constants(memory));
                self.constants[memory] = Some(declared.as_pointer_value());
            }
        }
        for (index, window) in self.windows {
            if let Some(statics) = &self.input.statics[index] {
                let statics = self.declare_statics(index, statics)?;
                self.memories.push(statics);
                self.memory_sizes.push(None);
                continue;
            }
            let symbol = self.symbols.object.memory(index);
            let limits = self.symbols.object.arena(self.windows, index).is_some_and(|arena| arena == symbol::ARENA);
            let behind = self.bytes_behind(index);
            declare_window(&mut self.assembly, &symbol, window, limits, behind);
            let region = self.llvm.add_global(self.context.i8_type().array_type(0), None, &symbol);
            region.set_linkage(Linkage::External);
            region.set_alignment(16);
            self.memories.push(region.as_pointer_value());
            self.memory_sizes.push(window.initial.map(|_| {
                let size = self.llvm.add_global(self.i32(), None, &self.symbols.object.memory_size(index));
                size.set_initializer(&self.word(0));
                size
            }));
        }
        Ok(())
    }

    /// Defines a memory that holds statics only. LLVM knows its contents if nothing writes it, and that no other pointer points into it.
    fn declare_statics(&self, memory: MemoryIndex, statics: &Statics) -> Result<PointerValue<'c>, Error> {
        let name = format!("statics.{memory}");
        let global = match &statics.constant {
            Some(contents) => self.constant_data(contents, &self.address_words(memory, statics.range.start)?, &name),
            None => {
                let ty = self.context.i8_type().array_type(statics.range.end - statics.range.start);
                let global = self.llvm.add_global(ty, None, &name);
                global.set_linkage(Linkage::Internal);
                global.set_initializer(&ty.const_zero());
                global.set_section(Some(&section(&self.symbols.object.memory(statics.source))));
                global
            }
        };
        global.set_alignment(statics.align);
        Ok(global.as_pointer_value())
    }

    /// Defines passive data segments as constants.
    pub fn declare_data(&mut self) {
        for (index, segment) in &self.input.sections.data {
            let passive = matches!(segment.kind, DataKind::Passive).then(|| {
                let contents = self.constant_bytes(segment.data, &format!("data.{index}"));
                // A module is smaller than 4 GiB.
                self.passive_segment(contents, &format!("data.{index}.length"), segment.data.len() as u32)
            });
            self.data.push(passive);
        }
    }

    /// Defines the word with the current length of a passive segment.
    pub fn passive_segment(&self, contents: GlobalValue<'c>, name: &str, initial: u32) -> PassiveSegment<'c> {
        let length = self.llvm.add_global(self.i32(), None, name);
        length.set_linkage(Linkage::Internal);
        length.set_initializer(&self.word(0));
        PassiveSegment { contents, length, initial }
    }

    /// `memory.grow` of a memory that can grow, as a function: `(pages) -> old pages or -1`.
    pub fn memory_grow(&self, memory: MemoryIndex) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        self.helper(&format!("memory.grow.{memory}"), word.fn_type(&[word.into()], false), |writer| {
            let builder = &writer.builder;
            let [delta] = writer.params()?.map(|param| param.into_int_value());
            let (known, window) = (&self.input.memories[memory], &self.windows[memory]);
            let shift = self.word(known.ty.page_size_log2());
            let [entry, fails, grows] = ["entry", "fails", "grows"].map(|name| writer.block(name));
            builder.position_at_end(entry);
            let missing = || Error::defect("a memory that grows has no size");
            let end = writer.memory_end(memory)?.ok_or_else(missing)?;
            let pages = builder.build_right_shift(end, shift, false, "")?;
            let room = builder.build_int_sub(self.word(known.most_pages as u32), pages, "")?;
            let too_many = builder.build_int_compare(IntPredicate::UGT, delta, room, "")?;
            builder.build_conditional_branch(too_many, fails, grows)?;
            builder.position_at_end(fails);
            builder.build_return(Some(&self.word(u32::MAX)))?;
            builder.position_at_end(grows);
            let bytes = builder.build_left_shift(delta, shift, "")?;
            let offset = builder.build_int_sub(end, self.word(window.low), "")?;
            let added = writer.byte(writer.memory_base(memory)?, offset)?;
            // Clears the bytes that an earlier instance left there.
            writer.fill_bytes(added, 1, self.context.i8_type().const_zero(), bytes)?;
            let after = builder.build_int_add(end, bytes, "")?;
            let size = self.memory_sizes[memory].ok_or_else(missing)?;
            builder.build_store(size.as_pointer_value(), after)?;
            builder.build_return(Some(&pages))?;
            Ok(())
        })
    }
}
