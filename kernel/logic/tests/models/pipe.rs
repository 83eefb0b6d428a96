//! Pipes.

use std::collections::VecDeque;

use dissolve_kernel::is_task;
use dissolve_kernel::pipe::{CAPACITY, CHUNK, Moved, PIPES, Pipes};

use crate::CALLS;
use crate::random::Random;
use crate::waiters::Waiters;

/// A task that was woken.
struct Woken {
    task: u8,
    list: usize,
    need: usize,
}

/// Bytes, who waits, and who was woken. Readers wait in the list `2 * pipe`, writers in the one after it.
#[derive(Default)]
struct Model {
    bytes: [VecDeque<u8>; PIPES],
    waiters: Waiters,
    needs: [usize; 32],
    woken: Vec<Woken>,
}

impl Model {
    /// The bytes or places that are not kept for woken tasks.
    fn available(&self, list: usize) -> usize {
        let count = self.bytes[list / 2].len();
        let all = if list.is_multiple_of(2) { count } else { CAPACITY - count };
        let kept: usize = self.woken.iter().filter(|woken| woken.list == list).map(|woken| woken.need).sum();
        all.checked_sub(kept).expect("what is kept is there")
    }

    fn ask(&mut self, list: usize, who: Option<(u8, u8)>, need: usize) -> Moved {
        if let Some((task, _)) = who {
            if !is_task(task) || self.waiters.has(task) {
                return Moved::Invalid;
            }
            if let Some(place) = self.woken.iter().position(|woken| woken.task == task) {
                if self.woken[place].list != list || self.woken[place].need != need {
                    return Moved::Invalid;
                }
                self.woken.remove(place);
                return Moved::Done;
            }
        }
        let most_urgent = self.waiters.all().iter().filter(|waiter| waiter.0 == list).map(|waiter| waiter.1).max();
        let is_first = most_urgent.is_none_or(|most| who.is_some_and(|(_, priority)| priority > most));
        if self.available(list) >= need && is_first {
            return Moved::Done;
        }
        let Some((task, priority)) = who else { return Moved::Refused };
        self.needs[usize::from(task)] = need;
        self.waiters.join(list, task, priority);
        Moved::WouldWait
    }

    fn wake(&mut self, list: usize) -> u32 {
        let mut set = 0;
        for task in self.waiters.of(list) {
            let need = self.needs[usize::from(task)];
            if need > self.available(list) {
                break;
            }
            self.waiters.leave(task);
            self.woken.push(Woken { task, list, need });
            set |= 1 << task;
        }
        set
    }

    fn write(&mut self, pipe: usize, who: Option<(u8, u8)>, bytes: &[u8]) -> (Moved, u32) {
        if pipe >= PIPES || bytes.is_empty() || bytes.len() > CHUNK {
            return (Moved::Invalid, 0);
        }
        match self.ask(2 * pipe + 1, who, bytes.len()) {
            Moved::Done => {
                self.bytes[pipe].extend(bytes);
                (Moved::Done, self.wake(2 * pipe))
            }
            moved => (moved, 0),
        }
    }

    fn read(&mut self, pipe: usize, who: Option<(u8, u8)>, most: usize) -> (Moved, u32, Vec<u8>) {
        if pipe >= PIPES || most == 0 || most > CHUNK {
            return (Moved::Invalid, 0, vec![]);
        }
        match self.ask(2 * pipe, who, 1) {
            Moved::Done => {
                let length = self.available(2 * pipe).min(most);
                let bytes = self.bytes[pipe].drain(..length).collect();
                (Moved::Done, self.wake(2 * pipe + 1), bytes)
            }
            moved => (moved, 0, vec![]),
        }
    }

    fn cancel(&mut self, task: u8) -> Option<u32> {
        let list = match self.woken.iter().position(|woken| woken.task == task) {
            Some(place) => self.woken.remove(place).list,
            None => self.waiters.leave(task)?,
        };
        Some(self.wake(list))
    }
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(10);
    let (pipes, mut model) = (Pipes::new(), Model::default());
    let (mut woken, mut moved) = (0, 0);
    for call in 0..CALLS {
        let mut pipe = random.object(PIPES);
        let (mut who, mut kind, mut length) = (random.caller(), random.below(16), random.byte(CHUNK as u8 + 2));
        // Most calls are those of tasks that were woken, if there are any.
        let number = random.below(32) as usize % model.woken.len().max(1);
        if let Some(task) = model.woken.get(number).filter(|_| random.below(4) > 0) {
            (pipe, who) = ((task.list / 2) as u8, Some((task.task, random.priority())));
            (kind, length) = if task.list.is_multiple_of(2) { (9, length.max(1)) } else { (2, task.need as u8) };
        }
        let index = usize::from(pipe);
        match kind {
            0..=1 => {
                let task = random.task();
                assert_eq!(pipes.cancel(task), model.cancel(task), "call {call}");
            }
            2..=8 => {
                let bytes: [u8; CHUNK] = std::array::from_fn(|_| random.byte(255));
                let written = bytes.get(..length.into()).unwrap_or(&[]);
                let (outcome, set) = pipes.write(pipe, who, bytes, length);
                assert_eq!((outcome, set), model.write(index, who, written), "call {call}");
                woken += set.count_ones();
            }
            _ => {
                let (outcome, set, bytes, length_read) = pipes.read(pipe, who, length);
                let read = bytes[..length_read.into()].to_vec();
                assert_eq!((outcome, set, read), model.read(index, who, length.into()), "call {call}");
                woken += set.count_ones();
                moved += u32::from(length_read);
            }
        }
        for (index, bytes) in model.bytes.iter().enumerate() {
            assert_eq!(usize::from(pipes.count(index as u8)), bytes.len(), "call {call}");
            for list in [2 * index, 2 * index + 1] {
                // No lost wakeup: the first that waits needs more than there is.
                let first = model.waiters.of(list).first().map(|&task| model.needs[usize::from(task)]);
                assert!(
                    first.is_none_or(|need| need > model.available(list)),
                    "call {call}: a task waits for what is there"
                );
            }
        }
    }
    assert!(woken > CALLS / 20 && moved > CALLS / 4, "{woken} tasks were woken, {moved} bytes came");
}
