//! Symbols that an embedder may define instead.

/// The directive that gives a function another name.
#[doc(hidden)]
#[macro_export]
#[cfg(target_arch = "arm")]
macro_rules! alias {
    () => {
        ".thumb_set"
    };
}

/// The directive that gives a function another name.
#[doc(hidden)]
#[macro_export]
#[cfg(not(target_arch = "arm"))]
macro_rules! alias {
    () => {
        ".set"
    };
}

/// Defines weak symbols as other names of functions. A definition that the embedder links takes their place.
///
/// ```ignore
/// weak! {
///     "memset" = set;
/// }
/// ```
#[macro_export]
macro_rules! weak {
    ($($symbol:literal = $function:path;)*) => {
        $(core::arch::global_asm!(
            concat!(".weak ", $symbol),
            concat!(".type ", $symbol, ",%function"),
            concat!($crate::alias!(), " ", $symbol, ", {function}"),
            function = sym $function,
        );)*
    };
}
