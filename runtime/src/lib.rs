//! The trusted runtime of a dissolved image, for Armv6-M, Armv7-M, Armv8-M with the Main Extension, and 32-bit RISC-V.
//!
//! - [`boot`]: the way from reset to the program, or to the call gate.
//! - [`call`]: a call into the program, on a stack of its own, that ends in a return or in a trap.
//! - [`fault`]: the report of a trap, and traps of the runtime itself.
//! - [`guard`]: makes an overflow of the stack a fault.
//! - [`gate`], [`semihosting`]: the call gate; an image without it contains no byte of them.
//! - `chip`: the differences between architectures behind one interface: `src/arm.rs` or `src/riscv.rs`.
//!
//! The arena and the float functions are in `support`. `library` is the other runtime: for firmware that boots by itself.
//!
//! A linker script defines `__dissolve_boot` (as `__dissolve_gate_serve` or `__dissolve_run`), `__dissolve_main` (the
//! program's entry, if it has one), `__dissolve_stack_low` and `__dissolve_stack_top`, and the symbols that
//! `cortex-m-rt` or `src/riscv/boot.rs` need. Symbols that an embedder may replace are weak: the arena, the float
//! functions, `__dissolve_main`, `__dissolve_trap`.

#![no_std]

use dissolve_abi::TrapKind;

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

/// Trusted code traps with the instructions of generated code.
struct Traps;

impl dissolve_support::Traps for Traps {
    #[inline(always)]
    fn trap(kind: TrapKind) -> ! {
        fault::trap(kind)
    }

    #[inline(always)]
    fn arena_exhausted(bytes: usize) -> ! {
        fault::arena_exhausted(bytes)
    }
}

dissolve_support::arenas!(Traps);
dissolve_support::only_arena!(Traps);

/// Turns a panic into a trap: no message is formatted.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    fault::trap(TrapKind::Abort)
}
