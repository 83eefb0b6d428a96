//! The instructions that calls and stacks are made of: Thumb (Armv7-M Architecture Reference Manual, A5) and RV32IMFC (the RISC-V
//! Instruction Set Manual, volume I, 2 and 26).

use object::RelocationFlags;
use object::elf::{
    R_ARM_THM_JUMP19, R_ARM_THM_JUMP24, R_ARM_THM_PC11, R_ARM_THM_PC22, R_RISCV_CALL, R_RISCV_CALL_PLT, R_RISCV_JAL,
    R_RISCV_RVC_JUMP,
};

/// The number of the stack pointer among the registers, on Arm.
const ARM_SP: u32 = 13;
/// The number of the stack pointer among the registers, on RISC-V.
const RISCV_SP: u32 = 2;

/// The effect of an instruction on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// None of those below.
    None,
    /// The stack pointer goes down by some bytes.
    Push(u64),
    /// The stack pointer goes up by some bytes, of a single register.
    Pop(u64),
    /// The stack pointer gets another value.
    StackPointer,
    /// A call of a function that its relocation names.
    Call,
    /// A jump to a place that its relocation names, or in the same function.
    Jump,
    /// A call through a register, or the second part of a far call.
    Indirect,
    /// A jump through a register, or the second part of a far jump.
    Far,
}

/// Returns true if a relocation is that of a call or a jump.
pub fn is_call(flags: RelocationFlags) -> bool {
    let RelocationFlags::Elf { r_type } = flags else { return false };
    const ARM: [u32; 4] = [R_ARM_THM_PC22, R_ARM_THM_JUMP24, R_ARM_THM_JUMP19, R_ARM_THM_PC11];
    const RISCV: [u32; 4] = [R_RISCV_CALL, R_RISCV_CALL_PLT, R_RISCV_JAL, R_RISCV_RVC_JUMP];
    ARM.contains(&r_type) || RISCV.contains(&r_type)
}

/// The two halves of an instruction; the second is zero at the end of the code.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    first: u32,
    second: u32,
}

impl Place {
    /// The place in some code; none behind its end.
    pub fn at(code: &[u8], at: usize) -> Option<Place> {
        let half = |at: usize| Some(u32::from(u16::from_le_bytes(*code.get(at..)?.first_chunk()?)));
        Some(Place { first: half(at)?, second: half(at + 2).unwrap_or(0) })
    }

    /// The length and the effect of a Thumb instruction.
    pub fn thumb(self) -> (usize, Effect) {
        if self.first >= 0xE800 { (4, self.thumb_long()) } else { (2, self.thumb_short()) }
    }

    fn thumb_short(self) -> Effect {
        let half = self.first;
        match half {
            // push
            _ if half & 0xFE00 == 0xB400 => Effect::Push(4 * u64::from((half & 0x1FF).count_ones())),
            // sub sp, #
            _ if half & 0xFF80 == 0xB080 => Effect::Push(4 * u64::from(half & 0x7F)),
            // add sp, register; mov sp, register
            _ if half & 0xFF87 == 0x4485 || half & 0xFF87 == 0x4685 => Effect::StackPointer,
            // blx register
            _ if half & 0xFF87 == 0x4780 => Effect::Indirect,
            // b, with or without a condition; `svc` and `udf` have the other numbers of conditions
            _ if half & 0xF800 == 0xE000 || half & 0xF000 == 0xD000 && half & 0xE00 != 0xE00 => Effect::Jump,
            _ => Effect::None,
        }
    }

    fn thumb_long(self) -> Effect {
        let Place { first, second } = self;
        let base = first & 0xF;
        let destination = second >> 8 & 0xF;
        match first {
            // push.w
            0xE92D => Effect::Push(4 * u64::from(second.count_ones())),
            // vpush
            _ if first & 0xFFBF == 0xED2D && second & 0xE00 == 0xA00 => Effect::Push(4 * u64::from(second & 0xFF)),
            // str, [sp, #-]!
            0xF84D if second & 0xF00 == 0xD00 => Effect::Push(u64::from(second & 0xFF)),
            // ldr, [sp], #
            0xF85D if second & 0xF00 == 0xB00 => Effect::Pop(u64::from(second & 0xFF)),
            // strd, [sp, #-]!
            0xE96D => Effect::Push(4 * u64::from(second & 0xFF)),
            // Other stores to a pointer below that one becomes the stack pointer.
            _ if first & 0xFF0F == 0xF80D && second & 0xF00 == 0xD00 => Effect::StackPointer,
            // ldr sp
            _ if first & 0xFF70 == 0xF850 && second >> 12 == ARM_SP => Effect::StackPointer,
            // bl
            _ if first & 0xF800 == 0xF000 && second & 0xD000 == 0xD000 => Effect::Call,
            // b.w, with or without a condition
            _ if first & 0xF800 == 0xF000 && second & 0xD000 == 0x9000 => Effect::Jump,
            // msr: the stack pointers have the numbers 8 and 9, and 0x88 and 0x89
            _ if first & 0xFFF0 == 0xF380 && second & 0xFF00 == 0x8800 => match second & 0x7F {
                8 | 9 => Effect::StackPointer,
                _ => Effect::None,
            },
            _ if first & 0xF800 == 0xF000 && second & 0xD000 == 0x8000 => match first & 0x380 != 0x380 {
                true => Effect::Jump,
                false => Effect::None,
            },
            // sub.w sp, sp, #; subw sp, sp, #
            _ if first & 0xFBEF == 0xF1AD && second & 0x8F00 == 0xD00 => {
                Effect::Push(expand((first >> 10 & 1) << 11 | (second >> 12 & 7) << 8 | second & 0xFF).into())
            }
            _ if first & 0xFBFF == 0xF2AD && second & 0x8F00 == 0xD00 => {
                Effect::Push(u64::from((first >> 10 & 1) << 11 | (second >> 12 & 7) << 8 | second & 0xFF))
            }
            // add.w sp, sp, #; addw sp, sp, #
            _ if first & 0xFBEF == 0xF10D && second & 0x8F00 == 0xD00 => Effect::None,
            _ if first & 0xFBFF == 0xF20D && second & 0x8F00 == 0xD00 => Effect::None,
            // Other data processing with the stack pointer as its result; `cmp` and `tst` have the number 15.
            _ if first & 0xFE00 == 0xEA00 && destination == ARM_SP => Effect::StackPointer,
            _ if first & 0xF800 == 0xF000 && second & 0x8000 == 0 && destination == ARM_SP => Effect::StackPointer,
            // stmdb and stmia with write-back, and loads of several registers, move the stack pointer up, or are those above.
            _ if first & 0xFFD0 == 0xE900 && base == ARM_SP && first & 0x20 != 0 => Effect::StackPointer,
            _ => Effect::None,
        }
    }

    /// The length and the effect of a RISC-V instruction.
    pub fn riscv(self) -> (usize, Effect) {
        if self.first & 3 == 3 { (4, self.riscv_long()) } else { (2, self.riscv_short()) }
    }

    fn riscv_short(self) -> Effect {
        let half = self.first;
        let register = half >> 7 & 31;
        let sign = half >> 12 & 1 == 1;
        match (half & 3, half >> 13) {
            // c.addi
            (1, 0) if register == RISCV_SP => moved(sign_extended((half >> 12 & 1) << 5 | half >> 2 & 31, 6)),
            // c.jal
            (1, 1) => Effect::Call,
            // c.li
            (1, 2) if register == RISCV_SP => Effect::StackPointer,
            // c.addi16sp
            (1, 3) if register == RISCV_SP => {
                let at = |from: u32, to: u32| (half >> from & 1) << to;
                moved(sign_extended(at(12, 9) | at(6, 4) | at(5, 6) | (half >> 3 & 3) << 7 | at(2, 5), 10))
            }
            // c.j, c.beqz, c.bnez
            (1, 5..=7) => Effect::Jump,
            // c.slli, c.lwsp
            (2, 0 | 2) if register == RISCV_SP => Effect::StackPointer,
            // c.jalr
            (2, 4) if sign && half >> 2 & 31 == 0 && register != 0 => Effect::Indirect,
            // c.mv, c.add
            (2, 4) if half >> 2 & 31 != 0 && register == RISCV_SP => Effect::StackPointer,
            _ => Effect::None,
        }
    }

    fn riscv_long(self) -> Effect {
        let word = self.second << 16 | self.first;
        let register = word >> 7 & 31;
        let from = word >> 15 & 31;
        match word & 0x7F {
            // addi
            0x13 if register == RISCV_SP && word >> 12 & 7 == 0 && from == RISCV_SP => moved(word.cast_signed() >> 20),
            // Loads, operations, `lui`, `auipc`, atomics, control and status registers
            0x03 | 0x13 | 0x17 | 0x2F | 0x33 | 0x37 | 0x73 if register == RISCV_SP => Effect::StackPointer,
            // jal
            0x6F if register == 0 => Effect::Jump,
            0x6F => Effect::Call,
            // jalr
            0x67 if register != 0 => Effect::Indirect,
            0x67 => Effect::Far,
            _ => Effect::None,
        }
    }
}

/// The effect of adding a number to the stack pointer.
fn moved(by: i32) -> Effect {
    if by < 0 { Effect::Push(by.unsigned_abs().into()) } else { Effect::None }
}

/// Sign-extends a number of `bits` bits.
fn sign_extended(value: u32, bits: u32) -> i32 {
    let shift = 32 - bits;
    (value << shift).cast_signed() >> shift
}

/// The number in a data-processing instruction of Thumb (Armv7-M Architecture Reference Manual, A5.3.2).
fn expand(bits: u32) -> u32 {
    let byte = bits & 0xFF;
    match bits >> 8 {
        0 => byte,
        1 => byte << 16 | byte,
        2 => byte << 24 | byte << 8,
        3 => byte << 24 | byte << 16 | byte << 8 | byte,
        _ => (byte & 0x7F | 0x80).rotate_right(bits >> 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thumb(halves: &[u16]) -> (usize, Effect) {
        Place::at(&halves.iter().flat_map(|half| half.to_le_bytes()).collect::<Vec<_>>(), 0).unwrap().thumb()
    }

    fn riscv(word: u32) -> (usize, Effect) {
        Place::at(&word.to_le_bytes(), 0).unwrap().riscv()
    }

    /// The encodings are those of LLVM's assembler.
    #[test]
    fn thumb_instructions_move_the_stack_pointer() {
        for (halves, effect) in [
            (&[0xB5F0][..], Effect::Push(20)),         // push {r4-r7, lr}
            (&[0xB084], Effect::Push(16)),             // sub sp, #16
            (&[0xB004], Effect::None),                 // add sp, #16
            (&[0xBDF0], Effect::None),                 // pop {r4-r7, pc}
            (&[0x4685], Effect::StackPointer),         // mov sp, r0
            (&[0x44A5], Effect::StackPointer),         // add sp, r4
            (&[0x47A8], Effect::Indirect),             // blx r5
            (&[0x4770], Effect::None),                 // bx lr
            (&[0xDE01], Effect::None),                 // udf #1
            (&[0xD0FE], Effect::Jump),                 // beq
            (&[0xE7FE], Effect::Jump),                 // b
            (&[0xE92D, 0x4FF0], Effect::Push(36)),     // push.w {r4-r11, lr}
            (&[0xE8BD, 0x8FF0], Effect::None),         // pop.w {r4-r11, pc}
            (&[0xF84D, 0xBD04], Effect::Push(4)),      // str r11, [sp, #-4]!
            (&[0xF85D, 0xBB04], Effect::Pop(4)),       // ldr r11, [sp], #4
            (&[0xE96D, 0x0102], Effect::Push(8)),      // strd r0, r1, [sp, #-8]!
            (&[0xED2D, 0x8A10], Effect::Push(64)),     // vpush {s16-s31}
            (&[0xED2D, 0x8B04], Effect::Push(16)),     // vpush {d8, d9}
            (&[0xECBD, 0x8A10], Effect::None),         // vpop {s16-s31}
            (&[0xF5AD, 0x7D00], Effect::Push(512)),    // sub.w sp, sp, #512
            (&[0xF2AD, 0x4D04], Effect::Push(1028)),   // subw sp, sp, #1028
            (&[0xF50D, 0x7D00], Effect::None),         // add.w sp, sp, #512
            (&[0xEBAD, 0x0D04], Effect::StackPointer), // sub.w sp, sp, r4
            (&[0xF36F, 0x0D02], Effect::StackPointer), // bfc sp, #0, #3
            (&[0xF8D0, 0xD004], Effect::StackPointer), // ldr.w sp, [r0, #4]
            (&[0xF380, 0x8809], Effect::StackPointer), // msr psp, r0
            (&[0xF380, 0x8814], Effect::None),         // msr control, r0
            (&[0xF1B0, 0x0F10], Effect::None),         // cmp.w r0, #16
            (&[0xF000, 0xF800], Effect::Call),         // bl
            (&[0xF000, 0xB800], Effect::Jump),         // b.w
            (&[0xF000, 0x8000], Effect::Jump),         // beq.w
            (&[0xF3BF, 0x8F6F], Effect::None),         // isb
        ] {
            assert_eq!(thumb(halves), (halves.len() * 2, effect), "{halves:04x?}");
        }
    }

    #[test]
    fn riscv_instructions_move_the_stack_pointer() {
        for (word, length, effect) in [
            (0xF901_0113, 4, Effect::Push(112)),    // addi sp, sp, -112
            (0x0701_0113, 4, Effect::None),         // addi sp, sp, 112
            (0x0004_8113, 4, Effect::StackPointer), // mv sp, s1
            (0x4054_0133, 4, Effect::StackPointer), // sub sp, s0, t0
            (0x0002_A103, 4, Effect::StackPointer), // lw sp, 0(t0)
            (0x0000_00EF, 4, Effect::Call),         // jal
            (0x0000_006F, 4, Effect::Jump),         // j
            (0x0002_80E7, 4, Effect::Indirect),     // jalr t0
            (0x0000_8067, 4, Effect::Far),          // ret
            (0x1141, 2, Effect::Push(16)),          // addi sp, sp, -16
            (0x0141, 2, Effect::None),              // addi sp, sp, 16
            (0x7139, 2, Effect::Push(64)),          // addi sp, sp, -64
            (0x6121, 2, Effect::None),              // addi sp, sp, 64
            (0x8126, 2, Effect::StackPointer),      // mv sp, s1
            (0x9782, 2, Effect::Indirect),          // jalr a5
            (0x8082, 2, Effect::None),              // ret
            (0x8782, 2, Effect::None),              // jr a5
            (0xA001, 2, Effect::Jump),              // j
            (0x2001, 2, Effect::Call),              // jal
        ] {
            assert_eq!(riscv(word), (length, effect), "{word:08x}");
        }
    }
}
