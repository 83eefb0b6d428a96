//! The manifest of a library: everything in it, for machines. `dissolve compile` writes it as `NAME.json`.
//!
//! # Calling convention
//!
//! All functions are C functions. A core value is passed as `uint32_t`, `uint64_t`, `float` or `double`.
//!
//! An export that can trap has one more result: a word that is not zero if the call was made and returned. If it is zero,
//! the call was refused or it trapped; the value is then meaningless, and the [`Manifest::instance`] says why.
//!
//! | core results | C function |
//! | --- | --- |
//! | none | `uint32_t f(...)`: the word |
//! | `i32` or `f32` | `uint64_t f(...)`: the value's bits in the low half, the word in the high half |
//! | `i64` or `f64` | `uint32_t f(uint64_t *value, ...)`: the word; the bits of the value are written to `*value` |
//!
//! The result of some exports lies in the program's memory, where another call would overwrite it ([`Function::holds`]). After such a call has returned,
//! the program takes no call until the export's post-return function was called; without one, until the caller has written 1 to the
//! word `ready` of the instance.
//!
//! Bindings also call functions that are no part of the interface: allocators, and those of handles. There are three symbols for each of
//! them. [`Function::symbol`] is like that of any export, for use before a call. [`Function::held`] has the same C type and is for use while
//! a result is in use, which it stays. [`Function::inside`] is for use in an import: it is an ordinary C function with the core result as its result, without a
//! word; if it traps, it does not return, and the call of the export that is in progress fails.
//!
//! An import is an ordinary C function, with the core result as its result.
//!
//! # The instance
//!
//! The symbol [`Manifest::instance`] is a structure that begins with four words of the size of a pointer:
//!
//! | word | meaning |
//! | --- | --- |
//! | `ready` | not zero if an export can be called |
//! | `reason` | the reason why `ready` is zero: 0, the program was never instantiated; 1, a call of an export is in progress, or a result is in use; 0x100 + KIND, a call ended in a trap of this kind |
//! | `place` | the address of the trap |
//! | `detail` | the size of the request, if an arena was exhausted; otherwise zero |

use std::collections::BTreeMap;

use dissolve_interface::{FunctionName, Interface};
use dissolve_targets::CoreType;
use serde::{Deserialize, Serialize};

/// The version of the manifest's format.
pub const VERSION: u32 = 2;

/// A compiled library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format's version: [`VERSION`].
    pub version: u32,
    /// The name of the world, in kebab case, such as `sensor`.
    pub name: String,
    /// The name of the processor that it was compiled for, such as `cortex-m4f`.
    pub target: String,
    /// The symbol of the structure that tells the state of the instance.
    pub instance: String,
    /// The symbol of the function that instantiates the program, `uint32_t f(void)`. Its result is the word that an export without
    /// results gives. A call while an export is in progress is refused.
    pub instantiate: String,
    /// The functions of the core module that it exports, those of [`Manifest::interface`] included.
    pub exports: Vec<Function>,
    /// The functions that the embedder has to define, in the order of the interface's imports; none for an import that
    /// the library serves itself.
    pub imports: Vec<Option<Function>>,
    /// The memories, in index order.
    pub memories: Vec<Memory>,
    /// The native stack that calls need.
    #[serde(default)]
    pub stack: Stack,
    /// The imports, exports and types in terms of WIT.
    pub interface: Interface,
    /// The comments of WIT about items, in Markdown. The empty name is the world, `sample` an exported function or a type of it, `import log`
    /// a function that it imports; `acme:sensor/i2c` is an interface, `acme:sensor/i2c#read` a function, type or resource in it,
    /// `acme:sensor/i2c#[method]bus.read` a method, `acme:sensor/i2c#error.nack` a field, case or flag of a type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub docs: BTreeMap<String, String>,
}

/// The name of an imported function in [`Manifest::docs`].
pub fn import_item(name: &FunctionName) -> String {
    if name.interface.is_some() { name.to_string() } else { format!("import {name}") }
}

/// A function of the core module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// The name of the core export, or of the core import as `module::field`.
    pub core: String,
    /// The symbol.
    pub symbol: String,
    /// The core types of its parameters.
    pub params: Vec<CoreType>,
    /// The core type of its result, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<CoreType>,
    /// True for an export whose result lies in memory, and has to be released after use.
    #[serde(default, skip_serializing_if = "is_false")]
    pub holds: bool,
    /// True for an export that only computes: it calls no import, touches nothing that other calls could, and cannot trap. So bindings need not
    /// prepare anything for its call.
    #[serde(default, skip_serializing_if = "is_false")]
    pub computes: bool,
    /// For a function that only bindings call, such as `cabi_realloc`: the symbol of the same function for use while the program calls
    /// an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<String>,
    /// For a function that only bindings call: the symbol of the same function for use while a result is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
}

/// The native stack of calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stack {
    /// Bytes that calls are known to need, without those of the embedder's functions.
    pub need: u64,
    /// The reason why they may need more; none when [`Stack::need`] is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    /// The stack of the library's own; none if calls run on the stack of their caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnStack>,
}

/// The stack of a library's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnStack {
    /// The symbol of its lowest byte, which is aligned to 32 bytes.
    pub symbol: String,
    /// Its size in bytes.
    pub size: u32,
}

/// Tells serde which fields to leave out.
fn is_false(value: &bool) -> bool {
    !*value
}

/// A linear memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The component that it belongs to.
    pub component: String,
    /// The symbol of the first byte of its window, which is aligned to 16 bytes.
    pub symbol: String,
    /// True if a linear address is the native one: then the symbol's own address stands for `low`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub absolute: bool,
    /// The constants that stay in flash, where the program can read them, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constants: Option<Constants>,
    /// The linear address of the window's first byte.
    pub low: u32,
    /// The linear address after the window's last byte. An access outside the window is an access out of bounds.
    pub high: u64,
    /// The symbol of a word with the linear address of the memory's end, if the memory grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Its arena, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arena: Option<Arena>,
}

/// Constants of a memory, in flash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constants {
    /// The symbol of the first byte, which is aligned to 16 bytes.
    pub symbol: String,
    /// The linear address of that byte; if there is none, its own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// Their bytes.
    pub size: u32,
}

/// The arena of a memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arena {
    /// The symbol of its descriptor, for `__cabi_arena_used_in` and the other functions of arenas.
    pub descriptor: String,
    /// Its size in bytes.
    pub size: u32,
}
