//! Value types of the Component Model, without names: the structure that the canonical ABI needs.

use serde::{Deserialize, Serialize};

/// A function's parameters and result (Component Model, *Explainer*, function types).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuncType {
    /// Parameters in order.
    pub params: Vec<Field>,
    /// The result, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<ValueType>,
}

/// A named value: a parameter, or a field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The label, in kebab case.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: ValueType,
}

/// A case of a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The label, in kebab case.
    pub name: String,
    /// The payload, if the case has one.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<ValueType>,
}

/// The type of a value that is passed between components, or to or from the embedder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueType {
    /// `bool`
    Bool,
    /// `s8`
    S8,
    /// `u8`
    U8,
    /// `s16`
    S16,
    /// `u16`
    U16,
    /// `s32`
    S32,
    /// `u32`
    U32,
    /// `s64`
    S64,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `char`
    Char,
    /// `string`
    String,
    /// `list<T>`
    List(Box<ValueType>),
    /// `list<T, N>`
    FixedList(Box<ValueType>, u32),
    /// `record`
    Record(Vec<Field>),
    /// `tuple<…>`
    Tuple(Vec<ValueType>),
    /// `variant`
    Variant(Vec<Case>),
    /// `enum`
    Enum(Vec<String>),
    /// `option<T>`
    Option(Box<ValueType>),
    /// `result<T, E>`
    Result {
        /// The payload of `ok`.
        ok: Option<Box<ValueType>>,
        /// The payload of `err`.
        err: Option<Box<ValueType>>,
    },
    /// `flags`
    Flags(Vec<String>),
    /// `map<K, V>`: in memory a list of pairs.
    Map(Box<ValueType>, Box<ValueType>),
    /// `own<R>`, by index into the record's resources.
    Own(u32),
    /// `borrow<R>`, by index into the record's resources.
    Borrow(u32),
    /// `error-context`
    ErrorContext,
}

impl ValueType {
    /// Returns true if a value of this type contains a string or a list, and so needs memory to be passed.
    pub fn has_pointer(&self) -> bool {
        self.holds(&|ty| matches!(ty, ValueType::String | ValueType::List(_) | ValueType::Map(..)))
    }

    /// Returns true if a value of this type contains an owned handle.
    pub fn has_own(&self) -> bool {
        self.holds(&|ty| matches!(ty, ValueType::Own(_)))
    }

    /// Returns true if a value of this type contains a borrowed handle.
    pub fn has_borrow(&self) -> bool {
        self.holds(&|ty| matches!(ty, ValueType::Borrow(_)))
    }

    /// Returns true if `such` is true for the type, or for one that it contains.
    fn holds(&self, such: &dyn Fn(&ValueType) -> bool) -> bool {
        such(self)
            || match self {
                ValueType::List(element) | ValueType::FixedList(element, _) | ValueType::Option(element) => {
                    element.holds(such)
                }
                ValueType::Map(key, value) => key.holds(such) || value.holds(such),
                ValueType::Record(fields) => fields.iter().any(|field| field.ty.holds(such)),
                ValueType::Tuple(types) => types.iter().any(|ty| ty.holds(such)),
                ValueType::Variant(cases) => cases.iter().filter_map(|case| case.ty.as_ref()).any(|ty| ty.holds(such)),
                ValueType::Result { ok, err } => [ok, err].into_iter().flatten().any(|ty| ty.holds(such)),
                _ => false,
            }
    }

    /// The number of core values in the flat form of a value of this type (Component Model, *CanonicalABI*,
    /// flattening).
    pub fn flat_count(&self) -> usize {
        match self {
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => 2,
            ValueType::FixedList(element, length) => element.flat_count().saturating_mul(*length as usize),
            ValueType::Record(fields) => {
                fields.iter().fold(0, |count, field| count.saturating_add(field.ty.flat_count()))
            }
            ValueType::Tuple(types) => types.iter().fold(0, |count, ty| count.saturating_add(ty.flat_count())),
            ValueType::Variant(cases) => {
                let payloads = cases.iter().filter_map(|case| case.ty.as_ref());
                payloads.map(ValueType::flat_count).max().unwrap_or(0).saturating_add(1)
            }
            ValueType::Option(payload) => payload.flat_count().saturating_add(1),
            ValueType::Result { ok, err } => {
                let payloads = [ok, err].into_iter().flatten();
                payloads.map(|payload| payload.flat_count()).max().unwrap_or(0).saturating_add(1)
            }
            ValueType::Flags(names) => names.len().div_ceil(32),
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ValueType::{self, *};
    use super::{Case, Field};

    fn boxed(ty: ValueType) -> Box<ValueType> {
        Box::new(ty)
    }

    fn record(types: impl IntoIterator<Item = ValueType>) -> ValueType {
        Record(types.into_iter().map(|ty| Field { name: "f".into(), ty }).collect())
    }

    fn variant(types: impl IntoIterator<Item = std::option::Option<ValueType>>) -> ValueType {
        Variant(types.into_iter().map(|ty| Case { name: "c".into(), ty }).collect())
    }

    fn flags(count: usize) -> ValueType {
        Flags(vec!["n".into(); count])
    }

    #[test]
    fn values_are_as_many_core_values_as_the_canonical_abi_says() {
        for (ty, expected) in [
            (Bool, 1),
            (S64, 1),
            (Enum(vec!["a".into()]), 1),
            (Own(0), 1),
            (Borrow(0), 1),
            (ErrorContext, 1),
            (String, 2),
            (List(boxed(U8)), 2),
            (Map(boxed(String), boxed(U8)), 2),
            (FixedList(boxed(String), 3), 6),
            (FixedList(boxed(FixedList(boxed(String), u32::MAX)), u32::MAX), usize::MAX),
            (record([U8, String, F64]), 4),
            (record([]), 0),
            (Tuple(vec![U8, String]), 3),
            (variant([]), 1),
            (variant([None, None]), 1),
            (variant([Some(U8), Some(record([U8, String])), None]), 4),
            (Option(boxed(String)), 3),
            (Result { ok: None, err: None }, 1),
            (Result { ok: Some(boxed(U8)), err: Some(boxed(String)) }, 3),
            (Result { ok: Some(boxed(String)), err: None }, 3),
            (flags(0), 0),
            (flags(32), 1),
            (flags(33), 2),
        ] {
            assert_eq!(ty.flat_count(), expected, "{ty:?}");
        }
    }

    /// A type is found inside each type that contains it.
    #[test]
    fn what_a_type_holds_is_found_wherever_it_is() {
        let around = |inner: &dyn Fn() -> ValueType| {
            [
                inner(),
                FixedList(boxed(inner()), 2),
                Option(boxed(inner())),
                record([U8, inner()]),
                Tuple(vec![inner(), U8]),
                variant([None, Some(inner())]),
                Result { ok: Some(boxed(inner())), err: None },
                Result { ok: None, err: Some(boxed(inner())) },
            ]
        };
        for ty in around(&|| String)
            .into_iter()
            .chain(around(&|| List(boxed(U8))))
            .chain(around(&|| Map(boxed(U8), boxed(U8))))
        {
            assert!(ty.has_pointer() && !ty.has_borrow(), "{ty:?}");
        }
        for ty in around(&|| Borrow(0)) {
            assert!(ty.has_borrow() && !ty.has_pointer(), "{ty:?}");
        }
        for ty in [List(boxed(Borrow(0))), Map(boxed(Borrow(0)), boxed(U8)), Map(boxed(U8), boxed(Borrow(0)))] {
            assert!(ty.has_borrow() && ty.has_pointer(), "{ty:?}");
        }
        for ty in around(&|| Own(0)) {
            assert!(ty.has_own() && !ty.has_borrow() && !ty.has_pointer(), "{ty:?}");
        }
        for ty in around(&|| Char) {
            assert!(!ty.has_own() && !ty.has_borrow() && !ty.has_pointer(), "{ty:?}");
        }
    }
}
