//! The model of stores that tasks put things into and get them from: who waits, and who was woken.

use dissolve_kernel::{Priority, Task, is_task, outcome};

use crate::waiters::Waiters;

/// A caller: a task with its priority, or nobody, who does not wait.
pub type Caller = Option<(Task, Priority)>;

/// A store.
#[derive(Default)]
pub struct Store<T> {
    /// The largest number of things.
    pub capacity: usize,
    /// The things, the oldest first.
    pub things: Vec<T>,
}

/// Some stores of the same kind.
pub struct Stores<T> {
    /// The stores.
    pub stores: Vec<Store<T>>,
    /// Getters wait in the list `2 * store`, putters in the one after it.
    waiters: Waiters,
    /// The tasks that were woken, each with its list.
    woken: Vec<(Task, usize)>,
    /// Takes a thing out of those of a store, of which there is one.
    take: fn(&mut Vec<T>) -> T,
}

impl<T> Stores<T> {
    /// `count` stores without capacity.
    pub fn new(count: usize, take: fn(&mut Vec<T>) -> T) -> Stores<T> {
        let stores = (0..count).map(|_| Store { capacity: 0, things: Vec::new() }).collect();
        Stores { stores, waiters: Waiters::default(), woken: Vec::new(), take }
    }

    /// Sets the capacity and the things.
    pub fn init(&mut self, store: usize, capacity: usize, most: usize, things: Vec<T>) -> bool {
        let is_free = |list| self.waiters.of(list).is_empty() && self.woken_of(list) == 0;
        if store >= self.stores.len() || capacity > most || !is_free(2 * store) || !is_free(2 * store + 1) {
            return false;
        }
        self.stores[store] = Store { capacity, things };
        true
    }

    fn woken_of(&self, list: usize) -> usize {
        self.woken.iter().filter(|woken| woken.1 == list).count()
    }

    /// Lets a task wait, or refuses its call. None if the call succeeds.
    fn denied(&mut self, list: usize, who: Caller, has_room: bool) -> Option<u8> {
        if list / 2 >= self.stores.len() {
            return Some(outcome::INVALID);
        }
        if let Some((task, priority)) = who {
            if !is_task(task) || self.waiters.has(task) {
                return Some(outcome::INVALID);
            }
            if let Some(place) = self.woken.iter().position(|woken| woken.0 == task) {
                if self.woken[place].1 != list {
                    return Some(outcome::INVALID);
                }
                self.woken.remove(place);
                return None;
            }
            if !has_room && self.stores[list / 2].capacity > 0 {
                self.waiters.join(list, task, priority);
                return Some(outcome::WOULD_WAIT);
            }
        }
        let reason = if self.stores[list / 2].capacity > 0 { outcome::REFUSED } else { outcome::INVALID };
        (!has_room).then_some(reason)
    }

    fn wake(&mut self, list: usize) -> u8 {
        let Some(task) = self.waiters.pop(list) else { return outcome::NOBODY };
        self.woken.push((task, list));
        task
    }

    /// Puts a thing.
    pub fn put(&mut self, store: usize, who: Caller, thing: T) -> u8 {
        let reserved = self.woken_of(2 * store + 1);
        let has_room = self.stores.get(store).is_some_and(|store| store.things.len() + reserved < store.capacity);
        if let Some(denied) = self.denied(2 * store + 1, who, has_room) {
            return denied;
        }
        self.stores[store].things.push(thing);
        self.wake(2 * store)
    }

    /// A task that was woken, with its store, and true if it is to get something from there.
    pub fn woken(&self, number: u32) -> Option<(Task, usize, bool)> {
        let (task, list) = *self.woken.get(number as usize % self.woken.len().max(1))?;
        Some((task, list / 2, list.is_multiple_of(2)))
    }

    /// Gets a thing.
    pub fn get(&mut self, store: usize, who: Caller) -> (u8, Option<T>) {
        let promised = self.woken_of(2 * store);
        let has_thing = self.stores.get(store).is_some_and(|store| store.things.len() > promised);
        if let Some(denied) = self.denied(2 * store, who, has_thing) {
            return (denied, None);
        }
        let thing = (self.take)(&mut self.stores[store].things);
        (self.wake(2 * store + 1), Some(thing))
    }

    /// Ends a wait, or takes back a wakeup.
    pub fn cancel(&mut self, task: Task) -> u8 {
        if self.waiters.leave(task).is_some() {
            return outcome::NOBODY;
        }
        let Some(place) = self.woken.iter().position(|woken| woken.0 == task) else { return outcome::INVALID };
        let (_, list) = self.woken.remove(place);
        self.wake(list)
    }

    /// Panics if a task waits for what there is: a lost wakeup.
    pub fn check(&self, call: u32) {
        for (index, store) in self.stores.iter().enumerate() {
            let (promised, reserved) = (self.woken_of(2 * index), self.woken_of(2 * index + 1));
            assert!(promised <= store.things.len(), "call {call}: more is promised than there is");
            assert!(store.things.len() + reserved <= store.capacity, "call {call}: a store holds more than it may");
            let is_waited_for = |list| !self.waiters.of(list).is_empty();
            assert!(store.things.len() == promised || !is_waited_for(2 * index), "call {call}: a getter waits");
            assert!(
                store.things.len() + reserved == store.capacity || !is_waited_for(2 * index + 1),
                "call {call}: a putter waits"
            );
        }
    }
}
