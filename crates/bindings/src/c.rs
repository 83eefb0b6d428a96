//! Bindings in C and C++: a header and a source for a manifest.
//!
//! Takes a [`Manifest`]; gives the text of `NAME.h`, of `NAME.c`, and of `dissolve.h`, which all bindings share. They are C99 and C++17,
//! for GCC and Clang. The generated source relies on the calling convention of the manifest, and on `__dissolve_raise(kind, detail)`, which
//! ends the call of an export from a function that the component imports.
//!
//! A function that only bindings call has a symbol for each [`State`](library::State) of the program, which is known wherever one is called, but
//! for the elements of lists: the description of their memory says whether an import has them. The source writes one word of the instance: `ready`,
//! at the end of the use of a result without a post-return function.
//!
//! | file | subject |
//! | --- | --- |
//! | `names`, `interfaces` | identifiers |
//! | `types`, `definitions`, `layout`, `scalar` | C types |
//! | `codec`, `conversions` | conversions of values |
//! | `library` | symbols |
//! | `functions`, `call`, `exports`, `imports`, `resources` | functions |
//! | `instance` | instantiation and traps |
//! | `wit`, `code` | comments, and text |
//! | `shared` | `dissolve.h` |

mod call;
mod code;
mod codec;
mod conversions;
mod definitions;
mod exports;
mod functions;
mod imports;
mod instance;
mod interfaces;
mod layout;
mod library;
pub(crate) mod names;
mod resources;
mod scalar;
mod shared;
mod types;
mod wit;

use self::code::Code;
use self::codec::Codec;
use self::exports::Exports;
use self::imports::Imports;
use self::library::Library;
use self::names::Scope;
use self::types::Types;
use crate::{Error, Manifest};

/// The files of bindings in C.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CFiles {
    /// The name of the header, such as `sensor.h`.
    pub header_name: String,
    /// The header, which the user's sources include.
    pub header: String,
    /// The name of the source, such as `sensor.c`.
    pub source_name: String,
    /// The source, to be compiled once, as C or C++.
    pub source: String,
    /// The header `dissolve.h`, the same for all bindings.
    pub shared: String,
}

/// The name of [`CFiles::shared`].
pub const SHARED_HEADER: &str = "dissolve.h";

/// The lines around declarations for C++. The casts in them are those of C.
const CPP_BEGINNING: [&str; 5] = [
    "#ifdef __cplusplus",
    "#pragma GCC diagnostic push",
    "#pragma GCC diagnostic ignored \"-Wold-style-cast\"",
    "extern \"C\" {",
    "#endif",
];

/// The lines that end [`CPP_BEGINNING`].
const CPP_END: [&str; 4] = ["#ifdef __cplusplus", "}", "#pragma GCC diagnostic pop", "#endif"];

/// Generates bindings in C for a library.
///
/// # Errors
///
/// If a function passes strings in another encoding than UTF-8, has a type that C cannot express, or needs something that the manifest
/// does not have.
///
/// # Examples
///
/// ```
/// let manifest = r#"{
///     "version": 1, "name": "sensor", "target": "cortex-m4f",
///     "instance": "__dissolve_sensor_instance", "instantiate": "__dissolve_sensor_instantiate",
///     "exports": [{ "core": "sample", "symbol": "__dissolve_sensor_sample", "params": ["i32"], "result": "i32" }],
///     "imports": [], "memories": [],
///     "interface": {
///         "version": 1, "imports": [], "memories": [],
///         "exports": [{
///             "name": { "function": "sample" }, "core": "sample", "options": { "string_encoding": "utf8" },
///             "type": { "params": [{ "name": "channel", "type": "u32" }], "result": "u32" }
///         }]
///     }
/// }"#;
/// let files = dissolve_bindings::c(&serde_json::from_str(manifest)?)?;
/// assert_eq!(files.header_name, "sensor.h");
/// assert!(files.header.contains("dissolve_status_t sensor_sample(uint32_t channel, uint32_t *result)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn c(manifest: &Manifest) -> Result<CFiles, Error> {
    let prefix = names::prefix(&manifest.name);
    let mut types = Types::new(&manifest.interface, prefix.clone(), own_names(manifest, &prefix))?;
    let mut library = Library::new(manifest, &prefix);
    let mut codec = Codec::new(&mut types, &mut library);
    let mut exports = Exports::generate(&mut codec)?;
    resources::generate(&mut codec, &mut exports.header, &mut exports.source)?;
    let imports = Imports::generate(&mut codec, manifest)?;
    let mut getters = Code::default();
    codec.write_getters(&mut getters)?;
    let conversions = codec.into_text();

    let file = names::file(&manifest.name);
    let header_name = format!("{file}.h");
    let mut header = Code::default();
    write_beginning(manifest, &prefix, &types, &library, &mut header);
    header.append(&exports.header.into_text());
    header.append(&imports.header.into_text());
    header.line("");
    header.lines(CPP_END);
    header.lines(["", "#endif"]);

    let mut source = Code::default();
    source.note(&format!(
        "The calls of the component `{}` and what it calls. Generated by dissolve; see {header_name}.",
        manifest.name
    ));
    source.lines(["#define DISSOLVE_SUPPORT", &format!("#include \"{header_name}\""), ""]);
    source.lines(CPP_BEGINNING);
    source.line("");
    let mut body = Code::default();
    let parts = instance::Parts { owns: exports.owners > 0, fails: imports.fails };
    instance::write(manifest, &prefix, &library, &parts, &mut body);
    source.append(&body.into_text());
    source.append(&conversions);
    source.append(&getters.into_text());
    source.append(&exports.source.into_text());
    source.append(&imports.source.into_text());
    source.line("");
    source.lines(CPP_END);
    Ok(CFiles {
        header_name,
        header: header.into_text(),
        source_name: format!("{file}.c"),
        source: source.into_text(),
        shared: shared::header(),
    })
}

/// The identifiers that every world has.
fn own_names(manifest: &Manifest, prefix: &str) -> Scope {
    let own = ["string_t", "instantiate", "last_trap"].map(str::to_owned);
    let core = ["instance", "instantiate", "failure", "fail", "held", "reported"].map(str::to_owned);
    let indexed = (0..manifest.memories.len())
        .flat_map(|index| [format!("window_{index}"), format!("size_{index}"), format!("constants_{index}")]);
    let core = core.into_iter().chain(indexed).map(|name| format!("core_{name}"));
    let names: Vec<String> = own.into_iter().chain(core).map(|name| format!("{prefix}_{name}")).collect();
    let guard = guard(prefix);
    Scope::with(names.iter().map(String::as_str).chain([guard.as_str()]))
}

/// The macro that keeps a header from being read twice.
fn guard(prefix: &str) -> String {
    format!("{}_H", prefix.to_ascii_uppercase())
}

/// Writes the header up to the functions of the component.
fn write_beginning(manifest: &Manifest, prefix: &str, types: &Types<'_>, library: &Library<'_>, code: &mut Code) {
    let guard = guard(prefix);
    code.note(&introduction(manifest, prefix));
    code.lines([format!("#ifndef {guard}"), format!("#define {guard}"), String::new()]);
    code.lines([&format!("#include \"{SHARED_HEADER}\""), ""]);
    code.lines(CPP_BEGINNING);
    types.write(code);
    code.comment(
        "Puts the component into its initial state. Refused while a call is in progress. A trap of its start function is the status.",
    );
    code.line(format!("dissolve_status_t {prefix}_instantiate(void);"));
    code.comment("Returns true if a call of the instance ended in a trap, and says where. It stays until the next instantiation.");
    code.line(format!("bool {prefix}_last_trap(dissolve_trap_t *trap);"));
    code.comment("For generated code only: the library's functions behind inline ones, and the status of a call that did not return.");
    code.line(format!("dissolve_status_t {prefix}_core_failure(void);"));
    code.lines(library.public_declarations());
}

/// The introduction of the header, for its readers.
fn introduction(manifest: &Manifest, prefix: &str) -> String {
    let (name, target) = (&manifest.name, &manifest.target);
    format!(
        "The component `{name}`, compiled for {target}. Generated by dissolve; C99 and C++17.

Call {prefix}_instantiate first. There is one instance at a time. A call gives DISSOLVE_OK, or it tells why it was refused or
how it ended; after a trap the instance is dead until {prefix}_instantiate makes a fresh one. All resources and views of the old
one are gone then. What a call gives through `result` is meaningless if its status is not DISSOLVE_OK.

A call is refused with DISSOLVE_REENTERED while another is in progress, for example from an interrupt or from a function that the
component imports, and while a result with views of the component's memory is not released.

Every function but {prefix}_instantiate may be called from an interrupt that ends before the interrupted code goes on. The call is made
if it comes into no other, and is refused if it does. An interrupt may use and release only results of its own calls, and releases them
before it ends. If it does not, the interrupted call may be refused after its arguments were copied: their memory in the component,
and resources on the way to or from it, are lost until {prefix}_instantiate. A component that resets its arena at the end of a call also
frees the arguments of a call that was interrupted before it began.

After a trap, one call gives its status, and later ones give DISSOLVE_DEAD. If an interrupt makes a call just after the trap, that call may be
the one that gives it, and the call that trapped gives DISSOLVE_DEAD.

Threads have to take turns, from a call to the release of its result."
    )
}
