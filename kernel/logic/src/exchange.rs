//! The bookkeeping that message queues, stacks and pools share: a store with a bounded number of places, and the tasks that wait for a
//! place or for a thing. It decides who may put and who may get; the things themselves are kept elsewhere.
//!
//! A task that is woken makes its call again, and then it succeeds for certain: a thing is kept for a woken getter, and a
//! place for a woken putter. No other task gets these.

use crate::cell::Byte;
use crate::outcome;
use crate::wait_lists::{Standing, WaitLists};
use crate::{Priority, Task, is_task};

/// The answer to a caller who may put or get something.
pub const GRANTED: u8 = outcome::NOBODY;

/// The bookkeeping of `STORES` stores, with a list of putters and one of getters for each: `LISTS` is twice `STORES`.
pub struct Exchange<const STORES: usize, const LISTS: usize> {
    capacities: [Byte; STORES],
    /// For each list what a caller may have at once: the things of a store for its getters, its free places for its putters.
    available: [Byte; LISTS],
    /// For each list the things or places that are kept for tasks that were woken from it.
    kept: [Byte; LISTS],
    waiting: WaitLists<LISTS>,
}

/// The list of a store's getters.
const fn getters(store: usize) -> usize {
    2 * store
}

/// The list of a store's putters.
const fn putters(store: usize) -> usize {
    2 * store + 1
}

impl<const STORES: usize, const LISTS: usize> Exchange<STORES, LISTS> {
    /// Stores with capacity zero. Such a store is as good as none.
    pub const fn new() -> Exchange<STORES, LISTS> {
        const { assert!(LISTS == 2 * STORES, "each store has two lists") };
        Exchange {
            capacities: [const { Byte::zero() }; STORES],
            available: [const { Byte::zero() }; LISTS],
            kept: [const { Byte::zero() }; LISTS],
            waiting: WaitLists::new(),
        }
    }

    /// Gives a store this capacity and this many things. Returns false, and changes nothing, if there is no such store, it
    /// has not the room, or a task waits for it or was woken and has not made its call yet.
    pub fn init(&self, store: usize, capacity: u8, count: u8) -> bool {
        let is_free = |list: usize| self.kept[list].get() == 0 && !self.waiting.has_waiter(list);
        let is_valid = store < STORES && count <= capacity && is_free(getters(store)) && is_free(putters(store));
        if is_valid {
            self.capacities[store].set(capacity);
            self.available[getters(store)].set(count);
            self.available[putters(store)].set(capacity - count);
        }
        is_valid
    }

    /// The things in `store`, those that are kept for woken tasks included.
    pub fn count(&self, store: usize) -> u8 {
        self.available[getters(store)].get() + self.kept[getters(store)].get()
    }

    /// Asks to put something into `store`: for a task with its priority, which waits if there is no place, or for nobody.
    /// Returns [`GRANTED`] if it may, and is told so afterwards ([`Exchange::has_put`]); otherwise the outcome of the call.
    #[inline(always)]
    pub fn ask_to_put(&self, store: u8, who: Option<(Task, Priority)>) -> u8 {
        if usize::from(store) < STORES { self.ask(putters(store.into()), who) } else { outcome::INVALID }
    }

    /// Asks to get something out of `store`: for a task with its priority, which waits if there is nothing, or for nobody.
    /// Returns [`GRANTED`] if it may, and is told so afterwards ([`Exchange::has_got`]); otherwise the outcome of the call.
    #[inline(always)]
    pub fn ask_to_get(&self, store: u8, who: Option<(Task, Priority)>) -> u8 {
        if usize::from(store) < STORES { self.ask(getters(store.into()), who) } else { outcome::INVALID }
    }

    /// Asks for a thing, or, in the list of putters, for a free place. The frequent case is compiled into each caller.
    #[inline(always)]
    fn ask(&self, list: usize, who: Option<(Task, Priority)>) -> u8 {
        let available = &self.available[list % LISTS];
        if who.is_none_or(|(task, _)| self.waiting.is_free(task)) && available.get() > 0 {
            available.set(available.get() - 1);
            return GRANTED;
        }
        match who {
            Some((task, priority)) => self.wait(list, task, priority),
            None if self.capacity(list) == 0 => outcome::INVALID,
            None => outcome::REFUSED,
        }
    }

    /// Same as [`Exchange::ask`], for a task if nothing is available, or if the task is not free.
    #[inline(never)]
    fn wait(&self, list: usize, task: Task, priority: Priority) -> u8 {
        match self.waiting.standing(task) {
            Standing::Woken(from) if from == list => {
                self.waiting.forget(task);
                let kept = &self.kept[list % LISTS];
                kept.set(kept.get() - 1);
                GRANTED
            }
            Standing::Free if self.capacity(list) > 0 => {
                self.waiting.join(list, task, priority);
                outcome::WOULD_WAIT
            }
            _ => outcome::INVALID,
        }
    }

    /// The capacity of the store to which a list belongs.
    fn capacity(&self, list: usize) -> u8 {
        self.capacities[list / 2 % STORES].get()
    }

    /// Counts the thing that was put into `store`, which exists. Returns the getter to wake, or [`outcome::NOBODY`].
    #[inline(always)]
    pub fn has_put(&self, store: u8) -> u8 {
        self.offer(getters(usize::from(store) % STORES))
    }

    /// Counts the thing that was got out of `store`, which exists. Returns the putter to wake, or [`outcome::NOBODY`].
    #[inline(always)]
    pub fn has_got(&self, store: u8) -> u8 {
        self.offer(putters(usize::from(store) % STORES))
    }

    /// Ends the wait of `task`, or gives back what it was woken for. Returns the task to wake, which gets that instead, or
    /// one of [`outcome`].
    pub fn cancel(&self, task: Task) -> u8 {
        if !is_task(task) {
            return outcome::INVALID;
        }
        match self.waiting.standing(task) {
            Standing::Waits(_) => {
                self.waiting.leave(task);
                outcome::NOBODY
            }
            Standing::Woken(list) => {
                self.waiting.forget(task);
                self.kept[list].set(self.kept[list].get() - 1);
                self.offer(list)
            }
            Standing::Free | Standing::NoTask => outcome::INVALID,
        }
    }

    /// Keeps a thing or a place for the first task in `list`, and returns that task; if there is none, it is for anybody, and
    /// [`outcome::NOBODY`] is returned. The frequent case is compiled into each caller.
    #[inline(always)]
    fn offer(&self, list: usize) -> u8 {
        if self.waiting.has_waiter(list) {
            return self.wake(list);
        }
        let available = &self.available[list % LISTS];
        available.set(available.get() + 1);
        outcome::NOBODY
    }

    /// Same as [`Exchange::offer`], for a list with a task in it.
    #[inline(never)]
    fn wake(&self, list: usize) -> u8 {
        let kept = &self.kept[list % LISTS];
        kept.set(kept.get() + 1);
        self.waiting.wake(list % LISTS).unwrap_or(outcome::NOBODY)
    }
}

impl<const STORES: usize, const LISTS: usize> Default for Exchange<STORES, LISTS> {
    fn default() -> Exchange<STORES, LISTS> {
        Exchange::new()
    }
}
