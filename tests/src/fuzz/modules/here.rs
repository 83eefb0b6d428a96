//! Cases on this machine: many compiled for the host, linked into one shared library, which is loaded into this process.
//!
//! Each case is a library with a stack of its own, so a recursion without end traps as on a chip. A fault of the code ends this
//! process; the campaign leaves a file that names the batch.

use std::path::Path;
use std::process::Command;

use dissolve_abi::TrapKind;
use dissolve_abi::instance::{ACTIVE, Instance, TRAPPED};
use dissolve_pipeline::Runtime;
use dissolve_pipeline::codegen::{self, Object, Options, Traps};
use dissolve_pipeline::run::CoreValue;
use dissolve_pipeline::targets::CoreType;
use libloading::Library;

use super::case::Case;
use super::features::STACK;
use super::harness::{self, ByGlobals};
use super::run::Run;
use super::trace::Outcome;

/// The function that puts a case into its initial state, and the entry of a wrapped export.
type Instantiate = unsafe extern "C" fn() -> u32;
type Entry = unsafe extern "C" fn(*mut u64) -> u32;

/// A case for this machine.
pub struct Compiled {
    object: Object,
    /// The exports, with the types of their results.
    functions: Vec<(String, Option<CoreType>)>,
}

impl Compiled {
    /// Compiles a module with its harness. `number` makes its symbols unique in a shared library.
    ///
    /// # Errors
    ///
    /// When the compiler refuses it, or the harness cannot wrap it.
    pub fn new(module: &[u8], case: &Case, number: usize) -> Result<Result<Compiled, codegen::Error>, String> {
        let mut options = Options {
            opt: case.opt,
            grow: case.grow,
            library: true,
            traps: Traps::Call,
            own_stack: Some(STACK),
            trap_order: case.trap_order,
            ..Options::new(case.target, format!("case{number}"))
        };
        if case.large {
            options.large = 0;
        }
        let ByGlobals { module, functions } = harness::by_globals(module)?;
        Ok(codegen::compile(&module, &options).map(|object| Compiled { object, functions }))
    }
}

/// Several cases in this process.
pub struct Loaded<'a> {
    cases: Vec<&'a Compiled>,
    library: Library,
}

impl<'a> Loaded<'a> {
    /// Links the cases, and loads them.
    ///
    /// # Errors
    ///
    /// When they cannot be linked or loaded.
    pub fn new(cases: Vec<&'a Compiled>, triple: &'static str) -> Result<Loaded<'a>, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let runtime = Runtime::Library.archive(triple).map_err(|error| error.to_string())?;
        let path = |name: &str| folder.path().join(name);
        let mut command = Command::new("cc");
        command.args(["-shared", "-Wl,-Bsymbolic", "-o"]).arg(path("cases.so"));
        for (number, case) in cases.iter().enumerate() {
            let object = path(&format!("{number}.o"));
            std::fs::write(&object, &case.object.bytes).map_err(|error| format!("{}: {error}", object.display()))?;
            command.arg(object);
        }
        let output = command.arg(&runtime.path).arg("-lm").output().map_err(|error| format!("cc: {error}"))?;
        if !output.status.success() {
            return Err(format!("linking: {}", String::from_utf8_lossy(&output.stderr)));
        }
        Ok(Loaded { cases, library: load(&path("cases.so"))? })
    }

    /// The address of a symbol.
    fn symbol<T: Copy>(&self, name: &str) -> Result<T, String> {
        // SAFETY: the caller knows the type of what the compiler defined under this name; the library outlives the address.
        let symbol = unsafe { self.library.get::<T>(name.as_bytes()) };
        symbol.map(|symbol| *symbol).map_err(|error| format!("{name}: {error}"))
    }

    /// The end of a call that gave `word`; after a trap the instance can be called again, as on a chip.
    fn outcome(&self, case: &Compiled, word: u32, value: Option<CoreValue>) -> Result<Outcome, String> {
        if word != 0 {
            return Ok(Outcome::Returned(value));
        }
        let name = case.object.instance.as_ref().ok_or("a library without an instance")?;
        let instance: *mut Instance = self.symbol(name)?;
        // SAFETY: the instance is one, and no call is in progress.
        let reason = unsafe {
            let reason = (*instance).reason;
            (*instance).reason = ACTIVE;
            (*instance).ready = 1;
            reason
        };
        let code = reason.checked_sub(TRAPPED).and_then(|code| u8::try_from(code).ok());
        let kind = code.and_then(TrapKind::from_code).ok_or_else(|| format!("a call failed with reason {reason}"))?;
        Ok(Outcome::Trapped(kind))
    }
}

/// Loads a shared library.
fn load(path: &Path) -> Result<Library, String> {
    // SAFETY: nothing in it runs when it is loaded: it has no constructors.
    unsafe { Library::new(path) }.map_err(|error| error.to_string())
}

impl Run for Loaded<'_> {
    fn instantiate(&mut self, at: usize) -> Result<Outcome, String> {
        let case = self.cases[at];
        let function: Instantiate = self.symbol(&case.object.instantiate)?;
        // SAFETY: the compiler's instantiation function.
        let word = unsafe { function() };
        self.outcome(case, word, None)
    }

    fn call(&mut self, at: usize, name: &str, arguments: &[CoreValue]) -> Result<Outcome, String> {
        let case = self.cases[at];
        let no_export = || format!("no export `{name}`");
        let (_, result) = case.functions.iter().find(|(known, _)| known == name).ok_or_else(no_export)?;
        let export = case.object.exports.iter().find(|export| export.name == name).ok_or_else(no_export)?;
        for (number, argument) in arguments.iter().enumerate() {
            let name = harness::argument(number);
            let known = case.object.globals.iter().find(|global| global.name == name);
            let global = known.ok_or_else(|| format!("no global `{name}`"))?;
            let place: *mut u64 = self.symbol(&global.symbol)?;
            // SAFETY: a global of type `i64`.
            unsafe { place.write(argument.bits()) };
        }
        let function: Entry = self.symbol(&export.symbol)?;
        let mut value = 0;
        // SAFETY: an entry of a function without parameters and with a result of 64 bits.
        let word = unsafe { function(&raw mut value) };
        let value = result.map(|ty| CoreValue::from_bits(ty, value));
        self.outcome(case, word, value)
    }
}
