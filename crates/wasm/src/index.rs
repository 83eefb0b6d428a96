//! Index types: one for each index space of a module (WebAssembly, 2.5.1).

use std::fmt;

use cranelift_entity::EntityRef;
use serde::{Deserialize, Serialize};

/// Defines index types. `from_u32` takes every number: a module that is not valid can have any.
/// In a record, an index is its number.
macro_rules! index_types {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// Makes an index of its number.
            pub const fn from_u32(index: u32) -> $name {
                $name(index)
            }

            /// Returns the index as a number.
            pub const fn as_u32(self) -> u32 {
                self.0
            }
        }

        impl EntityRef for $name {
            fn new(index: usize) -> $name {
                // A module is smaller than 4 GiB, and every item takes at least a byte.
                $name(index as u32)
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

impl MemoryIndex {
    /// The first memory; the only one of which a linker knows.
    pub const FIRST: MemoryIndex = MemoryIndex(0);
}

index_types! {
    /// The index of a type.
    TypeIndex
    /// The index of a function; imported functions come first.
    FuncIndex
    /// The index of a table; imported tables come first.
    TableIndex
    /// The index of a memory; imported memories come first.
    MemoryIndex
    /// The index of a global; imported globals come first.
    GlobalIndex
    /// The index of an element segment.
    ElemIndex
    /// The index of a data segment.
    DataIndex
}
