//! Converts core values and bytes to values (Component Model, *CanonicalABI*, loading and flat lifting).
//!
//! Everything that comes from an instance is untrusted: every pointer, length, discriminant and encoding is checked.

use dissolve_interface::{CanonicalOptions, Resource, StringEncoding, ValueType};

use super::error::{Fault, Problem};
use super::lower::{UTF16_TAG, canonical_f32, canonical_f64};
use crate::{CoreValue, Instance, Value};
use dissolve_canonical as layout;
use dissolve_canonical::{Shape, case_segment, field_segment, shape};

/// Lifts values out of an instance.
pub struct Lift<'a> {
    /// The instance that the values come from.
    pub instance: &'a mut dyn Instance,
    /// The canonical options of the function.
    pub options: &'a CanonicalOptions,
    /// The resources of the record, whose functions convert handles.
    pub resources: &'a [Resource],
}

impl Lift<'_> {
    /// Takes the core values of one value from `flat`.
    pub fn flat(&mut self, ty: &ValueType, flat: &mut dyn Iterator<Item = CoreValue>) -> Result<Value, Fault> {
        match shape(ty) {
            Shape::Fields(types) => {
                let mut fields = Vec::with_capacity(types.len());
                for (index, field) in types.into_iter().enumerate() {
                    fields.push(self.flat(field, flat).map_err(|fault| fault.within(|| field_segment(ty, index)))?);
                }
                Ok(Value::Record(fields))
            }
            Shape::Cases(cases) => {
                let case = next(flat)? as u32;
                let payload = payload_of(&cases, case)?;
                // Takes all core values of the joined cases, even if this case uses fewer.
                let mut joined = Vec::new();
                layout::flatten(ty, &mut joined);
                let rest: Vec<u64> = joined[1..].iter().map(|_| next(flat)).collect::<Result<_, _>>()?;
                let Some(payload) = payload else { return Ok(Value::Variant(case, None)) };
                let mut own = Vec::new();
                layout::flatten(payload, &mut own);
                let mut own = own.into_iter().zip(rest).map(|(ty, bits)| CoreValue::from_bits(ty, bits));
                let value = self.flat(payload, &mut own).map_err(|fault| fault.within(|| case_segment(ty, case)))?;
                Ok(Value::Variant(case, Some(Box::new(value))))
            }
            Shape::Other => match ty {
                ValueType::String => {
                    let (pointer, length) = (next(flat)? as u32, next(flat)? as u32);
                    self.string(pointer, length)
                }
                ValueType::List(element) => {
                    let (pointer, length) = (next(flat)? as u32, next(flat)? as u32);
                    self.list(pointer, length, element)
                }
                ValueType::Map(key, element) => {
                    let (pointer, length) = (next(flat)? as u32, next(flat)? as u32);
                    self.list(pointer, length, &layout::pair(key, element))
                }
                ValueType::Own(resource) | ValueType::Borrow(resource) => {
                    let handle = next(flat)? as u32;
                    self.handle(*resource, matches!(ty, ValueType::Own(_)), handle)
                }
                ValueType::FixedList(element, length) => {
                    let element =
                        |index| self.flat(element, flat).map_err(|fault| fault.within(|| format!("[{index}]")));
                    Ok(Value::List((0..*length).map(element).collect::<Result<_, _>>()?))
                }
                ValueType::Flags(names) => {
                    let words: Vec<u32> =
                        (0..names.len().div_ceil(32)).map(|_| Ok(next(flat)? as u32)).collect::<Result<_, Fault>>()?;
                    Ok(unpack(names.len(), &words))
                }
                _ => scalar(ty, next(flat)?),
            },
        }
    }

    /// Reads a value at a pointer that came from the instance.
    pub fn load_at(&mut self, pointer: u32, ty: &ValueType) -> Result<Value, Fault> {
        let bytes = self.bytes(pointer, layout::size(ty), layout::align(ty))?;
        self.load(ty, &bytes)
    }

    /// Reads a value from exactly its bytes.
    fn load(&mut self, ty: &ValueType, bytes: &[u8]) -> Result<Value, Fault> {
        match shape(ty) {
            Shape::Fields(types) => {
                let mut fields = Vec::with_capacity(types.len());
                let mut offset = 0;
                for (index, field) in types.into_iter().enumerate() {
                    let value = self.load_next(field, bytes, &mut offset);
                    fields.push(value.map_err(|fault| fault.within(|| field_segment(ty, index)))?);
                }
                Ok(Value::Record(fields))
            }
            Shape::Cases(cases) => {
                let case = little_endian(&bytes[..layout::discriminant_size(cases.len()) as usize]) as u32;
                let Some(payload) = payload_of(&cases, case)? else { return Ok(Value::Variant(case, None)) };
                let mut offset = layout::payload_offset(&cases);
                let value = self.load_next(payload, bytes, &mut offset);
                let value = value.map_err(|fault| fault.within(|| case_segment(ty, case)))?;
                Ok(Value::Variant(case, Some(Box::new(value))))
            }
            Shape::Other => match ty {
                ValueType::String => self.string(little_endian(&bytes[..4]) as u32, little_endian(&bytes[4..]) as u32),
                ValueType::List(element) => {
                    self.list(little_endian(&bytes[..4]) as u32, little_endian(&bytes[4..]) as u32, element)
                }
                ValueType::Map(key, element) => {
                    let (pointer, length) = (little_endian(&bytes[..4]) as u32, little_endian(&bytes[4..]) as u32);
                    self.list(pointer, length, &layout::pair(key, element))
                }
                ValueType::Own(resource) | ValueType::Borrow(resource) => {
                    self.handle(*resource, matches!(ty, ValueType::Own(_)), little_endian(bytes) as u32)
                }
                ValueType::FixedList(element, length) => self.elements(element, *length, bytes),
                ValueType::Flags(names) => {
                    let words: Vec<u32> = bytes.chunks(4).map(|word| little_endian(word) as u32).collect();
                    Ok(unpack(names.len(), &words))
                }
                _ => scalar(ty, little_endian(bytes)),
            },
        }
    }

    /// Reads the next value of a sequence, at the first aligned offset from `offset` on.
    fn load_next(&mut self, ty: &ValueType, bytes: &[u8], offset: &mut u64) -> Result<Value, Fault> {
        let start = layout::align_to(*offset, layout::align(ty));
        *offset = start + layout::size(ty);
        // In bounds: the bytes are those of the whole type. Their number is a `usize`.
        self.load(ty, &bytes[start as usize..*offset as usize])
    }

    fn elements(&mut self, element: &ValueType, count: u32, bytes: &[u8]) -> Result<Value, Fault> {
        let mut offset = 0;
        let mut values = Vec::new();
        for index in 0..count {
            let value = self.load_next(element, bytes, &mut offset);
            values.push(value.map_err(|fault| fault.within(|| format!("[{index}]")))?);
        }
        Ok(Value::List(values))
    }

    fn list(&mut self, pointer: u32, count: u32, element: &ValueType) -> Result<Value, Fault> {
        let size = layout::size(element);
        if size == 0 && count > 0 {
            return Err(Problem::Sizeless.into());
        }
        let bytes = self.bytes(pointer, size.saturating_mul(count.into()), layout::align(element))?;
        self.elements(element, count, &bytes)
    }

    fn string(&mut self, pointer: u32, length: u32) -> Result<Value, Fault> {
        match self.options.string_encoding {
            StringEncoding::Utf8 => {
                let bytes = self.bytes(pointer, length.into(), 1)?;
                let text = String::from_utf8(bytes).map_err(|_| Problem::Encoding("UTF-8"))?;
                Ok(Value::String(text))
            }
            StringEncoding::Utf16 => self.utf16(pointer, length),
            StringEncoding::CompactUtf16 if length & UTF16_TAG != 0 => self.utf16(pointer, length & !UTF16_TAG),
            StringEncoding::CompactUtf16 => {
                let bytes = self.bytes(pointer, length.into(), 2)?;
                Ok(Value::String(bytes.into_iter().map(char::from).collect()))
            }
        }
    }

    fn utf16(&mut self, pointer: u32, units: u32) -> Result<Value, Fault> {
        let bytes = self.bytes(pointer, 2 * u64::from(units), 2)?;
        let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let text = char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| Problem::Encoding("UTF-16"))?;
        Ok(Value::String(text))
    }

    /// The representation behind a handle. An owned handle is taken out of the instance's table.
    fn handle(&mut self, resource: u32, is_owned: bool, handle: u32) -> Result<Value, Fault> {
        let known = self.resources.get(resource as usize).ok_or(Problem::NoResource(resource))?;
        let export = if is_owned { &known.take } else { &known.rep };
        super::word(self.instance, export, handle).map(Value::Handle)
    }

    /// Reads bytes at a pointer that came from the instance.
    fn bytes(&mut self, pointer: u32, length: u64, alignment: u32) -> Result<Vec<u8>, Fault> {
        let memory = self.options.memory.ok_or(Problem::NoMemory)?;
        if length > super::MAX_BYTES {
            return Err(Problem::TooLong(length).into());
        }
        if !pointer.is_multiple_of(alignment) {
            return Err(Problem::Misaligned { pointer, alignment }.into());
        }
        let size = self.instance.memory_size(memory)?;
        let start = super::place(self.options, pointer, length, size);
        let start = start.ok_or(Problem::Outside { memory, pointer, length, size })?;
        // The limit above fits a `usize` on every host.
        let mut bytes = vec![0; length as usize];
        if !bytes.is_empty() {
            self.instance.read(memory, start, &mut bytes)?;
        }
        Ok(bytes)
    }
}

/// The bits of the next core value. It exists, because the results were checked against the type.
fn next(flat: &mut dyn Iterator<Item = CoreValue>) -> Result<u64, Fault> {
    let value = flat.next().ok_or(Problem::CoreResults { expected: 1, actual: 0 })?;
    Ok(value.bits())
}

fn payload_of<'a>(cases: &[Option<&'a ValueType>], case: u32) -> Result<Option<&'a ValueType>, Fault> {
    let unknown = Problem::Discriminant { discriminant: case, cases: cases.len() };
    cases.get(case as usize).copied().ok_or_else(|| unknown.into())
}

/// A value that is one core value. A flat integer has more bits than a narrow type; the ABI ignores them.
fn scalar(ty: &ValueType, bits: u64) -> Result<Value, Fault> {
    Ok(match ty {
        ValueType::Bool => Value::Bool(bits != 0),
        ValueType::S8 => Value::S8(bits as i8),
        ValueType::U8 => Value::U8(bits as u8),
        ValueType::S16 => Value::S16(bits as i16),
        ValueType::U16 => Value::U16(bits as u16),
        ValueType::S32 => Value::S32(bits as i32),
        ValueType::U32 => Value::U32(bits as u32),
        ValueType::S64 => Value::S64(bits.cast_signed()),
        ValueType::U64 => Value::U64(bits),
        ValueType::F32 => Value::F32(canonical_f32(f32::from_bits(bits as u32))),
        ValueType::F64 => Value::F64(canonical_f64(f64::from_bits(bits))),
        ValueType::Char => Value::Char(char::from_u32(bits as u32).ok_or(Problem::Char(bits as u32))?),
        // The callers handle all other types.
        _ => return Err(Problem::Mismatch(crate::wave::type_name(ty)).into()),
    })
}

fn unpack(count: usize, words: &[u32]) -> Value {
    Value::Flags(
        (0..count).map(|index| words.get(index / 32).is_some_and(|word| word >> (index % 32) & 1 != 0)).collect(),
    )
}

/// Up to eight bytes as an integer.
fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}
