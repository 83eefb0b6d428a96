//! The reasons why a call gave no result.

use core::fmt;

use crate::TrapKind;

/// The reason why a call gave no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trap {
    /// Another instance of the program is alive; there can be one at a time.
    InUse,
    /// The program was never instantiated.
    NotInstantiated,
    /// The call was refused: another call of the program is in progress, or a [`Guard`](crate::Guard) of a result is alive, here or in
    /// another context.
    /// It had no effect.
    Reentered,
    /// A call trapped. The instance is dead: it refuses calls with [`Trap::Dead`] until it is reset. If the trap happened where
    /// nothing can be returned, for example in the destructor of a handle, the next call gives it.
    Trapped {
        /// The kind of the trap.
        kind: TrapKind,
        /// The address of the trap's instruction, for `dissolve symbolize`; zero if the bindings found that a result violates the
        /// canonical ABI.
        place: usize,
        /// The size of the request in bytes, if an arena was exhausted; otherwise zero.
        detail: usize,
    },
    /// The call was refused, because an earlier one ended in a trap of this kind.
    Dead(TrapKind),
    /// The call was refused or ended, for a reason that this release does not know: the library is newer.
    Unknown {
        /// The word that the library gave.
        reason: usize,
    },
}

impl fmt::Display for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trap::InUse => f.write_str("another instance of the program is alive"),
            Trap::NotInstantiated => f.write_str("the program was never instantiated"),
            Trap::Reentered => f.write_str("a call of the program is in progress, or one of its results is in use"),
            Trap::Trapped { kind, place: 0, .. } => write!(f, "trap: {kind}"),
            Trap::Trapped { kind: kind @ TrapKind::ArenaExhausted, place, detail } => {
                write!(f, "trap: {kind} at {place:#010x}, by a request of {detail} bytes")
            }
            Trap::Trapped { kind, place, .. } => write!(f, "trap: {kind} at {place:#010x}"),
            Trap::Dead(kind) => write!(f, "an earlier call trapped: {kind}"),
            Trap::Unknown { reason } => write!(f, "the program stopped for the unknown reason {reason:#x}"),
        }
    }
}

impl core::error::Error for Trap {}

/// The reason why a value could not be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The library refused a call or the call trapped; the instance says why.
    Call,
    /// A value violates the canonical ABI.
    Violation(TrapKind),
}

impl Fault {
    /// The kind of the trap that ends the program's call of a function of the embedder.
    pub fn kind(self) -> TrapKind {
        match self {
            Fault::Violation(kind) => kind,
            // In an import, the library's functions do not return if they fail.
            Fault::Call => TrapKind::Abort,
        }
    }
}
