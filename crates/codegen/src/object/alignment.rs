//! Unaligned accesses on processors that need aligned ones.
//!
//! A WebAssembly access may have any address. Unless LLVM knows better, it takes an access apart into bytes: a word on
//! a Cortex-M0 is 20 bytes of code. At run time nearly all addresses are aligned. So for each kind of access one
//! function tests the address, and accesses single bytes only if it has to. The pass runs after optimization, which by
//! then has found the addresses that are known to be aligned.

use inkwell::IntPredicate;
use inkwell::builder::Builder;
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use inkwell::types::{BasicTypeEnum, IntType};
use inkwell::values::{
    BasicValue as _, BasicValueEnum, FunctionValue, InstructionOpcode, InstructionValue, PointerValue,
};

use crate::emit::attributes::define;
use crate::{Error, Options};

/// The alignment of a word, in bytes. Larger accesses need no more.
const WORD: u32 = 4;

/// A kind of access.
#[derive(Clone, Copy)]
struct Kind {
    opcode: InstructionOpcode,
    bytes: u32,
    /// The least number of accesses for which a shared function is less code.
    worthwhile: usize,
}

/// The outlined kinds. Halfwords are two byte accesses and little else, and stay as they are.
const KINDS: [Kind; 4] = [
    Kind { opcode: InstructionOpcode::Load, bytes: 4, worthwhile: 3 },
    Kind { opcode: InstructionOpcode::Store, bytes: 4, worthwhile: 3 },
    Kind { opcode: InstructionOpcode::Load, bytes: 8, worthwhile: 2 },
    Kind { opcode: InstructionOpcode::Store, bytes: 8, worthwhile: 2 },
];

/// Replaces unaligned accesses by calls of a function, for each kind where that is less code.
pub fn outline<'c>(context: &'c Context, llvm: &Module<'c>, options: &Options) -> Result<(), Error> {
    let builder = context.create_builder();
    for kind in KINDS {
        let blocks = llvm.get_functions().flat_map(|function| function.get_basic_block_iter());
        let instructions = blocks.flat_map(|block| block.get_instructions());
        let sites: Vec<_> = instructions.filter(|&instruction| kind.matches(instruction)).collect();
        if sites.len() >= kind.worthwhile {
            let function = kind.define(context, llvm, &builder, options)?;
            sites.into_iter().try_for_each(|site| kind.replace(context, &builder, function, site))?;
        }
    }
    Ok(())
}

/// The pointer of a load or store, and the value that is stored.
fn operands(instruction: InstructionValue<'_>) -> Option<(PointerValue<'_>, Option<BasicValueEnum<'_>>)> {
    let operand = |index| instruction.get_operand(index).and_then(|operand| operand.value());
    match instruction.get_opcode() {
        InstructionOpcode::Load => Some((operand(0)?.into_pointer_value(), None)),
        InstructionOpcode::Store => Some((operand(1)?.into_pointer_value(), Some(operand(0)?))),
        _ => None,
    }
}

impl Kind {
    fn matches(self, instruction: InstructionValue<'_>) -> bool {
        let Some((_, stored)) = operands(instruction).filter(|_| instruction.get_opcode() == self.opcode) else {
            return false;
        };
        let ty = stored.map_or_else(|| instruction.get_type().try_into(), |value| Ok(value.get_type()));
        let bytes = match ty {
            Ok(BasicTypeEnum::IntType(ty)) => ty.get_bit_width() / 8,
            Ok(BasicTypeEnum::FloatType(ty)) => ty.get_bit_width() / 8,
            _ => 0,
        };
        bytes == self.bytes && instruction.get_alignment().is_ok_and(|alignment| alignment < WORD)
    }

    fn integer(self, context: &Context) -> IntType<'_> {
        if self.bytes == WORD { context.i32_type() } else { context.i64_type() }
    }

    /// Defines the function: `(pointer) -> value` for a load, `(pointer, value)` for a store.
    fn define<'c>(
        self,
        context: &'c Context,
        llvm: &Module<'c>,
        builder: &Builder<'c>,
        options: &Options,
    ) -> Result<FunctionValue<'c>, Error> {
        let (integer, pointer) = (self.integer(context), context.ptr_type(Default::default()));
        let (name, ty) = match self.opcode {
            InstructionOpcode::Load => ("load", integer.fn_type(&[pointer.into()], false)),
            _ => ("store", context.void_type().fn_type(&[pointer.into(), integer.into()], false)),
        };
        let function = define(context, llvm, options, &format!("any.{name}.{}", self.bytes), ty, Linkage::Internal);
        let [entry, aligned, bytes] =
            ["entry", "aligned", "bytes"].map(|name| context.append_basic_block(function, name));
        let place = function.get_nth_param(0).ok_or_else(malformed)?.into_pointer_value();
        builder.position_at_end(entry);
        builder.unset_current_debug_location();
        let word = context.i32_type();
        let address = builder.build_ptr_to_int(place, word, "")?;
        let rest = builder.build_and(address, word.const_int(u64::from(WORD - 1), false), "")?;
        let is_aligned = builder.build_int_compare(IntPredicate::EQ, rest, word.const_zero(), "")?;
        builder.build_conditional_branch(is_aligned, aligned, bytes)?;
        for (block, alignment) in [(aligned, WORD), (bytes, 1)] {
            builder.position_at_end(block);
            let (access, result) = match function.get_nth_param(1) {
                None => {
                    let value = builder.build_load(integer, place, "")?;
                    (value.as_instruction_value().ok_or_else(malformed)?, Some(value))
                }
                Some(value) => (builder.build_store(place, value)?, None),
            };
            access.set_alignment(alignment).map_err(Error::llvm)?;
            builder.build_return(result.as_ref().map(|value| value as _))?;
        }
        Ok(function)
    }

    /// Replaces an access by a call of the function.
    fn replace<'c>(
        self,
        context: &'c Context,
        builder: &Builder<'c>,
        function: FunctionValue<'c>,
        site: InstructionValue<'c>,
    ) -> Result<(), Error> {
        let (place, stored) = operands(site).ok_or_else(malformed)?;
        let integer = self.integer(context);
        builder.position_before(&site);
        match stored {
            Some(value) => {
                let value = builder.build_bit_cast(value, integer, "")?;
                builder.build_call(function, &[place.into(), value.into()], "")?;
            }
            None => {
                let call = builder.build_call(function, &[place.into()], "")?;
                let loaded = call.try_as_basic_value().unwrap_basic();
                let ty = BasicTypeEnum::try_from(site.get_type()).map_err(|()| malformed())?;
                let value = if ty == integer.into() { loaded } else { builder.build_bit_cast(loaded, ty, "")? };
                site.replace_all_uses_with(&value.as_instruction_value().ok_or_else(malformed)?);
            }
        }
        site.erase_from_basic_block();
        Ok(())
    }
}

fn malformed() -> Error {
    Error::defect("an access has no pointer, value or type")
}
