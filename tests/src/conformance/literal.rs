//! Values as the tests write them: `(u8.const 1)`, `(list.const …)`.

use dissolve_interface::ValueType;
use dissolve_pipeline::run::Value;
use wast::component::WastVal;

/// A value whose type is known in part.
#[derive(Debug)]
pub enum Literal {
    /// A number, a bool, a char, or a string.
    Scalar(Value),
    /// `list.const`
    List(Vec<Literal>),
    /// `record.const`
    Record(Vec<(String, Literal)>),
    /// `tuple.const`
    Tuple(Vec<Literal>),
    /// `variant.const` or `enum.const`
    Case(String, Option<Box<Literal>>),
    /// `option.none` or `option.some`
    Option(Option<Box<Literal>>),
    /// `result.ok` or `result.err`
    Result(Result<Option<Box<Literal>>, Option<Box<Literal>>>),
    /// `flags.const`: the names of the flags that are set.
    Flags(Vec<String>),
}

impl Literal {
    /// Converts a value that the parser read.
    pub fn new(value: &WastVal<'_>) -> Literal {
        let all = |values: &[WastVal<'_>]| values.iter().map(Literal::new).collect();
        let payload = |value: &Option<Box<WastVal<'_>>>| value.as_ref().map(|value| Box::new(Literal::new(value)));
        let scalar = match value {
            WastVal::Bool(value) => Value::Bool(*value),
            WastVal::U8(value) => Value::U8(*value),
            WastVal::S8(value) => Value::S8(*value),
            WastVal::U16(value) => Value::U16(*value),
            WastVal::S16(value) => Value::S16(*value),
            WastVal::U32(value) => Value::U32(*value),
            WastVal::S32(value) => Value::S32(*value),
            WastVal::U64(value) => Value::U64(*value),
            WastVal::S64(value) => Value::S64(*value),
            WastVal::F32(value) => return Literal::f32(value.bits),
            WastVal::F64(value) => return Literal::f64(value.bits),
            WastVal::Char(value) => Value::Char(*value),
            WastVal::String(value) => Value::String((*value).to_owned()),
            WastVal::List(values) => return Literal::List(all(values)),
            WastVal::Record(fields) => {
                let field = |(name, value): &(&str, WastVal<'_>)| ((*name).to_owned(), Literal::new(value));
                return Literal::Record(fields.iter().map(field).collect());
            }
            WastVal::Tuple(values) => return Literal::Tuple(all(values)),
            WastVal::Variant(case, value) => return Literal::Case((*case).to_owned(), payload(value)),
            WastVal::Enum(case) => return Literal::Case((*case).to_owned(), None),
            WastVal::Option(value) => return Literal::Option(payload(value)),
            WastVal::Result(Ok(value)) => return Literal::Result(Ok(payload(value))),
            WastVal::Result(Err(value)) => return Literal::Result(Err(payload(value))),
            WastVal::Flags(names) => return Literal::Flags(names.iter().map(|name| (*name).to_owned()).collect()),
        };
        Literal::Scalar(scalar)
    }

    /// An `f32` with these bits.
    pub fn f32(bits: u32) -> Literal {
        Literal::Scalar(Value::F32(f32::from_bits(bits)))
    }

    /// An `f64` with these bits.
    pub fn f64(bits: u64) -> Literal {
        Literal::Scalar(Value::F64(f64::from_bits(bits)))
    }

    /// The value of type `ty`. Returns `None` when the literal has another type.
    pub fn value(&self, ty: &ValueType) -> Option<Value> {
        let all = |literals: &[Literal], ty: &ValueType| {
            literals.iter().map(|literal| literal.value(ty)).collect::<Option<Vec<_>>>()
        };
        match (self, ty) {
            (Literal::Scalar(value), ty) if is_of(value, ty) => Some(value.clone()),
            (Literal::List(literals), ValueType::List(element)) => Some(Value::List(all(literals, element)?)),
            (Literal::List(literals), ValueType::FixedList(element, length)) if literals.len() == *length as usize => {
                Some(Value::List(all(literals, element)?))
            }
            (Literal::Record(literals), ValueType::Record(fields)) if literals.len() == fields.len() => {
                let field = |field: &dissolve_interface::Field| {
                    let (_, literal) = literals.iter().find(|(name, _)| *name == field.name)?;
                    literal.value(&field.ty)
                };
                Some(Value::Record(fields.iter().map(field).collect::<Option<_>>()?))
            }
            (Literal::Tuple(literals), ValueType::Tuple(types)) if literals.len() == types.len() => {
                let values = literals.iter().zip(types).map(|(literal, ty)| literal.value(ty));
                Some(Value::Record(values.collect::<Option<_>>()?))
            }
            (Literal::Case(name, payload), ValueType::Variant(cases)) => {
                let index = cases.iter().position(|case| case.name == *name)?;
                case(index, payload.as_deref(), cases[index].ty.as_ref())
            }
            (Literal::Case(name, None), ValueType::Enum(names)) => {
                case(names.iter().position(|known| known == name)?, None, None)
            }
            (Literal::Option(None), ValueType::Option(_)) => case(0, None, None),
            (Literal::Option(Some(payload)), ValueType::Option(ty)) => case(1, Some(payload), Some(ty)),
            (Literal::Result(Ok(payload)), ValueType::Result { ok, .. }) => case(0, payload.as_deref(), ok.as_deref()),
            (Literal::Result(Err(payload)), ValueType::Result { err, .. }) => {
                case(1, payload.as_deref(), err.as_deref())
            }
            (Literal::Flags(set), ValueType::Flags(names)) if set.iter().all(|flag| names.contains(flag)) => {
                Some(Value::Flags(names.iter().map(|name| set.contains(name)).collect()))
            }
            _ => None,
        }
    }
}

/// The value of a type with cases, such as a variant.
fn case(index: usize, payload: Option<&Literal>, ty: Option<&ValueType>) -> Option<Value> {
    let payload = match (payload, ty) {
        (None, None) => None,
        (Some(payload), Some(ty)) => Some(Box::new(payload.value(ty)?)),
        _ => return None,
    };
    Some(Value::Variant(u32::try_from(index).ok()?, payload))
}

/// Returns true if a scalar has this type.
fn is_of(value: &Value, ty: &ValueType) -> bool {
    matches!(
        (value, ty),
        (Value::Bool(_), ValueType::Bool)
            | (Value::S8(_), ValueType::S8)
            | (Value::U8(_), ValueType::U8)
            | (Value::S16(_), ValueType::S16)
            | (Value::U16(_), ValueType::U16)
            | (Value::S32(_), ValueType::S32)
            | (Value::U32(_), ValueType::U32)
            | (Value::S64(_), ValueType::S64)
            | (Value::U64(_), ValueType::U64)
            | (Value::F32(_), ValueType::F32)
            | (Value::F64(_), ValueType::F64)
            | (Value::Char(_), ValueType::Char)
            | (Value::String(_), ValueType::String)
    )
}
