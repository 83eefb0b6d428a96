//! A scheduler: timers in a priority queue, events in a ring, counters in a map, a log of text, by the crate `heapless`.

#![no_std]

use core::fmt::Write as _;

use heapless::binary_heap::{BinaryHeap, Min};
use heapless::index_map::FnvIndexMap;
use heapless::{Deque, String, Vec};
use support::{Memory, Random, Sum};

/// A timer: the time when it is due, and the task that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Timer {
    due: u32,
    task: u8,
}

/// All state.
struct Scheduler {
    timers: BinaryHeap<Timer, Min, 16>,
    events: Deque<Timer, 8>,
    counts: FnvIndexMap<u8, u32, 16>,
    late: Vec<u32, 32>,
    log: String<64>,
    dropped: u32,
}

static SCHEDULER: Memory<Scheduler> = Memory::new(Scheduler {
    timers: BinaryHeap::new(),
    events: Deque::new(),
    counts: FnvIndexMap::new(),
    late: Vec::new(),
    log: String::new(),
    dropped: 0,
});

impl Scheduler {
    fn reset(&mut self) {
        self.timers.clear();
        self.events.clear();
        self.counts.clear();
        self.late.clear();
        self.log.clear();
        self.dropped = 0;
    }

    /// Moves all timers that are due into the ring.
    fn advance(&mut self, now: u32) {
        while self.timers.peek().is_some_and(|timer| timer.due <= now) {
            let Some(timer) = self.timers.pop() else { break };
            if self.events.push_back(timer).is_err() {
                self.dropped += 1;
            }
        }
    }

    /// Runs the task of the oldest event.
    fn step(&mut self, now: u32, random: &mut Random) {
        let Some(event) = self.events.pop_front() else { return };
        match self.counts.get_mut(&event.task) {
            Some(count) => *count += 1,
            None => self.dropped += u32::from(self.counts.insert(event.task, 1).is_err()),
        }
        let late = now - event.due;
        if late > 0 && self.late.push(late).is_err() {
            self.late.sort_unstable();
            self.late.truncate(16);
        }
        if self.log.write_str(if late > 3 { "L" } else { "." }).is_err() {
            self.log.clear();
        }
        let again = Timer { due: now + 1 + random.below(12), task: event.task };
        self.dropped += u32::from(self.timers.push(again).is_err());
    }
}

/// Runs the scheduler for a while; returns a checksum of its state.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let scheduler = unsafe { SCHEDULER.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    scheduler.reset();
    for task in 0..14 {
        let timer = Timer { due: random.below(10), task: task * 7 };
        scheduler.dropped += u32::from(scheduler.timers.push(timer).is_err());
    }
    for now in 0..260 {
        scheduler.advance(now);
        scheduler.step(now, &mut random);
        if now % 3 == 0 {
            scheduler.step(now, &mut random);
        }
    }
    scheduler.counts.iter().for_each(|(task, count)| sum.add(u32::from(*task) << 16 | count));
    scheduler.late.iter().for_each(|late| sum.add(*late));
    sum.add_bytes(scheduler.log.as_bytes());
    sum.add(scheduler.dropped);
    sum.0
}
