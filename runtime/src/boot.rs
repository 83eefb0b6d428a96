//! The way from reset to the program.

use crate::call::{self, Call};
use crate::fault::Report;
use crate::{chip, guard};
use dissolve_builtins::weak;

unsafe extern "C" {
    /// The function that runs after reset; the linker script chooses it.
    fn __dissolve_boot() -> !;
    /// The program's entry; [`no_main`] if the linker script does not name one.
    fn __dissolve_main();
    /// Puts the program into its initial state.
    fn __dissolve_instantiate();
    /// Handles a trap of the runtime, or of a program that runs by itself. When it returns, the processor stops.
    fn __dissolve_trap(report: *const Report);
}

/// Runs after memory is initialized, on the stack for boot and handlers.
pub fn start() -> ! {
    guard::arm();
    // SAFETY: the linker script makes it one of the two functions of this crate that have its type.
    unsafe { __dissolve_boot() }
}

/// Runs the program by itself: instantiates it, calls its entry, sleeps.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_run() -> ! {
    for function in [__dissolve_instantiate as unsafe extern "C" fn(), __dissolve_main] {
        // SAFETY: both are functions without parameters or results.
        if let Err(report) = unsafe { call::call(&mut Call::to(function as usize as u32)) } {
            fatal(&report);
        }
    }
    stop()
}

/// Reports a trap, of the runtime or of a program that runs by itself, and stops.
pub fn fatal(report: &Report) -> ! {
    // SAFETY: the report outlives the call.
    unsafe { __dissolve_trap(report) };
    stop()
}

/// The entry of a program without an entry.
extern "C" fn no_main() {}

/// Sleeps for ever.
pub extern "C" fn stop() -> ! {
    loop {
        chip::wait();
    }
}

weak! {
    "__dissolve_main" = no_main;
    "__dissolve_trap" = stop;
}
