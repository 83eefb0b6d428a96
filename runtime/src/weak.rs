//! Symbols that an embedder may define instead.

/// Defines weak symbols as functions of this crate. A definition that the embedder links takes their place.
macro_rules! weak {
    ($($symbol:literal = $function:path;)*) => {
        $(core::arch::global_asm!(
            concat!(".section .text.", $symbol, ",\"ax\",%progbits"),
            concat!(".weak ", $symbol),
            concat!(".type ", $symbol, ",%function"),
            ".thumb_func",
            concat!($symbol, ": b {function}"),
            function = sym $function,
        );)*
    };
}
pub(crate) use weak;
