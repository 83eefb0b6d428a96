//! The trusted runtime of a dissolved image, for Armv6-M, Armv7-M, Armv8-M with the Main Extension, and 32-bit RISC-V.
//!
//! - [`boot`]: the way from reset to the program, or to the call gate.
//! - [`call`]: a call into the program, on a stack of its own, that ends in a return or in a trap.
//! - [`fault`]: the report of a trap.
//! - [`guard`]: makes an overflow of the stack a fault.
//! - [`gate`], [`semihosting`]: the call gate; an image without it contains no byte of them.
//! - `chip`: the differences between architectures behind one interface: `src/arm.rs` or `src/riscv.rs`.
//!
//! The arena, the float functions and traps of trusted code are in `support`; `arena` is the arena as bitcode. `library` is the other runtime: for firmware that boots by itself.
//!
//! A linker script defines `__dissolve_boot` (as `__dissolve_gate_serve` or `__dissolve_run`), `__dissolve_main` (the
//! program's entry, if it has one), `__dissolve_stack_low` and `__dissolve_stack_top`, and the symbols that
//! `cortex-m-rt` or `src/riscv/boot.rs` need. Symbols that an embedder may replace are weak: the arena, the float
//! functions, `__dissolve_main`, `__dissolve_trap`.

#![no_std]

use dissolve_abi::TrapKind;
use dissolve_support::{Faults, Traps as _};

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(target_arch = "arm")]
use arm as chip;
#[cfg(target_arch = "riscv32")]
mod riscv;
#[cfg(target_arch = "riscv32")]
use riscv as chip;

mod boot;
mod call;
mod cell;
mod fault;
mod gate;
mod guard;
mod semihosting;

dissolve_support::arenas!(Faults);
dissolve_support::only_arena!(Faults);

/// Turns a panic into a trap: no message is formatted.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    Faults::trap(TrapKind::Abort)
}
