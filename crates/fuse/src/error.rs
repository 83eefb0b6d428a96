//! The reasons why a component was not fused.

use std::fmt;

use dissolve_interface::Defect;
use dissolve_reach::{Remedy, Root};
use dissolve_wasm::MemoryIndex;

use crate::{Limit, MAX_HANDLES};

/// The reason why a component was not fused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is empty.
    #[error("the input is empty; a component is wanted")]
    Empty,
    /// The input is a core module.
    #[error("the input is a core module; `fuse` takes a component (`dissolve componentize` makes one)")]
    CoreModule,
    /// The input is not valid.
    #[error("the input is no valid component: {0}")]
    Invalid(#[source] wasmparser::BinaryReaderError),
    /// The input is valid, but too large or too complex.
    #[error("component `{component}` exceeds a limit: {limit}")]
    Limit {
        /// The component.
        component: String,
        /// The limit.
        limit: Limit,
    },
    /// Two labels that must be the same name differ in case.
    #[error(
        "in component `{component}`, the section at offset {offset:#x} gives the label `{found}` where `{expected}` is \
         expected; labels that differ in case are different names: spell them alike"
    )]
    Labels {
        /// The component.
        component: String,
        /// The offset of the section, in bytes from the start of the component.
        offset: usize,
        /// The label in the section.
        found: String,
        /// The expected label.
        expected: String,
    },
    /// The flattener refused the input.
    #[error("component `{component}` cannot be flattened: {message}")]
    Flatten {
        /// The component.
        component: String,
        /// The flattener's message.
        message: String,
    },
    /// The validator or the flattener gave up without an error of its own.
    #[error("component `{component}` cannot be flattened: the flattener stopped at a check of its own: {message}")]
    Stopped {
        /// The component.
        component: String,
        /// The failed assertion.
        message: String,
    },
    /// A feature that is not lowered yet is used.
    #[error("component `{component}`, function `{function}`: {feature} cannot be fused yet")]
    Unsupported {
        /// The component.
        component: String,
        /// The function that uses the feature.
        function: String,
        /// The feature.
        feature: String,
    },
    /// A feature of asynchronous components is used; none of them is lowered yet.
    #[error("component `{component}`{place}: {feature} cannot be fused yet")]
    Asynchronous {
        /// The component.
        component: String,
        /// The function or the type that has the feature, after a comma; empty for a built-in.
        place: String,
        /// The feature.
        feature: String,
    },
    /// An import or export is an interface under a name of its own.
    #[error("component `{component}`: {found}")]
    Implements {
        /// The component.
        component: String,
        /// The import or export.
        found: dissolve_interface::Implements,
    },
    /// The component's passthrough record cannot be read.
    #[error(
        "component `{component}`: its custom section `dissolve:passthrough` is malformed: {source}; make \
        the component again with `dissolve componentize`"
    )]
    Passthrough {
        /// The component.
        component: String,
        /// The error in the record.
        source: serde_json::Error,
    },
    /// A `memory.grow` can be reached.
    #[error("{0}")]
    Grows(Box<Growth>),
    /// A memory that grows is larger than its reservation from the start.
    #[error(
        "component `{component}`: its memory starts with {initial} bytes, of which {backed} are backed; that is more than \
         `--grow bounded={size}` reserves. Reserve at least {backed}"
    )]
    Reservation {
        /// The component.
        component: String,
        /// Bytes of the reservation: the bound that was asked for.
        size: u64,
        /// Bytes that the memory starts with.
        initial: u64,
        /// The part of these bytes that is backed: from the lowest address of its stack on.
        backed: u64,
    },
    /// An arena was not bound.
    #[error("component `{component}`: {source}")]
    BindArena {
        /// The component.
        component: String,
        /// The reason.
        source: dissolve_bind_arena::Error,
    },
    /// A handle table cannot have this size.
    #[error("a component instance cannot have {0} handles: between 1 and {MAX_HANDLES} can be asked for")]
    Handles(u32),
    /// The handle tables of all component instances are larger than a memory can be.
    #[error(
        "component `{component}`: the handle tables of its instances need {bytes} bytes, which is more than one memory has \
         (4 GiB); ask for fewer handles (`--handles`)"
    )]
    HandleTables {
        /// The component.
        component: String,
        /// The bytes of the tables.
        bytes: u64,
    },
    /// Growth is to stay in a memory that several components share.
    #[error(
        "component `{0}`: a memory that components share cannot grow for one of them; refuse growth (`--grow reject`), deny it \
         (`--grow deny`), or keep the memories apart (`--memory isolated`)"
    )]
    SharedGrows(String),
    /// The memories do not fit into one.
    #[error(
        "component `{component}`: its memories together need {bytes} bytes, which is more than one memory has (4 GiB); keep them \
         apart (`--memory isolated`)"
    )]
    SharedTooLarge {
        /// The component.
        component: String,
        /// The bytes, as far as they were counted.
        bytes: u64,
    },
    /// A module has more of something than its indices can count.
    #[error("component `{0}` has more functions than one module can hold; plug in fewer components")]
    TooLarge(String),
    /// The stage failed, and the input is not to blame.
    #[error("{0}")]
    Defect(#[from] Defect),
}

impl Error {
    /// A defect that shows in a component.
    pub(crate) fn defect(component: &str, what: impl std::fmt::Display) -> Error {
        Defect::new(format_args!("component `{component}` was not fused as it should"), what).into()
    }
}

/// A function that grows a memory, and a chain of calls that reaches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// The component that the function belongs to.
    pub component: String,
    /// The core module of the component.
    pub module: String,
    /// The function that executes `memory.grow`, demangled.
    pub function: String,
    /// The memories that it grows, by their index in the fused module, in ascending order.
    pub memories: Vec<MemoryIndex>,
    /// The root where the chain begins: an export, for example.
    pub root: Root,
    /// A shortest chain of calls from the root, the growing function last.
    pub chain: Vec<Step>,
    /// The ways to get rid of the growth, such as `--grow bounded=2MiB`.
    pub remedy: Remedy,
}

/// A function on a chain of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The name of the function, demangled; `function N` if it has none, `N` being its index in its own module.
    pub function: String,
    /// The core module that the function came from; none for one of the fuser's own.
    pub module: Option<String>,
    /// True if the previous step reaches the function through a table or a reference.
    pub indirect: bool,
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "component `{}` can grow its memory: function `{}` of module `{}` executes `memory.grow`",
            self.component, self.function, self.module
        )?;
        write!(f, "\n  reached through: {}", self.root)?;
        for step in &self.chain {
            let through = if step.indirect { " (through a table or reference)" } else { "" };
            write!(f, "{through} -> {}", step.function)?;
        }
        write!(f, "{}", self.remedy)
    }
}
