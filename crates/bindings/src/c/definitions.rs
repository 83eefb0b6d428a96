//! The text of type definitions in the header.

use dissolve_canonical as layout;
use dissolve_interface::ValueType;

use super::code::Code;
use super::layout::{Layout, layout as layout_of};
use super::scalar;
use super::types::{Defined, Handle, Types};
use super::wit::type_text;

impl Types<'_> {
    /// Writes the definitions of all types.
    pub fn write(&self, code: &mut Code) {
        code.comment("A string in UTF-8.");
        code.line(format!("typedef dissolve_string_t {}_string_t;", self.prefix));
        self.handles.iter().for_each(|handle| write_handle(handle, code));
        self.defined.iter().for_each(|defined| self.write_type(defined, code));
        for (alias, ty, constants) in &self.aliases {
            code.comment(&format!("Another name of {}.", type_text(self.interface, ty)));
            code.line(format!("typedef {} {alias};", self.c_type(ty)));
            if let Some(defined) = self.find(ty) {
                code.lines(
                    constants.iter().zip(&defined.constants).map(|(name, value)| format!("#define {name} {value}")),
                );
            }
        }
    }

    fn write_type(&self, defined: &Defined, code: &mut Code) {
        let Defined { ty, stem, members, constants } = defined;
        code.comment(&format!("WIT: {}", self.definition_text(ty)));
        match ty {
            ValueType::Record(fields) => self.write_fields(fields.iter().map(|field| &field.ty), members, stem, code),
            ValueType::Tuple(types) => self.write_fields(types.iter(), members, stem, code),
            ValueType::FixedList(element, length) => {
                code.line("typedef struct {");
                code.line(format!("{} items[{length}];", self.c_type(element)));
                code.line(format!("}} {stem}_t;"));
            }
            ValueType::List(element) => self.write_list(element, stem, code),
            ValueType::Map(key, value) => self.write_list(&layout::pair(key, value), stem, code),
            ValueType::Enum(names) => {
                code.line(format!("typedef {} {stem}_t;", scalar::unsigned(layout::discriminant_size(names.len()))));
                code.lines(constants.iter().enumerate().map(|(index, name)| format!("#define {name} {index}u")));
            }
            ValueType::Flags(names) => write_flags(names.len(), stem, constants, code),
            ValueType::Variant(cases) => {
                let payloads: Vec<_> = cases.iter().map(|case| case.ty.as_ref()).collect();
                let tag = scalar::unsigned(layout::discriminant_size(cases.len()));
                self.write_cases(&format!("{tag} tag;"), &payloads, members, stem, code);
                code.lines(constants.iter().enumerate().map(|(index, name)| format!("#define {name} {index}u")));
            }
            ValueType::Result { ok, err } => {
                self.write_cases("bool is_err;", &[ok.as_deref(), err.as_deref()], members, stem, code);
            }
            ValueType::Option(payload) => {
                code.line("typedef struct {");
                code.line("bool is_some;");
                code.line(format!("{} val;", self.c_type(payload)));
                code.line(format!("}} {stem}_t;"));
            }
            _ => {}
        }
        if layout_of(ty) != Layout::Converted {
            write_asserts(defined, code);
        }
    }

    /// The structure of a type, even if it has a name.
    fn definition_text(&self, ty: &ValueType) -> String {
        let name = self.interface.types.iter().find(|named| self.normal(&named.ty) == *ty);
        let kind = match ty {
            ValueType::Record(_) => "record",
            ValueType::Variant(_) => "variant",
            ValueType::Enum(_) => "enum",
            ValueType::Flags(_) => "flags",
            _ => "type",
        };
        match name {
            Some(named) => {
                let of = named.interface.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
                format!("{kind} {}{of}", named.name)
            }
            None => type_text(self.interface, ty),
        }
    }

    fn write_fields<'t>(
        &self,
        types: impl Iterator<Item = &'t ValueType>,
        members: &[String],
        stem: &str,
        code: &mut Code,
    ) {
        code.line("typedef struct {");
        code.lines(types.zip(members).map(|(ty, name)| format!("{} {name};", self.c_type(ty))));
        code.line(format!("}} {stem}_t;"));
    }

    fn write_cases(&self, tag: &str, payloads: &[Option<&ValueType>], members: &[String], stem: &str, code: &mut Code) {
        code.line("typedef struct {");
        code.line(tag);
        if payloads.iter().any(Option::is_some) {
            code.line("union {");
            for (payload, name) in payloads.iter().zip(members) {
                if let Some(payload) = payload {
                    code.line(format!("{} {name};", self.c_type(payload)));
                }
            }
            code.line("} val;");
        }
        code.line(format!("}} {stem}_t;"));
    }

    fn write_list(&self, element: &ValueType, stem: &str, code: &mut Code) {
        let element_type = self.c_type(element);
        let is_converted = layout_of(element) == Layout::Converted;
        code.line("typedef struct {");
        if is_converted {
            code.note(&format!(
                "The first element, if you made the list. NULL if the component did: then {stem}_get has the elements."
            ));
        }
        code.line(format!("const {element_type} *ptr;"));
        code.note("The number of elements.");
        code.line("size_t len;");
        if is_converted {
            code.note("For generated code only: the place in the component's memory.");
            code.line("const uint8_t *guest;");
            code.line("const dissolve_memory_t *memory;");
        }
        code.line(format!("}} {stem}_t;"));
        code.comment("A list of `len` elements at `ptr`, which are not copied. `ptr` may be NULL if there are none.");
        code.line(format!("static inline {stem}_t {stem}_of(const {element_type} *ptr, size_t len)"));
        code.line("{");
        code.line(format!("{stem}_t list;"));
        code.lines(["list.ptr = ptr;", "list.len = len;"]);
        if is_converted {
            code.lines(["list.guest = NULL;", "list.memory = NULL;"]);
        }
        code.line("return list;");
        code.line("}");
        if is_converted {
            let once = match element.has_own() {
                true => {
                    "\nAn owned resource comes out of a component's list once, so get such an element once. What you do not get stays the\ninstance's."
                }
                false => "",
            };
            let text = "Gives one element of a list, whoever made the list. Views in it last as long as the list.";
            code.comment(&format!("{text}{once}"));
            code.line(format!("dissolve_status_t {stem}_get({stem}_t list, size_t index, {element_type} *element);"));
        }
    }
}

/// Writes the C type of a resource.
fn write_handle(handle: &Handle, code: &mut Code) {
    let field = if handle.is_exported { "handle" } else { "rep" };
    code.comment(&match handle.is_exported {
        true => format!(
            "A resource {} of the component. One that you own ends with {}_drop, or when it is passed on as owned.",
            handle.name, handle.stem
        ),
        false => format!(
            "A resource {} of yours. The number is of your choice; the component keeps it and passes it back.",
            handle.name
        ),
    });
    code.line("typedef struct {");
    code.line(format!("uint32_t {field};"));
    code.line(format!("}} {}_t;", handle.stem));
}

/// Writes the C type of flags, and a constant for each.
fn write_flags(count: usize, stem: &str, constants: &[String], code: &mut Code) {
    let Some(bytes) = scalar::flags_bytes(count) else {
        code.note("Each constant is the number of a flag; flag N is bit N % 32 of bits[N / 32].");
        code.line("typedef struct {");
        code.line(format!("uint32_t bits[{}];", count.div_ceil(32)));
        code.line(format!("}} {stem}_t;"));
        code.lines(constants.iter().enumerate().map(|(index, name)| format!("#define {name} {index}u")));
        return;
    };
    code.line(format!("typedef {} {stem}_t;", scalar::unsigned(bytes)));
    code.lines(constants.iter().enumerate().map(|(index, name)| {
        let bit = 1_u64 << index;
        if bytes == 8 { format!("#define {name} UINT64_C({bit:#x})") } else { format!("#define {name} {bit:#x}u") }
    }));
}

/// Writes that the C type has the layout of the canonical ABI.
fn write_asserts(defined: &Defined, code: &mut Code) {
    let Defined { ty, stem, members, .. } = defined;
    let size = layout::size(ty);
    code.line(format!("DISSOLVE_ASSERT(sizeof({stem}_t) == {size}u, {stem}_size);"));
    let layout::Shape::Fields(types) = layout::shape(ty) else { return };
    let mut offset = 0;
    for (field, name) in types.into_iter().zip(members) {
        offset = layout::align_to(offset, layout::align(field));
        code.line(format!("DISSOLVE_ASSERT(offsetof({stem}_t, {name}) == {offset}u, {stem}_at_{name});"));
        offset += layout::size(field);
    }
}
