//! Hashes of bytes and of text.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// Which hash.
#[derive(Clone, Copy, Debug)]
pub enum Algorithm {
    /// 224 bits.
    Sha224,
    /// 256 bits.
    Sha256,
    /// 384 bits.
    Sha384,
    /// 512 bits.
    Sha512,
}

/// The hash of bytes.
pub fn hash(algorithm: Algorithm, bytes: &[u8]) -> Vec<u8> {
    match algorithm {
        Algorithm::Sha224 => Sha224::digest(bytes).to_vec(),
        Algorithm::Sha256 => Sha256::digest(bytes).to_vec(),
        Algorithm::Sha384 => Sha384::digest(bytes).to_vec(),
        Algorithm::Sha512 => Sha512::digest(bytes).to_vec(),
    }
}

/// The SHA-256 of each line, in hexadecimal, and that of all of them, one after the other.
pub fn hash_lines(lines: &[String]) -> (Vec<String>, String) {
    let mut all = Sha256::new();
    let each = lines.iter().map(|line| {
        all.update(line);
        hexadecimal(&Sha256::digest(line))
    });
    (each.collect(), hexadecimal(&all.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A string takes whatever is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
