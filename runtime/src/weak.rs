//! Symbols that an embedder may define instead.

/// Defines weak symbols as other names of functions of this crate. A definition that the embedder links takes their place.
macro_rules! weak {
    ($($symbol:literal = $function:path;)*) => {
        $(core::arch::global_asm!(
            concat!(".weak ", $symbol),
            concat!(".type ", $symbol, ",%function"),
            concat!($crate::chip::alias!(), " ", $symbol, ", {function}"),
            function = sym $function,
        );)*
    };
}
pub(crate) use weak;
