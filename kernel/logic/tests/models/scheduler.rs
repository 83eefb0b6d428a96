//! The scheduler.

use dissolve_kernel::scheduler::{Reason, Scheduler};
use dissolve_kernel::{TASKS, is_task, outcome};

use crate::CALLS;
use crate::random::Random;
use crate::waiters::Waiters;

/// The state of a task.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Stopped,
    Ready,
    /// It runs; true if it was woken since.
    Runs(bool),
    Blocks,
}

struct Model {
    states: [State; TASKS],
    priorities: [u8; TASKS],
    ready: Waiters,
}

impl Model {
    fn state(&self, task: u8) -> Option<State> {
        self.states.get(usize::from(task)).copied()
    }

    fn make_ready(&mut self, task: u8) {
        self.states[usize::from(task)] = State::Ready;
        self.ready.join(0, task, self.priorities[usize::from(task)]);
    }

    fn start(&mut self, task: u8, priority: u8) -> bool {
        let is_stopped = self.state(task) == Some(State::Stopped);
        if is_stopped {
            self.priorities[usize::from(task)] = priority;
            self.make_ready(task);
        }
        is_stopped
    }

    fn wake(&mut self, task: u8) -> bool {
        match self.state(task) {
            Some(State::Blocks) => self.make_ready(task),
            Some(State::Runs(_)) => self.states[usize::from(task)] = State::Runs(true),
            _ => return false,
        }
        true
    }

    fn set_priority(&mut self, task: u8, priority: u8) -> bool {
        let state = self.state(task).filter(|state| *state != State::Stopped);
        if state.is_some() {
            self.priorities[usize::from(task)] = priority;
        }
        if state == Some(State::Ready) {
            self.ready.leave(task);
            self.make_ready(task);
        }
        state.is_some()
    }

    fn running(&self) -> Option<u8> {
        (0..TASKS as u8).find(|&task| matches!(self.state(task), Some(State::Runs(_))))
    }

    fn switch(&mut self, reason: Reason) -> u8 {
        if let Some(task) = self.running() {
            match (reason, self.state(task)) {
                (Reason::Ends, _) => self.states[usize::from(task)] = State::Stopped,
                (Reason::Blocks, Some(State::Runs(false))) => self.states[usize::from(task)] = State::Blocks,
                _ => self.make_ready(task),
            }
        }
        let Some(next) = self.ready.pop(0) else { return outcome::NOBODY };
        self.states[usize::from(next)] = State::Runs(false);
        next
    }
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(8);
    let scheduler = Scheduler::new();
    let mut model = Model { states: [State::Stopped; TASKS], priorities: [0; TASKS], ready: Waiters::default() };
    let (mut ran, mut idle) = ([0; TASKS], 0);
    for call in 0..CALLS {
        let (task, priority) = (random.task(), random.priority());
        match random.below(16) {
            0..=1 => assert_eq!(scheduler.start(task, priority), model.start(task, priority), "call {call}"),
            2..=6 => assert_eq!(scheduler.wake(task), model.wake(task), "call {call}"),
            7 if random.below(4) == 0 => {
                let tasks = random.below(u32::MAX) & random.below(u32::MAX);
                scheduler.wake_all(tasks);
                for task in (0..TASKS as u8).filter(|task| tasks & 1 << task != 0) {
                    model.wake(task);
                }
            }
            7 => assert_eq!(scheduler.set_priority(task, priority), model.set_priority(task, priority), "call {call}"),
            kind => {
                let reason = match kind {
                    8 => Reason::Ends,
                    9..=13 => Reason::Blocks,
                    _ => Reason::Yields,
                };
                let next = scheduler.switch(reason);
                assert_eq!(next, model.switch(reason), "call {call}");
                match is_task(next) {
                    true => ran[usize::from(next)] += 1,
                    false => idle += 1,
                }
            }
        }
        assert_eq!(scheduler.running(), model.running().unwrap_or(outcome::NOBODY), "call {call}");
    }
    assert!(idle > CALLS / 100 && ran.iter().all(|&count| count > CALLS / 500), "{idle} times idle, {ran:?}");
}

#[test]
fn a_task_that_is_woken_before_it_blocks_goes_on() {
    let scheduler = Scheduler::new();
    assert!(scheduler.start(1, 5) && scheduler.start(2, 5));
    assert_eq!(scheduler.switch(Reason::Yields), 1);
    assert!(scheduler.wake(1));
    assert_eq!(scheduler.switch(Reason::Blocks), 2);
    assert_eq!(scheduler.switch(Reason::Blocks), 1);
    assert_eq!(scheduler.switch(Reason::Blocks), outcome::NOBODY);
    assert!(!scheduler.wake(outcome::NOBODY));
}
