//! The call gate: the protocol by which a host calls functions on a chip and reads and writes its memory.
//!
//! Frames go over a byte channel in both directions. A frame is its payload's length in bytes (a multiple of four),
//! then the payload; all words are 32-bit little-endian. The first word of a request is an [`op`], the first word of a
//! response a [`status`]. The target speaks first: its greeting is a response [`status::OK`] with one word, the largest
//! payload of a request in bytes. That is [`LEAST_REQUEST`] or more, depending on the board's free RAM.
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
//! ABI uses them; on RISC-V (psABI) `a0`-`a7`, and `fa0`-`fa7` if the ABI is `ilp32f`. Registers that a target does not
//! use are ignored in requests and have no meaning in answers. The call gate knows no types: the host assigns
//! arguments.
//!
//! Stack words lie where the callee expects arguments. The first is at the highest multiple of [`STACK_ALIGNMENT`] from
//! which all fit below [`crate::symbol::STACK_TOP`], so that a host can compute their addresses and have results
//! written among them. The answer contains them as the call left them.
//!
//! `REPLAY` executes recorded requests repeatedly and compares the first words of each answer with the recorded ones.
//! Its calls are not timed: leave the ticks out of the recorded answers. It stops at the first difference with
//! [`status::DIVERGED`]. So a host can have a call made a million times in one boot, and knows that each had the same
//! effect.

/// The kinds of requests.
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

/// The kinds of responses.
pub mod status {
    /// Done; the words after it depend on the request.
    pub const OK: u32 = 0;
    /// The call trapped. Five words follow: kind (a [`crate::TrapKind`] code), program counter, link register, fault
    /// status (the configurable fault status register, or `mcause` on RISC-V), and the faulting address (zero if the
    /// processor reports none).
    pub const TRAP: u32 = 1;
    /// The answer to a replayed request differs from the recorded one. Two words follow, the iteration and the step,
    /// both from zero; then the answer's payload, status first.
    pub const DIVERGED: u32 = 2;
    /// The request is not one of those above, or its lengths contradict each other.
    pub const MALFORMED: u32 = 3;
}

/// The size of a request's payload, in bytes, that every target takes.
pub const LEAST_REQUEST: u32 = 256;
/// The largest useful size of a request's payload, in bytes.
pub const MOST_REQUEST: u32 = 4096;

/// The bytes of buffers that a target needs for requests of `request` bytes: for the request, and for an answer of the
/// same length after a word with its length; rounded up to a multiple of eight.
pub const fn buffer(request: u32) -> u32 {
    (2 * request + 4).next_multiple_of(8)
}

/// The number of core registers of a call: the largest of all conventions.
pub const CORE_REGISTERS: usize = 8;
/// The number of single-precision FPU registers of a call: the largest of all conventions.
pub const FPU_REGISTERS: usize = 16;
/// The alignment of the stack pointer at a call, in bytes: the largest of all conventions.
pub const STACK_ALIGNMENT: u32 = 16;
