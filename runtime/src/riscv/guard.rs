//! The guard below the stack: an entry of the physical memory protection (Privileged Architecture, 3.7).

use core::arch::asm;

/// Denies access to `1 << bytes_log2` bytes below `low`, if there is physical memory protection.
///
/// It uses the first entry, which takes precedence over all others, and locks it, so that it binds machine mode too. An
/// embedder that sets up entries must leave this one. Without physical memory protection the registers do not exist;
/// then their access raises an exception, which is caught.
pub fn deny_below(low: u32, bytes_log2: u32) {
    /// The smallest range of this kind of entry, as a power of two.
    const LEAST_BYTES_LOG2: u32 = 3;
    /// Locked, a naturally aligned power-of-two range, no permissions.
    const DENIED: u32 = 1 << 7 | 3 << 3;
    if bytes_log2 < LEAST_BYTES_LOG2 {
        return;
    }
    let address = (low - (1 << bytes_log2)) >> 2 | ((1 << (bytes_log2 - 3)) - 1);
    // SAFETY: nothing that runs lies below the stack. If an instruction is illegal, the hart goes on at the label.
    unsafe {
        asm!(
            "la {vector}, 2f",
            "csrrw {vector}, mtvec, {vector}",
            "csrw pmpaddr0, {address}",
            "csrw pmpcfg0, {denied}",
            ".balign 4",
            "2: csrw mtvec, {vector}",
            vector = out(reg) _,
            address = in(reg) address,
            denied = in(reg) DENIED,
            options(nostack),
        );
    }
}
