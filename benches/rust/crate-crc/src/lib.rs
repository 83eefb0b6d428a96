//! Frames of a link layer with a CRC-16 over the header and a CRC-32 over the payload, by the crate `crc`: a sender
//! builds them, a noisy line flips bits, a receiver checks what arrives.

#![no_std]

use crc::{CRC_16_IBM_3740, CRC_32_ISO_HDLC, Crc, Table};
use support::{Memory, Random, Sum};

const FRAMES: u8 = 24;
const PAYLOAD_MOST: usize = 220;
const HEADER: usize = 8;

static HEADERS: Crc<u16, Table<1>> = Crc::<u16, Table<1>>::new(&CRC_16_IBM_3740);
static PAYLOADS: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// A frame, and how many bytes of it are used.
struct Frame {
    bytes: [u8; HEADER + PAYLOAD_MOST + 4],
    length: usize,
}

static FRAME: Memory<Frame> = Memory::new(Frame { bytes: [0; HEADER + PAYLOAD_MOST + 4], length: 0 });

/// The reason why a frame is refused.
enum Refused {
    Header,
    Payload,
}

/// Header: destination, source, sequence number, kind, length (2), CRC-16 (2). Then the payload and its CRC-32.
fn build(Frame { bytes, length: used }: &mut Frame, sequence: u8, random: &mut Random) {
    let length = 1 + random.below(PAYLOAD_MOST as u32) as usize;
    let [destination, source, ..] = random.word().to_le_bytes();
    bytes[..4].copy_from_slice(&[destination, source, sequence, 0x40]);
    bytes[4..6].copy_from_slice(&(length as u16).to_be_bytes());
    let header = HEADERS.checksum(&bytes[..6]);
    bytes[6..8].copy_from_slice(&header.to_be_bytes());
    for chunk in bytes[HEADER..HEADER + length].chunks_mut(4) {
        chunk.copy_from_slice(&random.word().to_le_bytes()[..chunk.len()]);
    }
    // As a driver does, which gets the payload in pieces.
    let mut digest = PAYLOADS.digest();
    bytes[HEADER..HEADER + length].chunks(64).for_each(|piece| digest.update(piece));
    let end = HEADER + length + 4;
    bytes[end - 4..end].copy_from_slice(&digest.finalize().to_be_bytes());
    *used = end;
}

/// One frame in four is hit: a burst of up to eight bits somewhere.
fn transmit(frame: &mut Frame, random: &mut Random) {
    if random.below(4) == 0 {
        let at = random.below(frame.length as u32) as usize;
        frame.bytes[at] ^= random.word() as u8 | 1;
    }
}

/// The sequence number and the payload's CRC-32.
fn receive(frame: &Frame) -> Result<(u8, u32), Refused> {
    let arrived = &frame.bytes[..frame.length];
    let (header, rest) = arrived.split_at_checked(HEADER).ok_or(Refused::Header)?;
    let [_, _, sequence, _, length @ .., high, low] = header else { return Err(Refused::Header) };
    if HEADERS.checksum(&header[..6]) != u16::from_be_bytes([*high, *low]) {
        return Err(Refused::Header);
    }
    let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let (payload, sent) = rest.split_at_checked(length).ok_or(Refused::Header)?;
    let crc = PAYLOADS.checksum(payload);
    if sent != crc.to_be_bytes() { Err(Refused::Payload) } else { Ok((*sequence, crc)) }
}

/// Sends and receives frames; returns a checksum of what arrived.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let frame = unsafe { FRAME.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    let (mut headers, mut payloads, mut lost, mut expected) = (0, 0, 0, 0_u8);
    for sequence in 0..FRAMES {
        build(frame, sequence, &mut random);
        transmit(frame, &mut random);
        match receive(frame) {
            Ok((sequence, crc)) => {
                lost += u32::from(sequence.wrapping_sub(expected));
                expected = sequence.wrapping_add(1);
                sum.add(crc);
            }
            Err(Refused::Header) => headers += 1,
            Err(Refused::Payload) => payloads += 1,
        }
    }
    [headers, payloads, lost].into_iter().for_each(|count| sum.add(count));
    sum.0
}
