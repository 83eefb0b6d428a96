//! Pipes of bytes: a write of up to 16 bytes is all or nothing, a read takes what is there.

use crate::cell::Byte;
use crate::wait_lists::{Standing, WaitLists, of};
use crate::{Priority, TASKS, Task};

/// The number of pipes.
pub const PIPES: usize = 4;

/// The bytes that a pipe holds.
pub const CAPACITY: usize = 64;

/// The most bytes of a write or a read.
pub const CHUNK: usize = 16;

/// The outcome of a write or a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// The bytes were written or read.
    Done,
    /// The task was put into the list of those that wait. It makes the call again when it is woken.
    WouldWait,
    /// There is no room, or no byte. Only calls for nobody have this outcome.
    Refused,
    /// There is no such pipe or task, the number of bytes is not from 1 to [`CHUNK`], or the task waits, or was woken for
    /// another call.
    Invalid,
}

/// Pipes, and the tasks that wait for them.
pub struct Pipes {
    /// The bytes that were written to each pipe and read from it. After 255 comes 0, which is right since [`CAPACITY`]
    /// divides 256.
    writes: [Byte; PIPES],
    reads: [Byte; PIPES],
    /// For each list the bytes that are kept for tasks that were woken from it: bytes to read, or free places.
    kept: [Byte; LISTS],
    waiting: WaitLists<LISTS>,
    /// For each task that waits or was woken the bytes that it needs.
    needs: [Byte; TASKS],
    bytes: [[Byte; CAPACITY]; PIPES],
}

/// A list of readers and a list of writers for each pipe.
const LISTS: usize = 2 * PIPES;

/// The list of a pipe's readers.
const fn readers(pipe: usize) -> usize {
    2 * pipe
}

/// The list of a pipe's writers.
const fn writers(pipe: usize) -> usize {
    2 * pipe + 1
}

impl Pipes {
    /// Empty pipes.
    pub const fn new() -> Pipes {
        Pipes {
            writes: [const { Byte::zero() }; PIPES],
            reads: [const { Byte::zero() }; PIPES],
            kept: [const { Byte::zero() }; LISTS],
            waiting: WaitLists::new(),
            needs: [const { Byte::zero() }; TASKS],
            bytes: [const { [const { Byte::zero() }; CAPACITY] }; PIPES],
        }
    }

    /// Writes the first `length` of `bytes`: for a task with its priority, which waits until there is room for all of them, or for
    /// nobody. Returns the outcome, and the tasks to wake: bit 0 for task 0.
    pub fn write(&self, pipe: u8, who: Option<(Task, Priority)>, bytes: [u8; CHUNK], length: u8) -> (Moved, u32) {
        let pipe = usize::from(pipe);
        if pipe >= PIPES || length == 0 || usize::from(length) > CHUNK {
            return (Moved::Invalid, 0);
        }
        let moved = self.ask(writers(pipe), who, length);
        if moved != Moved::Done {
            return (moved, 0);
        }
        let start = self.writes[pipe].get();
        for (number, &byte) in (0..length).zip(&bytes) {
            self.bytes[pipe][usize::from(start.wrapping_add(number)) % CAPACITY].set(byte);
        }
        self.writes[pipe].set(start.wrapping_add(length));
        (Moved::Done, self.wake(readers(pipe)))
    }

    /// Reads up to `most` bytes: for a task with its priority, which waits until there is one, or for nobody. Returns the outcome, the
    /// tasks to wake, the bytes, and how many they are.
    pub fn read(&self, pipe: u8, who: Option<(Task, Priority)>, most: u8) -> (Moved, u32, [u8; CHUNK], u8) {
        let pipe = usize::from(pipe);
        let mut bytes = [0; CHUNK];
        if pipe >= PIPES || most == 0 || usize::from(most) > CHUNK {
            return (Moved::Invalid, 0, bytes, 0);
        }
        let moved = self.ask(readers(pipe), who, 1);
        if moved != Moved::Done {
            return (moved, 0, bytes, 0);
        }
        // One that was kept for this task counts as available now.
        let length = self.available(readers(pipe)).min(most);
        let start = self.reads[pipe].get();
        for (number, byte) in (0..length).zip(&mut bytes) {
            *byte = self.bytes[pipe][usize::from(start.wrapping_add(number)) % CAPACITY].get();
        }
        self.reads[pipe].set(start.wrapping_add(length));
        (Moved::Done, self.wake(writers(pipe)), bytes, length)
    }

    /// Ends the wait of `task`, or gives back what it was woken for. Returns none if it neither waits nor was woken, otherwise the
    /// tasks to wake.
    pub fn cancel(&self, task: Task) -> Option<u32> {
        let list = match self.waiting.standing(task) {
            Standing::Waits(list) => {
                self.waiting.leave(task);
                list
            }
            Standing::Woken(list) => {
                self.release(list, task);
                list
            }
            Standing::Free | Standing::NoTask => return None,
        };
        Some(self.wake(list))
    }

    /// The number of bytes in a pipe; 0 if there is no such pipe.
    pub fn count(&self, pipe: u8) -> u8 {
        let pipe = usize::from(pipe);
        if pipe < PIPES { self.writes[pipe].get().wrapping_sub(self.reads[pipe].get()) } else { 0 }
    }

    /// Asks for `need` bytes or places. The caller does not get them before a task that waits, unless its priority is higher.
    fn ask(&self, list: usize, who: Option<(Task, Priority)>, need: u8) -> Moved {
        if let Some((task, _)) = who {
            match self.waiting.standing(task) {
                Standing::Free => {}
                Standing::Woken(from) if from == list && of(&self.needs, task).get() == need => {
                    self.release(list, task);
                    return Moved::Done;
                }
                _ => return Moved::Invalid,
            }
        }
        let is_first = match (self.waiting.first(list), who) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(first), Some((_, priority))) => priority > self.waiting.priority(first),
        };
        match who {
            _ if is_first && self.available(list) >= need => Moved::Done,
            None => Moved::Refused,
            Some((task, priority)) => {
                of(&self.needs, task).set(need);
                self.waiting.join(list, task, priority);
                Moved::WouldWait
            }
        }
    }

    /// The bytes or places that are not kept for woken tasks.
    fn available(&self, list: usize) -> u8 {
        let count = self.count((list / 2) as u8);
        let all = if list.is_multiple_of(2) { count } else { CAPACITY as u8 - count };
        all - self.kept[list].get()
    }

    /// Ends the standing of a task that was woken: what was kept for it is available.
    fn release(&self, list: usize, task: Task) {
        self.waiting.forget(task);
        self.kept[list].set(self.kept[list].get() - of(&self.needs, task).get());
    }

    /// Wakes tasks in their order, as long as there is enough for the first one, and keeps that for it.
    fn wake(&self, list: usize) -> u32 {
        let mut woken = 0;
        while let Some(task) = self.waiting.first(list) {
            let need = of(&self.needs, task).get();
            if need > self.available(list) {
                break;
            }
            self.waiting.wake(list);
            self.kept[list].set(self.kept[list].get() + need);
            woken |= 1 << (task % TASKS as u8);
        }
        woken
    }
}

impl Default for Pipes {
    fn default() -> Pipes {
        Pipes::new()
    }
}
