//! Bounds checks: that an access or a range of bytes lies in the window of its memory, or among the memory's constants in flash.

use std::ops::Range;

use dissolve_abi::TrapKind;
use dissolve_wasm::MemoryIndex;
use inkwell::IntPredicate;
use inkwell::values::{FunctionValue, InstructionValue, IntValue, PointerValue};

use super::constants::MOST_SPAN;
use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::layout::Window;
use crate::module::{Part, Place};
use crate::{Bounds, Error};

/// The instructions of a comparison with an interval: a subtraction and a comparison, each with a constant. None if it is decided
/// when it is written.
pub type Comparison<'c> = Option<(InstructionValue<'c>, InstructionValue<'c>)>;

/// A bounds check of an address.
pub struct Check<'c> {
    /// One for each interval of [`FunctionWriter::intervals`].
    comparisons: Vec<Comparison<'c>>,
    /// The native address, if the check finds it.
    pub pointer: Option<PointerValue<'c>>,
    /// True if the first comparison alone says whether it traps.
    is_decided_by_first: bool,
}

impl<'c> Check<'c> {
    /// The comparison that alone says whether it traps, if there is one.
    pub fn decisive(&self) -> Comparison<'c> {
        self.comparisons.first().copied().flatten().filter(|_| self.is_decided_by_first)
    }
}

/// Returns the values from which on `span` is among `bytes` bytes, if a value counts from the first of them: the first, and the last
/// minus the first. The sum of value and offset wraps, as a native address does.
fn interval_of(bytes: u64, span: &Range<u64>) -> Option<(u32, u32)> {
    let distance = bytes.checked_sub(span.end - span.start)?;
    Some(((span.start as u32).wrapping_neg(), u32::try_from(distance).ok()?))
}

/// The kind of an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A read.
    Read,
    /// A write.
    Write,
}

impl<'c> FunctionWriter<'c, '_> {
    /// Returns the native address of an access of `size` bytes at `address + offset`, and traps if it is out of bounds.
    pub fn address(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
        size: u32,
        part: Part,
    ) -> Result<PointerValue<'c>, Error> {
        let is_checked = self.options.bounds == Bounds::Check;
        if let (Some(end), true) = (self.memory_end(memory)?, is_checked) {
            return self.address_below(memory, address, offset, size, end);
        }
        let span = offset..offset + u64::from(size);
        if part == Part::Window && self.interval(memory, &span).is_none() {
            self.trap_always()?;
            return Ok(self.memories[memory]);
        }
        if is_checked && let Some(pointer) = self.check(part, memory, address, &span)?.pointer {
            return self.displaced(pointer, offset as i64);
        }
        self.native_address(memory, address, offset)
    }

    /// Traps, in code that LLVM takes to go on.
    fn trap_always(&self) -> Result<(), Error> {
        self.trap_if(self.context.bool_type().const_all_ones(), TrapKind::MemoryOutOfBounds)
    }

    /// As [`FunctionWriter::address`], for an access whose constant offset is the address of a place: then what is added to it is
    /// an index, even if addresses are absolute. Returns the comparison of the check, too.
    pub fn indexed_address(
        &self,
        place: Place,
        index: IntValue<'c>,
        offset: u32,
        size: u32,
        access: Access,
    ) -> Result<(PointerValue<'c>, Comparison<'c>), Error> {
        let memory = place.memory;
        let span = u64::from(offset)..u64::from(offset) + u64::from(size);
        // The program may have the address before the first constant, and add an index to it.
        let from_first = i64::from(offset.cast_signed());
        let interval = match (place.constant, access) {
            (false, _) => self.windows[memory].interval(&span),
            (true, Access::Read) => {
                let last = i64::from(self.input.numbers.constants(memory)) - i64::from(size) - from_first;
                let first = (-from_first).max(0);
                u32::try_from(last - first).ok().map(|distance| (first as u32, distance))
            }
            (true, Access::Write) => None,
        };
        let comparison = match (interval, self.options.bounds) {
            (None, _) => {
                self.trap_always()?;
                None
            }
            (Some(interval), Bounds::Check) => self.check_interval(index, interval)?,
            (Some(_), Bounds::None) => None,
        };
        let pointer = match place.constant {
            true => self.displaced(self.byte(self.constants(memory)?, index)?, from_first)?,
            false => self.linear_address(memory, index, offset.into())?,
        };
        Ok((pointer, comparison))
    }

    /// Returns the values from which on `span`, counted from an address, is in the window of a memory that does not grow: the
    /// first, and the last minus the first; none if there are no such values. If addresses are absolute, an address counts
    /// from the window's first byte.
    pub fn interval(&self, memory: MemoryIndex, span: &Range<u64>) -> Option<(u32, u32)> {
        if !self.input.numbers.are_absolute(memory) {
            return self.windows[memory].interval(span);
        }
        interval_of(self.windows[memory].size(), span)
    }

    /// Traps unless the bytes of `span`, counted from the address, are in a part of a memory that does not grow.
    pub fn check(
        &self,
        part: Part,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: &Range<u64>,
    ) -> Result<Check<'c>, Error> {
        match part {
            Part::Window => {
                let comparison = match self.interval(memory, span) {
                    Some(interval) => self.check_interval(self.counted(memory, address)?, interval)?,
                    None => {
                        self.trap_always()?;
                        None
                    }
                };
                Ok(Check { comparisons: vec![comparison], pointer: None, is_decided_by_first: true })
            }
            Part::Constants => {
                let (comparison, pointer) = self.check_constant(memory, address, span)?;
                Ok(Check { comparisons: vec![comparison], pointer: Some(pointer), is_decided_by_first: true })
            }
            Part::Either => match self.adjacent_interval(memory, span) {
                Some(all) => self.check_adjacent(memory, address, span, all),
                None => self.check_either(memory, address, span),
            },
        }
    }

    /// Checks a read of the window or of constants whose addresses follow the window's: the bytes are in the interval `all`. So bytes
    /// that begin in the window and end behind it pass, too.
    fn check_adjacent(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: &Range<u64>,
        all: (u32, u32),
    ) -> Result<Check<'c>, Error> {
        let in_all = self.check_interval(address, all)?;
        let (in_window, is_constant) = match self.window_interval(memory, span) {
            Some(interval) => self.compare(address, interval)?,
            None => (None, self.context.bool_type().const_all_ones()),
        };
        let first = i64::from(self.input.numbers.first_constant(memory, &self.windows[memory]));
        let constants = self.displaced(self.constants(memory)?, -first)?;
        let window = self.displaced(self.memory_base(memory)?, -i64::from(self.windows[memory].low))?;
        let base = self.builder.build_select(is_constant, constants, window, "")?.into_pointer_value();
        let pointer = Some(self.byte(base, address)?);
        Ok(Check { comparisons: vec![in_all, in_window], pointer, is_decided_by_first: true })
    }

    /// Checks a read of the window or of constants whose addresses are anywhere.
    fn check_either(&self, memory: MemoryIndex, address: IntValue<'c>, span: &Range<u64>) -> Result<Check<'c>, Error> {
        let builder = &self.builder;
        let [inside, elsewhere, after] = ["", "elsewhere", ""].map(|name| self.block(name));
        let (in_window, outside) = self.outside_window(memory, address, span)?;
        builder.build_conditional_branch(outside, elsewhere, inside)?;

        builder.position_at_end(inside);
        let pointer = self.native_address(memory, address, 0)?;
        builder.build_unconditional_branch(after)?;

        builder.position_at_end(elsewhere);
        let (in_constants, constant) = self.check_constant(memory, address, span)?;
        let elsewhere = builder.get_insert_block().ok_or_else(|| Error::defect("no block"))?;
        builder.build_unconditional_branch(after)?;

        builder.position_at_end(after);
        let both = builder.build_phi(self.pointer(), "")?;
        both.add_incoming(&[(&pointer, inside), (&constant, elsewhere)]);
        let pointer = both.as_basic_value().into_pointer_value();
        Ok(Check { comparisons: vec![in_window, in_constants], pointer: Some(pointer), is_decided_by_first: false })
    }

    /// Traps unless the bytes of `span`, counted from the address, are all among the constants of a memory. Returns the native
    /// address.
    fn check_constant(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: &Range<u64>,
    ) -> Result<(Comparison<'c>, PointerValue<'c>), Error> {
        let from_first = self.builder.build_int_sub(address, self.first_constant(memory)?, "")?;
        let comparison = match self.constant_interval(memory, span) {
            Some(interval) => self.check_interval(from_first, interval)?,
            None => {
                self.trap_always()?;
                None
            }
        };
        Ok((comparison, self.byte(self.constants(memory)?, from_first)?))
    }

    /// Compares an address: true if `span` is not all in the window.
    fn outside_window(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: &Range<u64>,
    ) -> Result<(Comparison<'c>, IntValue<'c>), Error> {
        match self.interval(memory, span) {
            None => Ok((None, self.context.bool_type().const_all_ones())),
            Some(interval) => self.compare(self.counted(memory, address)?, interval),
        }
    }

    /// As [`FunctionWriter::interval`], for constants in flash; an address counts from the first one.
    fn constant_interval(&self, memory: MemoryIndex, span: &Range<u64>) -> Option<(u32, u32)> {
        interval_of(self.input.numbers.constants(memory).into(), span)
    }

    /// Returns the addresses from which on `span` is in the window of a memory, among its constants, or in the bytes between: the
    /// first, and the last minus the first. None if their addresses are not adjacent, or the span is too long.
    fn adjacent_interval(&self, memory: MemoryIndex, span: &Range<u64>) -> Option<(u32, u32)> {
        if !self.are_adjacent(memory) || span.end - span.start > MOST_SPAN.into() {
            return None;
        }
        let (numbers, window) = (&self.input.numbers, &self.windows[memory]);
        let constants = numbers.constants(memory);
        let high = u64::from(numbers.first_constant(memory, window)) + u64::from(constants);
        Window { high, ..window.clone() }.interval(span)
    }

    /// Returns the addresses from which on `span` begins below the constants, if their addresses follow the window's: the first, and
    /// the last minus the first. None if there are none.
    fn window_interval(&self, memory: MemoryIndex, span: &Range<u64>) -> Option<(u32, u32)> {
        let first = u64::from(self.input.numbers.first_constant(memory, &self.windows[memory]));
        Some((0, u32::try_from(first.checked_sub(span.start)?.checked_sub(1)?).ok()?))
    }

    /// Returns the intervals with which a check of a span compares, in the order of its comparisons; none if no address can pass, or if
    /// the span is too long for one check.
    pub fn intervals(&self, part: Part, memory: MemoryIndex, span: &Range<u64>) -> Option<Vec<(u32, u32)>> {
        match part {
            Part::Window => Some(vec![self.interval(memory, span)?]),
            Part::Constants => Some(vec![self.constant_interval(memory, span)?]),
            Part::Either if self.are_adjacent(memory) => {
                Some(vec![self.adjacent_interval(memory, span)?, self.window_interval(memory, span)?])
            }
            Part::Either => Some(vec![self.interval(memory, span)?, self.constant_interval(memory, span)?]),
        }
    }

    /// Changes a check to that of other intervals. Returns false if it cannot be changed.
    pub fn change(&self, check: &Check<'c>, intervals: &[(u32, u32)]) -> bool {
        check.comparisons.iter().all(Option::is_some)
            && check.comparisons.iter().flatten().zip(intervals).all(|((from_first, outside), (first, distance))| {
                from_first.set_operand(1, self.word(*first)) && outside.set_operand(1, self.word(*distance))
            })
    }

    /// An address as it is compared with an interval of the window.
    fn counted(&self, memory: MemoryIndex, address: IntValue<'c>) -> Result<IntValue<'c>, Error> {
        match self.input.numbers.are_absolute(memory) {
            true => Ok(self.builder.build_int_sub(address, self.first_address(memory)?, "")?),
            false => Ok(address),
        }
    }

    /// Compares a value: true if it is in no interval.
    fn compare(
        &self,
        value: IntValue<'c>,
        (first, distance): (u32, u32),
    ) -> Result<(Comparison<'c>, IntValue<'c>), Error> {
        let from_first = self.builder.build_int_sub(value, self.word(first), "")?;
        let outside = self.builder.build_int_compare(IntPredicate::UGT, from_first, self.word(distance), "")?;
        Ok((from_first.as_instruction().zip(outside.as_instruction()), outside))
    }

    /// Traps if a value is in no interval.
    fn check_interval(&self, address: IntValue<'c>, (first, distance): (u32, u32)) -> Result<Comparison<'c>, Error> {
        // Every address passes a limit of 32 one bits.
        if distance == u32::MAX {
            return Ok(None);
        }
        let (check, outside) = self.compare(address, (first, distance))?;
        self.count(0, u64::from(!outside.is_const()));
        self.trap_if(outside, TrapKind::MemoryOutOfBounds)?;
        Ok(check)
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

    /// Returns the native address of a range, which is checked as a whole. An empty range may lie anywhere in the
    /// declared memory: programs copy zero bytes from addresses outside the window. If numbers of addresses are not those of the
    /// module, they have no declared end, and an empty range may lie anywhere.
    pub fn range(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        length: IntValue<'c>,
        part: Part,
    ) -> Result<PointerValue<'c>, Error> {
        // A range of known length is checked like one access.
        if let Some(length @ 1..) = length.get_zero_extended_constant().and_then(|length| u32::try_from(length).ok()) {
            return self.address(memory, address, 0, length, part);
        }
        let numbers = &self.input.numbers;
        let has_end = !numbers.are_absolute(memory) && numbers.constants(memory) == 0;
        // An adapter checks the end of a value by a range of no bytes.
        if length.get_zero_extended_constant() == Some(0) && self.memory_sizes[memory].is_none() {
            if has_end && self.options.bounds == Bounds::Check {
                let declared = self.windows[memory].declared.try_into().unwrap_or(u32::MAX);
                let outside = self.builder.build_int_compare(IntPredicate::UGT, address, self.word(declared), "")?;
                self.trap_if(outside, TrapKind::MemoryOutOfBounds)?;
            }
            return self.memory_base(memory);
        }
        if part != Part::Window && self.options.bounds == Bounds::Check {
            let check = self.read_helper(memory)?;
            let pointer = self.builder.build_call(check, &[address.into(), length.into()], "")?.try_as_basic_value();
            let pointer = pointer.unwrap_basic().into_pointer_value();
            self.trap_if(self.builder.build_is_null(pointer, "")?, TrapKind::MemoryOutOfBounds)?;
            return Ok(pointer);
        }
        let window = &self.windows[memory];
        if self.options.bounds == Bounds::None && self.input.numbers.are_absolute(memory) {
            return self.native_address(memory, address, 0);
        }
        let low = self.first_address(memory)?;
        let base = self.memory_base(memory)?;
        if self.options.bounds == Bounds::None {
            let offset = self.builder.build_int_sub(address, low, "")?;
            return self.byte(base, offset);
        }
        let (size, declared) = match self.memory_end(memory)? {
            Some(end) => (self.builder.build_int_sub(end, low, "")?, end),
            None => {
                let size = window.size().try_into().unwrap_or(u32::MAX);
                let declared = if has_end { window.declared } else { u64::MAX };
                (self.word(size), self.word(declared.try_into().unwrap_or(u32::MAX)))
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
}

impl<'c> ModuleContext<'c, '_> {
    /// `(address, length) -> native address` of a range that is read in a memory with constants in flash; null if the caller must
    /// trap.
    fn read_helper(&self, memory: MemoryIndex) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        let ty = self.pointer().fn_type(&[word.into(); 2], false);
        self.helper(&format!("check.read.{memory}"), ty, |writer| {
            let builder = &writer.builder;
            writer.outline_for_size();
            let [address, length] = writer.params()?.map(|param| param.into_int_value());
            writer.start_block("");
            let size = self.word(self.windows[memory].size().try_into().unwrap_or(u32::MAX));
            let offset = builder.build_int_sub(address, writer.first_address(memory)?, "")?;
            let outside = writer.outside(offset, length, size)?;
            let base = writer.memory_base(memory)?;
            let in_window = writer.byte(base, offset)?;
            let offset = builder.build_int_sub(address, writer.first_constant(memory)?, "")?;
            let elsewhere = writer.outside(offset, length, self.word(self.input.numbers.constants(memory)))?;
            let in_constants = writer.byte(writer.constants(memory)?, offset)?;
            // An empty range may lie anywhere.
            let is_empty = builder.build_int_compare(IntPredicate::EQ, length, self.word(0), "")?;
            let nowhere = builder.build_select(is_empty, base, self.pointer().const_null(), "")?;
            let result = builder.build_select(elsewhere, nowhere.into_pointer_value(), in_constants, "")?;
            let result = builder.build_select(outside, result.into_pointer_value(), in_window, "")?;
            builder.build_return(Some(&result))?;
            Ok(())
        })
    }

    /// `(address, length, low, size, declared) -> offset in the window`, or -1 if the caller must trap: so the trap has
    /// the place of the program's instruction.
    fn range_helper(&self) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        self.helper("check.range", word.fn_type(&[word.into(); 5], false), |writer| {
            let builder = &writer.builder;
            writer.outline_for_size();
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
