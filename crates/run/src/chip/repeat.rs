//! The same thing many times in one boot.
//!
//! The first time is done step by step and recorded. Then the chip replays the record by itself and compares; at the first
//! answer that differs the host takes over for the rest of that round, since an address may differ for a good reason, and
//! compares what came out. After that the chip replays the new record.

use dissolve_abi::gate::{op, status};

use super::channel::Step;
use super::{Chip, ChipError};

/// Why a repetition stopped.
#[derive(Debug)]
pub enum RepeatError<T, E> {
    /// A round failed.
    Failed {
        /// Its number, from one.
        round: u32,
        /// How.
        error: E,
    },
    /// A round gave something else than the first.
    Differs {
        /// Its number, from one.
        round: u32,
        /// What the first gave.
        first: T,
        /// What it gave.
        value: T,
    },
    /// The chip could not replay.
    Chip(ChipError),
}

impl Chip {
    /// Does `round` a number of times; gives what the first gave.
    ///
    /// # Errors
    ///
    /// When a round fails, or gives something else than the first.
    pub fn repeat<T: PartialEq, E>(
        &mut self,
        times: u32,
        mut round: impl FnMut(&mut Chip) -> Result<T, E>,
    ) -> Result<T, RepeatError<T, E>> {
        self.channel.record();
        let first = round(self).map_err(|error| RepeatError::Failed { round: 1, error })?;
        let instructions = self.instructions.clone();
        let mut record = self.channel.recorded();
        let mut done = 1;
        while done < times {
            let (repeated, known) = self.replay(times - done, &record).map_err(RepeatError::Chip)?;
            done += repeated;
            if done == times {
                break;
            }
            self.channel.know(known);
            self.channel.record();
            let value = round(self).map_err(|error| RepeatError::Failed { round: done + 1, error })?;
            record = self.channel.recorded();
            if value != first {
                return Err(RepeatError::Differs { round: done + 1, first, value });
            }
            done += 1;
        }
        self.instructions = instructions;
        Ok(first)
    }

    /// Has the chip replay a record. Gives how many rounds were the same, and the steps of the next one that are done.
    fn replay(&mut self, times: u32, record: &[Step]) -> Result<(u32, Vec<Step>), ChipError> {
        let mut request = vec![op::REPLAY, times, record.len() as u32];
        for Step { request: words, answer } in record {
            request.push(words.len() as u32);
            request.extend(words);
            request.push(answer.len() as u32);
            request.extend(answer);
        }
        if request.len() * 4 > self.channel.capacity() {
            // The chip cannot hold it: the host does the next round.
            return Ok((0, Vec::new()));
        }
        let timeout = self.channel.timeout();
        self.channel.set_timeout(timeout.saturating_mul(times));
        let answer = self.channel.exchange(&request);
        self.channel.set_timeout(timeout);
        match answer?[..] {
            [status::OK, repeated] => Ok((repeated, Vec::new())),
            [status::DIVERGED, rounds, step, ref answer @ ..] => {
                let step = step as usize;
                let (same, other) = record.split_at_checked(step).ok_or(ChipError::Protocol("a step that is none"))?;
                let other = other.first().ok_or(ChipError::Protocol("a step that is none"))?;
                let mut known = same.to_vec();
                // An answer of the chip has its volatile words; a known one has none.
                let kept = if answer.first() == Some(&status::OK) && other.request.first() == Some(&op::CALL) {
                    answer.len().saturating_sub(2)
                } else {
                    answer.len()
                };
                known.push(Step { request: other.request.clone(), answer: answer[..kept].to_vec() });
                Ok((rounds, known))
            }
            _ => Err(ChipError::Protocol("no answer to a replay")),
        }
    }
}
