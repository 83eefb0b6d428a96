//! Pipes of bytes as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "pipes", cabi_realloc: "omit" });

use dissolve_kernel::pipe::{CHUNK, Moved, Pipes};
use exports::dissolve::kernel::pipe::{Chunk, Guest, Outcome, Received, Written};

static PIPES: Pipes = Pipes::new();

struct Component;

fn outcome(moved: Moved) -> Outcome {
    match moved {
        Moved::Done => Outcome::Done,
        Moved::WouldWait => Outcome::WouldWait,
        Moved::Refused => Outcome::Refused,
        Moved::Invalid => Outcome::Invalid,
    }
}

fn write(pipe: u8, who: Option<(u8, u8)>, (a, b, c, d): Chunk, length: u8) -> Written {
    let mut bytes = [0; CHUNK];
    for (to, word) in bytes.chunks_exact_mut(4).zip([a, b, c, d]) {
        to.copy_from_slice(&word.to_le_bytes());
    }
    let (moved, wake) = PIPES.write(pipe, who, bytes, length);
    Written { outcome: outcome(moved), wake }
}

fn read(pipe: u8, who: Option<(u8, u8)>, most: u8) -> Received {
    let (moved, wake, bytes, length) = PIPES.read(pipe, who, most);
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    Received { outcome: outcome(moved), length, wake, bytes: (word(0), word(4), word(8), word(12)) }
}

impl Guest for Component {
    fn write(pipe: u8, who: u8, priority: u8, bytes: Chunk, length: u8) -> Written {
        write(pipe, Some((who, priority)), bytes, length)
    }

    fn try_write(pipe: u8, bytes: Chunk, length: u8) -> Written {
        write(pipe, None, bytes, length)
    }

    fn read(pipe: u8, who: u8, priority: u8, most: u8) -> Received {
        read(pipe, Some((who, priority)), most)
    }

    fn try_read(pipe: u8, most: u8) -> Received {
        read(pipe, None, most)
    }

    fn cancel(who: u8) -> Option<u32> {
        PIPES.cancel(who)
    }

    fn count(pipe: u8) -> u8 {
        PIPES.count(pipe)
    }
}

export!(Component);
