//! The memory operand of instructions.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{MemArg, Operator};

/// Returns the memory, the offset and the alignment of a load, a store, or any other instruction that has them; `None` for
/// other instructions.
pub fn mem_arg(operator: &Operator<'_>) -> Option<MemArg> {
    let mut catch = Catch(None);
    catch.instruction(operator.clone()).ok()?;
    catch.0
}

/// Records the memory operand of an instruction: an encoder sees it whatever the instruction is.
struct Catch(Option<MemArg>);

impl Reencode for Catch {
    type Error = Infallible;

    fn mem_arg(&mut self, arg: MemArg) -> Result<wasm_encoder::MemArg, Error<Infallible>> {
        self.0 = Some(arg);
        wasm_encoder::reencode::utils::mem_arg(self, arg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accesses_have_a_memory_operand() {
        let memarg = MemArg { align: 2, max_align: 2, offset: 12, memory: 1 };
        for operator in [
            Operator::I32Load { memarg },
            Operator::I32Store { memarg },
            Operator::V128Store64Lane { memarg, lane: 1 },
            Operator::I32AtomicRmwAdd { memarg },
        ] {
            assert_eq!(mem_arg(&operator), Some(memarg), "{operator:?}");
        }
        for operator in [Operator::MemorySize { mem: 0 }, Operator::I32Add, Operator::I32Const { value: 12 }] {
            assert_eq!(mem_arg(&operator), None, "{operator:?}");
        }
    }
}
