//! Asynchronous tasks that wait for each other, on an executor with static memory, as Embassy's users write them.

#![no_std]

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use support::{Memory, Random, Sum};

/// The number of tasks.
const TASKS: usize = 4;

/// A channel of a fixed capacity between tasks.
struct Channel<const N: usize> {
    items: [Cell<u32>; N],
    first: Cell<usize>,
    length: Cell<usize>,
    waiting: RefCell<[Option<Waker>; 2]>,
}

/// The side of a channel that waits.
#[derive(Clone, Copy)]
enum Side {
    Sender,
    Receiver,
}

impl<const N: usize> Channel<N> {
    const fn new() -> Channel<N> {
        Channel {
            items: [const { Cell::new(0) }; N],
            first: Cell::new(0),
            length: Cell::new(0),
            waiting: RefCell::new([const { None }; 2]),
        }
    }

    fn try_send(&self, item: u32) -> bool {
        let length = self.length.get();
        if length == N {
            return false;
        }
        self.items[(self.first.get() + length) % N].set(item);
        self.length.set(length + 1);
        true
    }

    fn try_receive(&self) -> Option<u32> {
        let length = self.length.get().checked_sub(1)?;
        let first = self.first.get();
        self.first.set((first + 1) % N);
        self.length.set(length);
        Some(self.items[first].get())
    }

    /// Waits until `attempt` gives something, then wakes the other side.
    fn wait<T>(&self, side: Side, attempt: impl Fn() -> Option<T>) -> impl Future<Output = T> {
        core::future::poll_fn(move |context| {
            let mut waiting = self.waiting.borrow_mut();
            let [own, other] = match (side, &mut *waiting) {
                (Side::Sender, [sender, receiver]) => [sender, receiver],
                (Side::Receiver, [sender, receiver]) => [receiver, sender],
            };
            match attempt() {
                Some(result) => {
                    other.take().into_iter().for_each(Waker::wake);
                    Poll::Ready(result)
                }
                None => {
                    *own = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
    }

    async fn send(&self, item: u32) {
        self.wait(Side::Sender, || self.try_send(item).then_some(())).await;
    }

    async fn receive(&self) -> u32 {
        self.wait(Side::Receiver, || self.try_receive()).await
    }
}

/// The state that all tasks use: which of them are ready, the channels between them, and the checksum.
struct Shared {
    ready: [Cell<bool>; TASKS],
    raw: Channel<4>,
    smooth: Channel<2>,
    sum: Cell<Sum>,
    polls: Cell<u32>,
}

static SHARED: Memory<Shared> = Memory::new(Shared {
    ready: [const { Cell::new(true) }; TASKS],
    raw: Channel::new(),
    smooth: Channel::new(),
    sum: Cell::new(Sum(0)),
    polls: Cell::new(0),
});

/// A waker's data is the address of its task's flag.
const WAKERS: RawWakerVTable = RawWakerVTable::new(
    |flag| RawWaker::new(flag, &WAKERS),
    // SAFETY: a waker is made only of a flag in static memory.
    |flag| unsafe { (*flag.cast::<Cell<bool>>()).set(true) },
    // SAFETY: see above.
    |flag| unsafe { (*flag.cast::<Cell<bool>>()).set(true) },
    |_| {},
);

/// Measures, in bursts.
async fn sensor(shared: &Shared, mut random: Random) {
    for burst in 0..20 {
        for _ in 0..1 + burst % 6 {
            shared.raw.send(random.below(1024)).await;
        }
        pause(1 + burst % 3).await;
    }
    shared.raw.send(u32::MAX).await;
}

/// Takes the mean of the last values.
async fn filter(shared: &Shared) {
    let (mut last, mut at) = ([512; 8], 0);
    loop {
        let value = shared.raw.receive().await;
        if value == u32::MAX {
            shared.smooth.send(value).await;
            return;
        }
        last[at % 8] = value;
        at += 1;
        shared.smooth.send(last.iter().sum::<u32>() / 8).await;
    }
}

/// Switches when a value is too high or too low.
async fn control(shared: &Shared) {
    let mut on = false;
    loop {
        let value = shared.smooth.receive().await;
        if value == u32::MAX {
            return;
        }
        on = if on { value < 560 } else { value < 470 };
        let mut sum = shared.sum.get();
        sum.add(value << 1 | u32::from(on));
        shared.sum.set(sum);
    }
}

/// Counts how often it runs.
async fn idle(shared: &Shared) {
    for _ in 0..30 {
        pause(2).await;
        shared.polls.set(shared.polls.get() + 1);
    }
}

/// Lets the others run, so many times.
async fn pause(times: u32) {
    for _ in 0..times {
        let mut yielded = false;
        core::future::poll_fn(|context| {
            if core::mem::replace(&mut yielded, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}

/// Runs all tasks to their ends; returns a checksum.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let shared = unsafe { SHARED.get() };
    *shared = Shared {
        ready: [const { Cell::new(true) }; TASKS],
        raw: Channel::new(),
        smooth: Channel::new(),
        sum: Cell::new(Sum(seed)),
        polls: Cell::new(0),
    };
    let shared = &*shared;
    let (sensor, filter) = (pin!(sensor(shared, Random::new(seed))), pin!(filter(shared)));
    let (control, idle) = (pin!(control(shared)), pin!(idle(shared)));
    let mut tasks: [Option<Pin<&mut dyn Future<Output = ()>>>; TASKS] =
        [Some(sensor), Some(filter), Some(control), Some(idle)];
    let mut polls = 0;
    while tasks.iter().any(Option::is_some) {
        for (task, ready) in tasks.iter_mut().zip(&shared.ready) {
            let Some(running) = task.as_mut().filter(|_| ready.replace(false)) else { continue };
            // SAFETY: the flag is in static memory, and the table's functions take it as such.
            let waker = unsafe { Waker::new(core::ptr::from_ref(ready).cast(), &WAKERS) };
            polls += 1;
            if running.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                *task = None;
            }
        }
    }
    let mut sum = shared.sum.get();
    sum.add(polls);
    sum.add(shared.polls.get());
    sum.0
}
