//! The names of a library's bindings.

use crate::{c, rust};

/// The names that the bindings of a world have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The module in Rust, such as `my_sensor`.
    pub rust_module: String,
    /// The type in Rust, such as `MySensor`.
    pub rust_type: String,
    /// The beginning of all names in C, without the underscore after it, such as `my_sensor`.
    pub c_prefix: String,
    /// The header and the source in C, without extension, such as `my-sensor`.
    pub c_file: String,
}

/// The names of worlds in kebab case whose files in C have `-world` appended, since C has the name: a regular expression that build systems
/// understand.
pub fn taken_names() -> String {
    c::names::taken()
}

/// The names for a world.
///
/// # Examples
///
/// ```
/// let names = dissolve_bindings::names("my-sensor");
/// assert_eq!((names.rust_module.as_str(), names.rust_type.as_str()), ("my_sensor", "MySensor"));
/// assert_eq!((names.c_prefix.as_str(), names.c_file.as_str()), ("my_sensor", "my-sensor"));
/// assert_eq!(dissolve_bindings::names("static").c_file, "static-world");
/// ```
pub fn names(world: &str) -> Names {
    Names {
        rust_module: rust::names::snake(world),
        rust_type: rust::names::camel(world),
        c_prefix: c::names::prefix(world),
        c_file: c::names::file(world),
    }
}
