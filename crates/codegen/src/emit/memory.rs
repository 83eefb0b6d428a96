//! Linear memory: the window's symbol, addresses, the operations on ranges, and growth.

use std::fmt::Write as _;
use std::ops::Range;

use dissolve_abi::{TrapKind, symbol};
use dissolve_wasm::{DataIndex, MemoryIndex};
use inkwell::IntPredicate;
use inkwell::module::Linkage;
use inkwell::values::{FunctionValue, GlobalValue, InstructionValue, IntValue, PointerValue};
use wasmparser::DataKind;

use super::context::{ModuleContext, PassiveSegment};
use super::writer::FunctionWriter;
use crate::layout::Window;
use crate::module::Statics;
use crate::{Bounds, Error};

/// The section of a memory's window, and of statics that are apart from it.
fn section(symbol: &str) -> String {
    format!("{}{}", symbol::MEMORY_SECTION_PREFIX, symbol.trim_start_matches(symbol::OBJECT_PREFIX))
}

/// Declares the window of a memory in assembly: bytes without contents. With `limits`, symbols mark the start and the
/// end of its arena.
fn declare_window(assembly: &mut String, symbol: &str, window: &Window, limits: bool) {
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
}

/// The instructions of a bounds check: the subtraction and the comparison, each with a constant. None if the check is
/// decided when it is written.
#[derive(Clone, Copy)]
pub struct Check<'c>(Option<(InstructionValue<'c>, InstructionValue<'c>)>);

impl<'c> FunctionWriter<'c, '_> {
    /// Returns the native address of an access of `size` bytes at `address + offset`, and traps if it is out of bounds.
    pub fn address(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
        size: u32,
    ) -> Result<PointerValue<'c>, Error> {
        let is_checked = self.options.bounds == Bounds::Check;
        if let (Some(end), true) = (self.memory_end(memory)?, is_checked) {
            return self.address_below(memory, address, offset, size, end);
        }
        let span = offset..offset + u64::from(size);
        if self.windows[memory].interval(&span).is_none() {
            self.trap_always()?;
            return Ok(self.memories[memory]);
        }
        if is_checked {
            self.check(memory, address, &span)?;
        }
        self.native_address(memory, address, offset)
    }

    /// Traps, in code that LLVM takes to go on.
    fn trap_always(&self) -> Result<(), Error> {
        self.trap_if(self.context.bool_type().const_all_ones(), TrapKind::MemoryOutOfBounds)
    }

    /// Traps unless the bytes of `span`, counted from the address, are in the window of a memory that does not grow.
    pub fn check(&self, memory: MemoryIndex, address: IntValue<'c>, span: &Range<u64>) -> Result<Check<'c>, Error> {
        let Some((first, distance)) = self.windows[memory].interval(span) else {
            self.trap_always()?;
            return Ok(Check(None));
        };
        // Every address passes a limit of 32 one bits.
        if distance == u32::MAX {
            return Ok(Check(None));
        }
        let from_first = self.builder.build_int_sub(address, self.word(first), "")?;
        let outside = self.builder.build_int_compare(IntPredicate::UGT, from_first, self.word(distance), "")?;
        self.trap_if(outside, TrapKind::MemoryOutOfBounds)?;
        Ok(Check(from_first.as_instruction().zip(outside.as_instruction())))
    }

    /// Changes a check to that of another span. Returns false if it cannot be changed.
    pub fn change(&self, check: Check<'c>, memory: MemoryIndex, span: &Range<u64>) -> bool {
        let (Check(Some((from_first, outside))), Some((first, distance))) =
            (check, self.windows[memory].interval(span))
        else {
            return false;
        };
        from_first.set_operand(1, self.word(first)) && outside.set_operand(1, self.word(distance))
    }

    /// Returns the native address of `address + offset`, which is in the window of the memory.
    pub fn native_address(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
    ) -> Result<PointerValue<'c>, Error> {
        let low = u64::from(self.windows[memory].low);
        let base = self.memory_base(memory)?;
        // A check has subtracted this already, if there is one for this offset.
        if low > 0 && offset <= low && self.options.bounds == Bounds::Check {
            let from_low = match low - offset {
                0 => address,
                below => self.builder.build_int_sub(address, self.word(below as u32), "")?,
            };
            return self.byte(base, from_low);
        }
        // Accesses of one address share its sum with the place of address 0, which the window need not have; their offsets
        // are part of the instructions.
        let origin = self.displaced(base, -i64::from(self.windows[memory].low))?;
        self.displaced(self.byte(origin, address)?, offset as i64)
    }

    /// The byte at a constant distance from `base`.
    fn displaced(&self, base: PointerValue<'c>, distance: i64) -> Result<PointerValue<'c>, Error> {
        let distance = self.address_type().const_int(distance as u64, true);
        // SAFETY: without `inbounds`, the instruction is address arithmetic that wraps, and never undefined.
        Ok(unsafe { self.builder.build_gep(self.context.i8_type(), base, &[distance], "")? })
    }

    /// As [`FunctionWriter::address`], for a memory that grows. `end` is its current end.
    fn address_below(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
        size: u32,
        end: IntValue<'c>,
    ) -> Result<PointerValue<'c>, Error> {
        let window = &self.windows[memory];
        let low = u64::from(window.low);
        let kind = TrapKind::MemoryOutOfBounds;
        // The bytes from the address to the end of the access.
        let reach = offset + u64::from(size);
        let (Ok(least), true) = (u32::try_from(reach.max(low + u64::from(size))), reach <= window.high) else {
            let always = self.context.bool_type().const_all_ones();
            self.trap_if(always, kind)?;
            return Ok(self.memories[memory]);
        };
        // A memory never shrinks, so this check can fail only before it has grown. Initially larger memories do not
        // need it.
        if window.initial.is_some_and(|initial| initial < u64::from(least)) {
            let too_small = self.builder.build_int_compare(IntPredicate::ULT, end, self.word(least), "")?;
            self.trap_if(too_small, kind)?;
        }
        let (varying, displacement) = if offset <= low {
            (self.builder.build_int_sub(address, self.word((low - offset) as u32), "")?, 0)
        } else {
            (address, (offset - low) as u32)
        };
        // The largest `varying` with which the access fits.
        let limit = self.builder.build_int_sub(end, self.word(least), "")?;
        let outside = self.builder.build_int_compare(IntPredicate::UGT, varying, limit, "")?;
        self.trap_if(outside, kind)?;
        let pointer = self.byte(self.memory_base(memory)?, varying)?;
        self.byte(pointer, self.word(displacement))
    }

    /// The native address of a window's first byte.
    fn memory_base(&self, memory: MemoryIndex) -> Result<PointerValue<'c>, Error> {
        self.private_address(self.memories[memory])
    }

    /// The current end of a memory that grows; none for any other memory.
    fn memory_end(&self, memory: MemoryIndex) -> Result<Option<IntValue<'c>>, Error> {
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

    /// Returns the native address of a range, which is checked as a whole. An empty range may lie anywhere in the
    /// declared memory: programs copy zero bytes from addresses outside the window.
    pub fn range(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        length: IntValue<'c>,
    ) -> Result<PointerValue<'c>, Error> {
        // A range of known length is checked like one access.
        if let Some(length @ 1..) = length.get_zero_extended_constant().and_then(|length| u32::try_from(length).ok()) {
            return self.address(memory, address, 0, length);
        }
        let window = &self.windows[memory];
        let low = self.word(window.low);
        let base = self.memory_base(memory)?;
        if self.options.bounds == Bounds::None {
            let offset = self.builder.build_int_sub(address, low, "")?;
            return self.byte(base, offset);
        }
        let (size, declared) = match self.memory_end(memory)? {
            Some(end) => (self.builder.build_int_sub(end, low, "")?, end),
            None => {
                let size = window.size().try_into().unwrap_or(u32::MAX);
                let declared = window.declared.try_into().unwrap_or(u32::MAX);
                (self.word(size), self.word(declared))
            }
        };
        let check = self.range_helper()?;
        let arguments = [address.into(), length.into(), low.into(), size.into(), declared.into()];
        let offset = self.builder.build_call(check, &arguments, "")?.try_as_basic_value();
        let offset = offset.unwrap_basic().into_int_value();
        let outside = self.builder.build_int_compare(IntPredicate::EQ, offset, self.word(u32::MAX), "")?;
        self.trap_if(outside, TrapKind::MemoryOutOfBounds)?;
        self.byte(base, offset)
    }

    /// Compares a sum of 33 bits: true if `start + length` is more than `size`.
    pub fn outside(
        &self,
        start: IntValue<'c>,
        length: IntValue<'c>,
        size: IntValue<'c>,
    ) -> Result<IntValue<'c>, Error> {
        let too_long = self.builder.build_int_compare(IntPredicate::UGT, length, size, "")?;
        let last = self.builder.build_int_sub(size, length, "")?;
        let beyond_last = self.builder.build_int_compare(IntPredicate::UGT, start, last, "")?;
        Ok(self.builder.build_or(too_long, beyond_last, "")?)
    }

    /// `memory.init`: copies bytes of a segment into a memory.
    pub fn memory_init(
        &self,
        (segment, memory): (DataIndex, MemoryIndex),
        [to, from, length]: [IntValue<'c>; 3],
    ) -> Result<(), Error> {
        let target = self.range(memory, to, length)?;
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
    pub fn declare_memories(&mut self) {
        for (index, window) in self.windows {
            if let Some(statics) = &self.input.statics[index] {
                self.memories.push(self.declare_statics(index, statics));
                self.memory_sizes.push(None);
                continue;
            }
            let symbol = self.symbols.object.memory(index);
            let limits = self.symbols.object.arena(self.windows, index).is_some_and(|arena| arena == symbol::ARENA);
            declare_window(&mut self.assembly, &symbol, window, limits);
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
    }

    /// Defines a memory that holds statics only. LLVM knows its contents if nothing writes it, and that no other pointer points into it.
    fn declare_statics(&self, memory: MemoryIndex, statics: &Statics) -> PointerValue<'c> {
        let name = format!("statics.{memory}");
        let global = match &statics.constant {
            Some(contents) => self.constant_bytes(contents, &name),
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
        global.as_pointer_value()
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

    /// Defines a constant with these bytes, which lies in flash.
    pub fn constant_bytes(&self, bytes: &[u8], name: &str) -> GlobalValue<'c> {
        let value = self.context.const_string(bytes, false);
        let global = self.llvm.add_global(value.get_type(), None, name);
        global.set_linkage(Linkage::Internal);
        global.set_constant(true);
        global.set_alignment(1);
        global.set_initializer(&value);
        global
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

    /// `(address, length, low, size, declared) -> offset in the window`, or -1 if the caller must trap: so the trap has
    /// the place of the program's instruction.
    fn range_helper(&self) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        self.helper("check.range", word.fn_type(&[word.into(); 5], false), |writer| {
            let builder = &writer.builder;
            writer.attribute("noinline");
            let [address, length, low, size, declared] = writer.params()?.map(|param| param.into_int_value());
            writer.start_block("");
            let offset = builder.build_int_sub(address, low, "")?;
            let outside = writer.outside(offset, length, size)?;
            let if_full = builder.build_select(outside, self.word(u32::MAX), offset, "")?;
            let beyond = builder.build_int_compare(IntPredicate::UGT, address, declared, "")?;
            let if_empty = builder.build_select(beyond, self.word(u32::MAX), self.word(0), "")?;
            let is_empty = builder.build_int_compare(IntPredicate::EQ, length, self.word(0), "")?;
            let result = builder.build_select(is_empty, if_empty, if_full, "")?;
            builder.build_return(Some(&result))?;
            Ok(())
        })
    }
}
