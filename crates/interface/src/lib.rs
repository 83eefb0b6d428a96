//! The description that a fused module carries, so that later stages do not need the component.
//!
//! A core module has functions and memories; its caller uses WIT names, values and strings. The fuser writes the
//! mapping into the custom section [`SECTION`]: [`Interface`]. A module without the section is an ordinary core module.
//! [`MemoryLayout`] is the layout of a linear memory, read from the symbols that `wasm-ld` leaves in a module.
//! [`Places`] is the origin of the module's code. [`arena_memory`] tells the import of the embedder's allocator from others. [`guarded`] turns a panic in third-party code into an error; a [`Defect`] is
//! an error that is dissolve's own fault. An [`Observer`] hears of each phase of a stage.
//! [`check_nesting`] and [`check_counts`] must come before any other code that reads a module or component. [`nearest`]
//! suggests an existing name for one that does not exist.

mod arena;
mod counts;
mod defect;
mod guard;
mod heap;
mod implements;
mod layout;
mod linker;
mod naming;
mod nearest;
mod nesting;
mod objects;
mod observer;
mod passthrough;
mod places;
mod record;
pub mod relocations;
mod types;

pub use arena::{ARENA_FIELD, ARENA_MODULE, arena_memory, has_arena_type, is_arena_name};
pub use counts::check_counts;
pub use defect::{Defect, is_defect};
pub use guard::{guarded, is_guarded};
pub use heap::{heap_use, memory_layout, with_heap_use};
pub use implements::{Implements, implements};
pub use layout::{HeapUse, MemoryLayout};
pub use linker::linker_layout;
pub use naming::program_name;
pub use nearest::{did_you_mean, distance, nearest};
pub use nesting::{TooDeep, check_nesting};
pub use objects::{AddressPlaces, Constants, OBJECTS_SECTION, ObjectMemory, Objects, Relocated};
pub use observer::{Event, Left, Observer, Phase};
pub use passthrough::{PASSTHROUGH_SECTION, Passthrough, PassthroughError, passthrough_name, passthrough_record};
pub use places::{CoreModule, Origin, PLACES_SECTION, Part, Place, PlaceMap, Places, Seam, Shifts, TrapSite};
pub use record::{
    CanonicalOptions, Error, Export, FunctionName, Import, ImportKind, Interface, Lending, Memory, NamedType, Region,
    RegionKind, Resource, SECTION, StringEncoding,
};
pub use types::{Case, Field, FuncType, ValueType};
