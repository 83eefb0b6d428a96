//! `postcard` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:postcard;

        world messages {
            enum framing { plain, cobs }
            record failure { codes: list<s32>, reason: string }
            variant state { idle, running(u8), failed(failure) }
            record report {
                device: u64,
                name: string,
                samples: list<s16>,
                position: option<tuple<f64, f32>>,
                state: state,
                tags: list<string>,
                letter: char,
                urgent: bool,
            }

            export encode: func(report: report, framing: framing) -> result<list<u8>, string>;
            /// The report of a message, and how many bytes follow it.
            export decode: func(message: list<u8>, framing: framing) -> result<tuple<report, u32>, string>;
        }
    ",
    cabi_realloc: "static-arena",
    arena_size: 16384,
});

struct Messages;

impl Guest for Messages {
    fn encode(report: Report, framing: Framing) -> Result<Vec<u8>, String> {
        let Report { device, name, samples, position, state, tags, letter, urgent } = report;
        let state = match state {
            State::Idle => work::State::Idle,
            State::Running(done) => work::State::Running(done),
            State::Failed(Failure { codes, reason }) => work::State::Failed(codes, reason),
        };
        let report = work::Report { device, name, samples, position, state, tags, letter, urgent };
        work::encode(&report, named(framing))
    }

    fn decode(message: Vec<u8>, framing: Framing) -> Result<(Report, u32), String> {
        let (report, rest) = work::decode(message, named(framing))?;
        let work::Report { device, name, samples, position, state, tags, letter, urgent } = report;
        let state = match state {
            work::State::Idle => State::Idle,
            work::State::Running(done) => State::Running(done),
            work::State::Failed(codes, reason) => State::Failed(Failure { codes, reason }),
        };
        Ok((Report { device, name, samples, position, state, tags, letter, urgent }, rest))
    }
}

fn named(framing: Framing) -> work::Framing {
    match framing {
        Framing::Plain => work::Framing::Plain,
        Framing::Cobs => work::Framing::Cobs,
    }
}

export!(Messages);
