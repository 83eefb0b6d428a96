//! Message queues: rings of messages of 16 bytes, first in, first out.

use crate::cell::{Byte, Word};
use crate::exchange::{Exchange, GRANTED};
use crate::{Priority, Task};

/// The number of queues.
pub const QUEUES: usize = 4;

/// The largest capacity of a queue.
pub const CAPACITY: usize = 8;

/// A message.
pub type Message = [u32; 4];

/// Message queues, and the tasks that wait for them.
pub struct MessageQueues {
    exchange: Exchange<QUEUES, { 2 * QUEUES }>,
    /// The messages that were got from each queue and put into it. After 255 comes 0, which is right since [`CAPACITY`] divides
    /// 256.
    gets: [Byte; QUEUES],
    puts: [Byte; QUEUES],
    slots: [[[Word; 4]; CAPACITY]; QUEUES],
}

impl MessageQueues {
    /// Queues with capacity zero. Such a queue is as good as none.
    pub const fn new() -> MessageQueues {
        MessageQueues {
            exchange: Exchange::new(),
            gets: [const { Byte::zero() }; QUEUES],
            puts: [const { Byte::zero() }; QUEUES],
            slots: [const { [const { [const { Word::zero() }; 4] }; CAPACITY] }; QUEUES],
        }
    }

    /// Empties a queue and sets its capacity. Returns false, and changes nothing, if there is no such queue, the capacity is
    /// above [`CAPACITY`], or a task waits for the queue or was woken for it.
    pub fn init(&self, queue: u8, capacity: u8) -> bool {
        let is_set = usize::from(capacity) <= CAPACITY && self.exchange.init(queue.into(), capacity, 0);
        if is_set {
            let queue = usize::from(queue);
            self.gets[queue].set(self.puts[queue].get());
        }
        is_set
    }

    /// Puts a message into a queue: for a task with its priority, which waits if the queue is full, or for nobody. Returns
    /// the task to wake, or one of [`outcome`](crate::outcome).
    #[inline(always)]
    pub fn put(&self, queue: u8, who: Option<(Task, Priority)>, message: Message) -> u8 {
        let answer = self.exchange.ask_to_put(queue, who);
        if answer != GRANTED {
            return answer;
        }
        // One by one, since the compiler keeps a loop when it optimizes for size.
        let [a, b, c, d] = self.slot(queue, &self.puts);
        a.set(message[0]);
        b.set(message[1]);
        c.set(message[2]);
        d.set(message[3]);
        self.exchange.has_put(queue)
    }

    /// Takes the oldest message: for a task with its priority, which waits if there is none, or for nobody. Returns the task
    /// to wake, or one of [`outcome`](crate::outcome), and the message; zeros if there is none.
    #[inline(always)]
    pub fn get(&self, queue: u8, who: Option<(Task, Priority)>) -> (u8, Message) {
        let answer = self.exchange.ask_to_get(queue, who);
        if answer != GRANTED {
            return (answer, [0; 4]);
        }
        let [a, b, c, d] = self.slot(queue, &self.gets);
        let message = [a.get(), b.get(), c.get(), d.get()];
        (self.exchange.has_got(queue), message)
    }

    /// Ends the wait of `task`, or gives back what it was woken for. Returns the task to wake, or one of
    /// [`outcome`](crate::outcome).
    pub fn cancel(&self, task: Task) -> u8 {
        self.exchange.cancel(task)
    }

    /// The number of messages in a queue; 0 if there is no such queue.
    pub fn count(&self, queue: u8) -> u8 {
        let queue = usize::from(queue);
        if queue < QUEUES { self.exchange.count(queue) } else { 0 }
    }

    /// The slot of a queue that is next by one of its two counters, and one more in that. The remainders keep indices within
    /// the arrays without a branch.
    fn slot(&self, queue: u8, counter: &[Byte; QUEUES]) -> &[Word; 4] {
        let queue = usize::from(queue) % QUEUES;
        let number = counter[queue].get();
        counter[queue].set(number.wrapping_add(1));
        &self.slots[queue][usize::from(number) % CAPACITY]
    }
}

impl Default for MessageQueues {
    fn default() -> MessageQueues {
        MessageQueues::new()
    }
}
