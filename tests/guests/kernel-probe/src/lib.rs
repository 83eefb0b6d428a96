//! Calls each kernel primitive in the way whose instructions are counted.

#![no_std]

dissolve_guest::generate!({
    path: "../../../kernel/wit",
    inline: "
        package test:kernel-probe;

        world probe {
            import dissolve:kernel/condition@0.1.0;
            import dissolve:kernel/event-flags@0.1.0;
            import dissolve:kernel/memory-pool@0.1.0;
            import dissolve:kernel/message-queue@0.1.0;
            import dissolve:kernel/mutex@0.1.0;
            import dissolve:kernel/pipe@0.1.0;
            import dissolve:kernel/scheduler@0.1.0;
            import dissolve:kernel/semaphore@0.1.0;
            import dissolve:kernel/semaphore-decisions@0.1.0;
            import dissolve:kernel/stack@0.1.0;
            import dissolve:kernel/timer@0.1.0;

            export init: func();
            export condition: func(condition: u8, who: u8) -> bool;
            export events: func(group: u8) -> bool;
            export events-waited: func(group: u8, who: u8) -> bool;
            export message: func(queue: u8, first: u32) -> bool;
            export message-waited: func(queue: u8, who: u8) -> bool;
            export mutex: func(mutex: u8) -> bool;
            export mutex-inherited: func(mutex: u8) -> bool;
            export pipe: func(pipe: u8, first: u32) -> bool;
            export pool: func(pool: u8) -> bool;
            export stack: func(stack: u8, word: u32) -> bool;
            export switch: func() -> bool;
            export give-and-wake: func(semaphore: u8) -> bool;
            export timer: func(timer: u8) -> bool;
            export semaphore: func(semaphore: u8) -> bool;
            export semaphore-waited: func(semaphore: u8, who: u8) -> bool;
            export semaphore-decided: func(count: u32, limit: u32) -> u32;
        }
    ",
    generate_all,
    cabi_realloc: "omit",
});

use dissolve::kernel::event_flags::{self, Mode, WaitOutcome};
use dissolve::kernel::mutex::{self, LockOutcome};
use dissolve::kernel::scheduler::Reason;
use dissolve::kernel::semaphore::{self, TakeOutcome};
use dissolve::kernel::semaphore_decisions::{self, GiveDecision, TakeDecision};
use dissolve::kernel::{condition, memory_pool, message_queue, pipe, scheduler, stack, timer};

/// The outcome of calls after which the task waits.
const WOULD_WAIT: u8 = 252;
/// The outcome of calls that wake no task.
const NOBODY: u8 = 255;

struct Probe;

impl Guest for Probe {
    fn init() {
        for number in 0..8 {
            semaphore::init(number, 0, 10);
            message_queue::init(number, 8);
            memory_pool::init(number, 8);
            stack::init(number, 8);
        }
        scheduler::start(1, 5);
        scheduler::start(2, 5);
        scheduler::switch(Reason::Yields);
    }

    /// The running task yields to another one of its priority.
    fn switch() -> bool {
        scheduler::switch(Reason::Yields) < 32
    }

    /// The running task waits for a semaphore and blocks, another one gives to it, wakes it, and yields to it.
    fn give_and_wake(number: u8) -> bool {
        let first = scheduler::running();
        let taken = semaphore::take(number, first, 5);
        let second = scheduler::switch(Reason::Blocks);
        let woken = scheduler::wake(semaphore::give(number));
        let third = scheduler::switch(Reason::Yields);
        taken == TakeOutcome::WouldWait && second != first && woken && third == first
    }

    /// A start, and an advance at which the timer expires.
    fn timer(number: u8) -> bool {
        timer::start(number, 0, 10, 0) && timer::advance(10) == 1 << number
    }

    /// A wait, and a signal that ends it.
    fn condition(number: u8, who: u8) -> bool {
        let waits = condition::wait(number, who, 5);
        let signalled = condition::signal(number);
        waits && signalled == who
    }

    /// A set, and a wait that is met and clears the flag.
    fn events(group: u8) -> bool {
        let woken = event_flags::set(group, 4);
        let waited = event_flags::wait(group, 1, 5, 4, Mode::All, true);
        woken == 0 && waited == WaitOutcome::Met
    }

    /// A wait that is not met, and a set that ends it.
    fn events_waited(group: u8, who: u8) -> bool {
        let waited = event_flags::wait(group, who, 5, 4, Mode::All, true);
        let woken = event_flags::set(group, 4);
        waited == WaitOutcome::WouldWait && woken == 1 << who
    }

    /// A write and a read of 16 bytes.
    fn pipe(number: u8, first: u32) -> bool {
        let written = pipe::write(number, 1, 5, (first, 2, 3, 4), 16);
        let read = pipe::read(number, 2, 5, 16);
        written.wake == 0 && read.length == 16 && read.bytes == (first, 2, 3, 4)
    }

    /// An allocation and the release of the block.
    fn pool(number: u8) -> bool {
        let block = memory_pool::allocate(number, 1, 5);
        memory_pool::release(number, block) == NOBODY
    }

    /// A push and a pop, and nobody waits.
    fn stack(number: u8, word: u32) -> bool {
        let pushed = stack::push(number, 1, 5, word);
        let popped = stack::pop(number, 1, 5);
        pushed == NOBODY && popped.outcome == NOBODY && popped.word == word
    }

    /// A put and a get of 16 bytes, and nobody waits.
    fn message(queue: u8, first: u32) -> bool {
        let put = message_queue::put(queue, 1, 5, (first, 2, 3, 4));
        let got = message_queue::get(queue, 2, 5);
        put == NOBODY && got.outcome == NOBODY && got.message == (first, 2, 3, 4)
    }

    /// A get that waits, a put that wakes its task, and the get again.
    fn message_waited(queue: u8, who: u8) -> bool {
        let waits = message_queue::get(queue, who, 5);
        let put = message_queue::put(queue, 1, 5, (1, 2, 3, 4));
        let got = message_queue::get(queue, who, 5);
        waits.outcome == WOULD_WAIT && put == who && got.outcome == NOBODY && got.message == (1, 2, 3, 4)
    }

    /// A lock and an unlock, and nobody waits.
    fn mutex(number: u8) -> bool {
        let locked = mutex::lock(number, 1, 5);
        let unlocked = mutex::unlock(number, 1);
        locked == LockOutcome::Acquired && unlocked == NOBODY
    }

    /// A lock, a lock that waits and raises the owner, and both unlocks.
    fn mutex_inherited(number: u8) -> bool {
        let locked = mutex::lock(number, 1, 5);
        let waits = mutex::lock(number, 2, 9);
        let first = mutex::unlock(number, 1);
        let second = mutex::unlock(number, 2);
        locked == LockOutcome::Acquired && waits == LockOutcome::WouldWait && first == 2 && second == NOBODY
    }

    /// A give and a take, and nobody waits.
    fn semaphore(number: u8) -> bool {
        let given = semaphore::give(number);
        let taken = semaphore::take(number, 1, 5);
        given == NOBODY && taken == TakeOutcome::Acquired
    }

    /// A take that waits, and a give that ends it.
    fn semaphore_waited(number: u8, who: u8) -> bool {
        let taken = semaphore::take(number, who, 5);
        let given = semaphore::give(number);
        taken == TakeOutcome::WouldWait && given == who
    }

    /// The same give and take by decisions about a count of the caller's.
    fn semaphore_decided(mut count: u32, limit: u32) -> u32 {
        if semaphore_decisions::give(count, limit, false) == GiveDecision::Increment {
            count += 1;
        }
        if semaphore_decisions::take(count, false) == TakeDecision::Decrement {
            count -= 1;
        }
        count
    }
}

export!(Probe);
