//! Event flags: groups of 32 flags; a task waits until all or any of some flags are set.

use crate::cell::{Byte, Word};
use crate::decisions::event_flags::{Mode, after, is_met};
use crate::wait_lists::{WaitLists, of};
use crate::{Priority, TASKS, Task};

/// The number of groups.
pub const GROUPS: usize = 8;

/// The outcome of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// The flags are set.
    Met,
    /// The task was put into the group's list.
    WouldWait,
    /// The flags are not set. Only [`EventFlags::try_wait`] has this outcome.
    NotMet,
    /// There is no such group or task, the task waits already, or it wants no flag.
    Invalid,
}

/// The flags that a task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The flags, one at least.
    pub flags: u32,
    /// How many of them have to be set.
    pub mode: Mode,
    /// True if they are cleared when the wait is met.
    pub clears: bool,
}

/// Groups of flags, and the tasks that wait for them.
pub struct EventFlags {
    flags: [Word; GROUPS],
    waiting: WaitLists<GROUPS>,
    /// For each task that waits the flags that it wants, for others the flags that met its last wait.
    task_flags: [Word; TASKS],
    /// For each task that waits [`ALL`] and [`CLEARS`].
    options: [Byte; TASKS],
}

/// The option of a task that wants all of its flags.
const ALL: u8 = 1;

/// The option of a task whose flags are cleared when its wait is met.
const CLEARS: u8 = 2;

impl EventFlags {
    /// Groups without flags that are set.
    pub const fn new() -> EventFlags {
        EventFlags {
            flags: [const { Word::zero() }; GROUPS],
            waiting: WaitLists::new(),
            task_flags: [const { Word::zero() }; TASKS],
            options: [const { Byte::zero() }; TASKS],
        }
    }

    /// Waits for flags: if they are not set, `task` is put into the list of those that wait.
    pub fn wait(&self, group: u8, task: Task, priority: Priority, wanted: Wanted) -> Waited {
        let index = usize::from(group);
        if index >= GROUPS || !self.waiting.is_free(task) || wanted.flags == 0 {
            return Waited::Invalid;
        }
        let flags = self.flags[index].get();
        if is_met(flags, wanted.flags, wanted.mode) {
            of(&self.task_flags, task).set(flags);
            self.flags[index].set(after(flags, wanted.flags, wanted.clears));
            return Waited::Met;
        }
        of(&self.task_flags, task).set(wanted.flags);
        let all = if wanted.mode == Mode::All { ALL } else { 0 };
        of(&self.options, task).set(all | if wanted.clears { CLEARS } else { 0 });
        self.waiting.join(index, task, priority);
        Waited::WouldWait
    }

    /// Asks whether flags are set, and clears them if that is wanted.
    pub fn try_wait(&self, group: u8, wanted: Wanted) -> Waited {
        let index = usize::from(group);
        if index >= GROUPS || wanted.flags == 0 {
            return Waited::Invalid;
        }
        let flags = self.flags[index].get();
        if !is_met(flags, wanted.flags, wanted.mode) {
            return Waited::NotMet;
        }
        self.flags[index].set(after(flags, wanted.flags, wanted.clears));
        Waited::Met
    }

    /// Sets flags. Returns the tasks to wake, bit 0 for task 0: all whose wait is met by the flags that are set then. Flags are
    /// cleared after all tasks were looked at.
    pub fn set(&self, group: u8, flags: u32) -> u32 {
        let Some(cell) = self.flags.get(usize::from(group)) else { return 0 };
        let flags = cell.get() | flags;
        let (mut left, mut woken) = (flags, 0);
        self.waiting.remove(usize::from(group), |task| {
            let options = of(&self.options, task).get();
            let mode = if options & ALL != 0 { Mode::All } else { Mode::Any };
            let wanted = of(&self.task_flags, task);
            let is_met = is_met(flags, wanted.get(), mode);
            if is_met {
                left = after(left, wanted.get(), options & CLEARS != 0);
                wanted.set(flags);
                woken |= 1 << (task % TASKS as u8);
            }
            is_met
        });
        cell.set(left);
        woken
    }

    /// Clears flags. Returns those of the group that were set before; 0 if there is no such group.
    pub fn clear(&self, group: u8, flags: u32) -> u32 {
        let Some(cell) = self.flags.get(usize::from(group)) else { return 0 };
        let before = cell.get();
        cell.set(before & !flags);
        before
    }

    /// The flags of a group; 0 if there is no such group.
    pub fn get(&self, group: u8) -> u32 {
        self.flags.get(usize::from(group)).map_or(0, Word::get)
    }

    /// The flags of the group at the moment when the last wait of `task` was met; 0 if it waits, or is none.
    pub fn seen(&self, task: Task) -> u32 {
        if self.waiting.is_free(task) { of(&self.task_flags, task).get() } else { 0 }
    }

    /// Ends the wait of `task`, as after a timeout: it has seen no flags. Returns false if it does not wait.
    pub fn cancel(&self, task: Task) -> bool {
        let waited = self.waiting.leave(task).is_some();
        if waited {
            of(&self.task_flags, task).set(0);
        }
        waited
    }
}

impl Default for EventFlags {
    fn default() -> EventFlags {
        EventFlags::new()
    }
}
