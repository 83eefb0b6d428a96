//! Linear memory: the window's symbol, addresses, the operations on ranges, and growth.

use std::fmt::Write as _;

use dissolve_abi::{TrapKind, symbol};
use dissolve_wasm::{DataIndex, MemoryIndex};
use inkwell::IntPredicate;
use inkwell::module::Linkage;
use inkwell::values::{FunctionValue, GlobalValue, IntValue, PointerValue};
use wasmparser::DataKind;

use super::Emitter;
use super::trap::Traps;
use crate::layout::Window;
use crate::{Bounds, Error};

/// A passive data segment.
pub struct Segment<'c> {
    bytes: GlobalValue<'c>,
    /// Its current length: zero once it is dropped.
    pub length: GlobalValue<'c>,
    /// Its length in the module.
    pub initial: u32,
}

/// Declares the window of a memory in assembly: bytes without contents. With `limits`, symbols mark the start and the
/// end of its arena.
pub fn declare(assembly: &mut String, symbol: &str, window: &Window, limits: bool) {
    let section = symbol::MEMORY_SECTION_PREFIX;
    let name = symbol.trim_start_matches(symbol::OBJECT_PREFIX);
    let size = window.size();
    write!(
        assembly,
        ".section {section}{name},\"aw\",%nobits\n.balign 16\n.globl {symbol}\n.type {symbol},%object\n\
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

impl<'c> Emitter<'c, '_> {
    /// Returns the native address of an access of `size` bytes at `address + offset`, and traps if it is out of bounds.
    ///
    /// The effective address has 33 bits (WebAssembly, 4.4.7). The access is inside the window exactly if the variable
    /// part of the address lies in one interval, so one unsigned comparison decides.
    pub(super) fn address(
        &self,
        function: FunctionValue<'c>,
        traps: &mut Traps<'c>,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
        size: u32,
    ) -> Result<PointerValue<'c>, Error> {
        let window = &self.windows[memory];
        let low = u64::from(window.low);
        let checked = self.options.bounds == Bounds::Check;
        if let (Some(now), true) = (self.memory_end(memory)?, checked) {
            return self.address_below(function, traps, memory, address, offset, size, now);
        }
        let out_of_bounds = TrapKind::MemoryOutOfBounds;
        // The last address at which the access fits.
        let last = window.high.checked_sub(u64::from(size)).filter(|&last| last >= low && offset <= last);
        let Some(last) = last else {
            // No address fits.
            let always = self.context.bool_type().const_all_ones();
            self.trap_if(function, traps, always, out_of_bounds)?;
            return Ok(self.memories[memory]);
        };
        let (varying, limit, displacement) = if offset <= low {
            let shift = self.word((low - offset) as u32);
            (self.builder.build_int_sub(address, shift, "")?, last - low, 0)
        } else {
            (address, last - offset, offset - low)
        };
        // Every address passes a limit of 32 one bits.
        if checked && let Some(limit) = u32::try_from(limit).ok().filter(|&limit| limit != u32::MAX) {
            let limit = self.word(limit);
            let outside = self.builder.build_int_compare(IntPredicate::UGT, varying, limit, "")?;
            self.trap_if(function, traps, outside, out_of_bounds)?;
        }
        let pointer = self.byte(self.memory_base(memory)?, varying)?;
        match displacement {
            0 => Ok(pointer),
            displacement => self.byte(pointer, self.word(displacement as u32)),
        }
    }

    /// As [`Emitter::address`], for a memory that grows. `end` is its current end.
    #[expect(clippy::too_many_arguments, reason = "an access has as many parts")]
    fn address_below(
        &self,
        function: FunctionValue<'c>,
        traps: &mut Traps<'c>,
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
            self.trap_if(function, traps, always, kind)?;
            return Ok(self.memories[memory]);
        };
        // A memory never shrinks, so this check can fail only before it has grown. Initially larger memories do not
        // need it.
        if window.initial.is_some_and(|initial| initial < u64::from(least)) {
            let too_small = self.builder.build_int_compare(IntPredicate::ULT, end, self.word(least), "")?;
            self.trap_if(function, traps, too_small, kind)?;
        }
        let (varying, displacement) = if offset <= low {
            (self.builder.build_int_sub(address, self.word((low - offset) as u32), "")?, 0)
        } else {
            (address, (offset - low) as u32)
        };
        // The largest `varying` with which the access fits.
        let limit = self.builder.build_int_sub(end, self.word(least), "")?;
        let outside = self.builder.build_int_compare(IntPredicate::UGT, varying, limit, "")?;
        self.trap_if(function, traps, outside, kind)?;
        let pointer = self.byte(self.memory_base(memory)?, varying)?;
        self.byte(pointer, self.word(displacement))
    }

    /// The native address of a window's first byte.
    fn memory_base(&self, memory: MemoryIndex) -> Result<PointerValue<'c>, Error> {
        self.own(self.memories[memory])
    }

    /// The current end of a memory that grows; none for any other memory.
    fn memory_end(&self, memory: MemoryIndex) -> Result<Option<IntValue<'c>>, Error> {
        let load = |size: GlobalValue<'c>| -> Result<_, Error> {
            let size = self.own(size.as_pointer_value())?;
            Ok(self.builder.build_load(self.i32(), size, "")?.into_int_value())
        };
        self.memory_sizes[memory].map(load).transpose()
    }

    /// `memory.size`
    pub(super) fn memory_pages(&self, memory: MemoryIndex) -> Result<IntValue<'c>, Error> {
        let known = &self.module.memories[memory];
        if let Some(end) = self.memory_end(memory)? {
            return Ok(self.builder.build_right_shift(end, self.word(known.ty.page_size_log2()), false, "")?);
        }
        // Components that share a memory compare addresses with its size, those of the arena included.
        let pages = match self.module.regions(memory) {
            [] => known.ty.initial,
            _ => self.windows[memory].declared >> known.ty.page_size_log2(),
        };
        Ok(self.word(pages as u32))
    }

    /// `memory.grow` of a memory that can grow, as a function: `(pages) -> old pages or -1`.
    pub(super) fn memory_grow(&mut self, memory: MemoryIndex) -> Result<FunctionValue<'c>, Error> {
        if let Some(&helper) = self.helpers.grow_memory.get(&memory) {
            return Ok(helper);
        }
        let here = self.step_aside();
        let word = self.i32();
        let ty = word.fn_type(&[word.into()], false);
        let helper = self.define(&format!("memory.grow.{memory}"), ty, Linkage::Internal);
        let delta = helper.get_params()[0].into_int_value();
        let (known, window) = (&self.module.memories[memory], &self.windows[memory]);
        let shift = self.word(known.ty.page_size_log2());
        let [entry, fails, grows] =
            ["entry", "fails", "grows"].map(|name| self.context.append_basic_block(helper, name));
        let builder = &self.builder;
        builder.position_at_end(entry);
        let lost = || Error::defect("a memory that grows has no size");
        let end = self.memory_end(memory)?.ok_or_else(lost)?;
        let pages = builder.build_right_shift(end, shift, false, "")?;
        let room = builder.build_int_sub(self.word(known.most_pages as u32), pages, "")?;
        let too_many = builder.build_int_compare(IntPredicate::UGT, delta, room, "")?;
        builder.build_conditional_branch(too_many, fails, grows)?;
        builder.position_at_end(fails);
        builder.build_return(Some(&self.word(u32::MAX)))?;
        builder.position_at_end(grows);
        let bytes = builder.build_left_shift(delta, shift, "")?;
        let offset = builder.build_int_sub(end, self.word(window.low), "")?;
        let added = self.byte(self.memory_base(memory)?, offset)?;
        // Clears the bytes that an earlier instance left there.
        builder.build_memset(added, 1, self.context.i8_type().const_zero(), bytes).map_err(Error::llvm)?;
        let after = builder.build_int_add(end, bytes, "")?;
        let size = self.memory_sizes[memory].ok_or_else(lost)?;
        builder.build_store(size.as_pointer_value(), after)?;
        builder.build_return(Some(&pages))?;
        self.step_back(here);
        self.helpers.grow_memory.insert(memory, helper);
        Ok(helper)
    }

    /// The byte at `offset` from `base`.
    pub(super) fn byte(&self, base: PointerValue<'c>, offset: IntValue<'c>) -> Result<PointerValue<'c>, Error> {
        // SAFETY: without `inbounds`, the instruction is address arithmetic modulo 2^32 and never undefined.
        Ok(unsafe { self.builder.build_gep(self.context.i8_type(), base, &[offset], "")? })
    }

    /// Returns the native address of a range, which is checked as a whole. An empty range may lie anywhere in the
    /// declared memory: programs copy zero bytes from addresses outside the window.
    pub(super) fn range(
        &mut self,
        function: FunctionValue<'c>,
        traps: &mut Traps<'c>,
        memory: MemoryIndex,
        address: IntValue<'c>,
        length: IntValue<'c>,
    ) -> Result<PointerValue<'c>, Error> {
        // A range of known length is checked like one access.
        if let Some(length @ 1..) = length.get_zero_extended_constant().and_then(|length| u32::try_from(length).ok()) {
            return self.address(function, traps, memory, address, 0, length);
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
        self.trap_if(function, traps, outside, TrapKind::MemoryOutOfBounds)?;
        self.byte(base, offset)
    }

    /// `(address, length, low, size, declared) -> offset in the window`, or -1 if the caller must trap: so the trap has
    /// the place of the program's instruction.
    fn range_helper(&mut self) -> Result<FunctionValue<'c>, Error> {
        if let Some(helper) = self.helpers.range {
            return Ok(helper);
        }
        let here = self.step_aside();
        let word = self.i32();
        let helper = self.define("check.range", word.fn_type(&[word.into(); 5], false), Linkage::Internal);
        self.attribute(helper, "noinline");
        let params: Vec<_> = helper.get_params().into_iter().map(|param| param.into_int_value()).collect();
        let [address, length, low, size, declared] = params[..] else {
            return Err(Error::defect("a helper has lost its parameters"));
        };
        let builder = &self.builder;
        builder.position_at_end(self.context.append_basic_block(helper, ""));
        let offset = builder.build_int_sub(address, low, "")?;
        let outside = self.outside(offset, length, size)?;
        let if_full = builder.build_select(outside, self.word(u32::MAX), offset, "")?;
        let beyond = builder.build_int_compare(IntPredicate::UGT, address, declared, "")?;
        let if_empty = builder.build_select(beyond, self.word(u32::MAX), self.word(0), "")?;
        let is_empty = builder.build_int_compare(IntPredicate::EQ, length, self.word(0), "")?;
        let result = builder.build_select(is_empty, if_empty, if_full, "")?;
        builder.build_return(Some(&result))?;
        self.step_back(here);
        self.helpers.range = Some(helper);
        Ok(helper)
    }

    /// Compares a sum of 33 bits: true if `start + length` is more than `size`.
    pub(super) fn outside(
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
    pub(super) fn memory_init(
        &mut self,
        function: FunctionValue<'c>,
        traps: &mut Traps<'c>,
        (segment, memory): (DataIndex, MemoryIndex),
        [to, from, length]: [IntValue<'c>; 3],
    ) -> Result<(), Error> {
        let target = self.range(function, traps, memory, to, length)?;
        let (bytes, available) = match &self.data[segment] {
            Some(segment) => {
                let available = self.builder.build_load(self.i32(), segment.length.as_pointer_value(), "")?;
                (segment.bytes.as_pointer_value(), available.into_int_value())
            }
            // An active segment is dropped once it is applied, so its length is zero.
            None => (self.memories[memory], self.word(0)),
        };
        let outside = self.outside(from, length, available)?;
        self.trap_if(function, traps, outside, TrapKind::MemoryOutOfBounds)?;
        let source = self.byte(bytes, from)?;
        self.builder.build_memcpy(target, 1, source, 1, length).map_err(Error::llvm)?;
        Ok(())
    }

    /// Defines passive data segments as constants, each with a word for its current length.
    pub(super) fn declare_data(&mut self) {
        for (index, segment) in &self.module.sections.data {
            let passive = match segment.kind {
                DataKind::Active { .. } => None,
                DataKind::Passive => {
                    let bytes = self.constant_bytes(segment.data, &format!("data.{index}"));
                    let length = self.llvm.add_global(self.i32(), None, &format!("data.{index}.length"));
                    length.set_linkage(Linkage::Internal);
                    length.set_initializer(&self.word(0));
                    // A module is smaller than 4 GiB.
                    Some(Segment { bytes, length, initial: segment.data.len() as u32 })
                }
            };
            self.data.push(passive);
        }
    }

    /// Defines a constant with these bytes, which lies in flash.
    pub(super) fn constant_bytes(&self, bytes: &[u8], name: &str) -> GlobalValue<'c> {
        let value = self.context.const_string(bytes, false);
        let global = self.llvm.add_global(value.get_type(), None, name);
        global.set_linkage(Linkage::Internal);
        global.set_constant(true);
        global.set_alignment(1);
        global.set_initializer(&value);
        global
    }
}
