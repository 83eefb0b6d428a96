//! The transfer of one item, from its start to its end.
//!
//! ```text
//!                  poll: start                      poll: the event says "moved" or "closed"
//!        ┌──────┐ ─────────────► ┌──────────┐ ──────────────────────────────────────────────► ┌──────┐
//!   ───► │ Idle │                │ InFlight │   cancel: the event, or the runtime's answer    │ Over │
//!        └──────┘ ◄───────────── └──────────┘ ──────────────────────────────────────────────► └──────┘
//!            │     poll: the event says "nothing", so start again                                ▲
//!            └─────────────────────────── cancel ────────────────────────────────────────────────┘
//! ```
//!
//! Only in `InFlight` does the runtime have a pointer to the slot. A poll that finds no event leaves the state as it is.
//! The item moves along another line: `Item` (a write, in its Rust representation), `Lowered` (in the slot), `Nothing`
//! (sent). A read goes from `Nothing` to `Lowered`. Taking the item leads to `Nothing`.

use core::cell::UnsafeCell;
use core::marker::PhantomPinned;
use core::mem::{self, MaybeUninit};
use core::pin::Pin;
use core::task::{Context, Poll};

use super::wait::Wait;
use super::{Buffer, Channel, Direction, End, Outcome};

/// One read or write of one item.
///
/// While it is in flight, the runtime has a pointer to the slot, and a task has a pointer to `wait`. Both are part of
/// this value, or of a buffer that it owns. The value is pinned by then, so its storage cannot be reused before it is
/// dropped, and dropping it first makes both forget their pointers. A leaked value keeps its storage forever, which is
/// sound too.
pub(crate) struct Transfer<C: Channel> {
    channel: C,
    direction: Direction,
    end: u32,
    state: State,
    holds: Holds,
    /// The item in Rust before it is lowered, and the slot if there is no buffer.
    frame: UnsafeCell<MaybeUninit<C::Item>>,
    buffer: Option<Buffer>,
    wait: Wait,
    _pinned: PhantomPinned,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The operation is not started, or is to be started again.
    Idle,
    /// The runtime has a pointer to the slot.
    InFlight,
    /// The outcome has been returned.
    Over,
}

/// The item that the transfer owns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    /// An item in `frame`, in its Rust representation.
    Item,
    /// An item in the slot, in its canonical representation.
    Lowered,
}

impl<C: Channel> Transfer<C> {
    /// Makes a read, which the first poll starts.
    ///
    /// The caller keeps `end` while this value exists, and starts no other operation on it. `buffer` must be the result
    /// of [`Buffer::unless_frame`] for the channel.
    pub(crate) fn read(end: &End<C>, buffer: Option<Buffer>) -> Transfer<C> {
        Transfer::new(end, buffer, Holds::Nothing, MaybeUninit::uninit())
    }

    /// Makes a write of `item`; otherwise the same as [`Transfer::read`].
    pub(crate) fn write(end: &End<C>, buffer: Option<Buffer>, item: C::Item) -> Transfer<C> {
        Transfer::new(end, buffer, Holds::Item, MaybeUninit::new(item))
    }

    fn new(end: &End<C>, buffer: Option<Buffer>, holds: Holds, frame: MaybeUninit<C::Item>) -> Transfer<C> {
        Transfer {
            channel: end.channel(),
            direction: end.direction(),
            end: end.handle(),
            state: State::Idle,
            holds,
            frame: UnsafeCell::new(frame),
            buffer,
            wait: Wait::default(),
            _pinned: PhantomPinned,
        }
    }

    /// Continues the operation. Ready with [`Outcome::Moved`] or [`Outcome::Closed`].
    ///
    /// # Panics
    ///
    /// When the outcome was already returned; outside a task, if the other end is not ready.
    pub(crate) fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        loop {
            let outcome = match self.state {
                State::Idle => self.as_mut().start(),
                State::InFlight => match self.wait.take_code() {
                    Some(code) => self.channel.outcome(code),
                    None => Outcome::Blocked,
                },
                State::Over => panic!("a read or write was polled after it was over"),
            };
            match outcome {
                Outcome::Blocked => {
                    let end = self.end;
                    self.wait().register(end, cx.waker());
                    return Poll::Pending;
                }
                // This operation was not cancelled here, but the runtime may end one by itself. Start again.
                Outcome::Nothing => self.as_mut().set_state(State::Idle),
                Outcome::Moved { .. } | Outcome::Closed => {
                    self.settle(outcome);
                    return Poll::Ready(outcome);
                }
            }
        }
    }

    /// Ends the operation, if it is not over. After that, no pointer to this value is left outside.
    ///
    /// An item may have moved nevertheless. [`Outcome::Nothing`] means that the operation was cancelled, was never
    /// started, or was already over.
    pub(crate) fn cancel(self: Pin<&mut Self>) -> Outcome {
        let outcome = match self.state {
            State::Idle | State::Over => Outcome::Nothing,
            State::InFlight => self.outcome_now(),
        };
        self.settle(outcome);
        outcome
    }

    /// Returns true if the outcome has been returned.
    pub(crate) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// Takes the item that this value owns: one that was read, or one that was not written.
    pub(crate) fn take_item(self: Pin<&mut Self>) -> Option<C::Item> {
        assert!(self.state != State::InFlight, "the runtime may be using the item");
        // SAFETY: nothing is moved but the item.
        let me = unsafe { self.get_unchecked_mut() };
        match mem::replace(&mut me.holds, Holds::Nothing) {
            Holds::Nothing => None,
            // SAFETY: `holds` says that it is there, and does not say so any more.
            Holds::Item => Some(unsafe { me.frame.get().cast::<C::Item>().read() }),
            // SAFETY: as above.
            Holds::Lowered => Some(unsafe { me.channel.lift(me.slot()) }),
        }
    }

    /// Takes the buffer, for the next transfer.
    pub(crate) fn take_buffer(self: Pin<&mut Self>) -> Option<Buffer> {
        assert!(self.state == State::Over && self.holds == Holds::Nothing, "the buffer is in use");
        // SAFETY: a buffer's pointer moves; what it points to does not.
        unsafe { self.get_unchecked_mut() }.buffer.take()
    }

    /// Lowers the item if there is one, and starts the operation.
    fn start(self: Pin<&mut Self>) -> Outcome {
        // SAFETY: nothing is moved but the item.
        let me = unsafe { self.get_unchecked_mut() };
        if me.holds == Holds::Item {
            me.holds = Holds::Nothing;
            // SAFETY: `holds` said that it is there, and does not say so any more; the slot has the channel's layout.
            unsafe {
                let item = me.frame.get().cast::<C::Item>().read();
                me.channel.lower(item, me.slot());
            }
            me.holds = Holds::Lowered;
        }
        // SAFETY: nothing is in flight on this end. The slot is pinned, and no longer used once this value is dropped,
        // which ends the operation.
        let outcome = unsafe { me.channel.start(me.direction, me.end, me.slot()) };
        me.state = State::InFlight;
        outcome
    }

    /// The outcome of the operation in flight: from its event, or else from cancelling it.
    fn outcome_now(&self) -> Outcome {
        let arrived = self.wait.take_code().map_or(Outcome::Blocked, |code| self.channel.outcome(code));
        if arrived != Outcome::Blocked {
            return arrived;
        }
        self.wait.unregister(self.end);
        // SAFETY: the operation is in flight, and its end in no set any more.
        let outcome = unsafe { self.channel.cancel(self.direction, self.end) };
        assert!(outcome != Outcome::Blocked, "an operation that was cancelled still goes on");
        outcome
    }

    /// Updates the state and the ownership of the item after an outcome.
    fn settle(self: Pin<&mut Self>, outcome: Outcome) {
        // SAFETY: nothing is moved.
        let me = unsafe { self.get_unchecked_mut() };
        me.state = State::Over;
        if !matches!(outcome, Outcome::Moved { .. }) {
            return;
        }
        match me.direction {
            Direction::Read => me.holds = Holds::Lowered,
            Direction::Write => {
                me.holds = Holds::Nothing;
                // SAFETY: the item in the slot went to the other end.
                unsafe { me.channel.free_sent(me.slot()) };
            }
        }
    }

    fn set_state(self: Pin<&mut Self>, state: State) {
        // SAFETY: nothing is moved.
        unsafe { self.get_unchecked_mut() }.state = state;
    }

    fn wait(self: Pin<&mut Self>) -> Pin<&mut Wait> {
        // SAFETY: `wait` is pinned as part of this value.
        unsafe { self.map_unchecked_mut(|me| &mut me.wait) }
    }

    fn slot(&self) -> *mut u8 {
        match &self.buffer {
            Some(buffer) => buffer.start(),
            None => self.frame.get().cast(),
        }
    }
}

impl<C: Channel> Drop for Transfer<C> {
    fn drop(&mut self) {
        // SAFETY: a value that is being dropped is not moved any more.
        let mut me = unsafe { Pin::new_unchecked(self) };
        me.as_mut().cancel();
        drop(me.take_item());
    }
}
