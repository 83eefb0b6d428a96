//! Bounds checks that several accesses share.
//!
//! An access needs no check if an earlier one of the same address covers its bytes on every path to it. If both are in
//! one straight line of code, which nothing but a failed check leaves, the earlier check is widened to cover them. So
//! a check can fail before stores, and at another access, than in the specification: nobody sees that if a trap ends
//! the instance ([`TrapOrder::Early`]).

use std::collections::HashMap;
use std::ops::Range;

use dissolve_abi::TrapKind;
use dissolve_wasm::{MemoryIndex, mem_arg};
use inkwell::values::{InstructionOpcode, IntValue, PointerValue};
use wasmparser::Operator;

use super::Body;
use super::arms::Arm;
use crate::emit::bounds::Check;
use crate::module::{Part, is_computation};
use crate::{Bounds, Error, TrapOrder};

/// The largest number of addresses among which one that was checked is looked for: the address itself, and those that sums
/// add a constant to.
const MOST_BASES: usize = 4;

/// The checks in a function's body.
#[derive(Default)]
pub struct Checks<'c> {
    /// The checks of each address for each part of memory, in open arms, the innermost last.
    made: HashMap<(MemoryIndex, IntValue<'c>, Part), Vec<Made<'c>>>,
    /// The number of the current straight line.
    line: u32,
}

/// A check of an address.
struct Made<'c> {
    check: Check<'c>,
    /// The bytes that it covers, counted from the address.
    span: Range<u64>,
    arm: Arm,
    line: u32,
    /// The kind of trap that a record gives for it.
    recorded: Option<TrapKind>,
}

impl Checks<'_> {
    /// Starts another straight line.
    pub fn start_straight_line(&mut self) {
        self.line += 1;
    }
}

/// Returns true if an operator stays in a straight line: it accesses memory, or neither branches, calls nor traps. One that
/// is not listed counts as leaving the line.
pub fn stays_in_line(operator: &Operator<'_>) -> bool {
    use Operator as O;
    let branches = matches!(
        operator,
        O::If { .. } | O::Else | O::End | O::Br { .. } | O::BrIf { .. } | O::BrTable { .. } | O::Return
    );
    is_computation(operator) && !branches
        || mem_arg(operator).is_some()
        || matches!(operator, O::TypedSelect { .. } | O::GlobalGet { .. } | O::GlobalSet { .. })
}

impl<'c> Body<'c, '_> {
    /// Returns the native address of an access of `size` bytes at `address + offset`, and traps if it is out of bounds.
    pub fn checked(
        &mut self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
        size: u32,
        part: Part,
    ) -> Result<PointerValue<'c>, Error> {
        let is_possible = |span| self.writer.interval(memory, span).is_some() || part != Part::Window;
        let is_shared = self.writer.options.bounds == Bounds::Check
            && self.writer.memory_sizes[memory].is_none()
            && !address.is_const()
            && is_possible(&(offset..offset + u64::from(size)));
        if !is_shared {
            return self.writer.address(memory, address, offset, size, part);
        }
        let (address, offset) = self.checked_base(memory, address, offset, size);
        let span = offset..offset + u64::from(size);
        if self.is_in_guest_frame(memory, address, &span)? {
            return self.writer.native_address(memory, address, offset);
        }
        // An address that was found in the window is not checked against the constants.
        let pointer = match part == Part::Either && self.was_in_window(memory, address, &span) {
            true => None,
            false => self.share(part, memory, address, span)?,
        };
        match pointer {
            Some(pointer) => self.writer.displaced(pointer, offset as i64),
            None => self.writer.native_address(memory, address, offset),
        }
    }

    /// Returns true if an earlier check found a span in the window.
    fn was_in_window(&self, memory: MemoryIndex, address: IntValue<'c>, span: &Range<u64>) -> bool {
        let mut made = self.checks.made.get(&(memory, address, Part::Window)).into_iter().flatten();
        made.any(|made| self.arms.is_open(made.arm) && covers(&made.span, span))
    }

    /// If an address is a constant above one that was checked, returns that one and the offset from it. The bytes must
    /// be in the window, counted from the checked address, so the sum does not wrap. Returns other addresses as they are.
    fn checked_base(&self, memory: MemoryIndex, address: IntValue<'c>, offset: u64, size: u32) -> (IntValue<'c>, u64) {
        let room = match self.writer.input.numbers.are_absolute(memory) {
            // An absolute address wraps as a sum does.
            true => u64::from(u32::MAX),
            false => (1 << 32) - self.writer.windows[memory].high,
        };
        let (mut base, mut above) = (address, 0);
        for _ in 0..MOST_BASES {
            let span = offset + above..offset + above + u64::from(size);
            // If the outermost arm with a check is closed, all are.
            let outermost = |part| self.checks.made.get(&(memory, base, part)).and_then(|made| made.first());
            let is_checked = Part::ALL.into_iter().filter_map(outermost).any(|made| self.arms.is_open(made.arm))
                || self.guest_frames.with(memory, base, &span, &self.arms).is_some();
            if is_checked && above <= room && self.writer.interval(memory, &span).is_some() {
                return (base, span.start);
            }
            let Some((under, constant)) = operation(InstructionOpcode::Add, base) else { break };
            (base, above) = (under, above + u64::from(constant));
        }
        (address, offset)
    }

    /// Makes a check of a span, unless an earlier check covers it or can be widened to. Returns the native address, if the check finds it.
    fn share(
        &mut self,
        part: Part,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: Range<u64>,
    ) -> Result<Option<PointerValue<'c>>, Error> {
        let mut span = span;
        let (line, recorded) = (self.checks.line, self.writer.recorded_trap);
        let all = self.checks.made.entry((memory, address, part)).or_default();
        while all.pop_if(|made| !self.arms.is_open(made.arm)).is_some() {}
        if let Some(made) = all.last_mut() {
            if covers(&made.span, &span) {
                return Ok(made.check.pointer);
            }
            let both = made.span.start.min(span.start)..made.span.end.max(span.end);
            if let Some(intervals) = self.writer.intervals(part, memory, &both) {
                let is_early = self.writer.options.trap_order == TrapOrder::Early;
                let is_alike = made.line == line && made.recorded == recorded;
                if is_early && is_alike && self.writer.change(&made.check, &intervals) {
                    made.span = both;
                    return Ok(made.check.pointer);
                }
                // The other bytes passed before.
                span = both;
            }
        }
        let check = self.writer.check(part, memory, address, &span)?;
        let (pointer, arm, decisive) = (check.pointer, self.arms.innermost(), check.decisive());
        all.pop_if(|made| made.arm == arm);
        all.push(Made { check, span, arm, line, recorded });
        self.watch_check(decisive);
        Ok(pointer)
    }
}

/// The operands of an operation on a value and a constant; none if the value is of another kind.
pub fn operation(opcode: InstructionOpcode, value: IntValue<'_>) -> Option<(IntValue<'_>, u32)> {
    let instruction = value.as_instruction().filter(|instruction| instruction.get_opcode() == opcode)?;
    let constant = instruction.get_operand(1)?.value()?.into_int_value().get_zero_extended_constant()?;
    Some((instruction.get_operand(0)?.value()?.into_int_value(), u32::try_from(constant).ok()?))
}

/// Returns true if all of `part` is in `whole`.
pub fn covers(whole: &Range<u64>, part: &Range<u64>) -> bool {
    whole.start <= part.start && part.end <= whole.end
}
