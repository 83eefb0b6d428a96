//! A record as JSON, in a buffer of a given size, and back.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};

use serde::{Deserialize, Serialize};

/// A measurement of a sensor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "their names say what they are")]
pub struct Measurement {
    pub sensor_name: String,
    pub unit: Unit,
    pub values: Vec<f32>,
    pub total: f64,
    pub offset: i64,
    pub count: u64,
    pub note: Option<String>,
    pub limits: Limits,
    pub valid: bool,
}

/// In what it measured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "their names say what they are")]
pub enum Unit {
    Kelvin,
    Pascal,
}

/// Between which limits.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "their names say what they are")]
pub struct Limits {
    pub low: i8,
    pub high: u16,
}

/// The measurement as text of at most `room` bytes.
pub fn write(measurement: &Measurement, room: u32) -> Result<String, String> {
    let mut text = vec![0; room as usize];
    let length = serde_json_core::to_slice(measurement, &mut text).map_err(|error| format!("{error}"))?;
    text.truncate(length);
    String::from_utf8(text).map_err(|error| format!("{error}"))
}

/// The measurement that a text says, and how many bytes of it were read; strings may need so much room for their escapes.
pub fn read(text: &str, room: u32) -> Result<(Measurement, u32), String> {
    let mut unescaped = vec![0; room as usize];
    match serde_json_core::from_str_escaped(text, &mut unescaped) {
        Ok((measurement, length)) => Ok((measurement, length as u32)),
        Err(error) => Err(format!("{error:?}: {error}")),
    }
}
