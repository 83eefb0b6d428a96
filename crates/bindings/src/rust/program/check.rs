//! Types that the bindings do not have.

use dissolve_canonical::{Shape, shape, size};
use dissolve_interface::{CanonicalOptions, StringEncoding, ValueType};

use super::{Program, parts};
use crate::Error;

/// Checks a type of values that go to the program.
pub fn check_sent(program: &Program<'_>, function: &str, ty: &ValueType) -> Result<(), Error> {
    check(program, function, ty)
}

/// Checks a type of values that come from the program.
pub fn check_received(
    program: &Program<'_>,
    function: &str,
    ty: &ValueType,
    options: &CanonicalOptions,
) -> Result<(), Error> {
    check(program, function, ty)?;
    let encoding = match options.string_encoding {
        StringEncoding::Utf8 => None,
        StringEncoding::Utf16 => Some("UTF-16"),
        StringEncoding::CompactUtf16 => Some("Latin-1 or UTF-16"),
    };
    if let Some(encoding) = encoding.filter(|_| holds(ty, &|ty| matches!(ty, ValueType::String))) {
        return Err(Error::Encoding { function: function.to_owned(), encoding });
    }
    // The elements of a list are converted twice: when the list is checked, and when they are read.
    if holds(ty, &|ty| matches!(ty, ValueType::List(_) | ValueType::Map(..)) && ty.has_own()) {
        return Err(program.unsupported(function, ty, "owned handles cannot be received in a list"));
    }
    Ok(())
}

/// Checks a type of either direction.
fn check(program: &Program<'_>, function: &str, ty: &ValueType) -> Result<(), Error> {
    let refuse = |why| Err(program.unsupported(function, ty, why));
    if holds(ty, &|ty| matches!(ty, ValueType::ErrorContext)) {
        return refuse("an error context cannot be passed");
    }
    let is_empty = |ty: &ValueType| match shape(ty) {
        Shape::Cases(cases) => cases.is_empty(),
        _ => matches!(ty, ValueType::Flags(names) if names.is_empty()),
    };
    if holds(ty, &is_empty) {
        return refuse("a type needs a case");
    }
    if holds(ty, &|ty| size(ty) > u64::from(i32::MAX.unsigned_abs())) {
        return refuse("it is larger than a memory");
    }
    Ok(())
}

/// Returns true if `such` is true for the type, or for one that it contains.
fn holds(ty: &ValueType, such: &dyn Fn(&ValueType) -> bool) -> bool {
    such(ty) || parts(ty).into_iter().any(|part| holds(part, such))
}
