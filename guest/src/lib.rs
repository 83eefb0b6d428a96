//! Bounded allocation for WebAssembly guests (contract, sections 1 and 2).
//!
//! Stock bindings allocate through Rust's global allocator: `cabi_realloc`, what lifting and lowering need, and the
//! guest's own collections alike. So a guest is bounded when its global allocator is. One line chooses it:
//!
//! ```ignore
//! #[global_allocator]
//! static ARENA: dissolve_guest::ExternArena = dissolve_guest::ExternArena;
//! ```
//!
//! [`panic_handler!`] gives a `no_std` guest a panic that traps without pulling in formatting code.

#![no_std]

mod extern_arena;

pub use extern_arena::ExternArena;

/// Defines a panic handler that traps (`unreachable`), and nothing else.
#[macro_export]
macro_rules! panic_handler {
    () => {
        #[panic_handler]
        fn panic(_: &::core::panic::PanicInfo<'_>) -> ! {
            $crate::trap()
        }
    };
}

/// Stops the call with the trap `unreachable`.
pub fn trap() -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    panic!("a guest trapped outside WebAssembly");
}
