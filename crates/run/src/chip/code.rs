//! Finds calls in the machine code of an image.
//!
//! A return address is the address right after a call. The call instruction contains the callee's address, unless it
//! goes through a register. So a word on the stack can be recognized as a return address into a function's caller,
//! without unwind tables in the image.

use object::{Architecture, Object as _, ObjectSection as _, SectionKind};

/// The callee of a call instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callee {
    /// The function at this address, which is without the Thumb bit.
    Direct(u32),
    /// The function whose address is in a register.
    Indirect,
}

/// The way in which an instruction continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// With the next instruction, or by a jump to an address that it contains.
    Next,
    /// By a call.
    Call,
    /// By a jump to an address from a register or the stack: a return, or a tail call through a pointer.
    Return,
}

/// The sections with code.
#[derive(Default)]
pub struct Code {
    /// The first address and the contents of each section.
    sections: Vec<(u32, Vec<u8>)>,
    is_arm: bool,
}

impl Code {
    /// Reads an ELF file.
    pub fn read(file: &object::File<'_>) -> Code {
        let text = file.sections().filter(|section| section.kind() == SectionKind::Text);
        let section = |section: object::Section<'_, '_>| {
            Some((u32::try_from(section.address()).ok()?, section.data().ok()?.to_vec()))
        };
        Code { sections: text.filter_map(section).collect(), is_arm: file.architecture() == Architecture::Arm }
    }

    /// The two bytes at an address.
    pub fn half(&self, address: u32) -> Option<u32> {
        self.sections.iter().find_map(|(start, bytes)| {
            let at = address.checked_sub(*start)? as usize;
            let half = bytes.get(at..at.checked_add(2)?)?;
            Some(u32::from(half[0]) | u32::from(half[1]) << 8)
        })
    }

    /// The four bytes at an address.
    pub fn word(&self, address: u32) -> Option<u32> {
        Some(self.half(address)? | self.half(address.checked_add(2)?)? << 16)
    }

    /// The callee of the call instruction before a return address; none if there is no call instruction, so that this
    /// is not a return address. On Arm the address has the Thumb bit, as in a link register.
    pub fn call_before(&self, address: u32) -> Option<Callee> {
        match self.is_arm {
            true if address & 1 == 0 => None,
            true => self.thumb_call_before(address & !1),
            false if address & 1 != 0 => None,
            false => self.riscv_call_before(address),
        }
    }

    /// `bl` and `blx` (Armv7-M Architecture Reference Manual, A7.7.18 and A7.7.19).
    fn thumb_call_before(&self, address: u32) -> Option<Callee> {
        let last = self.half(address.checked_sub(2)?)?;
        if last & 0xFF87 == 0x4780 {
            return Some(Callee::Indirect);
        }
        let first = self.half(address.checked_sub(4)?)?;
        if first & 0xF800 != 0xF000 || last & 0xD000 != 0xD000 {
            return None;
        }
        Some(Callee::Direct(address.wrapping_add(thumb_offset(first, last))))
    }

    /// `jal`, `jalr`, `c.jal` and `c.jalr` that link `ra`.
    fn riscv_call_before(&self, address: u32) -> Option<Callee> {
        let long = address.checked_sub(4)?;
        if let Some(word) = self.word(long) {
            if word & 0xFFF == 0x0EF {
                return Some(Callee::Direct(long.wrapping_add(long_offset(word))));
            }
            if word & 0x7FFF == 0x00E7 {
                return Some(self.far_call(long, word).unwrap_or(Callee::Indirect));
            }
        }
        let short = address.checked_sub(2)?;
        let half = self.half(short)?;
        if half & 0xF07F == 0x9002 && half >> 7 & 31 != 0 {
            return Some(Callee::Indirect);
        }
        (half & 0xE003 == 0x2001).then(|| Callee::Direct(short.wrapping_add(short_offset(half))))
    }

    /// `auipc` before a `jalr` of the same register.
    fn far_call(&self, at: u32, jalr: u32) -> Option<Callee> {
        let before = at.checked_sub(4)?;
        let auipc = self.word(before)?;
        let is_pair = auipc & 0x7F == 0x17 && auipc >> 7 & 31 == jalr >> 15 & 31;
        let offset = (auipc & 0xFFFF_F000).wrapping_add(sign_extended(jalr >> 20, 12));
        is_pair.then(|| Callee::Direct(before.wrapping_add(offset)))
    }

    /// Finds a tail call: an instruction between two addresses that jumps to a function, without a link: `b` (Armv7-M
    /// Architecture Reference Manual, A7.7.12), `jal` and `c.j`.
    pub fn jump(&self, from: std::ops::Range<u32>, function: u32) -> Option<u32> {
        from.step_by(2).find(|&at| {
            let target = if self.is_arm { self.thumb_jump(at) } else { self.riscv_jump(at) };
            target == Some(function)
        })
    }

    fn thumb_jump(&self, at: u32) -> Option<u32> {
        let first = self.half(at)?;
        if first & 0xF800 == 0xE000 {
            return Some(at.wrapping_add(4).wrapping_add(sign_extended((first & 0x7FF) << 1, 12)));
        }
        let last = self.half(at.checked_add(2)?)?;
        let is_jump = first & 0xF800 == 0xF000 && last & 0xD000 == 0x9000;
        is_jump.then(|| at.wrapping_add(4).wrapping_add(thumb_offset(first, last)))
    }

    fn riscv_jump(&self, at: u32) -> Option<u32> {
        let half = self.half(at)?;
        if half & 0xE003 == 0xA001 {
            return Some(at.wrapping_add(short_offset(half)));
        }
        let word = self.word(at)?;
        if word & 0x7FFF == 0x0067
            && let Some(Callee::Direct(target)) = self.far_call(at, word)
        {
            return Some(target);
        }
        (word & 0xFFF == 0x06F).then(|| at.wrapping_add(long_offset(word)))
    }

    /// The length of the instruction at an address, in bytes, and the way in which it continues; none outside of code.
    pub fn flow(&self, at: u32) -> Option<(u32, Flow)> {
        let first = self.half(at)?;
        let (is_long, flow) = match self.is_arm {
            true => self.thumb_flow(at, first),
            false => self.riscv_flow(at, first),
        };
        Some((if is_long { 4 } else { 2 }, flow))
    }

    /// `bl`, `blx`; `bx`, `mov pc`, and loads of the program counter (Armv7-M Architecture Reference Manual, A5). `tbb` and `tbh` stay in
    /// their function.
    fn thumb_flow(&self, at: u32, first: u32) -> (bool, Flow) {
        if first < 0xE800 {
            let flow = match first {
                _ if first & 0xFF87 == 0x4780 => Flow::Call,
                _ if first & 0xFF87 == 0x4700 || first & 0xFF87 == 0x4687 || first & 0xFF00 == 0xBD00 => Flow::Return,
                _ => Flow::Next,
            };
            return (false, flow);
        }
        let last = at.checked_add(2).and_then(|at| self.half(at)).unwrap_or(0);
        let flow = match first {
            _ if first & 0xF800 == 0xF000 && last & 0xD000 == 0xD000 => Flow::Call,
            // ldmia and ldmdb with pc; ldr pc
            _ if (first & 0xFFD0 == 0xE890 || first & 0xFFD0 == 0xE910) && last >> 15 == 1 => Flow::Return,
            _ if first & 0xFF70 == 0xF850 && last >> 12 == 15 => Flow::Return,
            _ => Flow::Next,
        };
        (true, flow)
    }

    /// `jal` and `jalr` that link `ra`, `jalr` that links nothing, and their short forms.
    fn riscv_flow(&self, at: u32, first: u32) -> (bool, Flow) {
        if first & 3 != 3 {
            let register = first >> 7 & 31;
            let flow = match first {
                _ if first & 0xE003 == 0x2001 => Flow::Call,
                _ if first & 0xF07F == 0x9002 && register != 0 => Flow::Call,
                _ if first & 0xF07F == 0x8002 && register != 0 => Flow::Return,
                _ => Flow::Next,
            };
            return (false, flow);
        }
        let flow = match self.word(at).unwrap_or(0) {
            word if word & 0xFFF == 0x0EF || word & 0x7FFF == 0x00E7 => Flow::Call,
            word if word & 0x7FFF == 0x0067 => Flow::Return,
            _ => Flow::Next,
        };
        (true, flow)
    }

    /// The return addresses of all direct calls of a function, in order.
    pub fn calls_of(&self, function: u32) -> Vec<u32> {
        let bit = u32::from(self.is_arm);
        let places = self
            .sections
            .iter()
            .flat_map(|(start, bytes)| (0..=bytes.len() as u32).step_by(2).map(move |at| start.wrapping_add(at) | bit));
        places.filter(|&address| self.call_before(address) == Some(Callee::Direct(function))).collect()
    }

    /// Returns true for Arm code, whose exceptions leave a frame on the stack.
    pub fn is_arm(&self) -> bool {
        self.is_arm
    }
}

/// The offset in `bl` and in the long form of `b`, from the end of the instruction.
fn thumb_offset(first: u32, last: u32) -> u32 {
    let sign = first >> 10 & 1;
    let bit = |j: u32| (j ^ sign ^ 1) & 1;
    let high = sign << 24 | bit(last >> 13) << 23 | bit(last >> 11) << 22;
    sign_extended(high | (first & 0x3FF) << 12 | (last & 0x7FF) << 1, 25)
}

/// The offset in `jal`, from the address of the instruction.
fn long_offset(word: u32) -> u32 {
    let offset = word >> 31 << 20 | (word >> 12 & 0xFF) << 12 | (word >> 20 & 1) << 11 | (word >> 21 & 0x3FF) << 1;
    sign_extended(offset, 21)
}

/// The offset in `c.jal` and `c.j`, from the address of the instruction.
fn short_offset(half: u32) -> u32 {
    let at = |from: u32, to: u32| (half >> from & 1) << to;
    let offset = at(12, 11)
        | at(11, 4)
        | (half >> 9 & 3) << 8
        | at(8, 10)
        | at(7, 6)
        | at(6, 7)
        | (half >> 3 & 7) << 1
        | at(2, 5);
    sign_extended(offset, 12)
}

/// Sign-extends a number of `bits` bits to 32 bits.
fn sign_extended(value: u32, bits: u32) -> u32 {
    let shift = 32 - bits;
    ((value << shift).cast_signed() >> shift).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(is_arm: bool, halves: &[u16]) -> Code {
        Code { sections: vec![(0x1000, halves.iter().flat_map(|half| half.to_le_bytes()).collect())], is_arm }
    }

    #[test]
    fn thumb_calls_are_known() {
        // bl +0x100, bl -4, blx r3, push {lr}
        let code = code(true, &[0xF000, 0xF87E, 0xF7FF, 0xFFFE, 0x4798, 0xB500]);
        assert_eq!(code.call_before(0x1005), Some(Callee::Direct(0x1100)));
        assert_eq!(code.call_before(0x1009), Some(Callee::Direct(0x1004)));
        assert_eq!(code.call_before(0x100B), Some(Callee::Indirect));
        assert_eq!(code.call_before(0x100D), None);
        assert_eq!(code.call_before(0x1004), None, "no Thumb bit");
        assert_eq!(code.call_before(1), None);
        assert_eq!(code.calls_of(0x1100), [0x1005]);
        // b.w +0x100, b -4
        let code = super::tests::code(true, &[0xF000, 0xB87E, 0xE7FC]);
        assert_eq!(code.jump(0x1000..0x1006, 0x1100), Some(0x1000));
        assert_eq!(code.jump(0x1000..0x1006, 0x1000), Some(0x1004));
        assert_eq!(code.jump(0x1000..0x1006, 0x1200), None);
    }

    #[test]
    fn instructions_say_how_they_continue() {
        // bl, blx r3, bx lr, pop {r4, pc}, push {lr}, pop.w {r4, pc}, ldr pc, [sp], #4, b.w, tbb
        let long = [0xF000, 0xF87E, 0x4798, 0x4770, 0xBD10, 0xB500, 0xE8BD, 0x8010, 0xF85D, 0xFB04, 0xF000, 0xB87E];
        let code = code(true, &[&long[..], &[0xE8DF, 0xF000]].concat());
        let flows = [
            (4, Flow::Call),
            (2, Flow::Call),
            (2, Flow::Return),
            (2, Flow::Return),
            (2, Flow::Next),
            (4, Flow::Return),
            (4, Flow::Return),
            (4, Flow::Next),
            (4, Flow::Next),
        ];
        assert_flows(&code, &flows);
        // jal ra; auipc; jalr ra; jalr x0, 0(ra); jal x0
        let words = [0x0100_00EFu32, 0x0000_1097, 0xFFC0_80E7, 0x0000_8067, 0x0100_006F];
        let mut halves: Vec<u16> = words.iter().flat_map(|word| [*word as u16, (*word >> 16) as u16]).collect();
        // c.jal, c.jalr a5, c.jr ra, c.j, c.ebreak
        halves.extend([0x2021, 0x9782, 0x8082, 0xA021, 0x9002]);
        let long = [Flow::Call, Flow::Next, Flow::Call, Flow::Return, Flow::Next].map(|flow| (4, flow));
        let short = [Flow::Call, Flow::Call, Flow::Return, Flow::Next, Flow::Next].map(|flow| (2, flow));
        assert_flows(&super::tests::code(false, &halves), &[long, short].concat());
    }

    /// Checks all instructions of some code.
    fn assert_flows(code: &Code, expected: &[(u32, Flow)]) {
        let mut at = 0x1000;
        for &(length, flow) in expected {
            assert_eq!(code.flow(at), Some((length, flow)), "{at:#x}");
            at += length;
        }
        assert_eq!(code.flow(at), None);
    }

    #[test]
    fn riscv_calls_are_known() {
        // jal ra, +16; auipc ra, 1; jalr ra, -4(ra); c.jal +8; c.jalr a5; ret
        let words = [0x0100_00EFu32, 0x0000_1097, 0xFFC0_80E7];
        let mut halves: Vec<u16> = words.iter().flat_map(|word| [*word as u16, (*word >> 16) as u16]).collect();
        halves.extend([0x2021, 0x9782, 0x8082]);
        let code = code(false, &halves);
        assert_eq!(code.call_before(0x1004), Some(Callee::Direct(0x1010)));
        assert_eq!(code.call_before(0x100C), Some(Callee::Direct(0x1004 + 0x1000 - 4)));
        assert_eq!(code.call_before(0x100E), Some(Callee::Direct(0x100C + 8)));
        assert_eq!(code.call_before(0x1010), Some(Callee::Indirect));
        assert_eq!(code.call_before(0x1012), None);
        assert_eq!(code.calls_of(0x1010), [0x1004]);
    }
}
