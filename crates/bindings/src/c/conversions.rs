//! The bodies of conversions: one for each shape of a type.

use dissolve_canonical as layout;
use dissolve_interface::ValueType;

use super::code::Code;
use super::codec::{Action, Codec, Context, element_of, plus};
use super::layout::{Layout, layout as layout_of};
use super::scalar;
use crate::Error;

impl Codec<'_, '_> {
    /// Writes the conversion of one part of a value: `member` of the value in C, `offset` bytes and `first` core values from the start
    /// of the other.
    fn write_part(
        &mut self,
        (action, at): (Action, Context<'_>),
        ty: &ValueType,
        member: &str,
        (offset, first): (u64, usize),
        code: &mut Code,
    ) -> Result<(), Error> {
        match action {
            Action::Load => self.load(ty, &plus("from", offset), &format!("to->{member}"), at, code),
            Action::Store => self.store(ty, &format!("from->{member}"), &plus("to", offset), at, code),
            Action::Lift => self.lift(ty, first, &format!("to->{member}"), at, code),
            Action::Lower => self.lower(ty, &format!("from->{member}"), first, at, code),
            Action::View | Action::Place => Ok(()),
        }
    }

    /// Writes the conversion of a record or a tuple.
    pub fn write_fields(
        &mut self,
        (action, at): (Action, Context<'_>),
        ty: &ValueType,
        fields: &[&ValueType],
        code: &mut Code,
    ) -> Result<(), Error> {
        let members = self.types.defined(ty).members.clone();
        let (mut offset, mut first) = (0, 0);
        for (field, member) in fields.iter().zip(&members) {
            offset = layout::align_to(offset, layout::align(field));
            self.write_part((action, at), field, member, (offset, first), code)?;
            offset += layout::size(field);
            first += field.flat_count();
        }
        Ok(())
    }

    /// Writes the conversion of a variant, an option or a result.
    pub fn write_cases(
        &mut self,
        (action, at): (Action, Context<'_>),
        ty: &ValueType,
        cases: &[Option<&ValueType>],
        code: &mut Code,
    ) -> Result<(), Error> {
        let members = self.types.defined(ty).members.clone();
        let tag_bytes = layout::discriminant_size(cases.len());
        let offset = layout::payload_offset(cases);
        let tag_type = scalar::unsigned(tag_bytes);
        let tag = match (action, ty) {
            (Action::Load, _) => format!("dissolve_load{}(from)", 8 * tag_bytes),
            (Action::Lift, _) => "(uint32_t)core_flat[0]".to_owned(),
            (_, ValueType::Option(_)) => "from->is_some ? 1u : 0u".to_owned(),
            (_, ValueType::Result { .. }) => "from->is_err ? 1u : 0u".to_owned(),
            _ => "from->tag".to_owned(),
        };
        code.line(format!("const uint32_t tag = {tag};"));
        code.line(at.guard(&format!("dissolve_check_case(tag, {}u)", cases.len())));
        match (action, ty) {
            (Action::Store, _) => {
                let tag = if tag_bytes < 4 { format!("({tag_type})tag") } else { "tag".to_owned() };
                code.line(format!("dissolve_store{}(to, {tag});", 8 * tag_bytes));
            }
            (Action::Lower, _) => {
                code.line(format!("__builtin_memset(core_flat, 0, {}u);", 8 * ty.flat_count()));
                code.line("core_flat[0] = tag;");
            }
            (_, ValueType::Option(_)) => code.line("to->is_some = tag != 0u;"),
            (_, ValueType::Result { .. }) => code.line("to->is_err = tag != 0u;"),
            _ => code.line(format!("to->tag = ({tag_type})tag;")),
        }
        if cases.iter().all(Option::is_none) {
            return Ok(());
        }
        code.line("switch (tag) {");
        for (index, (payload, member)) in cases.iter().zip(&members).enumerate() {
            let Some(payload) = payload else { continue };
            let member = if matches!(ty, ValueType::Option(_)) { "val".to_owned() } else { format!("val.{member}") };
            code.line(format!("case {index}u:"));
            self.write_part((action, at), payload, &member, (offset, 1), code)?;
            code.line("break;");
        }
        code.lines(["default:", "break;", "}"]);
        Ok(())
    }

    /// Writes the conversion of a list of fixed length, or of more than 64 flags.
    pub fn write_array(
        &mut self,
        (action, at): (Action, Context<'_>),
        ty: &ValueType,
        code: &mut Code,
    ) -> Result<(), Error> {
        let (element, length, items) = match ty {
            ValueType::FixedList(element, length) => ((**element).clone(), *length, "items"),
            ValueType::Flags(names) => (ValueType::U32, names.len().div_ceil(32) as u32, "bits"),
            _ => return Ok(()),
        };
        if matches!(action, Action::Lift | Action::Lower) {
            for index in 0..length as usize {
                let first = index * element.flat_count();
                self.write_part((action, at), &element, &format!("{items}[{index}]"), (0, first), code)?;
            }
        } else {
            let size = layout::size(&element);
            code.lines(["uint32_t index;".to_owned(), format!("for (index = 0; index < {length}u; index += 1u) {{")]);
            let bytes = |start: &str| format!("{start} + index * {size}u");
            match action {
                Action::Load => self.load(&element, &bytes("from"), &format!("to->{items}[index]"), at, code)?,
                _ => self.store(&element, &format!("from->{items}[index]"), &bytes("to"), at, code)?,
            }
            code.line("}");
        }
        // Bits that are no flags are ignored.
        if let ValueType::Flags(names) = ty
            && !names.len().is_multiple_of(32)
        {
            let (last, mask) = (length - 1, scalar::flags_mask(names.len() % 32));
            match action {
                Action::Load | Action::Lift => code.line(format!("to->bits[{last}] &= {mask};")),
                Action::Store => {
                    code.line(format!("dissolve_store32(to + {}, from->bits[{last}] & {mask});", 4 * last));
                }
                _ => code.line(format!("core_flat[{last}] &= {mask};")),
            }
        }
        Ok(())
    }

    /// Writes the body that makes a list in C of the guest's.
    pub fn write_view(&mut self, ty: &ValueType, stem: &str, at: Context<'_>, code: &mut Code) -> Result<(), Error> {
        let Some(element) = element_of(ty) else { return Ok(()) };
        let (size, alignment) = (layout::size(&element), layout::align(&element));
        let element_type = self.types.c_type(&element);
        let list_layout = layout_of(&element);
        if list_layout == Layout::Checked {
            code.lines(["uint32_t index;".to_owned(), format!("{element_type} element;")]);
        }
        code.line("const uint8_t *native;");
        code.line(at.guard(&format!("dissolve_elements(memory, address, count, {size}u, {alignment}u, &native)")));
        if list_layout == Layout::Checked {
            code.line("for (index = 0; index < count; index += 1u) {");
            self.load(&element, &format!("native + (size_t)index * {size}u"), "element", at, code)?;
            code.lines(["(void)element;", "}"]);
        }
        match list_layout {
            Layout::Converted => code.line(format!("*to = {stem}_of(NULL, count);")),
            _ => code.line(format!("*to = {stem}_of((const {element_type} *)(const void *)native, count);")),
        }
        if list_layout == Layout::Converted {
            code.lines(["to->guest = native;", "to->memory = memory;"]);
        }
        Ok(())
    }

    /// Writes the body that copies the elements of a list into the guest's memory.
    pub fn write_place(&mut self, ty: &ValueType, stem: &str, at: Context<'_>, code: &mut Code) -> Result<(), Error> {
        let Some(element) = element_of(ty) else { return Ok(()) };
        let (size, alignment) = (layout::size(&element), layout::align(&element));
        let element_layout = layout_of(&element);
        code.line("uint8_t *native;");
        if element_layout != Layout::Bits {
            code.line("size_t index;");
        }
        code.line(at.guard(&format!("dissolve_allocate(memory, from->len, {size}u, {alignment}u, address, &native)")));
        if element_layout == Layout::Bits {
            code.line("if (from->len != 0u) {");
            code.line(format!("__builtin_memcpy(native, from->ptr, from->len * {size}u);"));
            code.line("}");
            return Ok(());
        }
        code.line("for (index = 0; index < from->len; index += 1u) {");
        let to = format!("native + index * {size}u");
        if element_layout == Layout::Converted {
            code.line(format!("{} element;", self.types.c_type(&element)));
            code.line(at.guard(&format!("{stem}_get(*from, index, &element)")));
            self.store(&element, "element", &to, at, code)?;
        } else {
            self.store(&element, "from->ptr[index]", &to, at, code)?;
        }
        code.line("}");
        Ok(())
    }
}
