//! Values of the Component Model, without their types.

/// A value. Its meaning depends on the [`ValueType`](dissolve_interface::ValueType) that goes with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `bool`
    Bool(bool),
    /// `s8`
    S8(i8),
    /// `u8`
    U8(u8),
    /// `s16`
    S16(i16),
    /// `u16`
    U16(u16),
    /// `s32`
    S32(i32),
    /// `u32`
    U32(u32),
    /// `s64`
    S64(i64),
    /// `u64`
    U64(u64),
    /// `f32`
    F32(f32),
    /// `f64`
    F64(f64),
    /// `char`
    Char(char),
    /// `string`
    String(String),
    /// `list`, of any length or of a fixed one, or `map`: records of key and value.
    List(Vec<Value>),
    /// `record` or `tuple`: the fields in order.
    Record(Vec<Value>),
    /// `variant`, `enum`, `option` (none, some) or `result` (ok, err): the case's index and its payload.
    Variant(u32, Option<Box<Value>>),
    /// `flags`: one entry for each flag.
    Flags(Vec<bool>),
    /// `own` or `borrow`: the resource's representation.
    Handle(u32),
}

impl Value {
    /// A value of `option<T>`.
    pub fn option(payload: Option<Value>) -> Value {
        Value::Variant(payload.is_some().into(), payload.map(Box::new))
    }

    /// A value of `result<T, E>`.
    pub fn result(payload: Result<Option<Value>, Option<Value>>) -> Value {
        match payload {
            Ok(payload) => Value::Variant(0, payload.map(Box::new)),
            Err(payload) => Value::Variant(1, payload.map(Box::new)),
        }
    }
}
