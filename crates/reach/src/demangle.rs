//! Demangles function names: both manglings of Rust, and the Itanium mangling of C++.

use std::fmt;

use cpp_demangle::{DemangleOptions, Symbol};

/// The maximum size of a demangled C++ name, in bytes. A short symbol can stand for a name of any length; if it would
/// exceed the limit, the symbol is shown as it is.
const LONGEST: usize = 4096;

/// Demangles a name, if it is a mangled one; Rust's hash is left out. A component's name and `::` before it, as in
/// fused modules, stay.
pub fn demangle(name: &str) -> String {
    // No mangled name contains a colon.
    match name.rsplit_once("::") {
        Some((component, name)) => format!("{component}::{}", without_prefix(name)),
        None => without_prefix(name),
    }
}

fn without_prefix(name: &str) -> String {
    if let Ok(rust) = rustc_demangle::try_demangle(name) {
        return format!("{rust:#}");
    }
    cpp(name).unwrap_or_else(|| name.to_owned())
}

/// Returns the C++ name of a symbol.
fn cpp(name: &str) -> Option<String> {
    // Other names would parse too: the grammar also has types, in which `i` is `int`.
    if !name.starts_with("_Z") {
        return None;
    }
    let symbol = Symbol::new(name).ok()?;
    let mut text = Limited(String::new());
    symbol.structured_demangle(&mut text, &DemangleOptions::new()).ok()?;
    Some(text.0)
}

/// Text that ends with an error instead of growing past [`LONGEST`].
struct Limited(String);

impl fmt::Write for Limited {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > LONGEST {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, demangle};

    #[test]
    fn names_of_every_mangling() {
        for (mangled, name) in [
            ("_ZN8dlmalloc3sys5alloc17h0123456789abcdefE", "dlmalloc::sys::alloc"),
            ("_RNvCskwGfYPst2Cb_3foo3bar", "foo::bar"),
            ("_ZN5arena4growEj", "arena::grow(unsigned int)"),
            ("_Znwm", "operator new(unsigned long)"),
            ("sbrk", "sbrk"),
            ("driver::_ZN8dlmalloc3sys5alloc17h0123456789abcdefE", "driver::dlmalloc::sys::alloc"),
            ("driver/part::_RNvCskwGfYPst2Cb_3foo3bar", "driver/part::foo::bar"),
            ("driver::_Znwm", "driver::operator new(unsigned long)"),
            ("core::fmt::write", "core::fmt::write"),
            ("::", "::"),
            ("i", "i"),
            ("", ""),
            ("_Z", "_Z"),
            ("_ZN", "_ZN"),
        ] {
            assert_eq!(demangle(mangled), name);
        }
    }

    /// Each template argument is the pair of the one before it: 2ⁿ names in 10·n bytes.
    fn pairs(count: u32) -> String {
        let mut symbol = String::from("_Z1fI1pIiiE");
        for pair in 0..count {
            symbol.push_str(&format!("S0_IS{0}_S{0}_E", radix_36(pair + 1)));
        }
        symbol + "Evv"
    }

    #[test]
    fn a_symbol_that_would_not_end_stays_mangled() {
        assert_eq!(demangle(&pairs(1)), "void f<p<int, int>, p<p<int, int>, p<int, int> > >()");
        assert_eq!(demangle(&pairs(40)), pairs(40));
        let deep = format!("_Z{}", "P".repeat(100_000));
        assert_eq!(demangle(&deep), deep);
    }

    #[test]
    fn a_name_may_be_as_long_as_the_limit() {
        // The name of a function, with `()` after it.
        let symbol = |length: usize| format!("_Z{length}{}v", "a".repeat(length));
        assert_eq!(demangle(&symbol(LONGEST - 2)), format!("{}()", "a".repeat(LONGEST - 2)));
        assert_eq!(demangle(&symbol(LONGEST - 1)), symbol(LONGEST - 1));
    }

    fn radix_36(number: u32) -> String {
        let digit = |digit| char::from_digit(digit, 36).unwrap().to_ascii_uppercase();
        match number {
            0..36 => digit(number).to_string(),
            _ => radix_36(number / 36) + &digit(number % 36).to_string(),
        }
    }
}
