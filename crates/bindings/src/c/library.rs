//! The symbols of a library under names of C.
//!
//! Each function, window and memory that the bindings use gets a C name with the symbol as its assembler name, so symbols need not be
//! identifiers and none is visible to a user.

use dissolve_interface::{CanonicalOptions, StringEncoding};
use dissolve_targets::CoreType;

use super::code::Code;
use super::names::{Scope, snake};
use super::scalar::{core_c_type, from_bits};
use crate::signature::{self, missing};
use crate::{Error, Manifest, Memory};

/// The state of the program at a call of a function that only bindings call, such as `cabi_realloc`. Each has a symbol of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It takes calls.
    Idle,
    /// A result of it is in use.
    Held,
    /// It calls an import.
    Inside,
}

impl State {
    /// The end of the names of C functions for this state.
    pub fn suffix(self) -> &'static str {
        match self {
            State::Idle => "",
            State::Held => "_held",
            State::Inside => "_inside",
        }
    }
}

/// A function of the library under its C name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// The C name.
    pub name: String,
    /// The core types of its parameters.
    pub params: Vec<CoreType>,
    /// The core type of its result.
    pub result: Option<CoreType>,
    symbol: String,
    /// The state of the program that it is for.
    state: State,
    /// True if the program takes no calls after this one, until the use of the result has ended.
    pub holds: bool,
    /// True if the header declares it, not the source.
    is_public: bool,
}

/// A memory with a base and an allocator.
struct Place {
    memory: usize,
    base: u32,
    /// The C name of the allocator, a function with the word; `None` if there is no need of one.
    allocate: Option<String>,
    /// True for use in imports.
    is_inside: bool,
}

impl Place {
    /// Returns true if this one can be used for the other, with the allocator of the one that has one.
    fn serves(&self, other: &Place) -> bool {
        let of = |place: &Place| (place.memory, place.base, place.is_inside);
        let is_free = self.allocate.is_none() || other.allocate.is_none();
        of(self) == of(other) && (is_free || self.allocate == other.allocate)
    }
}

/// The symbols that are in use.
pub struct Library<'a> {
    manifest: &'a Manifest,
    prefix: String,
    raws: Vec<Raw>,
    places: Vec<(Place, String)>,
    /// Allocators for use in imports: their C names, and those of generated functions that call them and have the word.
    adapters: Vec<(String, String)>,
}

impl<'a> Library<'a> {
    /// Starts with no symbol in use.
    pub fn new(manifest: &'a Manifest, prefix: &str) -> Library<'a> {
        Library { manifest, prefix: prefix.to_owned(), raws: Vec::new(), places: Vec::new(), adapters: Vec::new() }
    }

    /// The WIT comment of a function, with the end of the line; empty if it has none.
    pub fn documented(&self, function: &str) -> String {
        self.manifest.docs.get(function).map_or_else(String::new, |docs| docs.clone() + "\n")
    }

    /// The C function of a core export for a state, which has to have the given signature.
    ///
    /// # Errors
    ///
    /// If the manifest does not have the export or its symbol for the state, or it has another signature.
    pub fn raw(
        &mut self,
        globals: &mut Scope,
        (core, state): (&str, State),
        user: &str,
        expected: (&[CoreType], Option<CoreType>),
    ) -> Result<Raw, Error> {
        let function = self.manifest.exports.iter().find(|export| export.core == core);
        let function = function.ok_or_else(|| missing(user, &format!("the core export `{core}`")))?;
        signature::check(function, expected.0, expected.1)?;
        let symbol = match state {
            State::Idle => Some(&function.symbol),
            State::Held => function.held.as_ref(),
            State::Inside => function.inside.as_ref(),
        };
        let symbol = symbol.ok_or_else(|| {
            let time = if state == State::Held { "while a result is in use" } else { "in an import" };
            missing(user, &format!("the symbol of the core export `{core}` for use {time}"))
        })?;
        if let Some(known) = self.raws.iter().find(|raw| raw.symbol == *symbol) {
            return Ok(known.clone());
        }
        let raw = Raw {
            name: globals.claim(&[format!("{}_core_{}{}", self.prefix, snake(core), state.suffix())]),
            params: function.params.clone(),
            result: function.result,
            symbol: symbol.clone(),
            state,
            holds: function.holds,
            is_public: false,
        };
        self.raws.push(raw.clone());
        Ok(raw)
    }

    /// Asks for a declaration in the header.
    pub fn publish(&mut self, raw: &Raw) {
        self.raws.iter_mut().filter(|known| *known == raw).for_each(|known| known.is_public = true);
    }

    /// The address of the memory's description for a function's options, as an expression. `state` is that in which the function
    /// allocates, if it does.
    ///
    /// # Errors
    ///
    /// If the options name no memory, or no allocator although the function `allocates`, or the memory is not aligned.
    pub fn memory(
        &mut self,
        globals: &mut Scope,
        options: &CanonicalOptions,
        user: &str,
        (allocates, state): (bool, State),
    ) -> Result<String, Error> {
        let memory = options.memory.map(|memory| memory.as_u32() as usize);
        let memory = memory.filter(|&memory| memory < self.manifest.memories.len());
        let memory = memory.ok_or_else(|| missing(user, "a memory"))?;
        let window = &self.manifest.memories[memory];
        // An address that is aligned for the guest then is aligned natively.
        if !window.low.is_multiple_of(8) || !options.base.is_multiple_of(8) {
            return Err(missing(user, "a window and a base that are aligned to 8 bytes"));
        }
        if allocates && options.realloc.is_none() {
            return Err(missing(user, "an allocator in its canonical options"));
        }
        let signature: (&[_], _) = (&[CoreType::I32; 4], Some(CoreType::I32));
        let allocate = match options.realloc.as_deref().filter(|_| allocates) {
            Some(core) => {
                let raw = self.raw(globals, (core, state), user, signature)?;
                Some(if raw.is_plain() { self.adapter(globals, raw.name) } else { raw.name })
            }
            None => None,
        };
        let place = Place { memory, base: options.base, allocate, is_inside: state == State::Inside };
        if let Some((known, name)) = self.places.iter_mut().find(|(known, _)| known.serves(&place)) {
            known.allocate = known.allocate.take().or(place.allocate);
            return Ok(format!("&{name}"));
        }
        let name = globals.claim(&[format!("{}_core_memory_{}", self.prefix, self.places.len())]);
        self.places.push((place, name.clone()));
        Ok(format!("&{name}"))
    }

    /// Declarations of the functions that inline functions of the header call.
    pub fn public_declarations(&self) -> Vec<String> {
        self.raws.iter().filter(|raw| raw.is_public).map(Raw::declaration).collect()
    }

    /// Declarations of the other functions, and the descriptions of memories.
    pub fn private_declarations(&self) -> Code {
        let mut code = Code::default();
        code.lines(self.raws.iter().filter(|raw| !raw.is_public).map(Raw::declaration));
        let prefix = &self.prefix;
        for (index, memory) in self.manifest.memories.iter().enumerate() {
            if self.places.iter().any(|(place, _)| place.memory == index) {
                code.line(format!("extern uint8_t {prefix}_core_window_{index}[] __asm__({:?});", memory.symbol));
                if let Some(constants) = &memory.constants {
                    let symbol = &constants.symbol;
                    code.line(format!("extern const uint8_t {prefix}_core_constants_{index}[] __asm__({symbol:?});"));
                }
                code.lines(
                    memory.size.iter().map(|symbol| {
                        format!("extern volatile uint32_t {prefix}_core_size_{index} __asm__({symbol:?});")
                    }),
                );
            }
        }
        for (raw, name) in &self.adapters {
            code.comment(
                "An allocator for use in imports, with the result of others. It returns only if it has allocated.",
            );
            code.line(format!(
                "static uint64_t {name}(uint32_t old, uint32_t old_size, uint32_t alignment, uint32_t size)"
            ));
            code.lines(["{", &format!("return UINT64_C(1) << 32 | {raw}(old, old_size, alignment, size);"), "}", ""]);
        }
        for (place, name) in &self.places {
            let Memory { low, high, size, absolute, constants, .. } = &self.manifest.memories[place.memory];
            let size = size.as_ref().map_or("NULL".to_owned(), |_| format!("&{prefix}_core_size_{}", place.memory));
            let (allocate, is_inside) = (place.allocate.as_deref().unwrap_or("NULL"), place.is_inside);
            let (memory, base) = (place.memory, place.base);
            let bytes = high - u64::from(*low);
            let constants = constants.as_ref().map_or("NULL, 0u, 0u".to_owned(), |constants| {
                let low = constants.low.unwrap_or(0);
                format!("{prefix}_core_constants_{memory}, {low:#x}u, {:#x}u", constants.size)
            });
            code.line(format!(
                "static const dissolve_memory_t {name} = {{{prefix}_core_window_{memory}, {absolute}, {low:#x}u, {base:#x}u, UINT64_C({bytes:#x}), {constants}, {size}, {allocate}, {prefix}_core_failure, {is_inside}}};"
            ));
        }
        code
    }

    /// The C name of a function with the word that calls an allocator without.
    fn adapter(&mut self, globals: &mut Scope, raw: String) -> String {
        if let Some((_, name)) = self.adapters.iter().find(|(known, _)| *known == raw) {
            return name.clone();
        }
        let name = globals.claim(&[format!("{raw}_word")]);
        self.adapters.push((raw, name.clone()));
        name
    }
}

impl Raw {
    /// Returns true for a function without the word.
    fn is_plain(&self) -> bool {
        self.state == State::Inside
    }

    fn declaration(&self) -> String {
        if self.is_plain() {
            let result = self.result.map_or("void", core_c_type);
            let params = parameters(self.params.iter().map(|&ty| core_c_type(ty)));
            return format!("{result} {}({params}) __asm__({:?});", self.name, self.symbol);
        }
        let value = match self.result {
            Some(CoreType::I64 | CoreType::F64) => Some("uint64_t *core_value"),
            _ => None,
        };
        let result = match self.result {
            Some(CoreType::I32 | CoreType::F32) => "uint64_t",
            _ => "uint32_t",
        };
        let params = value.into_iter().chain(self.params.iter().map(|&ty| core_c_type(ty)));
        format!("{result} {}({}) __asm__({:?});", self.name, parameters(params), self.symbol)
    }

    /// Statements that call the function, and the expression for its value if it has one, to be used once. If the call is refused or
    /// traps, the statements return `failure`; one inside an import does not return then.
    pub fn call(&self, arguments: &[String], failure: &str) -> (Vec<String>, Option<String>) {
        let name = &self.name;
        let list = arguments.join(", ");
        if self.is_plain() {
            return match self.result {
                None => (vec![format!("{name}({list});")], None),
                Some(_) => (Vec::new(), Some(format!("{name}({list})"))),
            };
        }
        let guard = |condition: String| [format!("if ({condition}) {{"), format!("return {failure};"), "}".to_owned()];
        match self.result {
            None => (guard(format!("{name}({list}) == 0u")).into(), None),
            Some(ty @ (CoreType::I64 | CoreType::F64)) => {
                let list = std::iter::once("&core_raw".to_owned()).chain(arguments.iter().cloned()).collect::<Vec<_>>();
                let mut lines = vec!["uint64_t core_raw;".to_owned()];
                lines.extend(guard(format!("{name}({}) == 0u", list.join(", "))));
                (lines, Some(from_bits(ty, "core_raw")))
            }
            Some(ty) => {
                let mut lines = vec![format!("const uint64_t core_raw = {name}({list});")];
                lines.extend(guard("(core_raw >> 32) == 0u".to_owned()));
                (lines, Some(from_bits(ty, "core_raw")))
            }
        }
    }
}

/// The parameters in a declaration of C.
pub fn parameters<S: Into<String>>(params: impl IntoIterator<Item = S>) -> String {
    let params: Vec<String> = params.into_iter().map(Into::into).collect();
    if params.is_empty() { "void".to_owned() } else { params.join(", ") }
}

/// Checks that a function passes no strings in an encoding that C does not have.
///
/// # Errors
///
/// [`Error::Encoding`].
pub fn check_encoding(options: &CanonicalOptions, user: &str, has_strings: bool) -> Result<(), Error> {
    let encoding = match options.string_encoding {
        StringEncoding::Utf16 if has_strings => "UTF-16",
        StringEncoding::CompactUtf16 if has_strings => "Latin-1 or UTF-16",
        _ => return Ok(()),
    };
    Err(Error::Encoding { function: user.to_owned(), encoding })
}
