//! Finds constants in code that are addresses above the statics.
//!
//! The use of a number tells whether it is an address. The end of the last static equals the heap's start, but a
//! program only compares with it.

use dissolve_wasm::{Arities, Module, mem_arg};
use wasmparser::Operator;

use super::evidence::{Evidence, Limits};

/// The number of instructions over which a constant is followed to the instruction that pops it.
const FAR: usize = 64;

/// The constants of one function.
pub struct Constants<'a, 'm> {
    pub module: &'m Module<'a>,
    pub limits: &'m Limits,
    pub operators: &'m [Operator<'a>],
}

impl Constants<'_, '_> {
    /// Examines the constant `value`, which the instruction at `at` pushes.
    pub fn search(&self, at: usize, value: u32, place: impl Fn() -> String, evidence: &mut Evidence) {
        let limits = self.limits;
        if limits.is_start(value) {
            match self.operators.get(at + 1) {
                Some(next) if compares(next) => evidence.compares_start |= value <= limits.base,
                Some(next) if takes_a_number(next) => {}
                _ => evidence.is_certain(value, place),
            }
        } else if limits.is_end(value) {
            if !self.operators.get(at + 1).is_some_and(takes_a_number) {
                evidence.is_end(limits, place);
            }
        } else if (limits.is_above(value.into()) && self.is_accessed(at)) || self.is_aligned_start(at, value) {
            evidence.is_certain(value, place);
        }
    }

    /// Examines a part of a wider constant.
    pub fn search_part(&self, at: usize, value: u32, place: impl Fn() -> String, evidence: &mut Evidence) {
        if self.limits.is_start(value) && !self.operators.get(at + 1).is_some_and(takes_a_number) {
            evidence.is_certain(value, place);
        }
    }

    /// Returns true if the constant is the start of the heap plus the amount for rounding up to a power of two, as in
    /// `(start + 65535) & -65536`.
    fn is_aligned_start(&self, at: usize, value: u32) -> bool {
        if !(self.limits.start..=self.limits.base.saturating_add(1 << 16)).contains(&value) {
            return false;
        }
        self.operators.iter().skip(at + 1).take(4).zip(self.operators.iter().skip(at + 2)).any(|pair| match pair {
            (Operator::I32Const { value: mask }, Operator::I32And) => {
                *mask < 0 && mask.unsigned_abs().is_power_of_two() && mask.unsigned_abs() > 1
            }
            _ => false,
        })
    }

    /// Returns true if the instruction that pops the constant uses it as an address of memory.
    fn is_accessed(&self, at: usize) -> bool {
        let mut above = 0;
        // Blocks have no arity here, since a constant is only followed inside its own block.
        let arities = Arities { module: self.module, labels: Vec::new() };
        for operator in self.operators.iter().skip(at + 1).take(FAR) {
            let opens = matches!(operator, Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. });
            let Some((takes, gives)) = operator.operator_arity(&arities).filter(|_| !opens) else { return false };
            if takes > above {
                return match operator {
                    Operator::MemoryFill { .. } | Operator::MemoryInit { .. } => above == 2,
                    Operator::MemoryCopy { .. } => above >= 1,
                    // A stored value is above the address on the stack, and so is the vector of a lane access.
                    _ => offset(operator).is_some() && above + 1 == takes,
                };
            }
            above = above - takes + gives;
        }
        false
    }
}

/// Returns true if an instruction compares integers.
fn compares(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::I32Eq
            | O::I32Ne
            | O::I32LtS
            | O::I32LtU
            | O::I32GtS
            | O::I32GtU
            | O::I32LeS
            | O::I32LeU
            | O::I32GeS
            | O::I32GeU
            | O::I64Eq
            | O::I64Ne
            | O::I64LtS
            | O::I64LtU
            | O::I64GtS
            | O::I64GtU
            | O::I64LeS
            | O::I64LeU
            | O::I64GeS
            | O::I64GeU
    )
}

/// Returns true if the last operand of an instruction is a number, not an address.
fn takes_a_number(operator: &Operator<'_>) -> bool {
    use Operator as O;
    compares(operator)
        || matches!(
            operator,
            O::I32And
                | O::I32Mul
                | O::I32DivS
                | O::I32DivU
                | O::I32RemS
                | O::I32RemU
                | O::I32Shl
                | O::I32ShrS
                | O::I32ShrU
                | O::I32Rotl
                | O::I32Rotr
                | O::I64And
                | O::I64Mul
                | O::I64DivS
                | O::I64DivU
                | O::I64RemS
                | O::I64RemU
                | O::Drop
        )
}

/// The offset of an access to memory 0; `None` for any other instruction.
pub fn offset(operator: &Operator<'_>) -> Option<u64> {
    mem_arg(operator).filter(|arg| arg.memory == 0).map(|arg| arg.offset)
}
