//! Trap sites. Each kind of trap of each instruction has one cold block, with one trap instruction
//! (`dissolve_abi::TrapKind`); a conditional branch leads there.

use std::collections::HashMap;

use dissolve_abi::{TrapKind, trap_csr};
use dissolve_target::Architecture;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::basic_block::BasicBlock;
use inkwell::values::{FunctionValue, IntValue};

use super::Emitter;
use crate::Error;

/// The trap blocks of one function.
#[derive(Default)]
pub struct Traps<'c> {
    blocks: HashMap<(TrapKind, usize), BasicBlock<'c>>,
    /// The offset of the current WebAssembly instruction; zero in a helper function of the generator.
    pub offset: usize,
    /// The kind of trap that the record of a fused module gives for the current instruction; it replaces the
    /// instruction's own kind.
    pub kind: Option<TrapKind>,
}

impl<'c> Emitter<'c, '_> {
    /// Traps if `condition` is true; continues in a new block.
    pub(super) fn trap_if(
        &self,
        function: FunctionValue<'c>,
        traps: &mut Traps<'c>,
        condition: IntValue<'c>,
        kind: TrapKind,
    ) -> Result<(), Error> {
        let trap = self.trap_block(function, traps, kind)?;
        let next = self.context.append_basic_block(function, "");
        self.builder.build_conditional_branch(condition, trap, next)?;
        self.builder.position_at_end(next);
        Ok(())
    }

    /// Traps; this ends the block.
    pub(super) fn trap(&self, function: FunctionValue<'c>, traps: &mut Traps<'c>, kind: TrapKind) -> Result<(), Error> {
        let trap = self.trap_block(function, traps, kind)?;
        self.builder.build_unconditional_branch(trap)?;
        Ok(())
    }

    fn trap_block(
        &self,
        function: FunctionValue<'c>,
        traps: &mut Traps<'c>,
        kind: TrapKind,
    ) -> Result<BasicBlock<'c>, Error> {
        let kind = traps.kind.unwrap_or(kind);
        if let Some(block) = traps.blocks.get(&(kind, traps.offset)) {
            return Ok(*block);
        }
        let here = self.builder.get_insert_block();
        let block = self.context.append_basic_block(function, "trap");
        self.builder.position_at_end(block);
        let ty = self.context.void_type().fn_type(&[], false);
        // The comment makes the assembly text of each place unique. LLVM merges equal texts, and then the place is
        // lost. RISC-V's assembler allows no comment inside an instruction, so there it comes last.
        let instruction = match self.options.target.architecture() {
            Architecture::Arm => format!("udf #{} /* {:#x} */", kind as u8, traps.offset),
            Architecture::RiscV => format!("csrrw x0, {:#x}, x0 # {:#x}", trap_csr(kind), traps.offset),
        };
        // Values stored before a trap must be in memory for a debugger or a handler.
        let clobbers = "~{memory}".to_owned();
        let assembly = self.context.create_inline_asm(ty, instruction, clobbers, true, false, None, false);
        let call = self.builder.build_indirect_call(ty, assembly, &[], "")?;
        for name in ["noreturn", "cold", "nounwind"] {
            let kind = Attribute::get_named_enum_kind_id(name);
            call.add_attribute(AttributeLoc::Function, self.context.create_enum_attribute(kind, 0));
        }
        self.builder.build_unreachable()?;
        if let Some(here) = here {
            self.builder.position_at_end(here);
        }
        traps.blocks.insert((kind, traps.offset), block);
        Ok(block)
    }
}
