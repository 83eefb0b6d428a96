//! The trusted runtime of a component in the firmware of others, and in programs on a developer's machine. Nothing in it boots, owns a vector, or has a stack.
//!
//! - [`instance`]: the list of instances, and the one that a trap belongs to.
//! - `enter`: the way into a call of an export and out of it, in assembly.
//! - [`raise`]: traps that are calls.
//! - `fault`: traps that are faults; on chips only.
//!
//! Arena and float functions are in `dissolve-support`.

#![no_std]

#[macro_use]
mod entries;

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(target_arch = "arm")]
use arm as chip;
#[cfg(target_arch = "riscv32")]
mod riscv;
#[cfg(target_arch = "riscv32")]
use riscv as chip;
#[cfg(target_arch = "x86_64")]
mod x86_64;
#[cfg(target_arch = "x86_64")]
use x86_64 as chip;
#[cfg(target_arch = "aarch64")]
mod aarch64;
#[cfg(target_arch = "aarch64")]
use aarch64 as chip;

#[cfg(target_os = "none")]
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
