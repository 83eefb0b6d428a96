//! Frames to and from the emulator's process, with a time limit for each answer.
//!
//! Requests and answers can be recorded, and known answers can replace requests to the chip: repetition on the chip
//! needs both (see [`super::repeat`]).

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, BufReader, Read, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use dissolve_abi::gate::{LEAST_REQUEST, status};
use dissolve_boards::Emulation;
use dissolve_targets::Target;
use tempfile::NamedTempFile;

use super::ChipError;
use crate::emulator;

/// A request, and the part of its answer that must be the same each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The request's words.
    pub request: Vec<u32>,
    /// The answer's first words, status included.
    pub answer: Vec<u32>,
}

/// A connection to an emulator.
pub struct Channel {
    process: Child,
    input: Option<ChildStdin>,
    answers: Receiver<io::Result<Vec<u32>>>,
    stderr: Option<JoinHandle<()>>,
    /// Output of the emulator outside of frames: of the embedder's code, over semihosting, and its own.
    console: Arc<Mutex<Vec<u8>>>,
    timeout: Duration,
    capacity: usize,
    recording: Option<Vec<Step>>,
    known: VecDeque<Step>,
    /// The image's file, which must exist as long as the emulator may read it.
    _image: NamedTempFile,
}

impl Channel {
    /// Starts the emulator with an image of a target's code, and waits for the gate's greeting. `more` are further arguments of the emulator.
    pub fn open(
        elf: &[u8],
        emulation: Emulation<'_>,
        target: Target,
        timeout: Duration,
        more: &[OsString],
    ) -> Result<Channel, ChipError> {
        let mut image = NamedTempFile::with_suffix(".elf").map_err(ChipError::Scratch)?;
        image.write_all(elf).and_then(|()| image.flush()).map_err(ChipError::Scratch)?;
        let mut command = emulator::command(emulation, target, image.path());
        command.args(more).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().map_err(|source| emulator::not_started(&command, source))?;
        let input = process.stdin.take();
        let (sender, answers) = mpsc::channel();
        let console = Arc::new(Mutex::new(Vec::new()));
        if let Some(output) = process.stdout.take() {
            let console = Arc::clone(&console);
            thread::spawn(move || {
                let mut output = BufReader::new(output);
                let mut is_first = true;
                // Ends when the process does, or when the receiver is gone.
                loop {
                    let frame = read_frame(&mut output, (!is_first).then_some(&*console));
                    is_first = false;
                    let ended = frame.is_err();
                    if sender.send(frame).is_err() || ended {
                        break;
                    }
                }
            });
        }
        let stderr = process.stderr.take().map(|mut stderr| {
            let console = Arc::clone(&console);
            thread::spawn(move || {
                let mut bytes = [0; 1024];
                // On an error, the output that was read before can still be shown.
                while let Ok(count @ 1..) = stderr.read(&mut bytes) {
                    print(&console, &bytes[..count]);
                }
            })
        });
        let mut channel = Channel {
            process,
            input,
            answers,
            stderr,
            console,
            timeout,
            capacity: 0,
            recording: None,
            known: VecDeque::new(),
            _image: image,
        };
        match channel.receive()?[..] {
            [status::OK, capacity] if capacity >= LEAST_REQUEST => channel.capacity = capacity as usize,
            _ => return Err(ChipError::Protocol("a greeting that is none")),
        }
        Ok(channel)
    }

    /// The largest size of a request, in bytes.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Starts recording.
    pub fn record(&mut self) {
        self.recording = Some(Vec::new());
    }

    /// Ends recording; returns the recorded steps.
    pub fn recorded(&mut self) -> Vec<Step> {
        self.recording.take().unwrap_or_default()
    }

    /// Sets steps whose answers are known. As long as the requests are the same as in these steps, they are not sent to
    /// the chip.
    pub fn know(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.known = steps.into_iter().collect();
    }

    /// Sends a request, and returns its answer. The last `volatile` words of the answer are not recorded.
    pub fn request(&mut self, request: Vec<u32>, volatile: usize) -> Result<Vec<u32>, ChipError> {
        let answer = match self.known.pop_front() {
            Some(step) if step.request == request => {
                let mut answer = step.answer;
                if answer.first() == Some(&status::OK) {
                    answer.resize(answer.len() + volatile, 0);
                }
                answer
            }
            Some(_) => return Err(ChipError::Protocol("other answers, to which the host reacted otherwise")),
            None => self.exchange(&request)?,
        };
        if let Some(recording) = &mut self.recording {
            let kept = match answer.first() {
                Some(&status::OK) => answer.len().saturating_sub(volatile),
                _ => answer.len(),
            };
            recording.push(Step { request, answer: answer[..kept].to_vec() });
        }
        Ok(answer)
    }

    /// Sends a request and waits for its answer.
    pub fn exchange(&mut self, request: &[u32]) -> Result<Vec<u32>, ChipError> {
        let length = request.len() * 4;
        if length > self.capacity {
            return Err(ChipError::TooLarge(length));
        }
        let mut frame = Vec::with_capacity(4 + length);
        frame.extend((length as u32).to_le_bytes());
        frame.extend(request.iter().flat_map(|word| word.to_le_bytes()));
        let sent = match &mut self.input {
            Some(input) => input.write_all(&frame).and_then(|()| input.flush()),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        match sent {
            Ok(()) => self.receive(),
            Err(_) => Err(self.ended()),
        }
    }

    fn receive(&mut self) -> Result<Vec<u32>, ChipError> {
        match self.answers.recv_timeout(self.timeout) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
            Err(RecvTimeoutError::Timeout) => {
                self.stop();
                Err(ChipError::Timeout(self.timeout))
            }
        }
    }

    /// The time limit for an answer.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Sets the time limit for an answer.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// Returns the error that tells how the emulator ended.
    fn ended(&mut self) -> ChipError {
        self.stop();
        let status = self.process.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
        ChipError::Ended { status, stderr: self.finish().trim_end().to_owned() }
    }

    /// Returns what was printed since the last call.
    pub fn console(&mut self) -> String {
        let mut console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&std::mem::take(&mut *console)).into_owned()
    }

    /// Ends the emulator; returns the rest of what was printed.
    pub fn finish(&mut self) -> String {
        self.stop();
        if let Some(stderr) = self.stderr.take() {
            // A thread that panicked has nothing to add.
            let _ = stderr.join();
        }
        self.console()
    }

    /// Ends the emulator. What it printed is still there.
    pub fn end(&mut self) {
        self.stop();
    }

    fn stop(&mut self) {
        self.input = None;
        // The emulator may have ended already; then `kill` fails, which does not matter.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Keeps output that is not part of a frame.
fn print(console: &Mutex<Vec<u8>>, bytes: &[u8]) {
    let mut console = console.lock().unwrap_or_else(PoisonError::into_inner);
    if console.len() < MAX_CONSOLE {
        console.extend_from_slice(bytes);
    }
}

/// The limit of the output that is kept, in bytes: a program that prints for ever must not take all memory.
const MAX_CONSOLE: usize = 1 << 20;

/// The largest frame of an answer, in bytes: requests, and so answers, are shorter (`gate::MOST_REQUEST`).
const MAX_FRAME: usize = 1 << 14;

/// Reads a frame. The embedder's code may print to the same stream while it is called. Such text can be skipped: the
/// length of a frame ends with a zero byte, and text has none; a line ends with a byte that no length begins with.
/// Before the first frame no code of the embedder has run, so there is no console then.
fn read_frame(output: &mut impl Read, console: Option<&Mutex<Vec<u8>>>) -> io::Result<Vec<u32>> {
    let mut header = [0; 4];
    output.read_exact(&mut header)?;
    let length = loop {
        let length = u32::from_le_bytes(header) as usize;
        if length <= MAX_FRAME && length.is_multiple_of(4) {
            break length;
        }
        match console {
            Some(console) if header[0] != 0 => print(console, &header[..1]),
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
        header.rotate_left(1);
        output.read_exact(&mut header[3..])?;
    };
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect())
}
