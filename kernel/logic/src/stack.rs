//! Stacks of words: last in, first out.

use crate::cell::{Byte, Word};
use crate::exchange::{Exchange, GRANTED};
use crate::{Priority, Task};

/// The number of stacks.
pub const STACKS: usize = 4;

/// The largest capacity of a stack.
pub const CAPACITY: usize = 16;

/// Stacks, and the tasks that wait for them.
pub struct Stacks {
    exchange: Exchange<STACKS, { 2 * STACKS }>,
    depths: [Byte; STACKS],
    words: [[Word; CAPACITY]; STACKS],
}

impl Stacks {
    /// Stacks with capacity zero. Such a stack is as good as none.
    pub const fn new() -> Stacks {
        Stacks {
            exchange: Exchange::new(),
            depths: [const { Byte::zero() }; STACKS],
            words: [const { [const { Word::zero() }; CAPACITY] }; STACKS],
        }
    }

    /// Empties a stack and sets its capacity. Returns false, and changes nothing, if there is no such stack, the capacity is
    /// above [`CAPACITY`], or a task waits for the stack or was woken for it.
    pub fn init(&self, stack: u8, capacity: u8) -> bool {
        let is_set = usize::from(capacity) <= CAPACITY && self.exchange.init(stack.into(), capacity, 0);
        if is_set {
            self.depths[usize::from(stack)].set(0);
        }
        is_set
    }

    /// Pushes a word: for a task with its priority, which waits if the stack is full, or for nobody. Returns the task to wake,
    /// or one of [`outcome`](crate::outcome).
    #[inline(always)]
    pub fn push(&self, stack: u8, who: Option<(Task, Priority)>, word: u32) -> u8 {
        let answer = self.exchange.ask_to_put(stack, who);
        if answer != GRANTED {
            return answer;
        }
        let index = usize::from(stack) % STACKS;
        let depth = self.depths[index].get();
        self.words[index][usize::from(depth) % CAPACITY].set(word);
        self.depths[index].set(depth + 1);
        self.exchange.has_put(stack)
    }

    /// Pops the last word: for a task with its priority, which waits if there is none, or for nobody. Returns the task to wake,
    /// or one of [`outcome`](crate::outcome), and the word; 0 if there is none.
    #[inline(always)]
    pub fn pop(&self, stack: u8, who: Option<(Task, Priority)>) -> (u8, u32) {
        let answer = self.exchange.ask_to_get(stack, who);
        if answer != GRANTED {
            return (answer, 0);
        }
        let index = usize::from(stack) % STACKS;
        let depth = self.depths[index].get() - 1;
        self.depths[index].set(depth);
        let word = self.words[index][usize::from(depth) % CAPACITY].get();
        (self.exchange.has_got(stack), word)
    }

    /// Ends the wait of `task`, or gives back what it was woken for. Returns the task to wake, or one of
    /// [`outcome`](crate::outcome).
    pub fn cancel(&self, task: Task) -> u8 {
        self.exchange.cancel(task)
    }

    /// The number of words on a stack; 0 if there is no such stack.
    pub fn count(&self, stack: u8) -> u8 {
        self.depths.get(usize::from(stack)).map_or(0, Byte::get)
    }
}

impl Default for Stacks {
    fn default() -> Stacks {
        Stacks::new()
    }
}
