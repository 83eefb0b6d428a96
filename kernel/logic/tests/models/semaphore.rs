//! Semaphores.

use dissolve_kernel::decisions::semaphore::{self as decisions, Give, Take};
use dissolve_kernel::is_task;
use dissolve_kernel::semaphore::{Given, SEMAPHORES, Semaphores, Taken};

use crate::CALLS;
use crate::random::Random;
use crate::waiters::Waiters;

/// Counts, limits, and who waits.
#[derive(Default)]
struct Model {
    counts: [u16; SEMAPHORES],
    limits: [u16; SEMAPHORES],
    waiters: Waiters,
}

impl Model {
    fn init(&mut self, index: usize, count: u16, limit: u16) -> bool {
        if index >= SEMAPHORES || count > limit || !self.waiters.of(index).is_empty() {
            return false;
        }
        (self.counts[index], self.limits[index]) = (count, limit);
        true
    }

    fn take(&mut self, index: usize, task: u8, priority: u8) -> Taken {
        if index >= SEMAPHORES || !is_task(task) || self.waiters.has(task) {
            Taken::Invalid
        } else if self.counts[index] > 0 {
            self.counts[index] -= 1;
            Taken::Acquired
        } else {
            self.waiters.join(index, task, priority);
            Taken::WouldWait
        }
    }

    fn try_take(&mut self, index: usize) -> Taken {
        if index >= SEMAPHORES {
            Taken::Invalid
        } else if self.counts[index] > 0 {
            self.counts[index] -= 1;
            Taken::Acquired
        } else {
            Taken::Empty
        }
    }

    fn give(&mut self, index: usize) -> Given {
        if index >= SEMAPHORES {
            Given::Invalid
        } else if let Some(task) = self.waiters.pop(index) {
            Given::Wake(task)
        } else if self.counts[index] < self.limits[index] {
            self.counts[index] += 1;
            Given::Counted
        } else {
            Given::AtLimit
        }
    }
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(1);
    let (semaphores, mut model) = (Semaphores::new(), Model::default());
    let mut woken = 0;
    for call in 0..CALLS {
        let semaphore = random.object(SEMAPHORES);
        let (index, task, priority) = (usize::from(semaphore), random.task(), random.priority());
        match random.below(16) {
            0 => {
                let (count, limit) = (random.below(5) as u16, random.below(4) as u16);
                assert_eq!(semaphores.init(semaphore, count, limit), model.init(index, count, limit), "call {call}");
            }
            1..=6 => {
                assert_eq!(semaphores.take(semaphore, task, priority), model.take(index, task, priority), "call {call}")
            }
            7 => assert_eq!(semaphores.try_take(semaphore), model.try_take(index), "call {call}"),
            8 => assert_eq!(semaphores.cancel(task), model.waiters.leave(task).is_some(), "call {call}"),
            _ => {
                let given = semaphores.give(semaphore);
                assert_eq!(given, model.give(index), "call {call}");
                woken += u32::from(matches!(given, Given::Wake(_)));
            }
        }
        for index in 0..SEMAPHORES {
            let count = semaphores.count(index as u8);
            assert_eq!(count, model.counts[index], "call {call}");
            assert!(count <= model.limits[index], "call {call}: the count is above the limit");
            // No lost wakeup: nobody waits while there are units.
            assert!(count == 0 || model.waiters.of(index).is_empty(), "call {call}: a task waits for what is there");
        }
    }
    assert!(woken > CALLS / 20, "{woken} tasks were woken");
}

#[test]
fn the_decisions_are_those_of_a_semaphore() {
    for (count, limit, has_waiter, expected) in [
        (0, 1, false, Give::Increment),
        (1, 1, false, Give::Refuse),
        (0, 0, true, Give::Wake),
        (u32::MAX - 1, u32::MAX, false, Give::Increment),
        (u32::MAX, u32::MAX, false, Give::Refuse),
    ] {
        assert_eq!(decisions::give(count, limit, has_waiter), expected, "{count} of {limit}");
    }
    for (count, may_wait, expected) in [
        (0, true, Take::Wait),
        (0, false, Take::Refuse),
        (1, true, Take::Decrement),
        (u32::MAX, false, Take::Decrement),
    ] {
        assert_eq!(decisions::take(count, may_wait), expected, "{count}");
    }
}
