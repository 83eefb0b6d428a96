//! The state of a library's instance, which its entries, the trusted code and the bindings share.

/// The state of the instance of a program that is compiled as a library. Bindings read the first four words.
///
/// A call of an export is refused while [`Instance::ready`] is zero. An entry sets it to zero, saves the registers that a C function
/// preserves, and calls the function. When the function returns, the instance is ready again; when it traps, the registers are restored, and
/// the entry returns a failure. All zeros are a program that was never instantiated.
///
/// A function whose result lies in memory leaves the instance not ready: another call would overwrite the result. The caller
/// ends the use of the result, with the export's post-return function or by writing one to [`Instance::ready`].
#[derive(Debug)]
#[repr(C)]
pub struct Instance {
    /// Not zero if an export can be called.
    pub ready: usize,
    /// The reason why the instance is not ready: [`NOT_INSTANTIATED`], [`ACTIVE`], or [`TRAPPED`] plus the code of a
    /// [`TrapKind`](crate::TrapKind). [`ACTIVE`] also while the instance is ready.
    pub reason: usize,
    /// The address of the last trap.
    pub place: usize,
    /// The size of the request, if the last trap was an exhausted arena; otherwise zero.
    pub detail: usize,
    /// The next instance in the list of those that were ever instantiated.
    pub next: *mut Instance,
    /// The stack pointer at the call of the entry; zero if no call is in progress or a result is in use. All calls in progress together are
    /// told apart by it.
    pub stack: usize,
    /// The byte after the stack of the library's own that calls run on; zero if they run on the stack of their caller.
    pub own_stack: usize,
}

/// [`Instance::reason`]: the program was never instantiated.
pub const NOT_INSTANTIATED: usize = 0;
/// [`Instance::reason`]: a call of an export is in progress.
pub const ACTIVE: usize = 1;
/// [`Instance::reason`], plus the code of the trap: a call ended in a trap.
pub const TRAPPED: usize = 0x100;

/// Words that follow the [`Instance`] under AAPCS: `r4` to `r11` and the link register.
pub const SAVED_AAPCS: usize = 9;
/// Words that follow the [`Instance`] under AAPCS with the FPU: also `s16` to `s31`.
pub const SAVED_AAPCS_VFP: usize = SAVED_AAPCS + 16;
/// Words that follow the [`Instance`] under `ilp32`: `ra` and `s0` to `s11`.
pub const SAVED_ILP32: usize = 13;
/// Words that follow the [`Instance`] under `ilp32f`: also `fs0` to `fs11`.
pub const SAVED_ILP32F: usize = SAVED_ILP32 + 12;
/// Words that follow the [`Instance`] under the System V ABI of x86-64: `rbx`, `rbp`, `r12` to `r15` and the return address.
pub const SAVED_SYSTEM_V: usize = 7;
/// Words that follow the [`Instance`] under AAPCS64: `x19` to `x30` and `d8` to `d15`.
pub const SAVED_AAPCS64: usize = 12 + 8;
