//! Mutexes. The model computes all priorities anew after each call.

use dissolve_kernel::decisions::mutex::{self as decisions, Lock, Unlock};
use dissolve_kernel::mutex::{Locked, MUTEXES, Mutexes};
use dissolve_kernel::{TASKS, is_task, outcome};

use crate::CALLS;
use crate::random::Random;
use crate::waiters::Waiters;

/// Owners, who waits, and priorities.
#[derive(Default)]
struct Model {
    owners: [Option<u8>; MUTEXES],
    waiters: Waiters,
    own: [u8; TASKS],
    effective: [u8; TASKS],
    changed: u32,
}

impl Model {
    fn owns_any(&self, task: u8) -> bool {
        self.owners.contains(&Some(task))
    }

    /// Returns true if `task` waits, directly or through others, for a mutex of `other`.
    fn waits_for(&self, task: u8, other: u8) -> bool {
        let next = self.waiters.list_of(task).and_then(|list| self.owners[list]);
        next.is_some_and(|next| next == other || self.waits_for(next, other))
    }

    fn lock(&mut self, index: usize, task: u8, priority: u8, may_wait: bool) -> Locked {
        if index >= MUTEXES || !is_task(task) || self.waiters.has(task) {
            return Locked::Invalid;
        }
        match self.owners[index] {
            Some(owner) if owner == task => return Locked::Deadlock,
            Some(_) if !may_wait => return Locked::Busy,
            Some(owner) if self.waits_for(owner, task) => return Locked::Deadlock,
            _ => {}
        }
        self.own[usize::from(task)] = priority;
        if !self.owns_any(task) {
            self.effective[usize::from(task)] = priority;
        }
        self.settle();
        let outcome = match self.owners[index] {
            None => {
                self.owners[index] = Some(task);
                Locked::Acquired
            }
            Some(_) => {
                self.waiters.join(index, task, self.effective[usize::from(task)]);
                Locked::WouldWait
            }
        };
        self.settle();
        outcome
    }

    fn unlock(&mut self, index: usize, task: u8) -> u8 {
        if index >= MUTEXES || self.waiters.has(task) || self.owners[index] != Some(task) {
            return outcome::INVALID;
        }
        self.owners[index] = self.waiters.pop(index);
        self.settle();
        self.owners[index].unwrap_or(outcome::NOBODY)
    }

    fn cancel(&mut self, task: u8) -> bool {
        let waited = self.waiters.leave(task).is_some();
        self.settle();
        waited
    }

    /// Raises owners to the priority of those that wait for them until nothing changes any more. A task that waits and has
    /// another priority than before goes behind those with the same.
    fn settle(&mut self) {
        let mut effective = self.own;
        loop {
            let before = effective;
            for &(list, _, task) in self.waiters.all() {
                let owner = usize::from(self.owners[list].expect("a mutex that is waited for has an owner"));
                effective[owner] = effective[owner].max(effective[usize::from(task)]);
            }
            if effective == before {
                break;
            }
        }
        for (task, &priority) in effective.iter().enumerate() {
            if priority != self.effective[task] {
                self.changed |= 1 << task;
                if let Some(list) = self.waiters.leave(task as u8) {
                    self.waiters.join(list, task as u8, priority);
                }
            }
        }
        self.effective = effective;
    }
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(3);
    let (mutexes, mut model) = (Mutexes::new(), Model::default());
    let (mut woken, mut inherited, mut deadlocks) = (0, 0, 0);
    for call in 0..CALLS {
        let mutex = random.object(MUTEXES);
        let (index, task, priority) = (usize::from(mutex), random.task(), random.byte(16));
        match random.below(16) {
            0..=6 => {
                let locked = mutexes.lock(mutex, task, priority);
                assert_eq!(locked, model.lock(index, task, priority, true), "call {call}");
                deadlocks += u32::from(locked == Locked::Deadlock);
            }
            7 => {
                let expected = model.lock(index, task, priority, false);
                assert_eq!(mutexes.try_lock(mutex, task, priority), expected, "call {call}");
            }
            8 => assert_eq!(mutexes.cancel(task), model.cancel(task), "call {call}"),
            9 => assert_eq!(mutexes.changed(), std::mem::take(&mut model.changed), "call {call}"),
            kind => {
                // Mostly by the owner.
                let owner = model.owners.get(index).copied().flatten().filter(|_| kind < 15);
                let by = owner.unwrap_or(task);
                let outcome = mutexes.unlock(mutex, by);
                assert_eq!(outcome, model.unlock(index, by), "call {call}");
                woken += u32::from(is_task(outcome));
            }
        }
        for (index, owner) in model.owners.iter().enumerate() {
            assert_eq!(mutexes.owner(index as u8), *owner, "call {call}");
            // No lost wakeup: nobody waits for a mutex without an owner.
            assert!(owner.is_some() || model.waiters.of(index).is_empty(), "call {call}: a task waits for nobody");
        }
        for (task, &priority) in model.effective.iter().enumerate() {
            assert_eq!(mutexes.priority(task as u8), priority, "call {call}: the priority of {task}");
            let is_involved = model.owns_any(task as u8);
            assert!(is_involved || priority == model.own[task], "call {call}: {task} has inherited for nothing");
            inherited += u32::from(priority > model.own[task]);
        }
    }
    assert!(woken > CALLS / 50 && inherited > CALLS && deadlocks > CALLS / 200, "{woken} {inherited} {deadlocks}");
}

#[test]
fn an_owner_that_waits_passes_its_priority_on_and_gives_it_back() {
    let mutexes = Mutexes::new();
    assert_eq!(mutexes.lock(0, 1, 10), Locked::Acquired);
    assert_eq!(mutexes.lock(1, 2, 20), Locked::Acquired);
    assert_eq!(mutexes.lock(0, 2, 20), Locked::WouldWait);
    assert_eq!(mutexes.lock(1, 3, 30), Locked::WouldWait);
    assert_eq!([1, 2, 3].map(|task| mutexes.priority(task)), [30, 30, 30]);
    assert_eq!(mutexes.changed(), 0b110);
    assert_eq!(mutexes.lock(0, 1, 10), Locked::Deadlock);
    assert_eq!(mutexes.lock(1, 1, 10), Locked::Deadlock);
    assert_eq!(mutexes.unlock(0, 1), 2);
    assert_eq!(mutexes.priority(1), 10);
    assert_eq!(mutexes.unlock(1, 2), 3);
    assert_eq!([1, 2, 3].map(|task| mutexes.priority(task)), [10, 20, 30]);
    assert_eq!((mutexes.changed(), mutexes.changed()), (0b110, 0));
}

#[test]
fn the_decisions_are_those_of_a_mutex() {
    for (is_locked, is_owner, may_wait, expected) in [
        (false, false, true, Lock::Acquire),
        (false, false, false, Lock::Acquire),
        (true, true, true, Lock::Deadlock),
        (true, true, false, Lock::Deadlock),
        (true, false, true, Lock::Wait),
        (true, false, false, Lock::Refuse),
    ] {
        assert_eq!(decisions::lock(is_locked, is_owner, may_wait), expected, "{is_locked} {is_owner} {may_wait}");
    }
    assert_eq!(decisions::unlock(true, false), Unlock::Release);
    assert_eq!(decisions::unlock(true, true), Unlock::HandOver);
    assert_eq!(decisions::unlock(false, true), Unlock::Refuse);
    assert_eq!((decisions::inherit(3, 5), decisions::inherit(5, 3)), (5, 5));
}
