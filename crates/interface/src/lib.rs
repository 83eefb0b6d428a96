//! What a fused module says about itself, so that later stages need no component any more.
//!
//! A core module knows functions and memories; a caller thinks in WIT names, values and strings. The fuser writes what
//! connects the two into the custom section [`SECTION`]: [`Interface`]. A module without the section is an ordinary
//! core module. [`MemoryLayout`] says how a linear memory is used, read from what `wasm-ld` leaves in a module.
//! [`guarded`] makes an error of a panic in the code of others, and [`check_nesting`] and [`check_counts`] come before anything that
//! reads a module or component.

mod counts;
mod guard;
mod heap;
mod implements;
mod layout;
mod linker;
mod nesting;
mod passthrough;
mod record;
mod types;

pub use counts::check_counts;
pub use guard::{guarded, is_guarded};
pub use heap::{HeapUse, heap_use};
pub use implements::{Implements, implements};
pub use layout::{MemoryLayout, linker_layout, memory_layout};
pub use linker::stack_pointer;
pub use nesting::{TooDeep, check_nesting};
pub use passthrough::{PASSTHROUGH_SECTION, Passthrough, PassthroughError, passthrough_name, passthrough_record};
pub use record::{
    CanonicalOptions, Error, Export, FunctionName, Import, ImportKind, Interface, Lending, Memory, NamedType, Region,
    RegionKind, Resource, SECTION, StringEncoding,
};
pub use types::{Case, Field, FuncType, ValueType};
