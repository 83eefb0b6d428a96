//! What a fused module says about itself, so that later stages need no component any more.
//!
//! A core module knows functions and memories; a caller thinks in WIT names, values and strings. The fuser writes what
//! connects the two into the custom section [`SECTION`]: [`Interface`]. A module without the section is an ordinary
//! core module. [`MemoryLayout`] says how a linear memory is used, read from what `wasm-ld` leaves in a module.
//! [`Places`] says where its code comes from. [`guarded`] makes an error of a panic in the code of others, and [`check_nesting`] and
//! [`check_counts`] come before anything that reads a module or component. [`nearest`] finds the name that was meant by one that is not
//! there.

mod counts;
mod guard;
mod heap;
mod implements;
mod layout;
mod linker;
mod naming;
mod nearest;
mod nesting;
mod passthrough;
mod places;
mod record;
mod types;

pub use counts::check_counts;
pub use guard::{guarded, is_guarded};
pub use heap::{HeapUse, heap_use};
pub use implements::{Implements, implements};
pub use layout::{MemoryLayout, linker_layout, memory_layout};
pub use linker::stack_pointer;
pub use naming::program_name;
pub use nearest::{did_you_mean, distance, nearest};
pub use nesting::{TooDeep, check_nesting};
pub use passthrough::{PASSTHROUGH_SECTION, Passthrough, PassthroughError, passthrough_name, passthrough_record};
pub use places::{CoreModule, Origin, PLACES_SECTION, Part, Place, PlaceMap, Places, Seam, Shifts, TrapSite};
pub use record::{
    CanonicalOptions, Error, Export, FunctionName, Import, ImportKind, Interface, Lending, Memory, NamedType, Region,
    RegionKind, Resource, SECTION, StringEncoding,
};
pub use types::{Case, Field, FuncType, ValueType};
