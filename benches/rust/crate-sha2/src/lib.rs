//! A boot loader that checks an update: the SHA-256 of each block, and a keyed hash (HMAC) of all, by the crate `sha2`.

#![no_std]

use sha2::{Digest, Sha256};
use support::{Memory, Random, Sum};

const BLOCK: usize = 192;
const BLOCKS: usize = 5;

static BUFFER: Memory<[u8; BLOCK]> = Memory::new([0; BLOCK]);

/// The hash of a message with a key of at most one block of the hash.
struct Hmac {
    inner: Sha256,
    key: [u8; 64],
}

impl Hmac {
    fn new(secret: &[u8; 20]) -> Hmac {
        let mut key = [0; 64];
        key[..secret.len()].copy_from_slice(secret);
        Hmac { inner: Sha256::new_with_prefix(key.map(|byte| byte ^ 0x36)), key }
    }

    fn finish(self) -> [u8; 32] {
        let outer = Sha256::new_with_prefix(self.key.map(|byte| byte ^ 0x5c));
        outer.chain_update(self.inner.finalize()).finalize().into()
    }
}

/// Checks an update; returns a checksum of all hashes.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let buffer = unsafe { BUFFER.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    let mut secret = [0; 20];
    secret.fill_with(|| random.word() as u8);
    let mut hmac = Hmac::new(&secret);
    for index in 0..BLOCKS {
        // The last block is shorter.
        let length = if index + 1 == BLOCKS { 1 + random.below(BLOCK as u32 - 1) as usize } else { BLOCK };
        buffer[..length].fill_with(|| random.word() as u8);
        let hash = Sha256::digest(&buffer[..length]);
        sum.add_bytes(&hash);
        hmac.inner.update(&buffer[..length]);
    }
    sum.add_bytes(&hmac.finish());
    sum.0
}
