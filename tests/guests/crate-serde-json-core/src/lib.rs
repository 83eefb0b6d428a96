//! `serde-json-core` in a guest.

#![no_std]
#![expect(clippy::too_many_arguments, reason = "the bindings have a parameter for each core value")]

extern crate alloc;

mod work;

use alloc::string::String;

dissolve_guest::generate!({
    inline: "
        package crates:serde-json-core;

        world measurements {
            enum unit { kelvin, pascal }
            record limits { low: s8, high: u16 }
            record measurement {
                sensor-name: string,
                unit: unit,
                values: list<f32>,
                total: f64,
                offset: s64,
                count: u64,
                note: option<string>,
                limits: limits,
                valid: bool,
            }

            /// The measurement as text of at most so many bytes.
            export write: func(measurement: measurement, room: u32) -> result<string, string>;
            /// The measurement that a text says, and how many bytes of it were read.
            export read: func(text: string, room: u32) -> result<tuple<measurement, u32>, string>;
        }
    ",
    cabi_realloc: "extern-arena",
});

struct Measurements;

impl Guest for Measurements {
    fn write(measurement: Measurement, room: u32) -> Result<String, String> {
        let Measurement { sensor_name, unit, values, total, offset, count, note, limits, valid } = measurement;
        let unit = match unit {
            Unit::Kelvin => work::Unit::Kelvin,
            Unit::Pascal => work::Unit::Pascal,
        };
        let limits = work::Limits { low: limits.low, high: limits.high };
        let measurement = work::Measurement { sensor_name, unit, values, total, offset, count, note, limits, valid };
        work::write(&measurement, room)
    }

    fn read(text: String, room: u32) -> Result<(Measurement, u32), String> {
        let (measurement, length) = work::read(&text, room)?;
        let work::Measurement { sensor_name, unit, values, total, offset, count, note, limits, valid } = measurement;
        let unit = match unit {
            work::Unit::Kelvin => Unit::Kelvin,
            work::Unit::Pascal => Unit::Pascal,
        };
        let limits = Limits { low: limits.low, high: limits.high };
        Ok((Measurement { sensor_name, unit, values, total, offset, count, note, limits, valid }, length))
    }
}

export!(Measurements);
