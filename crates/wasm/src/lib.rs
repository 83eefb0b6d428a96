//! The model of a core module.
//!
//! Takes the bytes of a valid core module; gives its sections as tables ([`Module`]) that typed indices select from
//! ([`FuncIndex`], [`MemoryIndex`] and others). Bodies and items of segments stay encoded until somebody asks for
//! them, so that reading a module takes little time. [`Constant`] is the value of a constant expression.
//!
//! Names are advice: a name section that is malformed ends where its error is (WebAssembly, 7.4.1).

mod access;
mod arity;
mod constant;
mod index;
mod module;
mod names;

pub use access::{is_load, is_narrow_load, mem_arg};
pub use arity::{Arities, Label};
pub use constant::{Constant, item_functions, item_values, referenced_functions};
pub use cranelift_entity::{EntityRef, PrimaryMap, SecondaryMap};
pub use index::{DataIndex, ElemIndex, FuncIndex, GlobalIndex, MemoryIndex, TableIndex, TypeIndex};
pub use module::{Export, ExternalIndex, Global, Module, PAGE, Table};
