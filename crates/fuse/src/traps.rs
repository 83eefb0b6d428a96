//! The trap kinds of what the engine's adapters, and the fuser's transcoders, find wrong.

use dissolve_abi::TrapKind;
use wasmtime_environ::Trap;
use wasmtime_environ::component::{FixedEncoding, Transcode};

/// The kind of a trap that an adapter asks the engine for. The others cannot occur: they are of asynchronous calls, or check the
/// adapter itself.
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

/// What a transcoder traps for; none for those that take every input.
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
