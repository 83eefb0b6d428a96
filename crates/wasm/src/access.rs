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

/// Returns true if an instruction loads from memory and does nothing else to it.
pub fn is_load(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::I32Load { .. }
            | O::I64Load { .. }
            | O::F32Load { .. }
            | O::F64Load { .. }
            | O::I32Load8S { .. }
            | O::I32Load8U { .. }
            | O::I32Load16S { .. }
            | O::I32Load16U { .. }
            | O::I64Load8S { .. }
            | O::I64Load8U { .. }
            | O::I64Load16S { .. }
            | O::I64Load16U { .. }
            | O::I64Load32S { .. }
            | O::I64Load32U { .. }
            | O::V128Load { .. }
            | O::V128Load8x8S { .. }
            | O::V128Load8x8U { .. }
            | O::V128Load16x4S { .. }
            | O::V128Load16x4U { .. }
            | O::V128Load32x2S { .. }
            | O::V128Load32x2U { .. }
            | O::V128Load8Splat { .. }
            | O::V128Load16Splat { .. }
            | O::V128Load32Splat { .. }
            | O::V128Load64Splat { .. }
            | O::V128Load32Zero { .. }
            | O::V128Load64Zero { .. }
            | O::V128Load8Lane { .. }
            | O::V128Load16Lane { .. }
            | O::V128Load32Lane { .. }
            | O::V128Load64Lane { .. }
    )
}

/// Returns true if an instruction loads a byte or a halfword.
pub fn is_narrow_load(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::I32Load8S { .. }
            | O::I32Load8U { .. }
            | O::I32Load16S { .. }
            | O::I32Load16U { .. }
            | O::I64Load8S { .. }
            | O::I64Load8U { .. }
            | O::I64Load16S { .. }
            | O::I64Load16U { .. }
    )
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
        assert!(is_load(&Operator::V128Load64Lane { memarg, lane: 1 }) && !is_load(&Operator::I32Store { memarg }));
        for operator in [Operator::MemorySize { mem: 0 }, Operator::I32Add, Operator::I32Const { value: 12 }] {
            assert_eq!(mem_arg(&operator), None, "{operator:?}");
        }
    }
}
