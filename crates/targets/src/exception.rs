//! The handlers of a processor's exceptions, by the symbols that `cortex-m-rt` gives them.

/// The handlers on Arm that an embedder may define, and that are the default handler otherwise (Armv7-M, B1.5.2; Armv8-M,
/// B3.30).
pub const EXCEPTION_HANDLERS: &[&str] = &[
    "NonMaskableInt",
    "MemoryManagement",
    "BusFault",
    "UsageFault",
    "SecureFault",
    "SVCall",
    "DebugMonitor",
    "PendSV",
    "SysTick",
];

/// The other handlers on Arm, each with the function that it is unless an embedder defines it.
pub const DEFAULT_HANDLERS: &[(&str, &str)] =
    &[("DefaultHandler", "DefaultHandler_"), ("HardFault", "HardFault_"), ("__pre_init", "DefaultPreInit")];
