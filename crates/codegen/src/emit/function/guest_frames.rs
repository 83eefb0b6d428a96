//! Frames on the guest's stack, in linear memory. A frame is checked as a whole where it is opened, if the function accesses
//! it; then no access inside it has a check.

use std::collections::HashMap;
use std::ops::Range;

use dissolve_wasm::MemoryIndex;
use inkwell::debug_info::DILocation;
use inkwell::values::{BasicValueEnum, InstructionOpcode, InstructionValue, IntValue};

use super::Body;
use super::arms::{Arm, Arms};
use super::checks::{covers, operation};
use crate::emit::writer::FunctionWriter;
use crate::module::Part;
use crate::{Bounds, Error, TrapOrder};

/// The frames that a function has opened, by their addresses.
#[derive(Default)]
pub struct GuestFrames<'c>(HashMap<(MemoryIndex, IntValue<'c>), GuestFrame<'c>>);

/// A frame.
#[derive(Clone, Copy)]
pub struct GuestFrame<'c> {
    bytes: u32,
    arm: Arm,
    /// The branch that ends the block in which it is opened; none once the check has replaced it.
    branch: Option<InstructionValue<'c>>,
    /// The offset of the instruction that opens it, and its source position.
    offset: usize,
    position: Option<DILocation<'c>>,
}

impl GuestFrame<'_> {
    /// Its bytes, counted from its address.
    fn span(&self) -> Range<u64> {
        0..self.bytes.into()
    }
}

impl<'c> GuestFrames<'c> {
    /// Returns the frame at an address, if it was opened in an arm that is open, and a span lies in it.
    pub fn with(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: &Range<u64>,
        arms: &Arms,
    ) -> Option<GuestFrame<'c>> {
        let frame = self.0.get(&(memory, address))?;
        (arms.is_open(frame.arm) && covers(&frame.span(), span)).then_some(*frame)
    }
}

impl<'c> Body<'c, '_> {
    /// Returns true if a span lies in an open frame, which is checked where it is opened.
    pub fn is_in_guest_frame(
        &mut self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        span: &Range<u64>,
    ) -> Result<bool, Error> {
        let Some(frame) = self.guest_frames.with(memory, address, span, &self.arms) else { return Ok(false) };
        if frame.branch.is_some() {
            self.check_guest_frame(memory, address, frame)?;
            self.guest_frames.0.insert((memory, address), GuestFrame { branch: None, ..frame });
        }
        Ok(true)
    }

    /// Puts the check of a frame where it is opened.
    fn check_guest_frame(
        &mut self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        frame: GuestFrame<'c>,
    ) -> Result<(), Error> {
        let Some(branch) = frame.branch else { return Ok(()) };
        self.before_branch(branch, |body| {
            body.go_to(frame.offset, frame.position);
            body.writer.recorded_trap = None;
            body.writer.check(Part::Window, memory, address, &frame.span())?;
            Ok(())
        })
    }

    /// Records that a local was assigned the address of a new frame on the guest's stack, if it was.
    pub fn open_guest_frame(&mut self, value: BasicValueEnum<'c>) -> Result<(), Error> {
        let options = self.writer.options;
        let BasicValueEnum::IntValue(address) = value else { return Ok(()) };
        if options.bounds != Bounds::Check || options.trap_order != TrapOrder::Early {
            return Ok(());
        }
        let Some((memory, bytes)) = self.writer.guest_frame(address) else { return Ok(()) };
        let whole = 0..u64::from(bytes);
        let is_known = self.guest_frames.with(memory, address, &whole, &self.arms).is_some();
        if is_known || self.writer.interval(memory, &whole).is_none() {
            return Ok(());
        }
        let next = self.writer.block("");
        let branch = Some(self.writer.builder.build_unconditional_branch(next)?);
        self.writer.builder.position_at_end(next);
        let (arm, offset) = (self.arms.innermost(), self.writer.offset);
        let position = self.writer.builder.get_current_debug_location();
        self.guest_frames.0.insert((memory, address), GuestFrame { bytes, arm, branch, offset, position });
        Ok(())
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// If an address is that of a new frame, which is a constant below the stack pointer, returns the memory that the
    /// stack is in and the bytes of the frame. The stack pointer must be one that never gets above its first value,
    /// so that the frame's upper end lies in the window.
    fn guest_frame(&self, address: IntValue<'c>) -> Option<(MemoryIndex, u32)> {
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
