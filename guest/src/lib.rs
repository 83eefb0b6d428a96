//! Bounded allocation for WebAssembly guests (contract, sections 1 and 2).
//!
//! Stock bindings allocate through Rust's global allocator: `cabi_realloc`, lifting and lowering, and the guest's own
//! collections. So a guest is bounded if its global allocator is. [`generate!`] makes stock bindings and selects that
//! allocator, in one line:
//!
//! ```text
//! dissolve_guest::generate!({ world: "greeter", cabi_realloc: "static-arena", arena_size: 4096 });
//! ```
//!
//! | mode | allocator | on exhaustion |
//! | --- | --- | --- |
//! | `static-arena` | [`StaticArena`]: a range of the guest's own memory | traps |
//! | `extern-arena` | [`ExternArena`]: the import `env::__cabi_arena_realloc` | traps, in the embedder |
//! | `omit` | [`NoAllocator`]: none, for worlds whose types need none | cannot happen |
//!
//! With the feature `panic-handler`, which is a default one, a panic traps without linking formatting code. A guest
//! that uses the standard library, or has its own panic handler, must disable it.

#![no_std]

#[cfg(all(target_family = "wasm", target_feature = "atomics"))]
compile_error!("a guest has one thread: the arena does not lock");

#[cfg(feature = "async")]
extern crate alloc;
// A guest that is compiled natively, for its own tests, uses the system's allocator.
#[cfg(not(target_family = "wasm"))]
extern crate std;

#[cfg(feature = "async")]
mod concurrent;
mod extern_arena;
#[cfg(feature = "async")]
pub mod future;
mod global;
mod no_allocator;
#[cfg(feature = "macros")]
#[doc(hidden)]
pub mod omit;
#[cfg(all(feature = "panic-handler", target_family = "wasm"))]
mod panic;
mod static_arena;
#[cfg(feature = "async")]
pub mod stream;

pub use dissolve_arena::lists;
#[cfg(feature = "macros")]
pub use dissolve_guest_macro::generate;
pub use extern_arena::ExternArena;
pub use no_allocator::NoAllocator;
pub use static_arena::StaticArena;
#[doc(hidden)]
pub use static_arena::check_arena_size;

/// Stops the call with the trap `unreachable`.
pub fn trap() -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    panic!("a guest trapped outside WebAssembly");
}
