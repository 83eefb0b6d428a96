//! What a user may hand in: a binary, or the text of one.

use std::borrow::Cow;

use crate::Error;

/// The binary of a module or component that is given as a binary or as text.
///
/// # Errors
///
/// When the input is text that does not assemble; the message has line and column.
pub fn binary<'a>(input: &'a [u8], name: &str) -> Result<Cow<'a, [u8]>, Error> {
    if input.is_empty() {
        return Err(Error::Empty { name: name.to_owned() });
    }
    if input.starts_with(b"\0asm") {
        return Ok(Cow::Borrowed(input));
    }
    // A binary that is cut within its first four bytes is no text either.
    if b"\0asm".starts_with(input) {
        return Err(Error::Truncated { name: name.to_owned() });
    }
    wat::parse_bytes(input).map_err(|mut error| {
        error.set_path(name);
        Error::Text(error)
    })
}
