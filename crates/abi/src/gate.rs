//! The call gate: how a host calls functions on a chip and reads and writes its memory.
//!
//! Frames go over a byte channel in both directions. A frame is its payload's length in bytes (a multiple of four),
//! then the payload; all words are 32-bit little-endian. The first word of a request is an [`op`], that of a
//! response a [`status`]. The target speaks first: a response [`status::OK`] with one word, the number of bytes that a
//! request's payload may have. It is [`LEAST_REQUEST`] or more, as the board has RAM left.
//!
//! | request | words after the op | words after `OK` |
//! | --- | --- | --- |
//! | [`op::CALL`] | address, core registers ([`CORE_REGISTERS`]), FPU registers ([`FPU_REGISTERS`]), count, stack words | core registers, FPU registers, stack words, ticks low, ticks high |
//! | [`op::READ`] | address, length in bytes | the bytes, padded to a word |
//! | [`op::WRITE`] | address, length in bytes, the bytes padded to a word | none |
//! | [`op::REPLAY`] | times, number of steps, then for each: request length in words, request, answer length in words, answer | times |
//! | [`op::EXIT`] | exit status | no response: the emulator ends |
//!
//! Registers are those that carry arguments and results: on Arm (AAPCS32) `r0`-`r3`, and `s0`-`s15` on a target whose
//! ABI uses them; on RISC-V (psABI) `a0`-`a7`, and `fa0`-`fa7` where the ABI is `ilp32f`. What a target does not use is
//! ignored; its answer says nothing. The call gate knows no types: the host assigns arguments.
//!
//! Stack words lie where the callee expects arguments. The first is at the highest multiple of [`STACK_ALIGNMENT`] from
//! which all fit below [`crate::symbol::STACK_TOP`], so that a host can have results put among them. The answer has them
//! as the call left them.
//!
//! `REPLAY` executes recorded requests again and again and compares each answer's first words with the recorded ones. Its
//! calls are not timed: leave the ticks out of what is recorded.
//! It stops at the first difference with [`status::DIVERGED`]. So a host can have a call made a million times in one
//! boot, and knows that each had the same effect.

/// What a request asks for.
pub mod op {
    /// Call a function.
    pub const CALL: u32 = 1;
    /// Read memory.
    pub const READ: u32 = 2;
    /// Write memory.
    pub const WRITE: u32 = 3;
    /// Repeat recorded requests, except `REPLAY` and `EXIT`.
    pub const REPLAY: u32 = 4;
    /// End the emulation.
    pub const EXIT: u32 = 5;
}

/// How a request went.
pub mod status {
    /// Done; what follows depends on the request.
    pub const OK: u32 = 0;
    /// The call trapped. Five words follow: kind (a [`crate::TrapKind`] code), program counter, link register, what the
    /// processor says about the fault (the configurable fault status register, `mcause` on RISC-V), and the faulting
    /// address (zero when the processor reports none).
    pub const TRAP: u32 = 1;
    /// A replayed request was answered otherwise. Two words follow, the iteration and the step, both from zero; then the
    /// answer's payload, status first.
    pub const DIVERGED: u32 = 2;
    /// The request is none of those above, or its lengths contradict each other.
    pub const MALFORMED: u32 = 3;
}

/// Bytes of a request's payload that every target takes.
pub const LEAST_REQUEST: u32 = 256;
/// Bytes of a request's payload beyond which more is of no use.
pub const MOST_REQUEST: u32 = 4096;

/// Bytes that a target needs to take requests of so many bytes: the request, and an answer as long after its own length;
/// rounded up to a multiple of eight.
pub const fn buffer(request: u32) -> u32 {
    (2 * request + 4).next_multiple_of(8)
}

/// Core registers of a call: as many as the convention with most of them has.
pub const CORE_REGISTERS: usize = 8;
/// Single-precision FPU registers of a call: as many as the convention with most of them has.
pub const FPU_REGISTERS: usize = 16;
/// What the stack pointer is a multiple of at a call, in bytes: as much as the convention that asks for most does.
pub const STACK_ALIGNMENT: u32 = 16;
