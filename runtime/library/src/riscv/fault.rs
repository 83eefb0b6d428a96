//! The part of an exception handler that takes traps. The embedder's handler calls it.

use dissolve_abi::instance::Instance;
use dissolve_abi::trap_code_riscv;

use crate::fault;

/// Ends the call that an illegal instruction belongs to, if it is the trap of a program. `place` is the address of the instruction
/// (`mepc`), `stack` the stack pointer there.
///
/// Returns null if it is none of a program. Otherwise the handler has to return to `__dissolve_resume` with the result in `a0`.
///
/// # Safety
///
/// The hart has just fetched the instruction at `place`.
#[unsafe(no_mangle)]
unsafe extern "C" fn __dissolve_fault(place: usize, stack: usize) -> *mut Instance {
    // SAFETY: the caller's promise. An instruction lies at an even address.
    let [low, high] = [0, 1].map(|half| unsafe { (place as *const u16).add(half).read_volatile() });
    match trap_code_riscv(u32::from(high) << 16 | u32::from(low)) {
        Some(code) => fault::take(code, place, stack),
        None => core::ptr::null_mut(),
    }
}
