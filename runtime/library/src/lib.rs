//! The trusted runtime of a component in the firmware of others. Nothing in it boots, owns a vector, or has a stack.
//!
//! - [`instance`]: the list of instances, and the one that a trap belongs to.
//! - `enter`: the way into a call of an export and out of it, in assembly.
//! - [`raise`]: traps that are calls.
//! - [`fault`]: traps that are faults.
//!
//! Arena and float functions are in `dissolve-support`.

#![no_std]

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(target_arch = "arm")]
use arm as chip;
#[cfg(target_arch = "riscv32")]
mod riscv;
#[cfg(target_arch = "riscv32")]
use riscv as chip;

mod fault;
mod instance;
mod raise;

use dissolve_abi::TrapKind;

/// Trusted code traps with a call.
struct Traps;

impl dissolve_support::Traps for Traps {
    #[inline(always)]
    fn trap(kind: TrapKind) -> ! {
        raise::now(kind, 0)
    }

    #[inline(always)]
    fn arena_exhausted(bytes: usize) -> ! {
        raise::now(TrapKind::ArenaExhausted, bytes)
    }
}

dissolve_support::arenas!(Traps);

/// Turns a panic into a trap: no message is formatted.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    raise::now(TrapKind::Abort, 0)
}
