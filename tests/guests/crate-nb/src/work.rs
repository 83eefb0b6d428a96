//! A link whose transmitter is busy and whose receiver is empty for a while: a state machine behind `nb::Result`.

use alloc::vec::Vec;

use nb::block;

/// A fault of a link.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// A byte came while the receiver was full.
    Overrun,
    /// A byte did not arrive as it was sent, at this place.
    Noise(u32),
}

/// A transfer that succeeded.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The bytes that came back.
    pub received: Vec<u8>,
    /// The number of times that the link was polled.
    pub polls: u32,
}

enum State {
    Idle,
    /// A byte is on its way for so many more polls.
    Shifting {
        byte: u8,
        left: u32,
    },
    Full(u8),
}

struct Link<'a> {
    state: State,
    /// The polls that each byte takes; the last number is that of all further bytes.
    delays: &'a [u32],
    /// The place of the byte that noise turns over.
    noise: Option<u32>,
    sent: u32,
    polls: u32,
}

impl Link<'_> {
    /// Starts to send a byte; an earlier one that nobody read yet is overrun.
    fn write(&mut self, byte: u8) -> nb::Result<(), Fault> {
        self.polls = self.polls.wrapping_add(1);
        match self.state {
            State::Full(_) => Err(nb::Error::Other(Fault::Overrun)),
            State::Shifting { .. } => {
                self.shift();
                Err(nb::Error::WouldBlock)
            }
            State::Idle => {
                let delay = self.delays.get(self.sent as usize).or(self.delays.last());
                self.state = State::Shifting { byte, left: delay.copied().unwrap_or(0) };
                self.sent += 1;
                Ok(())
            }
        }
    }

    /// The byte that arrived.
    fn read(&mut self) -> nb::Result<u8, Fault> {
        self.polls = self.polls.wrapping_add(1);
        match self.state {
            State::Full(_) if self.noise == Some(self.sent - 1) => Err(Fault::Noise(self.sent - 1).into()),
            State::Full(byte) => {
                self.state = State::Idle;
                Ok(byte)
            }
            State::Shifting { .. } => {
                self.shift();
                Err(nb::Error::WouldBlock)
            }
            State::Idle => Err(nb::Error::WouldBlock),
        }
    }

    fn shift(&mut self) {
        if let State::Shifting { byte, left } = self.state {
            self.state = if left == 0 { State::Full(byte) } else { State::Shifting { byte, left: left - 1 } };
        }
    }
}

/// Sends each byte through a link and reads it back; two at once every `burst` bytes, which overruns the receiver.
pub fn transfer(bytes: &[u8], delays: &[u32], noise: Option<u32>, burst: Option<u32>) -> Result<Transfer, Fault> {
    let mut link = Link { state: State::Idle, delays, noise, sent: 0, polls: 0 };
    let mut received = Vec::new();
    for (index, &byte) in (1u32..).zip(bytes) {
        block!(link.write(byte))?;
        if burst.is_some_and(|burst| index.checked_rem(burst) == Some(0)) {
            block!(link.write(byte))?;
        }
        received.push(block!(link.read())?);
    }
    Ok(Transfer { received, polls: link.polls })
}
