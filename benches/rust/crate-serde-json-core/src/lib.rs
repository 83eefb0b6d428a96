//! A device that takes commands in JSON and answers in JSON, by the crates `serde-json-core` and `serde`.

#![no_std]

use serde::{Deserialize, Serialize};
use support::{Memory, Random, Sum};

static ANSWER: Memory<[u8; 160]> = Memory::new([0; 160]);

/// A command.
#[derive(Debug, Deserialize)]
struct Command<'a> {
    id: u32,
    name: &'a str,
    target: Option<Target>,
    values: [i16; 3],
    #[serde(default)]
    force: bool,
}

/// The part of the device that a command is for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Target {
    FrontLeft,
    FrontRight,
    Rear,
}

/// An answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    id: u32,
    result_of: &'a str,
    target: Option<Target>,
    total: i32,
    limits: (i16, i16),
    warning: Option<&'a str>,
}

const COMMANDS: [&str; 5] = [
    r#"{"id":17,"name":"move","target":"frontLeft","values":[120,-45,3]}"#,
    r#"{ "id" : 18, "name" : "turn", "target" : null, "values" : [ -32768, 32767, 0 ], "force" : true }"#,
    r#"{"values":[1,2,3],"extra":{"nested":[true,false,null,"text"]},"name":"stop now","id":4294967295,"target":"rear"}"#,
    r#"{"id":20,"name":"move","target":"frontRight","values":[1,2]}"#,
    r#"{"id":21,"name":"move","target":"top","values":[40000,2,3]}"#,
];

/// Executes a command; returns the answer's length.
fn answer(command: &Command<'_>, offset: i32, to: &mut [u8]) -> Option<usize> {
    let values = command.values;
    let answer = Answer {
        id: command.id,
        result_of: command.name,
        target: command.target,
        total: values.iter().map(|value| i32::from(*value)).sum::<i32>() * offset,
        limits: (*values.iter().min()?, *values.iter().max()?),
        warning: command.force.then_some("forced by \"remote\""),
    };
    serde_json_core::to_slice(&answer, to).ok()
}

/// Executes commands; returns a checksum of the answers.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let buffer = unsafe { ANSWER.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    for _ in 0..20 {
        let text = COMMANDS[random.below(COMMANDS.len() as u32) as usize];
        match serde_json_core::from_str::<Command<'_>>(text) {
            Ok((command, read)) => {
                sum.add(read as u32);
                if let Some(length) = answer(&command, random.below(100) as i32, buffer) {
                    sum.add_bytes(&buffer[..length]);
                }
            }
            Err(error) => sum.add(u32::from(error == serde_json_core::de::Error::CustomError)),
        }
    }
    sum.0
}
