//! Conversions between values in C and in the guest: functions of the generated source, one for each type and direction.
//!
//! | function | from | to |
//! | --- | --- | --- |
//! | `T_load` | bytes in the guest's memory | a value in C |
//! | `T_store` | a value in C | bytes in the guest's memory |
//! | `T_lift` | core values | a value in C |
//! | `T_lower` | a value in C | core values |
//! | `T_view` | address and length of a list | a list in C |
//! | `T_place` | a list in C | its elements in the guest's memory |
//!
//! Core values are 64-bit integers with the bits of the value in the low end, so that those of joined cases need no conversion
//! (Component Model, *CanonicalABI*, flattening). The functions give a status. What they depend on is generated before them.

use dissolve_canonical as layout;
use dissolve_canonical::Shape;
use dissolve_interface::ValueType;
use dissolve_targets::CoreType;

use super::code::Code;
use super::layout::{Layout, layout as layout_of};
use super::library::{Library, State};
use super::scalar;
use super::types::{Types, parts};
use crate::Error;

/// A direction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// From memory.
    Load,
    /// To memory.
    Store,
    /// From core values.
    Lift,
    /// To core values.
    Lower,
    /// From the address and length of a list.
    View,
    /// To the elements of a list.
    Place,
}

impl Action {
    fn suffix(self) -> &'static str {
        match self {
            Action::Load => "load",
            Action::Store => "store",
            Action::Lift => "lift",
            Action::Lower => "lower",
            Action::View => "view",
            Action::Place => "place",
        }
    }
}

/// The beginning of statements that depend on the state in which a list is used.
const IS_INSIDE: &str = "if (memory->is_inside)";

/// The surroundings of generated statements.
#[derive(Clone, Copy)]
pub struct Context<'x> {
    /// The address of the memory's description, as an expression; empty if no value has a pointer.
    pub memory: &'x str,
    /// The function that takes a status and does not return; `None` if the statements return the status.
    pub fail: Option<&'x str>,
    /// The state of the program when the statements run.
    pub state: State,
}

impl Context<'_> {
    /// The context of the conversions themselves.
    pub const fn inner(state: State) -> Context<'static> {
        Context { memory: "memory", fail: None, state }
    }

    /// The statement that goes on only if the status of an expression is `DISSOLVE_OK`.
    pub fn guard(&self, status: &str) -> String {
        match self.fail {
            Some(fail) => format!("DISSOLVE_CHECK({status}, {fail});"),
            None => format!("DISSOLVE_TRY({status});"),
        }
    }
}

/// The conversions that are generated so far.
pub struct Codec<'t, 'a> {
    /// The types and names.
    pub types: &'t mut Types<'a>,
    /// The symbols.
    pub library: &'t mut Library<'a>,
    text: Code,
    /// Action, type, state if it matters, C name.
    known: Vec<(Action, ValueType, State, String)>,
    /// Functions that convert handles: core export, state, C name.
    handles: Vec<(String, State, String)>,
    /// The lists that the program gives, by their C types, and its state while they are used.
    viewed: Vec<(String, State)>,
}

impl<'t, 'a> Codec<'t, 'a> {
    /// Starts with no conversion.
    pub fn new(types: &'t mut Types<'a>, library: &'t mut Library<'a>) -> Codec<'t, 'a> {
        Codec { types, library, text: Code::default(), known: Vec::new(), handles: Vec::new(), viewed: Vec::new() }
    }

    /// The functions, each after those that it calls.
    pub fn into_text(self) -> String {
        self.text.into_text()
    }

    /// Writes statements that load a value from the address `from` into the object `to`.
    pub fn load(
        &mut self,
        ty: &ValueType,
        from: &str,
        to: &str,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        if scalar::is_scalar(ty) {
            let value = scalar::load(ty, from);
            code.lines(scalar::check(ty, &value).map(|status| at.guard(&status)));
            code.line(format!("{to} = {};", scalar::from_core(ty, &self.types.c_type(ty), &value)));
            return Ok(());
        }
        match ty {
            ValueType::String => {
                let view = format!("dissolve_view_string({}, {})", at.memory, pair(from));
                code.line(at.guard(&with_argument(&view, &format!("&{to}"))));
            }
            ValueType::List(_) | ValueType::Map(..) => {
                let view = self.function(Action::View, ty, at)?;
                code.line(at.guard(&format!("{view}({}, {}, &{to})", at.memory, pair(from))));
            }
            ValueType::Own(_) | ValueType::Borrow(_) => {
                self.lift_handle(ty, &format!("dissolve_load32({from})"), to, at, code)?;
            }
            ValueType::Flags(names) if names.len() <= 64 => {
                let high = plus(from, 4);
                let words = format!("(uint64_t)dissolve_load32({from}) | (uint64_t)dissolve_load32({high}) << 32");
                code.line(format!("{to} = ({words}) & {};", scalar::flags_mask(names.len())));
            }
            _ if layout_of(ty) == Layout::Bits => {
                code.line(format!("__builtin_memcpy(&{to}, {from}, {}u);", layout::size(ty)));
            }
            _ => {
                let load = self.function(Action::Load, ty, at)?;
                code.line(at.guard(&format!("{load}({}{from}, &{to})", memory_argument(ty, at))));
            }
        }
        Ok(())
    }

    /// Writes statements that store the object `from` at the address `to`.
    pub fn store(
        &mut self,
        ty: &ValueType,
        from: &str,
        to: &str,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        if scalar::is_scalar(ty) {
            code.lines(scalar::check(ty, from).map(|status| at.guard(&status)));
            code.line(scalar::store(ty, to, &scalar::to_core(ty, from)));
            return Ok(());
        }
        match ty {
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => {
                code.lines(["{", "uint32_t core_address;"]);
                self.place(ty, from, at, code)?;
                code.line(format!("dissolve_store32({to}, core_address);"));
                code.line(format!("dissolve_store32({}, (uint32_t){from}.len);", plus(to, 4)));
                code.line("}");
            }
            ValueType::Own(_) | ValueType::Borrow(_) => {
                code.lines(["{", "uint32_t core_handle;"]);
                self.lower_handle(ty, from, "core_handle", at, code)?;
                code.line(format!("dissolve_store32({to}, core_handle);"));
                code.line("}");
            }
            ValueType::Flags(names) if names.len() <= 64 => {
                let mask = scalar::flags_mask(names.len());
                code.line(format!("dissolve_store32({to}, (uint32_t)({from} & {mask}));"));
                code.line(format!("dissolve_store32({}, (uint32_t)(({from} & {mask}) >> 32));", plus(to, 4)));
            }
            _ if layout_of(ty) == Layout::Bits => {
                code.line(format!("__builtin_memcpy({to}, &{from}, {}u);", layout::size(ty)));
            }
            _ => {
                let store = self.function(Action::Store, ty, at)?;
                code.line(at.guard(&format!("{store}({}&{from}, {to})", memory_argument(ty, at))));
            }
        }
        Ok(())
    }

    /// Writes statements that make the object `to` of the core values from number `first` on of the array `core_flat`.
    pub fn lift(
        &mut self,
        ty: &ValueType,
        first: usize,
        to: &str,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        let word = |index: usize| format!("(uint32_t)core_flat[{}]", first + index);
        if scalar::is_scalar(ty) {
            let value = scalar::from_bits(scalar::core_type(ty), &format!("core_flat[{first}]"));
            self.lift_scalar(ty, &value, to, at, code);
            return Ok(());
        }
        match ty {
            ValueType::String => {
                let view = format!("dissolve_view_string({}, {}, {}, &{to})", at.memory, word(0), word(1));
                code.line(at.guard(&view));
            }
            ValueType::List(_) | ValueType::Map(..) => {
                let view = self.function(Action::View, ty, at)?;
                code.line(at.guard(&format!("{view}({}, {}, {}, &{to})", at.memory, word(0), word(1))));
            }
            ValueType::Own(_) | ValueType::Borrow(_) => self.lift_handle(ty, &word(0), to, at, code)?,
            ValueType::Flags(names) if names.len() <= 64 => {
                let words = format!("(uint64_t){} | (uint64_t){} << 32", word(0), word(1));
                code.line(format!("{to} = ({words}) & {};", scalar::flags_mask(names.len())));
            }
            _ => {
                let lift = self.function(Action::Lift, ty, at)?;
                let flat = plus("core_flat", first as u64);
                code.line(at.guard(&format!("{lift}({}{flat}, &{to})", memory_argument(ty, at))));
            }
        }
        Ok(())
    }

    /// Writes statements that make the scalar `to` of a core value.
    pub fn lift_scalar(&self, ty: &ValueType, value: &str, to: &str, at: Context<'_>, code: &mut Code) {
        code.lines(scalar::check(ty, value).map(|status| at.guard(&status)));
        code.line(format!("{to} = {};", scalar::from_core(ty, &self.types.c_type(ty), value)));
    }

    /// Writes statements that put the core values of the object `from` into the array `core_flat`, from number `first` on.
    pub fn lower(
        &mut self,
        ty: &ValueType,
        from: &str,
        first: usize,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        if scalar::is_scalar(ty) {
            code.lines(scalar::check(ty, from).map(|status| at.guard(&status)));
            let bits = scalar::to_bits(scalar::core_type(ty), &scalar::to_core(ty, from));
            code.line(format!("core_flat[{first}] = {bits};"));
            return Ok(());
        }
        match ty {
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => {
                code.lines(["{", "uint32_t core_address;"]);
                self.place(ty, from, at, code)?;
                code.line(format!("core_flat[{first}] = core_address;"));
                code.line(format!("core_flat[{}] = {from}.len;", first + 1));
                code.line("}");
            }
            ValueType::Own(_) | ValueType::Borrow(_) => {
                code.lines(["{", "uint32_t core_handle;"]);
                self.lower_handle(ty, from, "core_handle", at, code)?;
                code.line(format!("core_flat[{first}] = core_handle;"));
                code.line("}");
            }
            ValueType::Flags(names) if names.len() <= 64 => {
                let mask = scalar::flags_mask(names.len());
                code.line(format!("core_flat[{first}] = {from} & {mask} & 0xffffffffu;"));
                code.line(format!("core_flat[{}] = ({from} & {mask}) >> 32;", first + 1));
            }
            _ => {
                let lower = self.function(Action::Lower, ty, at)?;
                let flat = plus("core_flat", first as u64);
                code.line(at.guard(&format!("{lower}({}&{from}, {flat})", memory_argument(ty, at))));
            }
        }
        Ok(())
    }

    /// Writes the public function that gives an element of each list whose elements differ in C.
    pub fn write_getters(&mut self, code: &mut Code) -> Result<(), Error> {
        for index in 0..self.types.defined.len() {
            let defined = &self.types.defined[index];
            let (stem, Some(element)) = (defined.stem.clone(), element_of(&defined.ty)) else { continue };
            if layout_of(&element) != Layout::Converted {
                continue;
            }
            let element_type = self.types.c_type(&element);
            code.line("");
            code.line(format!("dissolve_status_t {stem}_get({stem}_t list, size_t index, {element_type} *element)"));
            code.line("{");
            let of_component = self.load_element(&stem, &element)?;
            let uses_memory = element.has_pointer() || of_component.starts_with(IS_INSIDE);
            if uses_memory && !of_component.is_empty() {
                code.line("const dissolve_memory_t *const memory = list.memory;");
            }
            if !of_component.is_empty() {
                code.line("const uint8_t *from;");
            }
            code.lines(["if (index >= list.len) {", "return DISSOLVE_TRAP_LIST_OUT_OF_BOUNDS;", "}"]);
            if !of_component.is_empty() {
                code.lines(["if (list.guest != NULL) {"]);
                code.line(format!("from = list.guest + index * {}u;", layout::size(&element)));
                code.lines(of_component.lines().map(str::trim_start));
                code.lines(["return DISSOLVE_OK;", "}"]);
            }
            code.lines(["*element = list.ptr[index];", "return DISSOLVE_OK;", "}"]);
        }
        Ok(())
    }

    /// Statements that load an element of a list that the program gave, in whichever state it is; none if it gives no such list.
    fn load_element(&mut self, stem: &str, element: &ValueType) -> Result<String, Error> {
        let mut load = |state: State| -> Result<Option<String>, Error> {
            if !self.viewed.contains(&(stem.to_owned(), state)) {
                return Ok(None);
            }
            let mut code = Code::default();
            self.load(element, "from", "(*element)", Context::inner(state), &mut code)?;
            Ok(Some(code.into_text()))
        };
        let outside = match load(State::Held)? {
            None => load(State::Idle)?,
            held => held,
        };
        Ok(match (outside, load(State::Inside)?) {
            (Some(outside), Some(inside)) if outside != inside => {
                format!("{IS_INSIDE} {{\n{inside}}} else {{\n{outside}}}\n")
            }
            (outside, inside) => outside.or(inside).unwrap_or_default(),
        })
    }

    /// Takes note of a list that the program gives, and of the lists in it.
    fn note_view(&mut self, ty: &ValueType, state: State) {
        if element_of(ty).is_some() {
            let viewed = (self.types.defined(ty).stem.clone(), state);
            if self.viewed.contains(&viewed) {
                return;
            }
            self.viewed.push(viewed);
        }
        parts(ty).into_iter().for_each(|part| self.note_view(part, state));
    }

    /// The C function `uint32_t -> uint32_t` with a status that calls a core export which converts handles. `user` is the name of the
    /// resource.
    pub fn handle_function(&mut self, core: &str, state: State, user: &str) -> Result<String, Error> {
        let is_it = |(known, of, _): &&(String, State, String)| known == core && *of == state;
        if let Some((.., name)) = self.handles.iter().find(is_it) {
            return Ok(name.clone());
        }
        let signature: (&[_], _) = (&[CoreType::I32], Some(CoreType::I32));
        let raw = self.library.raw(&mut self.types.globals, (core, state), user, signature)?;
        let prefix = &self.types.prefix;
        let name = format!("{prefix}_core_convert_{}{}", super::names::snake(core), state.suffix());
        let name = self.types.globals.claim(&[name]);
        let mut code = Code::default();
        code.line("");
        code.line(format!("static dissolve_status_t {name}(uint32_t from, uint32_t *to)"));
        code.line("{");
        let (lines, value) = raw.call(&["from".to_owned()], &format!("{prefix}_core_failure()"));
        if !lines.is_empty() {
            code.line("*to = 0u;");
        }
        code.lines(lines);
        code.lines(value.map(|value| format!("*to = {value};")));
        code.lines(["return DISSOLVE_OK;", "}"]);
        self.text.append(&code.into_text());
        self.handles.push((core.to_owned(), state, name.clone()));
        Ok(name)
    }

    /// Writes a statement that makes the resource `to` of a guest's handle.
    fn lift_handle(
        &mut self,
        ty: &ValueType,
        handle: &str,
        to: &str,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        let (ValueType::Own(table) | ValueType::Borrow(table)) = ty else { return Ok(()) };
        let resource = &self.types.interface.resources[*table as usize];
        let convert = if matches!(ty, ValueType::Own(_)) { &resource.take } else { &resource.rep };
        let convert = self.handle_function(convert, at.state, &resource.name)?;
        code.line(at.guard(&format!("{convert}({handle}, &{to}.{})", self.handle_field(*table))));
        Ok(())
    }

    /// Writes a statement that sets the variable `to` to the guest's handle for the resource `from`. A borrowed handle is the
    /// representation itself if the component defines the resource.
    pub fn lower_handle(
        &mut self,
        ty: &ValueType,
        from: &str,
        to: &str,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        let (ValueType::Own(table) | ValueType::Borrow(table)) = ty else { return Ok(()) };
        let resource = &self.types.interface.resources[*table as usize];
        let convert = if matches!(ty, ValueType::Own(_)) { Some(&resource.new) } else { resource.borrow.as_ref() };
        let from = format!("{from}.{}", self.handle_field(*table));
        match convert {
            Some(convert) => {
                let convert = self.handle_function(convert, at.state, &resource.name)?;
                code.line(at.guard(&format!("{convert}({from}, &{to})")));
            }
            None => code.line(format!("{to} = {from};")),
        }
        Ok(())
    }

    fn handle_field(&self, table: u32) -> &'static str {
        if self.types.handle(table).is_exported { "handle" } else { "rep" }
    }

    /// Writes a statement that copies a string or list into the guest's memory and sets `core_address`.
    fn place(&mut self, ty: &ValueType, from: &str, at: Context<'_>, code: &mut Code) -> Result<(), Error> {
        let place = match ty {
            ValueType::String => "dissolve_place_string".to_owned(),
            _ => self.function(Action::Place, ty, at)?,
        };
        code.line(at.guard(&format!("{place}({}, &{from}, &core_address)", at.memory)));
        Ok(())
    }

    /// The name of a conversion, which is generated if it is new. That of a type with handles depends on the state.
    fn function(&mut self, action: Action, ty: &ValueType, at: Context<'_>) -> Result<String, Error> {
        if action == Action::View {
            self.note_view(ty, at.state);
        }
        // A list with handles is viewed without them.
        let has_handles = action != Action::View && (ty.has_own() || ty.has_borrow());
        let state = if has_handles { at.state } else { State::Idle };
        let is_it =
            |(known, of, when, _): &&(Action, ValueType, State, String)| (*known, of, *when) == (action, ty, state);
        if let Some((.., name)) = self.known.iter().find(is_it) {
            return Ok(name.clone());
        }
        let at = Context::inner(state);
        let stem = self.types.defined(ty).stem.clone();
        let name = self.types.globals.claim(&[format!("{stem}_{}{}", action.suffix(), state.suffix())]);
        let memory = if ty.has_pointer() { "const dissolve_memory_t *memory, " } else { "" };
        let params = match action {
            Action::Load => format!("const uint8_t *from, {stem}_t *to"),
            Action::Store => format!("const {stem}_t *from, uint8_t *to"),
            Action::Lift => format!("const uint64_t *core_flat, {stem}_t *to"),
            Action::Lower => format!("const {stem}_t *from, uint64_t *core_flat"),
            Action::View => format!("uint32_t address, uint32_t count, {stem}_t *to"),
            Action::Place => format!("const {stem}_t *from, uint32_t *address"),
        };
        let mut code = Code::default();
        code.line("");
        code.line(format!("static dissolve_status_t {name}({memory}{params})"));
        code.line("{");
        match (action, layout::shape(ty)) {
            (Action::View, _) => self.write_view(ty, &stem, at, &mut code)?,
            (Action::Place, _) => self.write_place(ty, &stem, at, &mut code)?,
            (_, Shape::Fields(fields)) => self.write_fields((action, at), ty, &fields, &mut code)?,
            (_, Shape::Cases(cases)) => self.write_cases((action, at), ty, &cases, &mut code)?,
            (_, Shape::Other) => self.write_array((action, at), ty, &mut code)?,
        }
        code.lines(["return DISSOLVE_OK;", "}"]);
        self.text.append(&code.into_text());
        self.known.push((action, ty.clone(), state, name.clone()));
        Ok(name)
    }
}

/// The element of a list, or the pair of a map.
pub fn element_of(ty: &ValueType) -> Option<ValueType> {
    match ty {
        ValueType::List(element) => Some((**element).clone()),
        ValueType::Map(key, value) => Some(layout::pair(key, value)),
        _ => None,
    }
}

/// The memory as a first argument, for a conversion that has it.
fn memory_argument(ty: &ValueType, at: Context<'_>) -> String {
    if ty.has_pointer() { format!("{}, ", at.memory) } else { String::new() }
}

/// An address some bytes or elements further on.
pub fn plus(start: &str, offset: u64) -> String {
    if offset == 0 { start.to_owned() } else { format!("{start} + {offset}") }
}

/// The two words of a string or list at an address, as arguments.
fn pair(from: &str) -> String {
    format!("dissolve_load32({from}), dissolve_load32({})", plus(from, 4))
}

/// A call with one more argument.
fn with_argument(call: &str, argument: &str) -> String {
    format!("{}, {argument})", call.strip_suffix(')').unwrap_or(call))
}
