//! Bindings in Rust: `NAME.rs`.
//!
//! Takes a manifest, and gives the source of one module `pub mod NAME`, which needs the crate `dissolve` and nothing else. The source
//! is formatted, and compiles without warnings in the editions 2021 and 2024.
//!
//! - `names`: names of WIT as names of Rust, unique in their scopes.
//! - `program`: which modules, types, resources and functions there are, and what each is called.
//! - `types`: records, variants, enums and flags.
//! - `resources`: types of handles.
//! - `exports`: the world's type, and calls of the program.
//! - `imports`: the traits that the embedder implements, and the C functions that the program calls.
//! - `raw`: the library's symbols, memories and tables.
//! - `wit`: types as WIT has them, for the documentation.
//! - `code`: lines of source, indented.
//!
//! # What comes out
//!
//! | WIT | Rust |
//! | --- | --- |
//! | world `sensor` | `sensor::Sensor<H>`, or `Sensor` without imports; functions of the world are its methods |
//! | exported interface `acme:sensor/queue` | the module `sensor::queue`; its functions are those of `sensor.queue()` |
//! | imported interface `acme:board/i2c` | the module `sensor::imports::i2c`, with a trait `Host` |
//! | imported functions of the world | the trait `sensor::imports::Host` |
//! | exported resource `queue` | `Queue<'s>`, the owner of a handle, and `QueueRef<'a>` for a borrowed one inside another type |
//! | imported resource `device` | `Device` and `DeviceRef`: the representation that the embedder chose |
//! | `[constructor]r`, `[static]r.f` | `new_r`, `r_f`, beside the interface's functions |
//! | `[method]r.f` | exported: a method `f` of the resource's type; imported: `r_f` in the trait |
//! | `record`, `variant`, `enum`, `flags` | a type of that name; types of the same structure are one type with several names |
//! | `string`, `list<u8>` and lists of other numbers | `&str`, `&[u8]` |
//! | other lists, `map<k, v>` | `dissolve::List<T>`, `dissolve::List<(K, V)>` |
//! | `option`, `result`, `tuple`, `list<t, n>` | `Option`, `Result`, a tuple (a struct, if there are more than twelve), an array |
//!
//! A name that Rust does not allow, or that is taken, has a `_` behind it. Two interfaces with one name have their package in it.
//!
//! # What is refused
//!
//! An [`Error`] names the function. Strings that are not UTF-8 can be passed to a program but not received; lists that are received
//! cannot contain owned handles; error contexts cannot be passed at all.

mod code;
mod exports;
mod imports;
pub(crate) mod names;
mod program;
mod raw;
mod resources;
mod types;
mod wit;

use self::code::Code;
use self::program::{Program, ROOT};
use crate::{Error, Manifest};

/// The bindings of a library in Rust: a source file for `dissolve::include_component!`.
///
/// # Errors
///
/// If the manifest has a type that the bindings do not have, or is not consistent.
pub fn rust(manifest: &Manifest) -> Result<String, Error> {
    let program = Program::new(manifest)?;
    let mut code = Code::default();
    code.line(format_args!(
        "// Bindings of `{}` for {}, written by dissolve. Not to be edited.",
        manifest.name, manifest.target
    ));
    code.line("");
    code.doc(format_args!("The component `{}`.", manifest.name));
    code.line("#[allow(");
    code.line("dead_code, non_camel_case_types, non_snake_case, unreachable_patterns, unsafe_code, unused_unsafe,");
    code.line("unused_variables, clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks, rustdoc::all,");
    code.line("reason = \"generated: not all of it is used, and the names are those of WIT\"");
    code.line(")]");
    code.line(format_args!("pub mod {} {{", names::snake(&manifest.name)));
    program.write_world(&mut code)?;
    program.write_contents(&mut code, ROOT);
    for module in program.exported_modules() {
        program.write_exported_module(&mut code, module)?;
    }
    program.write_imports(&mut code)?;
    program.write_raw(&mut code)?;
    code.line("}");
    Ok(code.into_text())
}
