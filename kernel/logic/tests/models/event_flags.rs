//! Event flags.

use dissolve_kernel::decisions::event_flags::{self as decisions, Mode};
use dissolve_kernel::event_flags::{EventFlags, GROUPS, Waited, Wanted};
use dissolve_kernel::{TASKS, is_task};

use crate::CALLS;
use crate::random::Random;
use crate::waiters::Waiters;

/// Flags, and who waits for which.
struct Model {
    flags: [u32; GROUPS],
    waiters: Waiters,
    wanted: [Wanted; TASKS],
    seen: [u32; TASKS],
}

fn is_met(flags: u32, wanted: Wanted) -> bool {
    let set = (flags & wanted.flags).count_ones();
    set > 0 && (wanted.mode == Mode::Any || set == wanted.flags.count_ones())
}

impl Model {
    /// A wait, of a task with its priority or of nobody.
    fn wait(&mut self, index: usize, who: Option<(u8, u8)>, wanted: Wanted) -> Waited {
        let is_invalid = who.is_some_and(|(task, _)| !is_task(task) || self.waiters.has(task));
        if index >= GROUPS || is_invalid || wanted.flags == 0 {
            return Waited::Invalid;
        }
        match (is_met(self.flags[index], wanted), who) {
            (true, _) => {
                if let Some((task, _)) = who {
                    self.seen[usize::from(task)] = self.flags[index];
                }
                self.flags[index] &= if wanted.clears { !wanted.flags } else { u32::MAX };
                Waited::Met
            }
            (false, None) => Waited::NotMet,
            (false, Some((task, priority))) => {
                self.wanted[usize::from(task)] = wanted;
                self.seen[usize::from(task)] = 0;
                self.waiters.join(index, task, priority);
                Waited::WouldWait
            }
        }
    }

    fn set(&mut self, index: usize, flags: u32) -> u32 {
        if index >= GROUPS {
            return 0;
        }
        let flags = self.flags[index] | flags;
        let (mut cleared, mut woken) = (0, 0);
        for task in self.waiters.of(index) {
            let wanted = self.wanted[usize::from(task)];
            if is_met(flags, wanted) {
                self.waiters.leave(task);
                self.seen[usize::from(task)] = flags;
                cleared |= if wanted.clears { wanted.flags } else { 0 };
                woken |= 1 << task;
            }
        }
        self.flags[index] = flags & !cleared;
        woken
    }
}

/// Some of the lowest four flags, and now and then the highest.
fn flags(random: &mut Random) -> u32 {
    random.below(16) | if random.below(8) == 0 { 1 << 31 } else { 0 }
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(4);
    let nothing = Wanted { flags: 0, mode: Mode::All, clears: false };
    let (groups, mut model) = (
        EventFlags::new(),
        Model { flags: [0; GROUPS], waiters: Waiters::default(), wanted: [nothing; TASKS], seen: [0; TASKS] },
    );
    let mut woken = 0;
    for call in 0..CALLS {
        let group = random.object(GROUPS);
        let index = usize::from(group);
        let mode = if random.below(2) == 0 { Mode::All } else { Mode::Any };
        let wanted = Wanted { flags: flags(&mut random), mode, clears: random.below(2) == 0 };
        match random.below(16) {
            0..=7 => {
                let (task, priority) = (random.task(), random.priority());
                let expected = model.wait(index, Some((task, priority)), wanted);
                assert_eq!(groups.wait(group, task, priority, wanted), expected, "call {call}");
            }
            8 => assert_eq!(groups.try_wait(group, wanted), model.wait(index, None, wanted), "call {call}"),
            9 => {
                let task = random.task();
                let waited = model.waiters.leave(task).is_some();
                assert_eq!(groups.cancel(task), waited, "call {call}");
            }
            10..=11 => {
                let (cleared, before) = (flags(&mut random), model.flags.get(index).copied().unwrap_or(0));
                assert_eq!(groups.clear(group, cleared), before, "call {call}");
                if let Some(flags) = model.flags.get_mut(index) {
                    *flags &= !cleared;
                }
            }
            _ => {
                let flags = 1 << random.below(4);
                let tasks = groups.set(group, flags);
                assert_eq!(tasks, model.set(index, flags), "call {call}");
                woken += tasks.count_ones();
            }
        }
        for (index, flags) in model.flags.iter().enumerate() {
            assert_eq!(groups.get(index as u8), *flags, "call {call}");
            // No lost wakeup: nobody waits for flags that are set.
            let is_late = |task: &u8| is_met(*flags, model.wanted[usize::from(*task)]);
            assert!(!model.waiters.of(index).iter().any(is_late), "call {call}: a task waits for what is there");
        }
        let task = random.byte(TASKS as u8);
        assert_eq!(groups.seen(task), model.seen[usize::from(task)], "call {call}");
    }
    assert!(woken > CALLS / 20, "{woken} tasks were woken");
}

#[test]
fn the_decisions_are_those_of_flags() {
    for (flags, wanted, all, any) in [
        (0, 1, false, false),
        (1, 3, false, true),
        (3, 3, true, true),
        (7, 3, true, true),
        (u32::MAX, 1 << 31, true, true),
    ] {
        assert_eq!(decisions::is_met(flags, wanted, Mode::All), all, "{flags:#b} {wanted:#b}");
        assert_eq!(decisions::is_met(flags, wanted, Mode::Any), any, "{flags:#b} {wanted:#b}");
    }
    assert_eq!((decisions::after(7, 5, true), decisions::after(7, 5, false)), (2, 7));
}
