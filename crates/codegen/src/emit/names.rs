//! The symbols of functions that stay inside an object.
//!
//! They are the names in the module's name section, so that a report can name the function that trapped; they have no
//! other use. Only names are changed that the code generator, the assembler or the linker would give another meaning.

use dissolve_wasm::FuncIndex;

use crate::library::is_called_by_llvm;
use crate::symbols::Symbols;

/// The symbol of a defined function. LLVM adds a number to a name that occurs twice.
pub fn local_symbol(name: Option<&str>, index: FuncIndex, symbols: &Symbols) -> String {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return format!("func[{index}]") };
    let name: String = name.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
    // `.L` starts a label of the assembler, `$` a mapping symbol, `llvm.` an intrinsic.
    if name.starts_with(['.', '$']) || name.starts_with("llvm.") {
        return format!("func.{name}");
    }
    if is_called_by_llvm(&name) || symbols.contains(&name) {
        return format!("{name}.wasm");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay() {
        let symbol = |name| local_symbol(name, FuncIndex::from_u32(7), &Symbols::default());
        for name in ["fib", "_ZN4core3fmt5write17h0123456789abcdefE", "<T as U>::f", "memcpy_fast", "roof"] {
            assert_eq!(symbol(Some(name)), name);
        }
        assert_eq!(symbol(None), "func[7]");
        assert_eq!(symbol(Some("")), "func[7]");
    }

    #[test]
    fn names_with_another_meaning_change() {
        let symbol = |name| local_symbol(Some(name), FuncIndex::from_u32(7), &Symbols::default());
        for name in ["memcpy", "floorf", "fminimum", "__aeabi_ldivmod", "__cabi_arena_realloc"] {
            assert_eq!(symbol(name), format!("{name}.wasm"));
        }
        for name in ["llvm.memcpy.p0.p0.i32", ".LBB0_1", "$t"] {
            assert_eq!(symbol(name), format!("func.{name}"));
        }
        assert_eq!(symbol("a\0b\n"), "a_b_");
    }
}
