//! Float functions that LLVM calls if the processor has no instruction, under their C names.
//!
//! They are weak, for an embedder that links a C library.

use dissolve_builtins::weak;

macro_rules! functions {
    ($($symbol:literal = $name:ident($($param:ident),*) -> $float:ident, $function:path;)*) => {
        $(extern "C" fn $name($($param: $float),*) -> $float {
            $function($($param),*)
        })*
        weak! { $($symbol = $name;)* }
    };
}

functions! {
    "ceil" = ceil(x) -> f64, libm::ceil;
    "ceilf" = ceilf(x) -> f32, libm::ceilf;
    "floor" = floor(x) -> f64, libm::floor;
    "floorf" = floorf(x) -> f32, libm::floorf;
    "trunc" = trunc(x) -> f64, libm::trunc;
    "truncf" = truncf(x) -> f32, libm::truncf;
    "roundeven" = roundeven(x) -> f64, libm::rint;
    "roundevenf" = roundevenf(x) -> f32, libm::rintf;
    "sqrt" = sqrt(x) -> f64, libm::sqrt;
    "sqrtf" = sqrtf(x) -> f32, libm::sqrtf;
    "fma" = fma(x, y, z) -> f64, libm::fma;
    "fmaf" = fmaf(x, y, z) -> f32, libm::fmaf;
}
