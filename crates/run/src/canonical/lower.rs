//! Converts values to core values and bytes (Component Model, *CanonicalABI*, storing and flat lowering).

use dissolve_interface::{CanonicalOptions, Resource, StringEncoding, ValueType};
use dissolve_targets::CoreType;

use super::error::{Fault, Problem};
use crate::{CoreValue, Instance, Value};
use dissolve_canonical as layout;
use dissolve_canonical::{Shape, case_segment, field_segment, shape};

/// The bit in a length that marks UTF-16, in the encoding `latin1+utf16`.
pub const UTF16_TAG: u32 = 1 << 31;

/// Lowers values into an instance.
pub struct Lower<'a> {
    /// The instance that the values go to.
    pub instance: &'a mut dyn Instance,
    /// The canonical options of the function.
    pub options: &'a CanonicalOptions,
    /// The resources of the record, whose functions convert handles.
    pub resources: &'a [Resource],
}

impl Lower<'_> {
    /// Appends the core values of a value that is passed flat.
    pub fn flat(&mut self, value: &Value, ty: &ValueType, flat: &mut Vec<CoreValue>) -> Result<(), Fault> {
        match (shape(ty), value) {
            (Shape::Fields(types), Value::Record(fields)) if types.len() == fields.len() => {
                for (index, (field, field_ty)) in fields.iter().zip(types).enumerate() {
                    self.flat(field, field_ty, flat).map_err(|fault| fault.within(|| field_segment(ty, index)))?;
                }
                Ok(())
            }
            (Shape::Cases(cases), Value::Variant(case, payload)) => {
                let payload = case_payload(ty, &cases, *case, payload.as_deref())?;
                let mut joined = Vec::new();
                layout::flatten(ty, &mut joined);
                let mut own = vec![CoreValue::I32(*case)];
                if let Some((payload, payload_ty)) = payload {
                    self.flat(payload, payload_ty, &mut own)
                        .map_err(|fault| fault.within(|| case_segment(ty, *case)))?;
                }
                // The bits of a smaller type are extended with zeros; unused core values of a case are zero.
                let bits = own.into_iter().map(CoreValue::bits).chain(std::iter::repeat(0));
                flat.extend(joined.into_iter().zip(bits).map(|(ty, bits)| CoreValue::from_bits(ty, bits)));
                Ok(())
            }
            (Shape::Other, _) => self.flat_other(value, ty, flat),
            _ => Err(mismatch(ty)),
        }
    }

    fn flat_other(&mut self, value: &Value, ty: &ValueType, flat: &mut Vec<CoreValue>) -> Result<(), Fault> {
        match (ty, value) {
            (ValueType::String, Value::String(text)) => {
                let (pointer, length) = self.string(text)?;
                flat.extend([CoreValue::I32(pointer), CoreValue::I32(length)]);
            }
            (ValueType::List(element), Value::List(values)) => {
                let (pointer, length) = self.list(values, element)?;
                flat.extend([CoreValue::I32(pointer), CoreValue::I32(length)]);
            }
            (ValueType::Map(key, element), Value::List(values)) => {
                let (pointer, length) = self.list(values, &layout::pair(key, element))?;
                flat.extend([CoreValue::I32(pointer), CoreValue::I32(length)]);
            }
            (ValueType::Own(resource) | ValueType::Borrow(resource), Value::Handle(rep)) => {
                flat.push(CoreValue::I32(self.handle(*resource, matches!(ty, ValueType::Own(_)), *rep)?));
            }
            (ValueType::FixedList(element, length), Value::List(values)) if values.len() == *length as usize => {
                for (index, value) in values.iter().enumerate() {
                    self.flat(value, element, flat).map_err(|fault| fault.within(|| format!("[{index}]")))?;
                }
            }
            (ValueType::Flags(names), Value::Flags(flags)) if names.len() == flags.len() => {
                flat.extend(flags.chunks(32).map(|flags| CoreValue::I32(pack(flags))));
            }
            _ => {
                let (core, bits) = scalar(value, ty)?;
                flat.push(CoreValue::from_bits(core, bits));
            }
        }
        Ok(())
    }

    /// Returns a handle for a representation. A borrowed handle is the representation itself if the callee defines the
    /// resource.
    fn handle(&mut self, resource: u32, is_owned: bool, rep: u32) -> Result<u32, Fault> {
        let known = self.resources.get(resource as usize).ok_or(Problem::NoResource(resource))?;
        match if is_owned { Some(&known.new) } else { known.borrow.as_ref() } {
            Some(export) => super::word(self.instance, export, rep),
            None => Ok(rep),
        }
    }

    /// Stores the next value of a sequence, at the first aligned offset from `offset` on.
    pub fn store_next(
        &mut self,
        value: &Value,
        ty: &ValueType,
        buffer: &mut [u8],
        offset: &mut u64,
    ) -> Result<(), Fault> {
        let start = layout::align_to(*offset, layout::align(ty));
        *offset = start + layout::size(ty);
        // In bounds: the buffer has the size of the whole type. Its length is a `usize`.
        self.store(value, ty, &mut buffer[start as usize..*offset as usize])
    }

    /// Stores a value into a buffer of exactly its type's size.
    fn store(&mut self, value: &Value, ty: &ValueType, buffer: &mut [u8]) -> Result<(), Fault> {
        match (shape(ty), value) {
            (Shape::Fields(types), Value::Record(fields)) if types.len() == fields.len() => {
                let mut offset = 0;
                for (index, (field, field_ty)) in fields.iter().zip(types).enumerate() {
                    self.store_next(field, field_ty, buffer, &mut offset)
                        .map_err(|fault| fault.within(|| field_segment(ty, index)))?;
                }
                Ok(())
            }
            (Shape::Cases(cases), Value::Variant(case, payload)) => {
                let payload = case_payload(ty, &cases, *case, payload.as_deref())?;
                let discriminant = layout::discriminant_size(cases.len()) as usize;
                buffer[..discriminant].copy_from_slice(&case.to_le_bytes()[..discriminant]);
                if let Some((payload, payload_ty)) = payload {
                    let mut offset = layout::payload_offset(&cases);
                    self.store_next(payload, payload_ty, buffer, &mut offset)
                        .map_err(|fault| fault.within(|| case_segment(ty, *case)))?;
                }
                Ok(())
            }
            (Shape::Other, _) => self.store_other(value, ty, buffer),
            _ => Err(mismatch(ty)),
        }
    }

    fn store_other(&mut self, value: &Value, ty: &ValueType, buffer: &mut [u8]) -> Result<(), Fault> {
        match (ty, value) {
            (ValueType::String, Value::String(text)) => {
                let (pointer, length) = self.string(text)?;
                store_pair(buffer, pointer, length);
            }
            (ValueType::List(element), Value::List(values)) => {
                let (pointer, length) = self.list(values, element)?;
                store_pair(buffer, pointer, length);
            }
            (ValueType::Map(key, element), Value::List(values)) => {
                let (pointer, length) = self.list(values, &layout::pair(key, element))?;
                store_pair(buffer, pointer, length);
            }
            (ValueType::Own(resource) | ValueType::Borrow(resource), Value::Handle(rep)) => {
                let handle = self.handle(*resource, matches!(ty, ValueType::Own(_)), *rep)?;
                buffer.copy_from_slice(&handle.to_le_bytes());
            }
            (ValueType::FixedList(element, length), Value::List(values)) if values.len() == *length as usize => {
                self.elements(values, element, buffer)?;
            }
            (ValueType::Flags(names), Value::Flags(flags)) if names.len() == flags.len() => {
                for (word, flags) in buffer.chunks_mut(4).zip(flags.chunks(32)) {
                    word.copy_from_slice(&pack(flags).to_le_bytes()[..word.len()]);
                }
            }
            _ => {
                let (_, bits) = scalar(value, ty)?;
                buffer.copy_from_slice(&bits.to_le_bytes()[..buffer.len()]);
            }
        }
        Ok(())
    }

    fn elements(&mut self, values: &[Value], element: &ValueType, buffer: &mut [u8]) -> Result<(), Fault> {
        let mut offset = 0;
        for (index, value) in values.iter().enumerate() {
            self.store_next(value, element, buffer, &mut offset)
                .map_err(|fault| fault.within(|| format!("[{index}]")))?;
        }
        Ok(())
    }

    /// Allocates a list in the instance; returns its pointer and its number of elements.
    fn list(&mut self, values: &[Value], element: &ValueType) -> Result<(u32, u32), Fault> {
        let count = u32::try_from(values.len()).map_err(|_| Problem::TooLong(u64::MAX))?;
        let (pointer, mut buffer) =
            self.allocate(layout::size(element).saturating_mul(count.into()), layout::align(element))?;
        self.elements(values, element, &mut buffer)?;
        self.write(pointer, &buffer)?;
        Ok((pointer, count))
    }

    /// Allocates a string in the instance; returns its pointer and its length in units of the encoding.
    fn string(&mut self, text: &str) -> Result<(u32, u32), Fault> {
        let utf16 = || text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let (bytes, alignment, unit, tag) = match self.options.string_encoding {
            StringEncoding::Utf8 => (text.as_bytes().to_vec(), 1, 1, 0),
            StringEncoding::Utf16 => (utf16(), 2, 2, 0),
            StringEncoding::CompactUtf16 => match text.chars().map(|c| u8::try_from(c).ok()).collect() {
                Some(latin1) => (latin1, 2, 1, 0),
                None => (utf16(), 2, 2, UTF16_TAG),
            },
        };
        let (pointer, _) = self.allocate(bytes.len() as u64, alignment)?;
        self.write(pointer, &bytes)?;
        // `allocate` refuses lengths that do not fit.
        Ok((pointer, (bytes.len() / unit) as u32 | tag))
    }

    /// Allocates memory in the instance; returns the pointer, and a buffer of zeros of the same size.
    pub fn allocate(&mut self, size: u64, alignment: u32) -> Result<(u32, Vec<u8>), Fault> {
        let memory = self.options.memory.ok_or(Problem::NoMemory)?;
        let realloc = self.options.realloc.as_ref().ok_or(Problem::NoRealloc)?;
        let bytes = u32::try_from(size).ok().filter(|_| size <= super::MAX_BYTES).ok_or(Problem::TooLong(size))?;
        let arguments = [0, 0, alignment, bytes].map(CoreValue::I32);
        let results = self.instance.call(realloc, &arguments)?;
        let [CoreValue::I32(pointer)] = results[..] else {
            return Err(Problem::CoreResults { expected: 1, actual: results.len() }.into());
        };
        let refuse = |why| Problem::Realloc { realloc: realloc.clone(), pointer, size, alignment, why };
        if !pointer.is_multiple_of(alignment) {
            return Err(refuse("is not aligned").into());
        }
        if super::place(self.options, pointer, size, self.instance.memory_size(memory)?).is_none() {
            return Err(refuse("leaves the memory").into());
        }
        Ok((pointer, vec![0; bytes as usize]))
    }

    /// Writes bytes, if there are any.
    pub fn write(&mut self, pointer: u32, bytes: &[u8]) -> Result<(), Fault> {
        let memory = self.options.memory.ok_or(Problem::NoMemory)?;
        if !bytes.is_empty() {
            self.instance.write(memory, pointer.wrapping_add(self.options.base), bytes)?;
        }
        Ok(())
    }
}

/// Returns the payload of a case and its type. Fails if one of them is missing.
fn case_payload<'a>(
    ty: &ValueType,
    cases: &[Option<&'a ValueType>],
    case: u32,
    payload: Option<&'a Value>,
) -> Result<Option<(&'a Value, &'a ValueType)>, Fault> {
    match (cases.get(case as usize), payload) {
        (Some(Some(payload_ty)), Some(payload)) => Ok(Some((payload, payload_ty))),
        (Some(None), None) => Ok(None),
        _ => Err(mismatch(ty)),
    }
}

/// The core type and the bits of a value that is one core value. Signed integers are sign-extended, as the ABI
/// requires.
fn scalar(value: &Value, ty: &ValueType) -> Result<(CoreType, u64), Fault> {
    let signed = |value: i32| (CoreType::I32, value.cast_unsigned().into());
    let unsigned = |value: u32| (CoreType::I32, value.into());
    Ok(match (ty, value) {
        (ValueType::Bool, Value::Bool(value)) => unsigned((*value).into()),
        (ValueType::S8, Value::S8(value)) => signed((*value).into()),
        (ValueType::U8, Value::U8(value)) => unsigned((*value).into()),
        (ValueType::S16, Value::S16(value)) => signed((*value).into()),
        (ValueType::U16, Value::U16(value)) => unsigned((*value).into()),
        (ValueType::S32, Value::S32(value)) => signed(*value),
        (ValueType::U32, Value::U32(value)) => unsigned(*value),
        (ValueType::Char, Value::Char(value)) => unsigned((*value).into()),
        (ValueType::S64, Value::S64(value)) => (CoreType::I64, value.cast_unsigned()),
        (ValueType::U64, Value::U64(value)) => (CoreType::I64, *value),
        (ValueType::F32, Value::F32(value)) => (CoreType::F32, canonical_f32(*value).to_bits().into()),
        (ValueType::F64, Value::F64(value)) => (CoreType::F64, canonical_f64(*value).to_bits()),
        _ => return Err(mismatch(ty)),
    })
}

/// Replaces every NaN by the canonical one.
pub fn canonical_f32(value: f32) -> f32 {
    if value.is_nan() { f32::from_bits(0x7fc0_0000) } else { value }
}

/// Replaces every NaN by the canonical one.
pub fn canonical_f64(value: f64) -> f64 {
    if value.is_nan() { f64::from_bits(0x7ff8_0000_0000_0000) } else { value }
}

/// Packs up to 32 flags into a word, the first one into the lowest bit.
fn pack(flags: &[bool]) -> u32 {
    flags.iter().enumerate().fold(0, |bits, (index, &flag)| bits | u32::from(flag) << index)
}

fn store_pair(buffer: &mut [u8], pointer: u32, length: u32) {
    buffer[..4].copy_from_slice(&pointer.to_le_bytes());
    buffer[4..].copy_from_slice(&length.to_le_bytes());
}

fn mismatch(ty: &ValueType) -> Fault {
    Problem::Mismatch(crate::wave::type_name(ty)).into()
}
