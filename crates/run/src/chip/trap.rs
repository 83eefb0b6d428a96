//! A trap as the host reports it.

use std::error::Error;
use std::fmt;

use dissolve_abi::TrapKind;

/// What stopped a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    /// Its kind; none when the code is of no kind that this release knows.
    pub kind: Option<TrapKind>,
    /// The code of its kind.
    pub code: u32,
    /// The function it happened in, demangled; none when the place is lost or in no function.
    pub function: Option<String>,
    /// The offset of the WebAssembly instruction in the module that was compiled, in bytes; none in trusted code.
    pub offset: Option<u32>,
    /// The function that the link register points into. It is the caller unless the function has called others.
    pub caller: Option<String>,
    /// The native address of the instruction; zero when it is lost.
    pub pc: u32,
    /// What the processor says about the fault: the Configurable Fault Status Register, or `mcause` on RISC-V.
    pub status: u32,
    /// The address of a bus or memory fault; zero when there is none.
    pub address: u32,
}

impl Trap {
    /// A trap of that kind whose place is not known.
    pub fn new(kind: TrapKind) -> Trap {
        Trap {
            kind: Some(kind),
            code: kind as u32,
            function: None,
            offset: None,
            caller: None,
            pc: 0,
            status: 0,
            address: 0,
        }
    }
}

impl fmt::Display for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Some(kind) => write!(f, "trap: {kind}")?,
            None => write!(f, "trap: unknown kind {}", self.code)?,
        }
        if let Some(function) = &self.function {
            write!(f, " in `{function}`")?;
        }
        if let Some(offset) = self.offset {
            write!(f, " at offset {offset:#x} of the module")?;
        }
        if self.pc != 0 {
            write!(f, ", address {:#010x}", self.pc)?;
        }
        if self.kind == Some(TrapKind::HardwareFault) {
            write!(f, " (fault status {:#010x}, of address {:#010x})", self.status, self.address)?;
        }
        Ok(())
    }
}

impl Error for Trap {}
