//! The guard below the stack that calls run on.
//!
//! Relies on the linker script, which puts that stack at the bottom of RAM, so that an overflow leaves RAM. That alone
//! need not fault: an emulated MPS2 board reads zeros there and drops what is written, and on some chips other memory
//! lies there. So the memory protection unit (Armv7-M, B3.5) denies a range just below the stack, where there is such a
//! unit. It has the last region, which wins over all others: an embedder that sets up regions of its own leaves that one.

use core::arch::asm;

/// Bytes that are denied at most, as a power of two: a frame that is larger can jump over them.
const MOST_BYTES_LOG2: u32 = 16;
/// The smallest region of the memory protection unit.
const LEAST_BYTES_LOG2: u32 = 5;

/// The registers of the memory protection unit.
const MPU_TYPE: *const u32 = 0xE000_ED90 as *const u32;
const MPU_CTRL: *mut u32 = 0xE000_ED94 as *mut u32;
const MPU_RBAR: *mut u32 = 0xE000_ED9C as *mut u32;
const MPU_RASR: *mut u32 = 0xE000_EDA0 as *mut u32;

/// Everything else is as without the unit; faults and their handler are not subject to it.
const ENABLE_WITH_DEFAULT_MAP: u32 = 1 << 2 | 1;
/// The address names its region.
const REGION_VALID: u32 = 1 << 4;
/// Nothing is executed; access permission bits of zero deny the rest.
const DENIED: u32 = 1 << 28 | 1;

unsafe extern "C" {
    static __dissolve_stack_low: u8;
}

/// The lowest address of the stack.
fn low() -> u32 {
    (&raw const __dissolve_stack_low).addr() as u32
}

/// The guard's size as a power of two. A region begins at a multiple of its size, and this one ends at the stack.
fn bytes_log2() -> u32 {
    low().trailing_zeros().min(MOST_BYTES_LOG2)
}

/// Whether a fault at that address comes from a stack that is used up.
pub fn covers(address: u32) -> bool {
    low().wrapping_sub(address).wrapping_sub(1) >> bytes_log2() == 0
}

/// Denies the range below the stack.
pub fn arm() {
    // SAFETY: the registers are those of the memory protection unit, and nothing that runs lies below the stack.
    unsafe {
        let regions = MPU_TYPE.read_volatile() >> 8 & 0xFF;
        if regions == 0 || bytes_log2() < LEAST_BYTES_LOG2 {
            return;
        }
        MPU_RBAR.write_volatile((low() - (1 << bytes_log2())) | REGION_VALID | (regions - 1));
        MPU_RASR.write_volatile(DENIED | (bytes_log2() - 1) << 1);
        MPU_CTRL.write_volatile(ENABLE_WITH_DEFAULT_MAP);
        asm!("dsb", "isb", options(nostack));
    }
}
