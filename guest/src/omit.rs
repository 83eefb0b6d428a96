//! Mode `omit`: what generated code for a world without strings and lists uses of its runtime.
//!
//! The runtime of the stock bindings exports `cabi_realloc` from every guest that it is linked into, so in this mode it is
//! not: the generator is the stock one, its runtime is this.

pub use bitflags;
pub use wit_bindgen_rust_macro::generate;

/// Runs the static constructors, the first time that it is called. Every exported function calls it.
#[cfg(target_arch = "wasm32")]
pub fn run_ctors_once() {
    use core::cell::Cell;

    unsafe extern "C" {
        /// The linker's. A guest that calls it has said that it sees to constructors, so the linker does not.
        fn __wasm_call_ctors();
    }

    /// Whether they ran.
    struct Once(Cell<bool>);

    // SAFETY: a guest has one thread.
    unsafe impl Sync for Once {}

    static DONE: Once = Once(Cell::new(false));

    if !DONE.0.replace(true) {
        // SAFETY: constructors run before anything else of the guest does, and once.
        unsafe { __wasm_call_ctors() };
    }
}
