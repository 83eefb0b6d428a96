//! Which register or stack word an argument goes to (Procedure Call Standard for the Arm Architecture, 6.5 and 7.1).

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS};

use crate::{CoreType, CoreValue};

/// Registers and stack words of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    /// `r0`-`r3`
    pub core: [u32; CORE_REGISTERS],
    /// `s0`-`s15`
    pub fpu: [u32; FPU_REGISTERS],
    /// Words on the stack, lowest address first.
    pub stack: Vec<u32>,
}

/// Assigns arguments. With `hard_float`, floats go to FPU registers.
pub fn assign(arguments: &[CoreValue], hard_float: bool) -> Registers {
    let mut assigner = Assigner { registers: Registers::default(), next_core: 0, free_fpu: [true; FPU_REGISTERS] };
    for &argument in arguments {
        let bits = argument.bits();
        let words = [bits as u32, (bits >> 32) as u32];
        match argument {
            CoreValue::F32(_) if hard_float => assigner.float(&words[..1]),
            CoreValue::F64(_) if hard_float => assigner.float(&words),
            CoreValue::I32(_) | CoreValue::F32(_) => assigner.core(&words[..1]),
            CoreValue::I64(_) | CoreValue::F64(_) => assigner.core(&words),
        }
    }
    assigner.registers
}

struct Assigner {
    registers: Registers,
    next_core: usize,
    free_fpu: [bool; FPU_REGISTERS],
}

impl Assigner {
    /// A double word starts at an even register, or at an even word of the stack.
    fn core(&mut self, words: &[u32]) {
        self.next_core = self.next_core.next_multiple_of(words.len());
        let after = self.next_core + words.len();
        if after <= CORE_REGISTERS {
            self.registers.core[self.next_core..after].copy_from_slice(words);
            self.next_core = after;
        } else {
            self.next_core = CORE_REGISTERS;
            self.stack(words);
        }
    }

    /// The lowest free registers, also such as an alignment has left; once one argument is on the stack, all are.
    fn float(&mut self, words: &[u32]) {
        let place = (0..FPU_REGISTERS)
            .step_by(words.len())
            .find(|&first| self.free_fpu[first..first + words.len()].iter().all(|&free| free));
        match place {
            Some(first) => {
                self.free_fpu[first..first + words.len()].fill(false);
                self.registers.fpu[first..first + words.len()].copy_from_slice(words);
            }
            None => {
                self.free_fpu.fill(false);
                self.stack(words);
            }
        }
    }

    fn stack(&mut self, words: &[u32]) {
        let aligned = self.registers.stack.len().next_multiple_of(words.len());
        self.registers.stack.resize(aligned, 0);
        self.registers.stack.extend(words);
    }
}

/// The result of a function that has one.
pub fn result(ty: CoreType, core: &[u32; CORE_REGISTERS], fpu: &[u32; FPU_REGISTERS], hard_float: bool) -> CoreValue {
    let words: &[u32] = match ty {
        CoreType::F32 | CoreType::F64 if hard_float => fpu,
        _ => core,
    };
    CoreValue::from_bits(ty, u64::from(words[1]) << 32 | u64::from(words[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use CoreValue::{F32, F64, I32, I64};

    const WIDE: u64 = 0x2222_2222_1111_1111;

    #[test]
    fn double_words_start_at_even_registers() {
        let registers = assign(&[I32(1), I64(WIDE), I32(2)], false);
        assert_eq!(registers.core, [1, 0, 0x1111_1111, 0x2222_2222]);
        assert_eq!(registers.stack, [2], "a later word does not fill the gap");
    }

    #[test]
    fn the_stack_keeps_the_alignment() {
        let registers = assign(&[I32(1), I32(2), I32(3), I32(4), I32(5), I64(WIDE)], false);
        assert_eq!(registers.stack, [5, 0, 0x1111_1111, 0x2222_2222]);
    }

    #[test]
    fn floats_are_words_without_fpu_registers() {
        let registers = assign(&[F32(7), F64(WIDE)], false);
        assert_eq!(registers.core, [7, 0, 0x1111_1111, 0x2222_2222]);
    }

    #[test]
    fn floats_fill_the_gaps_of_fpu_registers() {
        let registers = assign(&[F32(7), F64(WIDE), F32(8), I32(9), F32(10)], true);
        assert_eq!(registers.fpu[..5], [7, 8, 0x1111_1111, 0x2222_2222, 10]);
        assert_eq!(registers.core[0], 9);
    }

    #[test]
    fn after_one_float_on_the_stack_all_are() {
        let mut arguments = vec![F32(1)];
        arguments.extend([F64(WIDE); 8]);
        arguments.push(F32(3));
        let registers = assign(&arguments, true);
        assert_eq!(registers.fpu[1], 0, "the gap beside the first stays");
        assert_eq!(registers.stack, [0x1111_1111, 0x2222_2222, 3]);
    }

    #[test]
    fn results_are_in_the_first_registers() {
        let (core, mut fpu) = ([1, 2, 0, 0], [0; FPU_REGISTERS]);
        fpu[..2].copy_from_slice(&[3, 4]);
        assert_eq!(result(CoreType::I64, &core, &fpu, true), I64(1 | 2 << 32));
        assert_eq!(result(CoreType::F64, &core, &fpu, true), F64(3 | 4 << 32));
        assert_eq!(result(CoreType::F32, &core, &fpu, false), F32(1));
    }
}
