//! Repeats the same calls many times in one boot.
//!
//! The host does the first round step by step and records it. Then the chip replays the record by itself and compares
//! the answers. At the first answer that differs, the host takes over for the rest of that round, since an answer such
//! as an address may differ for a good reason, and compares the round's result. After that the chip replays the new
//! record.

use dissolve_abi::gate::{op, status};

use super::channel::Step;
use super::{Chip, ChipError};

/// The reason why a repetition stopped.
#[derive(Debug)]
pub enum RepeatError<T, E> {
    /// A round failed.
    Failed {
        /// The number of the round, from one.
        round: u32,
        /// The error.
        error: E,
    },
    /// A round had another result than the first.
    Differs {
        /// The number of the round, from one.
        round: u32,
        /// The result of the first round.
        first: T,
        /// The result of this round.
        value: T,
    },
    /// The chip could not replay.
    Chip(ChipError),
}

impl Chip {
    /// Executes `round` a number of times; returns the result of the first time.
    ///
    /// # Errors
    ///
    /// If a round fails, or has another result than the first.
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

    /// Lets the chip replay a record. Returns how many rounds were the same, and the steps of the next round that are
    /// already done.
    fn replay(&mut self, times: u32, record: &[Step]) -> Result<(u32, Vec<Step>), ChipError> {
        let mut request = vec![op::REPLAY, times, record.len() as u32];
        for Step { request: words, answer } in record {
            request.push(words.len() as u32);
            request.extend(words);
            request.push(answer.len() as u32);
            request.extend(answer);
        }
        if request.len() * 4 > self.channel.capacity() {
            // The record does not fit the chip's buffer: the host does the next round.
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
                // A recorded step does not contain the two volatile words that the chip's answer has.
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
