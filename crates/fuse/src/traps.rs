//! Trap kinds for the errors that the engine's adapters and the fuser's transcoders detect.

use dissolve_abi::TrapKind;
use wasmtime_environ::Trap;
use wasmtime_environ::component::{FixedEncoding, Transcode};

/// Returns the kind of a trap that an adapter asks the engine for. The other traps cannot occur: they belong to
/// asynchronous calls, or to checks of the adapter itself.
pub fn of_adapter(trap: Trap) -> TrapKind {
    match trap {
        Trap::CannotLeaveComponent => TrapKind::CannotLeave,
        Trap::CannotEnterComponent => TrapKind::CannotEnter,
        Trap::InvalidChar => TrapKind::InvalidChar,
        Trap::StringOutOfBounds => TrapKind::StringOutOfBounds,
        Trap::ListOutOfBounds => TrapKind::ListOutOfBounds,
        Trap::InvalidDiscriminant => TrapKind::InvalidDiscriminant,
        Trap::UnalignedPointer => TrapKind::UnalignedPointer,
        Trap::MemoryOutOfBounds => TrapKind::MemoryOutOfBounds,
        _ => TrapKind::Unreachable,
    }
}

/// Returns the kind of trap that a transcoder raises; none for the transcoders that accept every input.
pub fn of_transcoder(op: Transcode) -> Option<TrapKind> {
    match op {
        Transcode::Copy(FixedEncoding::Latin1)
        | Transcode::Latin1ToUtf16
        | Transcode::Latin1ToUtf8
        | Transcode::Utf16ToLatin1
        | Transcode::Utf8ToLatin1 => None,
        Transcode::Copy(FixedEncoding::Utf8) | Transcode::Utf8ToCompactUtf16 | Transcode::Utf8ToUtf16 => {
            Some(TrapKind::InvalidUtf8)
        }
        Transcode::Copy(FixedEncoding::Utf16)
        | Transcode::Utf16ToCompactProbablyUtf16
        | Transcode::Utf16ToCompactUtf16
        | Transcode::Utf16ToUtf8 => Some(TrapKind::InvalidUtf16),
    }
}
