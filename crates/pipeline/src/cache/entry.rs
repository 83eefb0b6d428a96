//! The bytes of an entry: a mark, a checksum of all that follows, the key, the description of the object with its length before it, and
//! the object file.

use std::io;

use dissolve_codegen::Object;
use sha2::{Digest, Sha256};

use super::Key;

/// The first bytes of an entry. Another form of entries has another mark.
const MARK: &[u8] = b"dissolve object 1\n";

/// Writes an entry.
pub fn bytes(key: &Key, object: &Object) -> io::Result<Vec<u8>> {
    let description = serde_json::to_vec(object)?;
    let length = (description.len() as u64).to_le_bytes();
    let rest = [&key[..], &length, &description, &object.bytes].concat();
    Ok([MARK, Sha256::digest(&rest).as_slice(), &rest].concat())
}

/// Reads an entry; none if it is not one, not whole, or that of another key.
pub fn object(key: &Key, bytes: &[u8]) -> Option<Object> {
    let (checksum, rest) = bytes.strip_prefix(MARK)?.split_at_checked(32)?;
    if Sha256::digest(rest).as_slice() != checksum {
        return None;
    }
    let (length, rest) = rest.strip_prefix(&key[..])?.split_first_chunk()?;
    let (description, file) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let object: Object = serde_json::from_slice(description).ok()?;
    Some(Object { bytes: file.to_vec(), ..object })
}
