//! Types: their names in Rust, and the definitions of those that have one.

use dissolve_canonical::{MAX_FLAT_PARAMS, Shape, align, align_to, discriminant_size, payload_offset, shape, size};
use dissolve_interface::ValueType;

use super::code::Code;
use super::names::{Scope, case, constant, snake};
use super::program::{Definition, Program, parts};

/// The lifetimes in the name of a type: of the program that handles belong to, and of what lies in memory.
#[derive(Clone, Copy)]
pub struct Lifetimes<'a> {
    pub program: &'a str,
    pub memory: &'a str,
}

/// The lifetimes in a definition.
pub const OWN: Lifetimes<'_> = Lifetimes { program: "'s", memory: "'a" };
/// The lifetimes of a parameter.
pub const ANY: Lifetimes<'_> = Lifetimes { program: "'_", memory: "'_" };

/// The traits of generated code.
const RT: &str = "::dissolve::rt";

/// The result of a function that can find a violation.
pub fn fallible(ty: &str) -> String {
    format!("::core::result::Result<{ty}, {RT}::Fault>")
}

/// Returns true for a number, of which a list is a slice.
fn is_plain(ty: &ValueType) -> bool {
    use ValueType as T;
    matches!(ty, T::S8 | T::U8 | T::S16 | T::U16 | T::S32 | T::U32 | T::S64 | T::U64 | T::F32 | T::F64)
}

/// The layout of a type with cases.
struct EnumLayout {
    /// The Rust type of the discriminant in memory.
    discriminant: &'static str,
    /// The offset of the payload in memory.
    offset: u64,
    /// True if a value can be passed flat.
    is_flat: bool,
}

impl EnumLayout {
    fn of(ty: &ValueType) -> EnumLayout {
        let payloads = match shape(ty) {
            Shape::Cases(payloads) => payloads,
            Shape::Fields(_) | Shape::Other => Vec::new(),
        };
        let discriminant = match discriminant_size(payloads.len()) {
            1 => "u8",
            2 => "u16",
            _ => "u32",
        };
        EnumLayout { discriminant, offset: payload_offset(&payloads), is_flat: ty.flat_count() <= MAX_FLAT_PARAMS }
    }
}

impl Program<'_> {
    /// Returns true if a value owns a handle of the program's.
    pub fn has_handle(&self, ty: &ValueType) -> bool {
        match ty {
            ValueType::Own(resource) => self.resources[*resource as usize].is_exported,
            _ => parts(ty).into_iter().any(|part| self.has_handle(part)),
        }
    }

    /// Returns true if a value refers to memory, or to an owner of a handle.
    pub fn has_reference(&self, ty: &ValueType) -> bool {
        match ty {
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => true,
            ValueType::Borrow(resource) => self.resources[*resource as usize].is_exported,
            _ => parts(ty).into_iter().any(|part| self.has_reference(part)),
        }
    }

    /// The resources whose handles are in a type.
    fn resources_in(&self, ty: &ValueType, resources: &mut Vec<usize>) {
        if let ValueType::Own(resource) | ValueType::Borrow(resource) = ty
            && !resources.contains(&(*resource as usize))
        {
            resources.push(*resource as usize);
        }
        parts(ty).into_iter().for_each(|part| self.resources_in(part, resources));
    }

    /// The type of an owned handle, in a module.
    pub fn owner_type(&self, from: usize, resource: usize, program: &str) -> String {
        let resource = &self.resources[resource];
        let parameters = if resource.is_exported { format!("<{program}>") } else { String::new() };
        self.path(from, resource.module, &resource.name) + &parameters
    }

    /// The type of a borrowed handle, in a module.
    pub fn borrowed_type(&self, from: usize, resource: usize, memory: &str) -> String {
        let resource = &self.resources[resource];
        let parameters = if resource.is_exported { format!("<{memory}>") } else { String::new() };
        self.path(from, resource.module, &resource.borrowed) + &parameters
    }

    /// The lifetimes of a definition, as parameters.
    fn parameters(&self, ty: &ValueType, lifetimes: Lifetimes<'_>) -> String {
        let program = self.has_handle(ty).then_some(lifetimes.program);
        let memory = self.has_reference(ty).then_some(lifetimes.memory);
        let all: Vec<&str> = program.into_iter().chain(memory).collect();
        if all.is_empty() { String::new() } else { format!("<{}>", all.join(", ")) }
    }

    /// The name of a type, in a module.
    pub fn rust_type(&self, from: usize, ty: &ValueType, lifetimes: Lifetimes<'_>) -> String {
        let inner = |ty: &ValueType| self.rust_type(from, ty, lifetimes);
        let reference = match lifetimes.memory {
            "'_" => "&".to_owned(),
            memory => format!("&{memory} "),
        };
        let list = |element: &str| format!("::dissolve::List<{}, {element}>", lifetimes.memory);
        if let Some(definition) = self.definition(ty) {
            return self.path(from, definition.module, &definition.name) + &self.parameters(ty, lifetimes);
        }
        match ty {
            ValueType::Bool => "bool".into(),
            ValueType::S8 => "i8".into(),
            ValueType::U8 => "u8".into(),
            ValueType::S16 => "i16".into(),
            ValueType::U16 => "u16".into(),
            ValueType::S32 => "i32".into(),
            ValueType::U32 => "u32".into(),
            ValueType::S64 => "i64".into(),
            ValueType::U64 => "u64".into(),
            ValueType::F32 => "f32".into(),
            ValueType::F64 => "f64".into(),
            ValueType::Char => "char".into(),
            ValueType::String => format!("{reference}str"),
            ValueType::List(element) if is_plain(element) => format!("{reference}[{}]", inner(element)),
            ValueType::List(element) => list(&inner(element)),
            ValueType::Map(key, value) => list(&format!("({}, {})", inner(key), inner(value))),
            ValueType::FixedList(element, length) => format!("[{}; {length}]", inner(element)),
            ValueType::Tuple(types) => match &types[..] {
                [one] => format!("({},)", inner(one)),
                several => format!("({})", several.iter().map(inner).collect::<Vec<_>>().join(", ")),
            },
            ValueType::Option(payload) => format!("::core::option::Option<{}>", inner(payload)),
            ValueType::Result { ok, err } => {
                let [ok, err] = [ok, err].map(|payload| payload.as_ref().map_or("()".into(), |payload| inner(payload)));
                format!("::core::result::Result<{ok}, {err}>")
            }
            ValueType::Own(resource) => self.owner_type(from, *resource as usize, lifetimes.program),
            ValueType::Borrow(resource) => self.borrowed_type(from, *resource as usize, lifetimes.memory),
            // The program's types all have definitions, and `check` refuses error contexts.
            ValueType::Record(_)
            | ValueType::Variant(_)
            | ValueType::Enum(_)
            | ValueType::Flags(_)
            | ValueType::ErrorContext => "()".into(),
        }
    }

    /// Writes the types of a module.
    pub fn write_contents(&self, code: &mut Code, module: usize) {
        for resource in (0..self.resources.len()).filter(|&resource| self.resources[resource].module == module) {
            self.write_resource(code, resource);
        }
        for definition in self.definitions.iter().filter(|definition| definition.module == module) {
            self.write_definition(code, definition);
        }
        for alias in self.aliases.iter().filter(|alias| alias.module == module) {
            let of = &self.definitions[alias.definition];
            let parameters = self.parameters(&of.ty, OWN);
            code.line("");
            code.doc(format_args!("`{}`: the same as `{}`.", alias.wit, of.wit.as_deref().unwrap_or(&of.name)));
            let path = self.path(module, of.module, &of.name);
            code.line(format_args!("pub type {}{parameters} = {path}{parameters};", alias.name));
        }
    }

    fn write_definition(&self, code: &mut Code, definition: &Definition) {
        code.line("");
        let structure = self.wit_structure(&definition.ty);
        let doc = match &definition.wit {
            Some(wit) => format!("`{wit}`: `{structure}`"),
            None => format!("`{structure}`"),
        };
        let doc = self.documented(self.item_of(definition).as_deref(), &doc);
        if let ValueType::Flags(names) = &definition.ty {
            return self.write_flags(code, definition, names, &doc);
        }
        code.doc(doc);
        match &definition.ty {
            ValueType::Record(fields) => {
                let mut names = Scope::default();
                let fields: Vec<_> = fields
                    .iter()
                    .map(|field| (names.take(snake(&field.name)), field.name.as_str(), &field.ty))
                    .collect();
                self.write_struct(code, definition, &fields);
            }
            ValueType::Tuple(types) => {
                let types =
                    types.iter().enumerate().map(|(index, ty)| (format!("field_{index}"), index.to_string(), ty));
                let types: Vec<_> = types.collect();
                let fields: Vec<_> = types.iter().map(|(name, wit, ty)| (name.clone(), wit.as_str(), *ty)).collect();
                self.write_struct(code, definition, &fields);
            }
            ValueType::Enum(names) => {
                let cases: Vec<_> = names.iter().map(|name| (name.as_str(), None)).collect();
                self.write_enum(code, definition, &cases);
            }
            ValueType::Variant(cases) => {
                let cases: Vec<_> = cases.iter().map(|case| (case.name.as_str(), case.ty.as_ref())).collect();
                self.write_enum(code, definition, &cases);
            }
            _ => {}
        }
    }

    /// The traits that a type can derive.
    fn derives(&self, ty: &ValueType) -> &'static str {
        if self.has_handle(ty) {
            "#[derive(Debug)]"
        } else if matches!(ty, ValueType::Enum(_)) {
            "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]"
        } else {
            "#[derive(Clone, Copy, Debug, PartialEq)]"
        }
    }

    fn write_struct(&self, code: &mut Code, definition: &Definition, fields: &[(String, &str, &ValueType)]) {
        let Definition { module, name, ty, .. } = definition;
        code.line(self.derives(ty));
        code.line(format_args!("pub struct {name}{} {{", self.parameters(ty, OWN)));
        for (field, wit, ty) in fields {
            code.doc(self.documented_part(definition, wit, &format!("`{wit}: {}`", self.wit(ty))));
            code.line(format_args!("pub {field}: {},", self.rust_type(*module, ty, OWN)));
        }
        code.line("}");

        let is_flat = ty.flat_count() <= MAX_FLAT_PARAMS;
        self.write_layout(code, definition);
        let (mut after, mut next) = (0, 0_usize);
        let places: Vec<(u64, usize)> = fields
            .iter()
            .map(|(_, _, ty)| {
                let place = (align_to(after, align(ty)), next);
                (after, next) = (place.0 + size(ty), next.saturating_add(ty.flat_count()));
                place
            })
            .collect();
        self.open_lower(code, definition);
        for (is_memory, start) in [(false, LOWER_FLAT), (true, STORE)] {
            begin(code, start);
            for ((field, ..), (offset, slot)) in fields.iter().zip(&places).filter(|_| is_memory || is_flat) {
                match is_memory {
                    true => code.line(format_args!("{RT}::Lower::<G>::store(&self.{field}, to.add({offset}))?;")),
                    false => code.line(format_args!("{RT}::Lower::<G>::lower_flat(&self.{field}, to.add({slot}))?;")),
                }
            }
            code.line(if is_memory || is_flat { OK } else { NOT_FLAT });
            end(code);
        }
        code.line("}");
        self.open_lift(code, definition);
        for (is_memory, start) in [(false, LIFT_FLAT), (true, LOAD)] {
            begin(code, start);
            if is_memory || is_flat {
                code.line("::core::result::Result::Ok(Self {");
                for ((field, ..), (offset, slot)) in fields.iter().zip(&places) {
                    match is_memory {
                        true => {
                            code.line(format_args!("{field}: {RT}::Lift::<G>::load::<TRUSTED>(from.add({offset}))?,"))
                        }
                        false => code.line(format_args!("{field}: {RT}::Lift::<G>::lift_flat(from.add({slot}))?,")),
                    }
                }
                code.line("})");
            } else {
                code.line(NOT_FLAT);
            }
            end(code);
        }
        code.line("}");
    }

    fn write_enum(&self, code: &mut Code, definition: &Definition, cases: &[(&str, Option<&ValueType>)]) {
        let Definition { module, name, ty, .. } = definition;
        let mut names = Scope::default();
        let names: Vec<String> = cases.iter().map(|(wit, _)| names.take(case(wit))).collect();
        code.line(self.derives(ty));
        code.line(format_args!("pub enum {name}{} {{", self.parameters(ty, OWN)));
        for (name, (wit, payload)) in names.iter().zip(cases) {
            match payload {
                Some(ty) => {
                    code.doc(self.documented_part(definition, wit, &format!("`{wit}({})`", self.wit(ty))));
                    code.line(format_args!("{name}({}),", self.rust_type(*module, ty, OWN)));
                }
                None => {
                    code.doc(self.documented_part(definition, wit, &format!("`{wit}`")));
                    code.line(format_args!("{name},"));
                }
            }
        }
        code.line("}");

        let cases: Vec<(&str, bool)> =
            names.iter().zip(cases).map(|(name, (_, payload))| (name.as_str(), payload.is_some())).collect();
        self.write_layout(code, definition);
        self.write_enum_lower(code, definition, &cases);
        self.write_enum_lift(code, definition, &cases);
    }

    /// Writes how an enum is passed to the program. A case is its name, and whether it has a payload.
    fn write_enum_lower(&self, code: &mut Code, definition: &Definition, cases: &[(&str, bool)]) {
        let EnumLayout { discriminant, offset, is_flat } = EnumLayout::of(&definition.ty);
        self.open_lower(code, definition);
        for (is_memory, start) in [(false, LOWER_FLAT), (true, STORE)] {
            begin(code, start);
            if is_memory || is_flat {
                code.line("match self {");
                for (index, &(name, has_payload)) in cases.iter().enumerate() {
                    let pattern = if has_payload { format!("{name}(payload)") } else { name.to_owned() };
                    code.line(format_args!("Self::{pattern} => {{"));
                    match is_memory {
                        true => code.line(format_args!("to.cast::<{discriminant}>().write({index});")),
                        false => code.line(format_args!("to.write({index});")),
                    }
                    match (has_payload, is_memory) {
                        (true, true) => code.line(format_args!("{RT}::Lower::<G>::store(payload, to.add({offset}))?;")),
                        (true, false) => code.line(format_args!("{RT}::Lower::<G>::lower_flat(payload, to.add(1))?;")),
                        (false, _) => {}
                    }
                    code.line("}");
                }
                code.line("}");
                code.line(OK);
            } else {
                code.line(NOT_FLAT);
            }
            end(code);
        }
        code.line("}");
    }

    /// Writes how an enum is received from the program.
    fn write_enum_lift(&self, code: &mut Code, definition: &Definition, cases: &[(&str, bool)]) {
        let EnumLayout { discriminant, offset, is_flat } = EnumLayout::of(&definition.ty);
        self.open_lift(code, definition);
        for (is_memory, start) in [(false, LIFT_FLAT), (true, LOAD)] {
            begin(code, start);
            if is_memory || is_flat {
                match is_memory {
                    true => code
                        .line(format_args!("::core::result::Result::Ok(match from.cast::<{discriminant}>().read() {{")),
                    false => code.line("::core::result::Result::Ok(match from.read() as u32 {"),
                }
                for (index, &(name, has_payload)) in cases.iter().enumerate() {
                    let payload = match (has_payload, is_memory) {
                        (true, true) => format!("({RT}::Lift::<G>::load::<TRUSTED>(from.add({offset}))?)"),
                        (true, false) => format!("({RT}::Lift::<G>::lift_flat(from.add(1))?)"),
                        (false, _) => String::new(),
                    };
                    code.line(format_args!("{index} => Self::{name}{payload},"));
                }
                code.line(format_args!("_ => return ::core::result::Result::Err({RT}::Fault::Violation("));
                code.line("::dissolve::TrapKind::InvalidDiscriminant,");
                code.line(")),");
                code.line("})");
            } else {
                code.line(NOT_FLAT);
            }
            end(code);
        }
        code.line("}");
    }

    fn write_layout(&self, code: &mut Code, definition: &Definition) {
        let Definition { name, ty, .. } = definition;
        let anonymous = self.parameters(ty, ANY);
        code.line("");
        code.line("// SAFETY: the layout is the canonical ABI's.");
        code.line(format_args!("unsafe impl {RT}::Abi for {name}{anonymous} {{"));
        code.line(format_args!("const SIZE: u32 = {};", size(ty)));
        code.line(format_args!("const ALIGN: u32 = {};", align(ty)));
        code.line(format_args!("const FLAT: usize = {};", ty.flat_count().min(u32::MAX as usize)));
        code.line("}");
        code.line("");
        code.line("// SAFETY: only lifetimes differ.");
        code.line(format_args!(
            "unsafe impl{} {RT}::View for {name}{} {{",
            self.program_parameter(ty),
            self.parameters(ty, Lifetimes { memory: "'_", ..OWN })
        ));
        code.line(format_args!("type At<'g> = {name}{};", self.parameters(ty, Lifetimes { memory: "'g", ..OWN })));
        code.line("}");
    }

    fn write_flags(&self, code: &mut Code, definition: &Definition, flags: &[String], doc: &str) {
        let Definition { name, ty, .. } = definition;
        let words = flags.len().div_ceil(32);
        let mut names = Scope::default();
        code.line("::dissolve::__flags! {");
        code.doc(doc);
        code.line(format_args!("{name}, {}, {}, {words}, {{", size(ty), align(ty)));
        for (index, flag) in flags.iter().enumerate() {
            code.doc(self.documented_part(definition, flag, &format!("`{flag}`")));
            code.line(format_args!("{} = {index};", names.take(constant(flag))));
        }
        code.line("}");
        code.line("}");
    }

    /// The WIT comment of a field, case or flag, followed by `text`.
    fn documented_part(&self, definition: &Definition, part: &str, text: &str) -> String {
        let item = self.item_of(definition).map(|item| format!("{item}.{part}"));
        self.documented(item.as_deref(), text)
    }

    /// `<'s>`, if a type has it.
    fn program_parameter(&self, ty: &ValueType) -> &'static str {
        if self.has_handle(ty) { "<'s>" } else { "" }
    }

    fn open_lower(&self, code: &mut Code, definition: &Definition) {
        code.line("");
        code.line("// SAFETY: each part has its place in the layout.");
        self.open_impl(code, definition, "Lower");
    }

    fn open_lift(&self, code: &mut Code, definition: &Definition) {
        code.line("");
        code.line("// SAFETY: each part has its place in the layout, and none that was checked fails.");
        self.open_impl(code, definition, "Lift");
    }

    /// Begins the implementation of a trait, for programs with tables of the handles in the type.
    fn open_impl(&self, code: &mut Code, definition: &Definition, name: &str) {
        let Definition { module, ty, name: of, .. } = definition;
        let mut resources = Vec::new();
        self.resources_in(ty, &mut resources);
        let tables: String = resources
            .iter()
            .map(|&resource| format!(" + {RT}::Table<{}>", self.owner_type(*module, resource, "'static")))
            .collect();
        let anonymous = self.parameters(ty, ANY);
        code.line(format_args!("unsafe impl<G: {RT}::Guest{tables}> {RT}::{name}<G> for {of}{anonymous} {{"));
    }
}

const LOWER_FLAT: &str =
    "unsafe fn lower_flat(&self, to: *mut u64) -> ::core::result::Result<(), ::dissolve::rt::Fault> {";
const STORE: &str = "unsafe fn store(&self, to: *mut u8) -> ::core::result::Result<(), ::dissolve::rt::Fault> {";
const LIFT_FLAT: &str =
    "unsafe fn lift_flat(from: *const u64) -> ::core::result::Result<Self, ::dissolve::rt::Fault> {";
const LOAD: &str =
    "unsafe fn load<const TRUSTED: bool>(from: *const u8) -> ::core::result::Result<Self, ::dissolve::rt::Fault> {";
const OK: &str = "::core::result::Result::Ok(())";
/// The end of a function that is never called: the type has more core values than are passed flat.
const NOT_FLAT: &str = "::core::result::Result::Err(::dissolve::rt::Fault::Violation(::dissolve::TrapKind::Abort))";

/// Begins a function whose body is unsafe.
pub fn begin(code: &mut Code, signature: impl std::fmt::Display) {
    code.line(signature);
    code.line("unsafe {");
}

/// Ends what [`begin`] began.
pub fn end(code: &mut Code) {
    code.line("}");
    code.line("}");
}
