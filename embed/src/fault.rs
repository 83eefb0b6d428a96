//! The handler of the fault that a trap raises, on Cortex-M.

/// Defines the handler `HardFault` of firmware whose program was compiled with `--traps fault`.
///
/// A trap of a program is an instruction that faults. The handler ends the call that trapped, which then returns
/// [`Trap::Trapped`](crate::Trap::Trapped). Every other fault goes to the function that is the argument; without one, the processor stops where a debugger
/// finds the frame.
///
/// The symbol takes the place of the default handler of `cortex-m-rt` 0.7, so the firmware has no
/// `#[exception] unsafe fn HardFault`. If the firmware enables UsageFault, its handler has to go to `__dissolve_fault_handler` as well.
///
/// ```ignore
/// dissolve::fault_handler!(other_fault);
///
/// /// A fault that is no trap of a program.
/// fn other_fault() -> ! {
///     cortex_m::peripheral::SCB::sys_reset()
/// }
/// ```
#[macro_export]
macro_rules! fault_handler {
    () => {
        // On a host, the traps of a program are calls.
        #[cfg(target_os = "none")]
        ::core::arch::global_asm!(
            ".pushsection .HardFault.user,\"ax\",%progbits",
            ".globl HardFault",
            ".type HardFault,%function",
            ".p2align 2",
            ".thumb_func",
            "HardFault:",
            // The library may be far away. The handler takes the frame and the link register as they are.
            "ldr r0, =__dissolve_fault_handler",
            "bx r0",
            ".pool",
            ".size HardFault, . - HardFault",
            ".popsection",
        );
    };
    ($other:path) => {
        $crate::fault_handler!();

        #[allow(unsafe_code, reason = "the symbol is reserved for this")]
        const _: () = {
            #[unsafe(export_name = "__dissolve_other_fault")]
            extern "C" fn other_fault() -> ! {
                const OTHER: fn() -> ! = $other;
                OTHER()
            }
        };
    };
}
