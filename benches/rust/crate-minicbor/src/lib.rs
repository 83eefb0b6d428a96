//! Measurements of sensors, written as CBOR, read back whole and token by token, by the crate `minicbor`.

#![no_std]

use minicbor::data::Type;
use minicbor::encode::write::Cursor;
use minicbor::{Decode, Decoder, Encode};
use support::{Memory, Random, Sum};

const RECORDS: u32 = 20;

static BUFFER: Memory<[u8; 128]> = Memory::new([0; 128]);

/// A record.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Record<'a> {
    #[n(0)]
    sequence: u32,
    #[b(1)]
    sensor: &'a str,
    #[n(2)]
    values: [Value; 3],
    #[n(3)]
    voltage: Option<f32>,
    #[cbor(b(4), with = "minicbor::bytes")]
    raw: &'a [u8],
}

/// A value with its unit.
#[derive(Debug, Encode, Decode)]
enum Value {
    #[n(0)]
    Celsius(#[n(0)] i16),
    #[n(1)]
    Pascal(#[n(0)] u32),
    #[n(2)]
    Missing,
}

fn value(random: &mut Random) -> Value {
    match random.below(3) {
        0 => Value::Celsius(random.below(1000) as i16 - 400),
        1 => Value::Pascal(90_000 + random.below(20_000)),
        _ => Value::Missing,
    }
}

fn add(sum: &mut Sum, record: &Record<'_>) {
    sum.add(record.sequence);
    sum.add_bytes(record.sensor.as_bytes());
    for value in &record.values {
        sum.add(match *value {
            Value::Celsius(tenths) => tenths as u32,
            Value::Pascal(pressure) => pressure,
            Value::Missing => 1,
        });
    }
    sum.add(record.voltage.map_or(0, f32::to_bits));
    sum.add_bytes(record.raw);
}

/// Counts tokens as a filter does that does not know the format.
fn tokens(bytes: &[u8]) -> Result<u32, minicbor::decode::Error> {
    let (mut decoder, mut hash) = (Decoder::new(bytes), 0_u32);
    while decoder.position() < bytes.len() {
        let token = match decoder.datatype()? {
            Type::Map => decoder.map()?.unwrap_or(0) as u32,
            Type::Array => decoder.array()?.unwrap_or(0) as u32,
            Type::String => decoder.str()?.len() as u32,
            Type::Bytes => decoder.bytes()?.len() as u32,
            Type::F32 => decoder.f32()?.to_bits(),
            Type::Null => decoder.null().map(|()| 7)?,
            _ => i64::from(decoder.int()?.try_into().unwrap_or(0_i32)) as u32,
        };
        hash = hash.rotate_left(5) ^ token;
    }
    Ok(hash)
}

/// Writes and reads records; returns a checksum of what is read.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let buffer = unsafe { BUFFER.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    for sequence in 0..RECORDS {
        let raw = random.word().to_le_bytes();
        let record = Record {
            sequence: sequence << random.below(24),
            sensor: ["attic", "cellar", "outside, north"][random.below(3) as usize],
            values: core::array::from_fn(|_| value(&mut random)),
            voltage: (random.below(3) == 0).then(|| 2.5 + random.below(100) as f32 / 64.0),
            raw: &raw[..random.below(5) as usize],
        };
        let mut cursor = Cursor::new(&mut buffer[..]);
        if minicbor::encode(&record, &mut cursor).is_err() {
            sum.add(u32::MAX);
            continue;
        }
        let length = cursor.position();
        // Every fifth record loses its end.
        let bytes = &buffer[..if sequence % 5 == 4 { length - 3 } else { length }];
        sum.add(tokens(bytes).unwrap_or(1));
        match minicbor::decode::<Record<'_>>(bytes) {
            Ok(record) => add(&mut sum, &record),
            Err(error) => sum.add(u32::from(error.is_end_of_input())),
        }
    }
    sum.0
}
