//! Converts Rust values to values of the Component Model.

use dissolve_run::Value;

/// A type with a counterpart in WIT.
pub trait Wit {
    fn value(&self) -> Value;
}

macro_rules! scalars {
    ($($rust:ty => $case:ident),* $(,)?) => {
        $(impl Wit for $rust {
            fn value(&self) -> Value {
                Value::$case(*self)
            }
        })*
    };
}

scalars!(
    bool => Bool, u8 => U8, u16 => U16, u32 => U32, u64 => U64, i8 => S8, i16 => S16, i32 => S32, i64 => S64, f32 => F32,
    f64 => F64, char => Char,
);

impl Wit for Value {
    fn value(&self) -> Value {
        self.clone()
    }
}

impl Wit for String {
    fn value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Wit for &str {
    fn value(&self) -> Value {
        Value::String((*self).to_owned())
    }
}

impl<T: Wit> Wit for [T] {
    fn value(&self) -> Value {
        Value::List(self.iter().map(Wit::value).collect())
    }
}

impl<T: Wit> Wit for Vec<T> {
    fn value(&self) -> Value {
        self[..].value()
    }
}

impl<T: Wit> Wit for Option<T> {
    fn value(&self) -> Value {
        Value::option(self.as_ref().map(Wit::value))
    }
}

impl<T: Wit, E: Wit> Wit for Result<T, E> {
    fn value(&self) -> Value {
        Value::result(match self {
            Ok(ok) => Ok(Some(ok.value())),
            Err(error) => Err(Some(error.value())),
        })
    }
}

impl<A: Wit, B: Wit> Wit for (A, B) {
    fn value(&self) -> Value {
        tuple(&[&self.0, &self.1])
    }
}

impl<T: Wit + ?Sized> Wit for &T {
    fn value(&self) -> Value {
        (*self).value()
    }
}

/// A case of a variant or of an enum.
pub fn case(index: u32, payload: Option<&dyn Wit>) -> Value {
    Value::Variant(index, payload.map(|payload| Box::new(payload.value())))
}

/// A tuple.
pub fn tuple(fields: &[&dyn Wit]) -> Value {
    Value::Record(fields.iter().map(|field| field.value()).collect())
}

/// Implements [`Wit`] for a structure, as a record with its fields in the order of the WIT.
macro_rules! record {
    ($rust:ty { $($field:ident),* $(,)? }) => {
        impl $crate::real_crates::wit::Wit for $rust {
            fn value(&self) -> dissolve_run::Value {
                dissolve_run::Value::Record(vec![$($crate::real_crates::wit::Wit::value(&self.$field)),*])
            }
        }
    };
}

pub(crate) use record;
