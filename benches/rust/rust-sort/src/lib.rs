//! Tables of measurements, sorted and searched with the methods of slices and iterators that Rust's `core` has.

#![no_std]

use support::{Memory, Random, Sum};

const ROWS: usize = 96;

/// A measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    value: i16,
    sensor: u8,
    time: u32,
}

static TABLE: Memory<[Row; ROWS]> = Memory::new([Row { value: 0, sensor: 0, time: 0 }; ROWS]);

/// Fills, sorts and searches the table; returns a checksum of what is found.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let table = unsafe { TABLE.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    let mut time = 0;
    table.fill_with(|| {
        time += 1 + random.below(50);
        Row { value: random.below(400) as i16 - 200, sensor: random.below(5) as u8, time }
    });
    table.sort_unstable();
    for _ in 0..24 {
        let wanted = random.below(400) as i16 - 200;
        let at = table.partition_point(|row| row.value < wanted);
        sum.add(table.get(at).map_or(u32::MAX, |row| row.time));
    }
    table.sort_unstable_by_key(|row| (row.sensor, core::cmp::Reverse(row.time)));
    for rows in table.chunk_by(|a, b| a.sensor == b.sensor) {
        let values = rows.iter().map(|row| i32::from(row.value));
        sum.add(values.clone().sum::<i32>() as u32);
        sum.add(values.clone().min().unwrap_or(0) as u32 ^ (values.max().unwrap_or(0) as u32) << 16);
        sum.add(rows.windows(2).filter(|pair| pair[0].value > pair[1].value).count() as u32);
    }
    let (_, median, _) = table.select_nth_unstable_by_key(ROWS / 2, |row| row.value);
    sum.add(median.value as u32);
    table.rotate_left(17);
    table.iter().rev().step_by(3).for_each(|row| sum.add(row.time));
    sum.0
}
