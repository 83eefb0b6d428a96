//! Frames for a serial port: a start byte, length, payload and CRC, escaped as in HDLC; and the queue that they wait in.
//!
//! Payloads are lists, so this driver has an allocator: an arena that holds one payload.

#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};

dissolve_guest::generate!({
    path: "../wit",
    world: "link-driver",
    cabi_realloc: "static-arena",
    arena_size: 96,
});

use exports::example::drivers::link::Guest;

/// Bytes of the queue; a power of two.
const QUEUE: usize = 256;
/// Starts and ends a frame.
const FLAG: u8 = 0x7E;
/// Says that the next byte has bit 5 inverted.
const ESCAPE: u8 = 0x7D;

static BYTES: [AtomicU8; QUEUE] = [const { AtomicU8::new(0) }; QUEUE];
/// Bytes that were ever queued, and that were ever taken.
static QUEUED: AtomicUsize = AtomicUsize::new(0);
static TAKEN: AtomicUsize = AtomicUsize::new(0);

fn put(byte: u8) {
    let queued = QUEUED.load(Relaxed);
    BYTES[queued % QUEUE].store(byte, Relaxed);
    QUEUED.store(queued.wrapping_add(1), Relaxed);
}

fn put_escaped(byte: u8) {
    if matches!(byte, FLAG | ESCAPE) {
        put(ESCAPE);
        put(byte ^ 0x20);
    } else {
        put(byte);
    }
}

/// CRC-16/CCITT-FALSE over one more byte.
fn crc(crc: u16, byte: u8) -> u16 {
    (0..8).fold(crc ^ u16::from(byte) << 8, |crc, _| if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 })
}

struct Link;

impl Guest for Link {
    fn send(payload: Vec<u8>) -> bool {
        let Ok(length) = u8::try_from(payload.len()) else { return false };
        let free = QUEUE - QUEUED.load(Relaxed).wrapping_sub(TAKEN.load(Relaxed));
        // Every byte but the two flags may be escaped.
        if 2 * (1 + payload.len() + 2) + 2 > free {
            return false;
        }
        put(FLAG);
        let mut check = 0xFFFF;
        for byte in core::iter::once(length).chain(payload) {
            check = crc(check, byte);
            put_escaped(byte);
        }
        check.to_be_bytes().into_iter().for_each(put_escaped);
        put(FLAG);
        true
    }

    fn next() -> Option<u8> {
        let taken = TAKEN.load(Relaxed);
        if taken == QUEUED.load(Relaxed) {
            return None;
        }
        TAKEN.store(taken.wrapping_add(1), Relaxed);
        Some(BYTES[taken % QUEUE].load(Relaxed))
    }
}

export!(Link);
