//! Trap kinds, and the instruction that stops the program with one.
//!
//! On Arm the instruction is `udf #kind` in two bytes, which is permanently undefined (Armv7-M Architecture Reference
//! Manual, A7.7.194). On RISC-V it is `csrrw x0, 0xC00 + kind, x0` in four bytes: a write to a register that is
//! read-only by its number, which is an illegal instruction whether or not the register exists (Privileged
//! Architecture, 2.1). Kind 0 is what assemblers call `unimp`. `ebreak` is not used: it has no room for a kind, and
//! belongs to debuggers and to semihosting.

use core::fmt;

macro_rules! trap_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// The reason why a call was stopped.
        ///
        /// The discriminant is the code in the trap instruction.
        /// The texts of the traps that WebAssembly defines are those of the specification's test suite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum TrapKind { $($(#[$doc])* $name = $code,)* }

        impl TrapKind {
            /// All kinds, in the order of their codes.
            pub const ALL: &[TrapKind] = &[$(TrapKind::$name),*];

            /// The kind whose code is `code`, if there is one.
            pub const fn from_code(code: u8) -> Option<TrapKind> {
                match code { $($code => Some(TrapKind::$name),)* _ => None }
            }

            /// A short description, in the words of the specification if it has some.
            pub const fn text(self) -> &'static str {
                match self { $(TrapKind::$name => $text,)* }
            }
        }
    };
}

trap_kinds! {
    /// The `unreachable` instruction was executed.
    Unreachable = 0, "unreachable";
    /// A load, store or bulk operation left its memory or its window.
    MemoryOutOfBounds = 1, "out of bounds memory access";
    /// A table access left its table.
    TableOutOfBounds = 2, "out of bounds table access";
    /// Integer division or remainder by zero.
    DivideByZero = 3, "integer divide by zero";
    /// The quotient, or the truncated float, has no representation.
    IntegerOverflow = 4, "integer overflow";
    /// A NaN was converted to an integer.
    InvalidConversion = 5, "invalid conversion to integer";
    /// `call_indirect` found a function of another type.
    IndirectCallMismatch = 6, "indirect call type mismatch";
    /// `call_indirect` found a null reference.
    UninitializedElement = 7, "uninitialized element";
    /// `call_indirect` used an index past the end of its table.
    UndefinedElement = 8, "undefined element";
    /// The native stack, or the guest's stack in linear memory, is used up.
    StackExhausted = 9, "call stack exhausted";
    /// The arena has no block of the requested size and alignment.
    ArenaExhausted = 10, "arena exhausted";
    /// An alignment is zero or not a power of two.
    ArenaBadAlignment = 11, "arena alignment is not a power of two";
    /// A pointer was given back that is not a live block of the arena.
    ArenaBadPointer = 12, "pointer is no live block of the arena";
    /// The embedder's allocator returned memory outside the arena that was reserved for it.
    ArenaResultOutside = 13, "arena allocator returned memory outside the arena";
    /// The processor raised a fault that no trap instruction caused.
    HardwareFault = 14, "hardware fault";
    /// The arena's data in the guest's memory was overwritten.
    ArenaCorrupt = 15, "arena corrupted";
    /// A component called out while its arguments are lowered or its result is released (Component Model, `may_leave`).
    CannotLeave = 16, "cannot leave component instance";
    /// A call leads back into a component that is on the way to it.
    CannotEnter = 17, "cannot enter component instance";
    /// A number that is not a Unicode scalar value was passed as a character.
    InvalidChar = 18, "invalid `char` bit pattern";
    /// A string was passed that is not valid UTF-8.
    InvalidUtf8 = 19, "invalid utf-8";
    /// A string was passed that is not valid UTF-16: it has a lone surrogate.
    InvalidUtf16 = 20, "invalid utf-16";
    /// A string that was passed leaves its memory, or is longer than the limit for strings.
    StringOutOfBounds = 21, "string content out-of-bounds";
    /// A list that was passed leaves its memory, or is longer than the limit for lists.
    ListOutOfBounds = 22, "list content out-of-bounds";
    /// A variant, enum, option or result was passed with a case that its type does not have.
    InvalidDiscriminant = 23, "invalid variant discriminant";
    /// A pointer was passed that is not aligned for the type that it points to.
    UnalignedPointer = 24, "unaligned pointer";
    /// An index was passed as a handle, but its table has no such handle, or one of another resource type.
    UnknownHandle = 25, "unknown handle index";
    /// An owned handle was passed on or dropped while it is lent.
    HandleLent = 26, "cannot remove owned resource while borrowed";
    /// A call ended with a borrowed handle that it was given and did not drop.
    BorrowNotDropped = 27, "borrow handles still remain at the end of the call";
    /// A component has as many handles as fit its table.
    HandlesExhausted = 28, "handle table is full";
    /// Calls that lend handles are nested too deeply, or lend too many handles at once.
    LendingExhausted = 29, "too many handles are lent at once";
    /// Trusted code panicked or aborted.
    Abort = 254, "abort in trusted code";
}

impl TrapKind {
    /// Returns true for a violation of the canonical ABI (Component Model, *CanonicalABI*), or of a limit on handles: a
    /// mistake of a component in a call of another one.
    pub const fn is_violation(self) -> bool {
        let code = self as u8;
        TrapKind::CannotLeave as u8 <= code && code <= TrapKind::LendingExhausted as u8
    }
}

/// The number of the control and status register that a trap instruction on RISC-V writes to.
pub const fn trap_csr(kind: TrapKind) -> u16 {
    RISCV_CSR | kind as u16
}

/// The number of the first of 256 read-only registers.
const RISCV_CSR: u16 = 0xC00;

/// The code in a trap instruction on Arm; none for another instruction.
pub const fn trap_code_arm(instruction: u16) -> Option<u8> {
    match instruction >> 8 {
        0xDE => Some(instruction as u8),
        _ => None,
    }
}

/// The code in a trap instruction on RISC-V; none for another instruction.
pub const fn trap_code_riscv(instruction: u32) -> Option<u8> {
    let write_zero = 0x1073;
    match instruction & 0xF00F_FFFF == (RISCV_CSR as u32) << 20 | write_zero {
        true => Some((instruction >> 20) as u8),
        false => None,
    }
}

impl fmt::Display for TrapKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::{TrapKind, trap_code_arm, trap_code_riscv, trap_csr};

    #[test]
    fn instructions_carry_their_kind() {
        assert_eq!(trap_code_arm(0xDE09), Some(9));
        assert_eq!(trap_code_arm(0xDF09), None, "svc");
        assert_eq!(trap_csr(TrapKind::Abort), 0xCFE);
        assert_eq!(trap_code_riscv(0xC000_1073), Some(0), "unimp");
        assert_eq!(trap_code_riscv(0xCFE0_1073), Some(254));
        for other in [0x0010_0073, 0xD000_1073, 0xC000_2073, 0xC000_10F3, 0xC000_9073, 0, u32::MAX] {
            assert_eq!(trap_code_riscv(other), None, "{other:#x}");
        }
    }

    #[test]
    fn codes_round_trip() {
        for &kind in TrapKind::ALL {
            assert_eq!(TrapKind::from_code(kind as u8), Some(kind));
        }
        assert_eq!(TrapKind::from_code(200), None);
    }
}
