//! The errors of values that cross between host and instance.

use crate::{CallError, Trap};
use dissolve_wasm::MemoryIndex;

/// The reason why a function was not called, or its result is not usable.
#[derive(Debug, thiserror::Error)]
#[error("`{function}`{}: {problem}", place.as_ref().map_or(String::new(), |place| format!(", {place}")))]
pub struct InvokeError {
    /// The function's WIT name.
    pub function: String,
    /// The parameter, or the part of the result, that the problem is in; none if it is in the call itself.
    pub place: Option<String>,
    /// The problem.
    pub problem: Problem,
}

impl InvokeError {
    /// The trap that stopped the call, if one did.
    pub fn trap(&self) -> Option<&Trap> {
        match &self.problem {
            Problem::Call(CallError::Trap(trap)) => Some(trap),
            _ => None,
        }
    }

    /// As [`InvokeError::trap`], mutable, so that a caller can add to the trap.
    pub fn trap_mut(&mut self) -> Option<&mut Trap> {
        match &mut self.problem {
            Problem::Call(CallError::Trap(trap)) => Some(trap),
            _ => None,
        }
    }
}

/// A problem with a call or a value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The instance failed to do what it was asked.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The number of arguments differs from the number of parameters.
    #[error("it has {expected} parameters, but {actual} arguments are given")]
    ArgumentCount {
        /// The number of parameters.
        expected: usize,
        /// The number of arguments.
        actual: usize,
    },
    /// A value does not belong to its type.
    #[error("the value is none of type {0}")]
    Mismatch(String),
    /// The core function returned results of another number or type than its type has.
    #[error(
        "its core function gives {actual} results of other number or type than the {expected} that its type asks for"
    )]
    CoreResults {
        /// The number of results that the type has.
        expected: usize,
        /// The number of results that it returned.
        actual: usize,
    },
    /// A handle of a resource that is not in the interface record.
    #[error("it is a handle of resource {0}, which the interface record does not have")]
    NoResource(u32),
    /// Values have to be in memory, but the function has no memory option.
    #[error("it needs a memory, and the function's canonical options name none")]
    NoMemory,
    /// Values have to be allocated, but the function has no realloc option.
    #[error("it needs an allocation, and the function's canonical options name no realloc")]
    NoRealloc,
    /// The pointer that the allocator returned is not usable.
    #[error("the allocator `{realloc}` gave {pointer:#x} for {size} bytes aligned to {alignment}, which {why}")]
    Realloc {
        /// Its core export.
        realloc: String,
        /// The pointer that it returned.
        pointer: u32,
        /// The bytes that were asked for.
        size: u64,
        /// The alignment that was asked for.
        alignment: u32,
        /// The reason why the pointer is not usable.
        why: &'static str,
    },
    /// A string or list is too long to cross.
    #[error("{0} bytes are too many for one string or list; the limit is {limit}", limit = super::MAX_BYTES)]
    TooLong(u64),
    /// A pointer is not aligned.
    #[error("the pointer {pointer:#x} is not aligned to {alignment} bytes")]
    Misaligned {
        /// The pointer.
        pointer: u32,
        /// The alignment that it should have.
        alignment: u32,
    },
    /// A range of bytes is not inside its memory.
    #[error("{length} bytes at {pointer:#x} are not inside memory {memory}, which has {size} bytes")]
    Outside {
        /// The memory's index.
        memory: MemoryIndex,
        /// The first address.
        pointer: u32,
        /// The number of bytes.
        length: u64,
        /// The memory's size in bytes.
        size: u64,
    },
    /// A string is not valid in its encoding.
    #[error("the string is not valid {0}")]
    Encoding(&'static str),
    /// A char is no Unicode scalar value.
    #[error("{0:#x} is no Unicode scalar value")]
    Char(u32),
    /// A discriminant names no case.
    #[error("the discriminant {discriminant} names none of the {cases} cases")]
    Discriminant {
        /// The discriminant.
        discriminant: u32,
        /// The number of cases.
        cases: usize,
    },
    /// A list's elements have size zero, so a list of any length would fit the memory.
    #[error("a list of elements without a size cannot be read")]
    Sizeless,
}

/// A problem, and the path to its place in the value, from the outside in.
#[derive(Debug)]
pub struct Fault {
    /// The path, such as `.name[2]`.
    pub path: String,
    /// The problem there.
    pub problem: Problem,
}

impl Fault {
    /// Puts a segment before the path.
    pub fn within(mut self, segment: impl FnOnce() -> String) -> Fault {
        self.path.insert_str(0, &segment());
        self
    }
}

impl<P: Into<Problem>> From<P> for Fault {
    fn from(problem: P) -> Fault {
        Fault { path: String::new(), problem: problem.into() }
    }
}
