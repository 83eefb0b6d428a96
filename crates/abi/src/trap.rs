//! Trap kinds, as the immediate of the instruction that stops the program.

use core::fmt;

macro_rules! trap_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// Why a call was stopped.
        ///
        /// The discriminant is the immediate of `udf #kind` on Arm (Armv7-M Architecture Reference Manual, A7.7.194).
        /// The texts of the traps that WebAssembly defines are those of the specification's test suite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum TrapKind { $($(#[$doc])* $name = $code,)* }

        impl TrapKind {
            /// Every kind, in the order of their codes.
            pub const ALL: &[TrapKind] = &[$(TrapKind::$name),*];

            /// The kind whose code is `code`, if there is one.
            pub const fn from_code(code: u8) -> Option<TrapKind> {
                match code { $($code => Some(TrapKind::$name),)* _ => None }
            }

            /// A short description, in the words of the specification where it has some.
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
    /// An alignment that is zero or no power of two.
    ArenaBadAlignment = 11, "arena alignment is not a power of two";
    /// A pointer was given back that is no live block of the arena.
    ArenaBadPointer = 12, "pointer is no live block of the arena";
    /// The embedder's allocator returned memory outside the arena that was reserved for it.
    ArenaResultOutside = 13, "arena allocator returned memory outside the arena";
    /// The processor raised a fault that no trap instruction caused.
    HardwareFault = 14, "hardware fault";
    /// What the arena keeps in the guest's memory was overwritten.
    ArenaCorrupt = 15, "arena corrupted";
    /// Trusted code panicked or aborted.
    Abort = 254, "abort in trusted code";
}

impl fmt::Display for TrapKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::TrapKind;

    #[test]
    fn codes_round_trip() {
        for &kind in TrapKind::ALL {
            assert_eq!(TrapKind::from_code(kind as u8), Some(kind));
        }
        assert_eq!(TrapKind::from_code(200), None);
    }
}
