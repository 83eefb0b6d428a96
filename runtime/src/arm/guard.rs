//! The guard below the stack: the stack limit register of Armv8-M, or a region of the memory protection unit.

use core::arch::asm;

/// Makes the processor fault when the process stack pointer goes below `low` (Armv8-M, B3.21).
#[cfg(armv8m)]
pub fn deny_below(low: u32, _bytes_log2: u32) {
    // SAFETY: the register limits a stack that nothing runs on yet.
    unsafe { asm!("msr psplim, {low}", low = in(reg) low, options(nostack, nomem)) };
}

/// Denies access to `1 << bytes_log2` bytes below `low`, if there is a memory protection unit (Armv7-M, B3.5; Armv6-M,
/// B3.5).
///
/// It uses the last region, which takes precedence over all others. An embedder that sets up regions must leave this
/// one.
#[cfg(not(armv8m))]
pub fn deny_below(low: u32, bytes_log2: u32) {
    const MPU_TYPE: *const u32 = 0xE000_ED90 as *const u32;
    const MPU_CTRL: *mut u32 = 0xE000_ED94 as *mut u32;
    const MPU_RBAR: *mut u32 = 0xE000_ED9C as *mut u32;
    const MPU_RASR: *mut u32 = 0xE000_EDA0 as *mut u32;
    /// The size of the smallest region.
    const LEAST_BYTES_LOG2: u32 = if cfg!(armv6m) { 8 } else { 5 };
    /// All other addresses are as without the unit; faults and their handler are not checked.
    const ENABLE_WITH_DEFAULT_MAP: u32 = 1 << 2 | 1;
    /// The register's value names the region.
    const REGION_VALID: u32 = 1 << 4;
    /// No execution, no access (access permission bits of zero), region enabled.
    const DENIED: u32 = 1 << 28 | 1;

    // SAFETY: the registers are those of the memory protection unit, and nothing that runs lies below the stack.
    unsafe {
        let regions = MPU_TYPE.read_volatile() >> 8 & 0xFF;
        if regions == 0 || bytes_log2 < LEAST_BYTES_LOG2 {
            return;
        }
        MPU_RBAR.write_volatile((low - (1 << bytes_log2)) | REGION_VALID | (regions - 1));
        MPU_RASR.write_volatile(DENIED | (bytes_log2 - 1) << 1);
        MPU_CTRL.write_volatile(ENABLE_WITH_DEFAULT_MAP);
        asm!("dsb", "isb", options(nostack));
    }
}
