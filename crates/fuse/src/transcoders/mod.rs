//! The string transcoders that canonical ABI adapters import, as WebAssembly text: one module for each operation.
//!
//! Takes an operation of `wasmtime-environ`; gives a module that imports the memories `"" "from"` (index 0) and
//! `"" "to"` (index 1) and exports its only function, `transcode`. The signature is the one that adapters use for
//! 32-bit memories. The two memories may be the same one.
//!
//! The functions rely on the adapter's checks: a source or destination of 16-bit units is aligned to 2, and all of it
//! lies within its memory (for [`Transcode::Copy`] and the like, the destination has room for the worst case). Source
//! and destination do not overlap; a function cannot find out whether the two memories are the same, so none tries.
//! Ill-formed input (UTF-8 or UTF-16) ends in `unreachable`. Two functions, `utf8_to_latin1` and `utf16_to_latin1`,
//! stop instead of trapping: they stop at the first character that is not Latin-1, and the adapter hands the rest to a
//! function that traps.
//!
//! Lengths and results count units of their encoding: bytes, or 16-bit units for UTF-16. The text is written for small
//! code first, and for fast ASCII second: each load and store occurs once, no tables, no scratch memory, bulk copies.

use wasmtime_environ::component::{FixedEncoding, Transcode};

/// Returns the text of the module that does `op`.
pub(crate) fn text(op: Transcode) -> &'static str {
    match op {
        Transcode::Copy(FixedEncoding::Utf8) => include_str!("copy_utf8.wat"),
        Transcode::Copy(FixedEncoding::Utf16) => include_str!("copy_utf16.wat"),
        Transcode::Copy(FixedEncoding::Latin1) => include_str!("copy_latin1.wat"),
        Transcode::Latin1ToUtf16 => include_str!("latin1_to_utf16.wat"),
        Transcode::Latin1ToUtf8 => include_str!("latin1_to_utf8.wat"),
        Transcode::Utf16ToCompactProbablyUtf16 => include_str!("utf16_to_compact_probably_utf16.wat"),
        Transcode::Utf16ToCompactUtf16 => include_str!("utf16_to_compact_utf16.wat"),
        Transcode::Utf16ToLatin1 => include_str!("utf16_to_latin1.wat"),
        Transcode::Utf16ToUtf8 => include_str!("utf16_to_utf8.wat"),
        Transcode::Utf8ToCompactUtf16 => include_str!("utf8_to_compact_utf16.wat"),
        Transcode::Utf8ToLatin1 => include_str!("utf8_to_latin1.wat"),
        Transcode::Utf8ToUtf16 => include_str!("utf8_to_utf16.wat"),
    }
}
