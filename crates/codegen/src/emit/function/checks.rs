//! Bounds checks that several accesses share.
//!
//! An access needs no check if an earlier one of the same address covers its bytes on every path to it. If both are in
//! one straight line of code, which nothing but a failed check leaves, the earlier check is widened to cover them. So
//! a check can fail before stores, and at another access, than in the specification: nobody sees that if a trap ends
//! the instance ([`TrapOrder::Early`]).
//!
//! A frame on the guest's stack is checked as a whole where it is opened, if the function accesses it.

use std::collections::HashMap;
use std::ops::Range;

use dissolve_abi::TrapKind;
use dissolve_wasm::MemoryIndex;
use inkwell::debug_info::DILocation;
use inkwell::values::{BasicValueEnum, InstructionOpcode, InstructionValue, IntValue, PointerValue};
use wasmparser::Operator;

use super::Body;
use super::arms::Arm;
use crate::emit::memory::Check;
use crate::emit::writer::FunctionWriter;
use crate::{Bounds, Error, TrapOrder};

/// The largest number of addresses among which one that was checked is looked for: the address itself, and those that sums
/// add a constant to.
const MOST_BASES: usize = 4;

/// The checks in a function's body.
#[derive(Default)]
pub struct Checks<'c> {
    /// The checks of each address in open arms, the innermost last.
    made: HashMap<(MemoryIndex, IntValue<'c>), Vec<Made<'c>>>,
    /// The frames that were opened, by their addresses.
    frames: HashMap<(MemoryIndex, IntValue<'c>), Frame<'c>>,
    /// The number of the current straight line.
    line: u32,
}

/// A check of an address.
#[derive(Clone)]
struct Made<'c> {
    check: Check<'c>,
    /// The bytes that it covers, counted from the address.
    span: Range<u64>,
    arm: Arm,
    line: u32,
    /// The kind of trap that a record gives for it.
    recorded: Option<TrapKind>,
}

/// A frame on the guest's stack.
#[derive(Clone, Copy)]
struct Frame<'c> {
    bytes: u32,
    arm: Arm,
    /// The branch that ends the block in which it is opened; none once the check has replaced it.
    branch: Option<InstructionValue<'c>>,
    /// The offset of the instruction that opens it, and its source position.
    offset: usize,
    position: Option<DILocation<'c>>,
}

impl Checks<'_> {
    /// Starts another straight line.
    pub fn start_straight_line(&mut self) {
        self.line += 1;
    }
}

/// Returns true if an operator may leave the straight line, or lets others see what ran before it: it branches, calls, or
/// traps for another reason than an address.
pub fn ends_straight_line(operator: &Operator<'_>) -> bool {
    use Operator as O;
    match operator {
        O::Nop | O::Block { .. } | O::Drop | O::Select | O::TypedSelect { .. } => false,
        O::Unreachable
        | O::Loop { .. }
        | O::If { .. }
        | O::Else
        | O::End
        | O::Br { .. }
        | O::BrIf { .. }
        | O::BrTable { .. }
        | O::Return
        | O::Call { .. }
        | O::CallIndirect { .. }
        | O::ReturnCall { .. }
        | O::ReturnCallIndirect { .. } => true,
        O::TableGet { .. }
        | O::TableSet { .. }
        | O::TableGrow { .. }
        | O::TableFill { .. }
        | O::TableCopy { .. }
        | O::TableInit { .. }
        | O::ElemDrop { .. }
        | O::MemoryGrow { .. }
        | O::MemoryCopy { .. }
        | O::MemoryFill { .. }
        | O::MemoryInit { .. }
        | O::DataDrop { .. } => true,
        O::I32DivS
        | O::I64DivS
        | O::I32DivU
        | O::I64DivU
        | O::I32RemS
        | O::I64RemS
        | O::I32RemU
        | O::I64RemU
        | O::I32TruncF32S
        | O::I32TruncF64S
        | O::I32TruncF32U
        | O::I32TruncF64U
        | O::I64TruncF32S
        | O::I64TruncF64S
        | O::I64TruncF32U
        | O::I64TruncF64U => true,
        _ => false,
    }
}

impl<'c> Body<'c, '_> {
    /// Returns the native address of an access of `size` bytes at `address + offset`, and traps if it is out of bounds.
    pub fn checked(
        &mut self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
        size: u32,
    ) -> Result<PointerValue<'c>, Error> {
        let is_shared = self.writer.options.bounds == Bounds::Check
            && self.writer.memory_sizes[memory].is_none()
            && !address.is_const()
            && self.writer.windows[memory].interval(&(offset..offset + u64::from(size))).is_some();
        if !is_shared {
            return self.writer.address(memory, address, offset, size);
        }
        let (address, offset) = self.checked_base(memory, address, offset, size);
        let span = offset..offset + u64::from(size);
        if !self.is_in_frame(memory, address, &span)? {
            self.share(memory, address, span)?;
        }
        self.writer.native_address(memory, address, offset)
    }

    /// If an address is a constant above one that was checked, returns that one and the offset from it. The checked
    /// address is not above the window, so the sum does not wrap. Returns other addresses as they are.
    fn checked_base(&self, memory: MemoryIndex, address: IntValue<'c>, offset: u64, size: u32) -> (IntValue<'c>, u64) {
        let room = (1 << 32) - self.writer.windows[memory].high;
        let (mut base, mut above) = (address, 0);
        for _ in 0..MOST_BASES {
            let span = offset + above..offset + above + u64::from(size);
            // If the outermost arm with a check is closed, all are.
            let made = self.checks.made.get(&(memory, base)).and_then(|made| made.first());
            let is_checked =
                made.is_some_and(|made| self.arms.is_open(made.arm)) || self.frame_with(memory, base, &span).is_some();
            if is_checked && above <= room && self.writer.windows[memory].interval(&span).is_some() {
                return (base, span.start);
            }
            let Some((under, constant)) = operation(InstructionOpcode::Add, base) else { break };
            (base, above) = (under, above + u64::from(constant));
        }
        (address, offset)
    }

    /// Makes a check of a span, unless an earlier check covers it or can be widened to.
    fn share(&mut self, memory: MemoryIndex, address: IntValue<'c>, span: Range<u64>) -> Result<(), Error> {
        let mut span = span;
        let recorded = self.writer.recorded_trap;
        let all = self.checks.made.entry((memory, address)).or_default();
        while all.pop_if(|made| !self.arms.is_open(made.arm)).is_some() {}
        if let Some(made) = all.last_mut() {
            if covers(&made.span, &span) {
                return Ok(());
            }
            let both = made.span.start.min(span.start)..made.span.end.max(span.end);
            if self.writer.windows[memory].interval(&both).is_some() {
                let is_early = self.writer.options.trap_order == TrapOrder::Early;
                let is_alike = made.line == self.checks.line && made.recorded == recorded;
                if is_early && is_alike && self.writer.change(made.check, memory, &both) {
                    made.span = both;
                    return Ok(());
                }
                // The other bytes passed before.
                span = both;
            }
        }
        let check = self.writer.check(memory, address, &span)?;
        let arm = self.arms.innermost();
        all.pop_if(|made| made.arm == arm);
        all.push(Made { check, span, arm, line: self.checks.line, recorded });
        Ok(())
    }

    /// Returns the open frame at an address, if a span lies in it.
    fn frame_with(&self, memory: MemoryIndex, address: IntValue<'c>, span: &Range<u64>) -> Option<&Frame<'c>> {
        let frame = self.checks.frames.get(&(memory, address))?;
        (self.arms.is_open(frame.arm) && covers(&(0..frame.bytes.into()), span)).then_some(frame)
    }

    /// Returns true if a span lies in an open frame, which is checked where it is opened.
    fn is_in_frame(&mut self, memory: MemoryIndex, address: IntValue<'c>, span: &Range<u64>) -> Result<bool, Error> {
        let Some(&frame) = self.frame_with(memory, address, span) else { return Ok(false) };
        let Some(branch) = frame.branch else { return Ok(true) };
        self.checks.frames.insert((memory, address), Frame { branch: None, ..frame });
        let whole = 0..frame.bytes.into();
        let (here, position) =
            (self.writer.builder.get_insert_block(), self.writer.builder.get_current_debug_location());
        let (offset, recorded) = (self.writer.offset, self.writer.recorded_trap.take());
        self.writer.builder.position_before(&branch);
        self.go_to(frame.offset, frame.position);
        self.writer.check(memory, address, &whole)?;
        if let Some(next) = branch.get_operand(0).and_then(|operand| operand.block()) {
            self.writer.builder.build_unconditional_branch(next)?;
        }
        branch.erase_from_basic_block();
        self.go_to(offset, position);
        self.writer.recorded_trap = recorded;
        if let Some(here) = here {
            self.writer.builder.position_at_end(here);
        }
        Ok(true)
    }

    /// Gives the following instructions a position in the source.
    fn go_to(&mut self, offset: usize, position: Option<DILocation<'c>>) {
        self.writer.offset = offset;
        match position {
            Some(position) => self.writer.builder.set_current_debug_location(position),
            None => self.writer.builder.unset_current_debug_location(),
        }
    }

    /// Records that a local was assigned the address of a new frame on the guest's stack, if it was.
    pub fn open_frame(&mut self, value: BasicValueEnum<'c>) -> Result<(), Error> {
        let options = self.writer.options;
        let BasicValueEnum::IntValue(address) = value else { return Ok(()) };
        if options.bounds != Bounds::Check || options.trap_order != TrapOrder::Early {
            return Ok(());
        }
        let Some((memory, bytes)) = self.writer.frame(address) else { return Ok(()) };
        let is_known = self.checks.frames.get(&(memory, address)).is_some_and(|frame| self.arms.is_open(frame.arm));
        if is_known || self.writer.windows[memory].interval(&(0..bytes.into())).is_none() {
            return Ok(());
        }
        let next = self.writer.block("");
        let branch = Some(self.writer.builder.build_unconditional_branch(next)?);
        self.writer.builder.position_at_end(next);
        let (arm, offset) = (self.arms.innermost(), self.writer.offset);
        let position = self.writer.builder.get_current_debug_location();
        self.checks.frames.insert((memory, address), Frame { bytes, arm, branch, offset, position });
        Ok(())
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// If an address is that of a new frame, which is a constant below the stack pointer, returns the memory that the
    /// stack is in and the bytes of the frame. The stack pointer must be one that never gets above its first value,
    /// so that the frame's upper end lies in the window.
    fn frame(&self, address: IntValue<'c>) -> Option<(MemoryIndex, u32)> {
        let (sum, mask) = operation(InstructionOpcode::And, address).unwrap_or((address, u32::MAX));
        // A mask aligns the frame.
        if !mask.wrapping_neg().is_power_of_two() {
            return None;
        }
        let (pointer, bytes) = operation(InstructionOpcode::Sub, sum)?;
        let load = pointer.as_instruction().filter(|load| load.get_opcode() == InstructionOpcode::Load)?;
        let from = load.get_operand(0)?.value()?.into_pointer_value();
        let is_copy = |global| self.private_addresses.borrow().get(global).is_some_and(|&copy| copy == from);
        let mut pointers = self.stack_pointers.iter();
        let (_, memory) = pointers.find(|(global, _)| *global == from || is_copy(global))?;
        let is_frame = (1..1 << 31).contains(&bytes);
        is_frame.then_some((*memory, bytes))
    }
}

/// The operands of an operation on a value and a constant; none if the value is of another kind.
fn operation(opcode: InstructionOpcode, value: IntValue<'_>) -> Option<(IntValue<'_>, u32)> {
    let instruction = value.as_instruction().filter(|instruction| instruction.get_opcode() == opcode)?;
    let constant = instruction.get_operand(1)?.value()?.into_int_value().get_zero_extended_constant()?;
    Some((instruction.get_operand(0)?.value()?.into_int_value(), u32::try_from(constant).ok()?))
}

/// Returns true if all of `part` is in `whole`.
fn covers(whole: &Range<u64>, part: &Range<u64>) -> bool {
    whole.start <= part.start && part.end <= whole.end
}
