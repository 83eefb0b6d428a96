//! A record through `postcard`, plain and framed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The framing of a message.
#[derive(Clone, Copy, Debug)]
pub enum Framing {
    /// None.
    Plain,
    /// By consistent overhead byte stuffing.
    Cobs,
}

/// A report of a device.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "their names say what they are")]
pub struct Report {
    pub device: u64,
    pub name: String,
    pub samples: Vec<i16>,
    pub position: Option<(f64, f32)>,
    pub state: State,
    pub tags: Vec<String>,
    pub letter: char,
    pub urgent: bool,
}

/// The state of a device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum State {
    /// It waits.
    Idle,
    /// It has done so much of its work.
    Running(u8),
    /// It failed, with these codes and for this reason.
    Failed(Vec<i32>, String),
}

/// The message of a report.
pub fn encode(report: &Report, framing: Framing) -> Result<Vec<u8>, String> {
    let message = match framing {
        Framing::Plain => postcard::to_allocvec(report),
        Framing::Cobs => postcard::to_allocvec_cobs(report),
    };
    message.map_err(|error| error.to_string())
}

/// The report of a message, and how many bytes follow it; or what is wrong with it.
pub fn decode(mut message: Vec<u8>, framing: Framing) -> Result<(Report, u32), String> {
    let report = match framing {
        Framing::Plain => postcard::take_from_bytes(&message).map(|(report, rest)| (report, rest.len())),
        Framing::Cobs => postcard::take_from_bytes_cobs(&mut message).map(|(report, rest)| (report, rest.len())),
    };
    report.map(|(report, rest)| (report, rest as u32)).map_err(|error| error.to_string())
}
