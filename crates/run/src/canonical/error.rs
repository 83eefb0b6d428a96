//! What can go wrong while values cross.

use crate::{CallError, Trap};

/// Why a function was not called, or its answer is none.
#[derive(Debug, thiserror::Error)]
#[error("`{function}`{}: {problem}", place.as_ref().map_or(String::new(), |place| format!(", {place}")))]
pub struct InvokeError {
    /// The function's WIT name.
    pub function: String,
    /// The parameter or the part of the result that it is about; none for the call itself.
    pub place: Option<String>,
    /// What is wrong.
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

    /// As [`InvokeError::trap`], to add to it.
    pub fn trap_mut(&mut self) -> Option<&mut Trap> {
        match &mut self.problem {
            Problem::Call(CallError::Trap(trap)) => Some(trap),
            _ => None,
        }
    }
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The instance could not do it.
    #[error(transparent)]
    Call(#[from] CallError),
    /// Another number of arguments than the function has parameters.
    #[error("it has {expected} parameters, but {actual} arguments are given")]
    ArgumentCount {
        /// The number of parameters.
        expected: usize,
        /// The number of arguments.
        actual: usize,
    },
    /// A value that is none of its type.
    #[error("the value is none of type {0}")]
    Mismatch(String),
    /// The core function gave other results than its type has.
    #[error(
        "its core function gives {actual} results of other number or type than the {expected} that its type asks for"
    )]
    CoreResults {
        /// The number that the type asks for.
        expected: usize,
        /// The number that came.
        actual: usize,
    },
    /// A handle of a resource that the interface record does not have.
    #[error("it is a handle of resource {0}, which the interface record does not have")]
    NoResource(u32),
    /// Values have to be in memory, but the function has no memory option.
    #[error("it needs a memory, and the function's canonical options name none")]
    NoMemory,
    /// Values have to be allocated, but the function has no realloc option.
    #[error("it needs an allocation, and the function's canonical options name no realloc")]
    NoRealloc,
    /// The allocator's answer is not usable.
    #[error("the allocator `{realloc}` gave {pointer:#x} for {size} bytes aligned to {alignment}, which {why}")]
    Realloc {
        /// Its core export.
        realloc: String,
        /// What it gave.
        pointer: u32,
        /// The bytes that were asked for.
        size: u64,
        /// The alignment that was asked for.
        alignment: u32,
        /// Why that cannot be.
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
    /// A range leaves its memory.
    #[error("{length} bytes at {pointer:#x} are not inside memory {memory}, which has {size} bytes")]
    Outside {
        /// The memory's index.
        memory: u32,
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
    /// A list's elements have no size, so any number would fit.
    #[error("a list of elements without a size cannot be read")]
    Sizeless,
}

/// A problem and where in the value it is, from the outside in.
#[derive(Debug)]
pub struct Fault {
    /// Such as `.name[2]`.
    pub path: String,
    /// What is wrong there.
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
