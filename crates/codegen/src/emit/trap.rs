//! Trap sites. Each kind of trap of each instruction has one cold block, with one trap instruction
//! (`dissolve_abi::TrapKind`) or one call; a conditional branch leads there.

use dissolve_abi::symbol::RAISE_HERE;
use dissolve_abi::{TrapKind, trap_csr};
use dissolve_targets::Architecture;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::basic_block::BasicBlock;
use inkwell::values::IntValue;

use super::writer::FunctionWriter;
use crate::{Error, TrapOrder, Traps};

impl<'c> FunctionWriter<'c, '_> {
    /// Traps if `condition` is true; continues in a new block.
    pub fn trap_if(&self, condition: IntValue<'c>, kind: TrapKind) -> Result<(), Error> {
        let trap = self.trap_block(kind)?;
        let next = self.block("");
        self.builder.build_conditional_branch(condition, trap, next)?;
        self.builder.position_at_end(next);
        Ok(())
    }

    /// Traps; this ends the block.
    pub fn trap(&self, kind: TrapKind) -> Result<(), Error> {
        let trap = self.trap_block(kind)?;
        self.builder.build_unconditional_branch(trap)?;
        Ok(())
    }

    /// The block that traps with this kind, at the current WebAssembly instruction.
    fn trap_block(&self, kind: TrapKind) -> Result<BasicBlock<'c>, Error> {
        let kind = self.recorded_trap.unwrap_or(kind);
        if let Some(&block) = self.trap_blocks.borrow().get(&(kind, self.offset)) {
            return Ok(block);
        }
        let here = self.builder.get_insert_block();
        let block = self.start_block("trap");
        let ty = self.context.void_type().fn_type(&[], false);
        // The comment makes the assembly text of each place unique. LLVM merges equal texts, and then the place is
        // lost. RISC-V's assembler allows no comment inside an instruction, so there it comes last.
        let (code, offset) = (kind as u8, self.offset);
        let instruction = match (self.options.target.architecture(), self.options.traps) {
            (Architecture::Arm, Traps::Fault) => format!("udf #{code} /* {offset:#x} */"),
            (Architecture::Arm, Traps::Call) => format!("movs r0, #{code}\nbl {RAISE_HERE} /* {offset:#x} */"),
            (Architecture::RiscV, Traps::Fault) => format!("csrrw x0, {:#x}, x0 # {offset:#x}", trap_csr(kind)),
            (Architecture::RiscV, Traps::Call) => format!("li a0, {code}\ncall {RAISE_HERE} # {offset:#x}"),
            // Hosts have no handler of faults that is ours, so options with one are refused. A dollar sign is written twice.
            (Architecture::X86_64, _) => format!("movl $${code}, %edi\ncall {RAISE_HERE} # {offset:#x}"),
            (Architecture::Aarch64, _) => format!("mov w0, #{code}\nbl {RAISE_HERE} // {offset:#x}"),
        };
        // Values stored before a trap must be in memory for a debugger or a handler, unless nobody reads memory then.
        let is_early = self.options.trap_order == TrapOrder::Early;
        let clobbers = if is_early { "" } else { "~{memory}" }.to_owned();
        let assembly = self.context.create_inline_asm(ty, instruction, clobbers, true, false, None, false);
        let call = self.builder.build_indirect_call(ty, assembly, &[], "")?;
        if is_early {
            let kind = Attribute::get_named_enum_kind_id("memory");
            call.add_attribute(AttributeLoc::Function, self.context.create_enum_attribute(kind, 0));
        }
        for name in ["noreturn", "cold", "nounwind"] {
            let kind = Attribute::get_named_enum_kind_id(name);
            call.add_attribute(AttributeLoc::Function, self.context.create_enum_attribute(kind, 0));
        }
        self.builder.build_unreachable()?;
        if let Some(here) = here {
            self.builder.position_at_end(here);
        }
        self.trap_blocks.borrow_mut().insert((kind, self.offset), block);
        Ok(block)
    }
}
