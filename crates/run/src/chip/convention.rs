//! The registers and stack words in which arguments and results are passed.
//!
//! Procedure Call Standard for the Arm Architecture, 6.5 and 7.1; RISC-V ELF psABI, 2.1 and 2.2.

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS, STACK_ALIGNMENT};
use dissolve_targets::{Abi, CoreFuncType, CoreType};

use crate::CoreValue;

/// A calling convention, as the properties in which the conventions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// The number of core registers for arguments.
    core: usize,
    /// The number of single-precision FPU registers for arguments; if zero, floats are passed like integers.
    fpu: usize,
    /// The words of the widest float that is passed in FPU registers.
    float_words: usize,
    /// True if a double word starts at an even register.
    even: bool,
    /// True if a double word may lie half in the last register and half on the stack.
    split: bool,
    /// True if a float without a free FPU register goes to core registers; false if it and all later floats go to the
    /// stack.
    float_to_core: bool,
}

impl Convention {
    const AAPCS: Convention =
        Convention { core: 4, fpu: 0, float_words: 0, even: true, split: false, float_to_core: true };
    const AAPCS_VFP: Convention = Convention { fpu: 16, float_words: 2, float_to_core: false, ..Convention::AAPCS };
    const ILP32: Convention =
        Convention { core: 8, fpu: 0, float_words: 0, even: false, split: true, float_to_core: true };
    const ILP32F: Convention = Convention { fpu: 8, float_words: 1, ..Convention::ILP32 };

    /// The convention of an ABI; none for that of a host.
    pub fn of(abi: Abi) -> Option<Convention> {
        match abi {
            Abi::Aapcs => Some(Convention::AAPCS),
            Abi::AapcsVfp => Some(Convention::AAPCS_VFP),
            Abi::Ilp32 => Some(Convention::ILP32),
            Abi::Ilp32f => Some(Convention::ILP32F),
            Abi::SystemV | Abi::Aapcs64 => None,
        }
    }

    /// Assigns arguments to registers and stack words. None may be a vector; vectors are passed by address. `results`
    /// is the address of a structure for the results, a hidden first argument, if the function needs one.
    pub fn assign(self, results: Option<u32>, arguments: &[CoreValue]) -> Registers {
        let mut assigner = Assigner {
            convention: self,
            registers: Registers::default(),
            next_core: 0,
            free_fpu: std::array::from_fn(|register| register < self.fpu),
        };
        if let Some(place) = results {
            assigner.core(&[place]);
        }
        for &argument in arguments {
            let bits = argument.bits();
            let words = [bits as u32, (bits >> 32) as u32];
            let words = &words[..size_of(argument.ty()) as usize / 4];
            match argument {
                CoreValue::F32(_) | CoreValue::F64(_) if words.len() <= self.float_words => assigner.float(words),
                _ => assigner.core(words),
            }
        }
        assigner.registers
    }

    /// Reads the result of a function that returns one value.
    pub fn result(self, ty: CoreType, core: &[u32; CORE_REGISTERS], fpu: &[u32; FPU_REGISTERS]) -> CoreValue {
        let words: &[u32] = match ty {
            CoreType::F32 if self.float_words >= 1 => fpu,
            CoreType::F64 if self.float_words >= 2 => fpu,
            _ => core,
        };
        CoreValue::from_bits(ty, u64::from(words[1]) << 32 | u64::from(words[0]))
    }
}

/// The size of a value in bytes.
fn size_of(ty: CoreType) -> u32 {
    match ty {
        CoreType::I32 | CoreType::F32 | CoreType::FuncRef | CoreType::ExternRef => 4,
        CoreType::I64 | CoreType::F64 => 8,
        CoreType::V128 => 16,
    }
}

/// The alignment of a value in bytes: a vector is aligned like a word.
fn alignment_of(ty: CoreType) -> u32 {
    if ty == CoreType::V128 { 4 } else { size_of(ty) }
}

/// The bytes at the top of the native stack that a host fills for a call through the gate: arguments, vectors, and room for results. The
/// convention is that of a chip; on a host nothing is called through the gate.
pub fn stack_bytes(abi: Abi, ty: &CoreFuncType) -> u32 {
    let Some(convention) = Convention::of(abi) else { return 0 };
    let by_address = |ty: &CoreType| if *ty == CoreType::V128 { CoreType::I32 } else { *ty };
    let arguments: Vec<_> = ty.params.iter().map(|ty| CoreValue::from_bits(by_address(ty), 0)).collect();
    let structure = Structure::of(ty);
    let words = convention.assign(structure.as_ref().map(|_| 0), &arguments).stack.len() as u32;
    let vectors = ty.params.iter().filter(|ty| **ty == CoreType::V128).count() as u32;
    let behind = structure.map_or(0, |structure| structure.size) + vectors * size_of(CoreType::V128);
    (words.next_multiple_of(2) * 4 + behind).next_multiple_of(STACK_ALIGNMENT)
}

/// The C structure of a function's results.
pub struct Structure {
    /// The offset of each result, in bytes.
    offsets: Vec<u32>,
    /// The size of the structure, in bytes.
    pub size: u32,
}

impl Structure {
    /// The structure of a function's results; none for a function without results, or with one that is not a vector.
    pub fn of(ty: &CoreFuncType) -> Option<Structure> {
        if ty.results.len() < 2 && ty.results != [CoreType::V128] {
            return None;
        }
        let mut structure = Structure { offsets: Vec::new(), size: 0 };
        let mut alignment = 4;
        for &result in &ty.results {
            let offset = structure.size.next_multiple_of(alignment_of(result));
            structure.offsets.push(offset);
            structure.size = offset + size_of(result);
            alignment = alignment.max(alignment_of(result));
        }
        structure.size = structure.size.next_multiple_of(alignment);
        Some(structure)
    }

    /// The structure with one member.
    pub fn of_one(ty: CoreType) -> Structure {
        Structure { offsets: vec![0], size: size_of(ty) }
    }

    /// Reads the results from words; none if there are too few words.
    pub fn read(&self, types: &[CoreType], words: &[u32]) -> Option<Vec<CoreValue>> {
        let read = |(&offset, &ty): (&u32, &CoreType)| {
            let words = words.get(offset as usize / 4..)?.get(..size_of(ty) as usize / 4)?;
            let bits = words.iter().rev().fold(0, |bits, &word| bits << 32 | u128::from(word));
            Some(match ty {
                CoreType::V128 => CoreValue::V128(bits),
                // The other types have at most 64 bits.
                _ => CoreValue::from_bits(ty, bits as u64),
            })
        };
        self.offsets.iter().zip(types).map(read).collect()
    }
}

/// The registers and stack words of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    /// `r0`-`r3`, or `a0`-`a7`
    pub core: [u32; CORE_REGISTERS],
    /// `s0`-`s15`, or `fa0`-`fa7`
    pub fpu: [u32; FPU_REGISTERS],
    /// The words on the stack, lowest address first.
    pub stack: Vec<u32>,
}

struct Assigner {
    convention: Convention,
    registers: Registers,
    next_core: usize,
    free_fpu: [bool; FPU_REGISTERS],
}

impl Assigner {
    fn core(&mut self, words: &[u32]) {
        let Convention { core, even, split, .. } = self.convention;
        if even {
            self.next_core = self.next_core.next_multiple_of(words.len());
        }
        let free = core.saturating_sub(self.next_core);
        let in_registers = match free {
            _ if free >= words.len() => words.len(),
            1.. if split => free,
            // A later word does not fill the remaining registers.
            _ => 0,
        };
        let (registers, stack) = words.split_at(in_registers);
        self.registers.core[self.next_core..][..registers.len()].copy_from_slice(registers);
        self.next_core = if stack.is_empty() { self.next_core + words.len() } else { core };
        self.stack(stack);
    }

    /// Takes the lowest free FPU registers, including those that an alignment has skipped.
    fn float(&mut self, words: &[u32]) {
        let place = (0..FPU_REGISTERS)
            .step_by(words.len())
            .find(|&first| self.free_fpu[first..first + words.len()].iter().all(|&free| free));
        match place {
            Some(first) => {
                self.free_fpu[first..first + words.len()].fill(false);
                self.registers.fpu[first..first + words.len()].copy_from_slice(words);
            }
            None if self.convention.float_to_core => self.core(words),
            None => {
                // After the first float on the stack, all floats go there.
                self.free_fpu.fill(false);
                self.stack(words);
            }
        }
    }

    /// Puts a value on the stack. A double word starts at an even word.
    fn stack(&mut self, words: &[u32]) {
        let aligned = self.registers.stack.len().next_multiple_of(words.len().max(1));
        self.registers.stack.resize(aligned, 0);
        self.registers.stack.extend(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CoreValue::{F32, F64, I32, I64};

    const WIDE: u64 = 0x2222_2222_1111_1111;
    const LOW: u32 = 0x1111_1111;
    const HIGH: u32 = 0x2222_2222;

    fn core(registers: &[u32]) -> [u32; CORE_REGISTERS] {
        std::array::from_fn(|register| registers.get(register).copied().unwrap_or(0))
    }

    #[test]
    fn a_host_fills_the_stack_with_what_registers_do_not_hold() {
        use dissolve_targets::CoreType;
        let bytes = |params: &[CoreType], results: &[CoreType]| {
            stack_bytes(Abi::Aapcs, &CoreFuncType { params: params.to_vec(), results: results.to_vec() })
        };
        assert_eq!(bytes(&[CoreType::I32; 4], &[CoreType::I64]), 0);
        assert_eq!(bytes(&[CoreType::I32; 5], &[]), 16);
        // The address of the results takes a register: two words of arguments, then four of results.
        assert_eq!(bytes(&[CoreType::I32; 5], &[CoreType::I32; 4]), 32);
        assert_eq!(bytes(&[CoreType::V128; 2], &[CoreType::V128]), 48);
    }

    #[test]
    fn aapcs_starts_double_words_at_even_registers() {
        let registers = Convention::AAPCS.assign(None, &[I32(1), I64(WIDE), I32(2)]);
        assert_eq!(registers.core, core(&[1, 0, LOW, HIGH]));
        assert_eq!(registers.stack, [2], "a later word does not fill the gap");
    }

    #[test]
    fn riscv_starts_double_words_anywhere_and_splits_them() {
        let registers =
            Convention::ILP32.assign(None, &[I32(1), I64(WIDE), F64(WIDE), I32(2), I32(3), I64(WIDE), I32(4)]);
        assert_eq!(registers.core, core(&[1, LOW, HIGH, LOW, HIGH, 2, 3, LOW]));
        assert_eq!(registers.stack, [HIGH, 4]);
    }

    #[test]
    fn the_stack_keeps_the_alignment() {
        let registers = Convention::AAPCS.assign(None, &[I32(1), I32(2), I32(3), I32(4), I32(5), I64(WIDE)]);
        assert_eq!(registers.stack, [5, 0, LOW, HIGH]);
        let registers = Convention::ILP32.assign(None, &[&[I32(0); 8][..], &[I32(5), I64(WIDE)]].concat());
        assert_eq!(registers.stack, [5, 0, LOW, HIGH]);
    }

    #[test]
    fn floats_are_words_without_fpu_registers() {
        let registers = Convention::AAPCS.assign(None, &[F32(7), F64(WIDE)]);
        assert_eq!(registers.core, core(&[7, 0, LOW, HIGH]));
        let registers = Convention::ILP32.assign(None, &[F32(7), F64(WIDE)]);
        assert_eq!(registers.core, core(&[7, LOW, HIGH]));
    }

    #[test]
    fn aapcs_fills_the_gaps_of_fpu_registers() {
        let registers = Convention::AAPCS_VFP.assign(None, &[F32(7), F64(WIDE), F32(8), I32(9), F32(10)]);
        assert_eq!(registers.fpu[..5], [7, 8, LOW, HIGH, 10]);
        assert_eq!(registers.core, core(&[9]));
    }

    #[test]
    fn aapcs_has_all_floats_on_the_stack_after_one() {
        let mut arguments = vec![F32(1)];
        arguments.extend([F64(WIDE); 8]);
        arguments.push(F32(3));
        let registers = Convention::AAPCS_VFP.assign(None, &arguments);
        assert_eq!(registers.fpu[1], 0, "the gap beside the first stays");
        assert_eq!(registers.stack, [LOW, HIGH, 3]);
    }

    #[test]
    fn ilp32f_has_doubles_and_late_floats_in_core_registers() {
        let mut arguments = vec![F64(WIDE)];
        arguments.extend([F32(1); 8]);
        arguments.extend([F32(2), I32(3)]);
        let registers = Convention::ILP32F.assign(None, &arguments);
        assert_eq!(registers.fpu[..9], [1, 1, 1, 1, 1, 1, 1, 1, 0]);
        assert_eq!(registers.core, core(&[LOW, HIGH, 2, 3]));
        assert!(registers.stack.is_empty());
    }

    #[test]
    fn results_are_in_the_first_registers() {
        let (core, mut fpu) = (core(&[1, 2]), [0; FPU_REGISTERS]);
        fpu[..2].copy_from_slice(&[3, 4]);
        for (convention, single, double) in [
            (Convention::AAPCS, 1, 1 | 2 << 32),
            (Convention::AAPCS_VFP, 3, 3 | 4 << 32),
            (Convention::ILP32, 1, 1 | 2 << 32),
            (Convention::ILP32F, 3, 1 | 2 << 32),
        ] {
            assert_eq!(convention.result(CoreType::I64, &core, &fpu), I64(1 | 2 << 32));
            assert_eq!(convention.result(CoreType::F32, &core, &fpu), F32(single));
            assert_eq!(convention.result(CoreType::F64, &core, &fpu), F64(double));
        }
    }

    #[test]
    fn several_results_are_a_structure() {
        let types = [CoreType::I32, CoreType::F64, CoreType::F32];
        let ty = CoreFuncType { params: vec![], results: types.to_vec() };
        let structure = Structure::of(&ty).unwrap();
        assert_eq!((&structure.offsets[..], structure.size), (&[0, 8, 16][..], 24));
        let words = [1, 0, LOW, HIGH, 2, 0];
        assert_eq!(structure.read(&types, &words).unwrap(), [I32(1), F64(WIDE), F32(2)]);
        assert_eq!(structure.read(&types, &words[..4]), None);
        assert!(Structure::of(&CoreFuncType { params: vec![], results: types[..1].to_vec() }).is_none());
        let types = [CoreType::I64, CoreType::FuncRef, CoreType::V128];
        let structure = Structure::of(&CoreFuncType { params: vec![], results: types.to_vec() }).unwrap();
        assert_eq!((&structure.offsets[..], structure.size), (&[0, 8, 12][..], 32), "a vector is four words");
        let words = [LOW, HIGH, 0, 1, 2, 3, 4, 0];
        let vector = CoreValue::V128(4 << 96 | 3 << 64 | 2 << 32 | 1);
        assert_eq!(structure.read(&types, &words).unwrap(), [I64(WIDE), CoreValue::FuncRef(None), vector]);
        let vector = CoreFuncType { params: vec![], results: vec![CoreType::V128] };
        assert_eq!(Structure::of(&vector).unwrap().size, 16, "it does not fit the registers of results");
        let registers = Convention::ILP32.assign(Some(0x100), &[I64(WIDE)]);
        assert_eq!(registers.core, core(&[0x100, LOW, HIGH]));
        assert_eq!(Convention::AAPCS.assign(Some(0x100), &[I64(WIDE)]).core, core(&[0x100, 0, LOW, HIGH]));
    }
}
