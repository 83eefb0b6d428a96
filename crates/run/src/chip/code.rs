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
