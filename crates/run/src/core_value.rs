//! Values of core WebAssembly, and instances that can be called with them.

use std::error::Error;

use dissolve_targets::CoreType;
use dissolve_wasm::MemoryIndex;

use crate::Trap;

/// A core value. Floats are stored as bits, so that NaNs keep their bits and equality is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CoreValue {
    /// An `i32`, of either signedness.
    I32(u32),
    /// An `i64`, of either signedness.
    I64(u64),
    /// The bits of an `f32`.
    F32(u32),
    /// The bits of an `f64`.
    F64(u64),
    /// A `v128`, lane zero in its low bits.
    V128(u128),
    /// A `funcref`, in the instance's own terms; none is the null reference.
    FuncRef(Option<u32>),
    /// An `externref`, in the host's own terms; none is the null reference. On a chip, zero is null too.
    ExternRef(Option<u32>),
}

impl CoreValue {
    /// Its type.
    pub fn ty(self) -> CoreType {
        match self {
            CoreValue::I32(_) => CoreType::I32,
            CoreValue::I64(_) => CoreType::I64,
            CoreValue::F32(_) => CoreType::F32,
            CoreValue::F64(_) => CoreType::F64,
            CoreValue::V128(_) => CoreType::V128,
            CoreValue::FuncRef(_) => CoreType::FuncRef,
            CoreValue::ExternRef(_) => CoreType::ExternRef,
        }
    }

    /// Its bits; the upper half is zero for a 32-bit type. For a vector, its low 64 bits.
    pub fn bits(self) -> u64 {
        match self {
            CoreValue::I32(bits) | CoreValue::F32(bits) => bits.into(),
            CoreValue::I64(bits) | CoreValue::F64(bits) => bits,
            CoreValue::V128(bits) => bits as u64,
            CoreValue::FuncRef(reference) | CoreValue::ExternRef(reference) => reference.unwrap_or(0).into(),
        }
    }

    /// The value of type `ty` with the low bits of `bits`.
    pub fn from_bits(ty: CoreType, bits: u64) -> CoreValue {
        // The truncation is intended: a 32-bit type has the low half.
        let low = bits as u32;
        match ty {
            CoreType::I32 => CoreValue::I32(low),
            CoreType::I64 => CoreValue::I64(bits),
            CoreType::F32 => CoreValue::F32(low),
            CoreType::F64 => CoreValue::F64(bits),
            CoreType::V128 => CoreValue::V128(bits.into()),
            CoreType::FuncRef => CoreValue::FuncRef(Some(low).filter(|&word| word != 0)),
            CoreType::ExternRef => CoreValue::ExternRef(Some(low).filter(|&word| word != 0)),
        }
    }
}

/// An instance of a core module, on a chip or in any engine.
///
/// Addresses are linear addresses.
pub trait Instance {
    /// Calls an exported function by its core name.
    ///
    /// # Errors
    ///
    /// If it traps, if there is no such export, or if the instance cannot be reached.
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError>;

    /// The size of a memory in bytes, as the program sees it.
    ///
    /// # Errors
    ///
    /// If there is no such memory.
    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError>;

    /// Fills `buffer` from a memory.
    ///
    /// # Errors
    ///
    /// If part of the range is outside the memory, or not backed.
    fn read(&mut self, memory: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError>;

    /// Writes to a memory.
    ///
    /// # Errors
    ///
    /// If part of the range is outside the memory, or not backed.
    fn write(&mut self, memory: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError>;
}

/// The reason why an instance did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The program trapped.
    #[error(transparent)]
    Trap(Box<Trap>),
    /// There is no such export.
    #[error("the program has no core export `{0}`")]
    NoExport(String),
    /// The arguments have other types than the function's parameters.
    #[error(
        "the core export `{export}` takes {expected}, not {given}: what the module says of itself is about another function"
    )]
    Arguments {
        /// The export.
        export: String,
        /// The types of its parameters.
        expected: String,
        /// The types of the arguments.
        given: String,
    },
    /// There is no such memory.
    #[error("the program has no memory {0}")]
    NoMemory(MemoryIndex),
    /// An access outside the backed part of a memory.
    #[error("{length} bytes at {address:#x} are outside memory {memory}, which is backed from {low:#x} to {high:#x}")]
    OutOfBounds {
        /// The memory's index.
        memory: MemoryIndex,
        /// The first address.
        address: u32,
        /// The number of bytes.
        length: usize,
        /// The first address that is backed.
        low: u32,
        /// The address after the last one that is backed.
        high: u64,
    },
    /// The host of the instance, such as the emulator, failed.
    #[error(transparent)]
    Host(Box<dyn Error + Send + Sync>),
}
