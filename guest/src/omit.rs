//! Mode `omit`: the runtime of generated code for a world without strings and lists.
//!
//! The runtime of the stock bindings exports `cabi_realloc` from every guest that links it, so this mode does not use
//! it: the generator is the stock one, and this is its runtime.

pub use bitflags;
pub use wit_bindgen_rust_macro::generate;

/// Runs the static constructors when it is called for the first time. Every exported function calls it.
#[cfg(target_arch = "wasm32")]
pub fn run_ctors_once() {
    use core::cell::Cell;

    unsafe extern "C" {
        /// A function of the linker. If a guest calls it, the linker does not run constructors itself.
        fn __wasm_call_ctors();
    }

    /// True after they ran.
    struct Once(Cell<bool>);

    // SAFETY: a guest has one thread.
    unsafe impl Sync for Once {}

    static DONE: Once = Once(Cell::new(false));

    if !DONE.0.replace(true) {
        // SAFETY: constructors run before anything else of the guest does, and once.
        unsafe { __wasm_call_ctors() };
    }
}
