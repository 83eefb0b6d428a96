//! Records of a radio link: AES-128 in counter mode and an authentication code (CBC-MAC), by the crate `aes`.

#![no_std]

use aes::Aes128;
use aes::cipher::{BlockEncrypt, KeyInit};
use support::{Memory, Random, Sum};

const RECORD: usize = 80;
const RECORDS: u8 = 4;

static BUFFER: Memory<[u8; RECORD]> = Memory::new([0; RECORD]);

/// Encrypts or decrypts in place.
fn cipher(aes: &Aes128, nonce: u32, bytes: &mut [u8]) {
    for (counter, chunk) in (0_u32..).zip(bytes.chunks_mut(16)) {
        let mut block = [0; 16];
        block[..4].copy_from_slice(&nonce.to_be_bytes());
        block[12..].copy_from_slice(&counter.to_be_bytes());
        let mut block = block.into();
        aes.encrypt_block(&mut block);
        chunk.iter_mut().zip(block).for_each(|(byte, pad)| *byte ^= pad);
    }
}

/// The authentication code.
fn code(aes: &Aes128, nonce: u32, bytes: &[u8]) -> [u8; 8] {
    let mut state = [0; 16];
    state[..4].copy_from_slice(&nonce.to_be_bytes());
    state[15] = bytes.len() as u8;
    for chunk in bytes.chunks(16) {
        let mut block = state.into();
        aes.encrypt_block(&mut block);
        state = block.into();
        state.iter_mut().zip(chunk).for_each(|(byte, text)| *byte ^= text);
    }
    let mut block = state.into();
    aes.encrypt_block(&mut block);
    let mut code = [0; 8];
    code.copy_from_slice(&block[..8]);
    code
}

/// Sends records, one of which is changed on its way; returns a checksum of what arrives.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let buffer = unsafe { BUFFER.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    let mut key = [0; 16];
    key.fill_with(|| random.word() as u8);
    let aes = Aes128::new(&key.into());
    for index in 0..RECORDS {
        let record = &mut buffer[..24 + random.below(RECORD as u32 - 24) as usize];
        record.fill_with(|| random.word() as u8);
        let nonce = random.word();
        let sent = code(&aes, nonce, record);
        cipher(&aes, nonce, record);
        sum.add_bytes(record);
        if index == 2 {
            record[random.below(24) as usize] ^= 4;
        }
        cipher(&aes, nonce, record);
        sum.add(u32::from(code(&aes, nonce, record) == sent));
    }
    sum.0
}
