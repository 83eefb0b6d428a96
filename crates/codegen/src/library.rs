//! The names of the C library and of compilers' runtimes, which LLVM gives a meaning.

/// Library functions that LLVM calls of its own accord, each also with the suffix `f` or `l`. A local symbol of the
/// same name would be called instead of the runtime's function. (All names with two leading underscores are taken to be
/// of this kind.)
const CALLED_BY_LLVM: &[&str] = &[
    "abort",
    "acos",
    "asin",
    "atan",
    "atan2",
    "bcmp",
    "bzero",
    "ceil",
    "copysign",
    "cos",
    "cosh",
    "exp",
    "exp10",
    "exp2",
    "fabs",
    "floor",
    "fma",
    "fmax",
    "fmaximum",
    "fmaximum_num",
    "fmin",
    "fminimum",
    "fminimum_num",
    "fmod",
    "frexp",
    "ldexp",
    "llrint",
    "llround",
    "log",
    "log10",
    "log2",
    "lrint",
    "lround",
    "memcmp",
    "memcpy",
    "memmove",
    "memset",
    "modf",
    "nearbyint",
    "pow",
    "rint",
    "round",
    "roundeven",
    "sin",
    "sincos",
    "sinh",
    "sqrt",
    "strlen",
    "tan",
    "tanh",
    "trunc",
];

/// Returns true if LLVM may call a function of this name of its own accord.
pub fn is_called_by_llvm(name: &str) -> bool {
    let known = |name: &str| CALLED_BY_LLVM.binary_search(&name).is_ok();
    name.starts_with("__") || known(name) || name.strip_suffix(['f', 'l']).is_some_and(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(CALLED_BY_LLVM.is_sorted());
    }
}
