//! The intrinsics of a stream or a future, and the representation of its items, as a transfer of one item needs them.
//!
//! Takes the tables that `wit_bindgen::generate!` makes for each type that a stream or a future of its world carries.

use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem;

use wit_bindgen::rt::async_support::{FutureVtable, StreamVtable};

use super::Outcome;

/// The direction of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the other end to this one.
    Read,
    /// From this end to the other one.
    Write,
}

/// The operations of one type of stream or future.
///
/// # Safety
///
/// The methods implement the component model's operations for a stream or a future of [`Item`](Channel::Item). A
/// pointer that is passed to [`start`](Channel::start) is used until the [`Outcome`] is known to be other than
/// `Blocked`, and not after that. [`lower`](Channel::lower) writes a value with [`layout`](Channel::layout), and
/// [`lift`](Channel::lift) reads one.
pub(crate) unsafe trait Channel: Copy + 'static {
    /// The type of the items.
    type Item: 'static;

    /// Size and alignment of an item's canonical representation.
    fn layout(self) -> Layout;

    /// Writes the canonical representation of an item, and moves the item's ownership into it.
    ///
    /// # Safety
    ///
    /// `to` has room for [`layout`](Channel::layout).
    unsafe fn lower(self, item: Self::Item, to: *mut u8);

    /// Reads an item from its canonical representation, which owns nothing after that.
    ///
    /// # Safety
    ///
    /// `from` points to the representation of an item.
    unsafe fn lift(self, from: *mut u8) -> Self::Item;

    /// Frees the memory that a representation still owns after its item was sent. It frees no handle.
    ///
    /// # Safety
    ///
    /// `item` points to the representation of an item that was sent.
    unsafe fn free_sent(self, item: *mut u8);

    /// Starts to read or write one item.
    ///
    /// # Safety
    ///
    /// `end` is an end for this direction, with no operation in progress. `slot` has the items' layout, holds an item
    /// for a write, and is not moved while the outcome is `Blocked`.
    unsafe fn start(self, direction: Direction, end: u32, slot: *mut u8) -> Outcome;

    /// Cancels the operation in progress.
    ///
    /// # Safety
    ///
    /// An operation is in progress on `end` in this direction, and the end belongs to no waitable set.
    unsafe fn cancel(self, direction: Direction, end: u32) -> Outcome;

    /// Converts the code of an event.
    fn outcome(self, code: u32) -> Outcome;

    /// Drops an end.
    ///
    /// # Safety
    ///
    /// `end` is an end for this direction, and is not used again.
    unsafe fn drop_end(self, direction: Direction, end: u32);

    /// Makes a pair: the readable end in the low half, the writable one in the high half.
    fn make_pair(self) -> u64;
}

// SAFETY: the generated tables hold the component model's intrinsics. Without `lift` and `lower` the items have their
// canonical representation in Rust already.
unsafe impl<T: 'static> Channel for &'static StreamVtable<T> {
    type Item = T;

    fn layout(self) -> Layout {
        self.layout
    }

    unsafe fn lower(self, item: T, to: *mut u8) {
        match self.lower {
            // SAFETY: the caller upholds the contract.
            Some(lower) => unsafe { lower(item, to) },
            // SAFETY: the layout is `T`'s, and the caller gives room for it.
            None => unsafe { to.cast::<T>().write(item) },
        }
    }

    unsafe fn lift(self, from: *mut u8) -> T {
        match self.lift {
            // SAFETY: the caller upholds the contract.
            Some(lift) => unsafe { lift(from) },
            // SAFETY: the representation is `T`'s.
            None => unsafe { from.cast::<T>().read() },
        }
    }

    unsafe fn free_sent(self, item: *mut u8) {
        if let Some(dealloc_lists) = self.dealloc_lists {
            // SAFETY: the caller upholds the contract.
            unsafe { dealloc_lists(item) };
        }
    }

    unsafe fn start(self, direction: Direction, end: u32, slot: *mut u8) -> Outcome {
        // SAFETY: the caller upholds the contract.
        let code = unsafe {
            match direction {
                Direction::Read => (self.start_read)(end, slot, 1),
                Direction::Write => (self.start_write)(end, slot, 1),
            }
        };
        Outcome::of_stream(code)
    }

    unsafe fn cancel(self, direction: Direction, end: u32) -> Outcome {
        // SAFETY: the caller upholds the contract.
        let code = unsafe {
            match direction {
                Direction::Read => (self.cancel_read)(end),
                Direction::Write => (self.cancel_write)(end),
            }
        };
        Outcome::of_stream(code)
    }

    fn outcome(self, code: u32) -> Outcome {
        Outcome::of_stream(code)
    }

    unsafe fn drop_end(self, direction: Direction, end: u32) {
        // SAFETY: the caller upholds the contract.
        unsafe {
            match direction {
                Direction::Read => (self.drop_readable)(end),
                Direction::Write => (self.drop_writable)(end),
            }
        }
    }

    fn make_pair(self) -> u64 {
        // SAFETY: the intrinsic takes nothing.
        unsafe { (self.new)() }
    }
}

// SAFETY: as for streams; a future's table always has `lift` and `lower`.
unsafe impl<T: 'static> Channel for &'static FutureVtable<T> {
    type Item = T;

    fn layout(self) -> Layout {
        self.layout
    }

    unsafe fn lower(self, item: T, to: *mut u8) {
        // SAFETY: the caller upholds the contract.
        unsafe { (self.lower)(item, to) }
    }

    unsafe fn lift(self, from: *mut u8) -> T {
        // SAFETY: the caller upholds the contract.
        unsafe { (self.lift)(from) }
    }

    unsafe fn free_sent(self, item: *mut u8) {
        // SAFETY: the caller upholds the contract.
        unsafe { (self.dealloc_lists)(item) }
    }

    unsafe fn start(self, direction: Direction, end: u32, slot: *mut u8) -> Outcome {
        // SAFETY: the caller upholds the contract.
        let code = unsafe {
            match direction {
                Direction::Read => (self.start_read)(end, slot),
                Direction::Write => (self.start_write)(end, slot),
            }
        };
        Outcome::of_future(code)
    }

    unsafe fn cancel(self, direction: Direction, end: u32) -> Outcome {
        // SAFETY: the caller upholds the contract.
        let code = unsafe {
            match direction {
                Direction::Read => (self.cancel_read)(end),
                Direction::Write => (self.cancel_write)(end),
            }
        };
        Outcome::of_future(code)
    }

    fn outcome(self, code: u32) -> Outcome {
        Outcome::of_future(code)
    }

    unsafe fn drop_end(self, direction: Direction, end: u32) {
        // SAFETY: the caller upholds the contract.
        unsafe {
            match direction {
                Direction::Read => (self.drop_readable)(end),
                Direction::Write => (self.drop_writable)(end),
            }
        }
    }

    fn make_pair(self) -> u64 {
        // SAFETY: the intrinsic takes nothing.
        unsafe { (self.new)() }
    }
}

/// An end that this component owns. Dropping the value drops the end.
pub(crate) struct End<C: Channel> {
    channel: C,
    direction: Direction,
    handle: u32,
    /// Items can pass in either direction.
    item: PhantomData<fn(C::Item) -> C::Item>,
}

impl<C: Channel> End<C> {
    /// Takes ownership of an end.
    ///
    /// # Safety
    ///
    /// `handle` is an end of `channel` for this direction, and has no other owner.
    pub(crate) unsafe fn new(channel: C, direction: Direction, handle: u32) -> End<C> {
        End { channel, direction, handle, item: PhantomData }
    }

    /// Makes both ends of a new channel: the writable end, and the handle of the readable end.
    pub(crate) fn pair(channel: C) -> (End<C>, u32) {
        let handles = channel.make_pair();
        let [readable, writable] = [handles as u32, (handles >> 32) as u32];
        // SAFETY: the runtime has just made the writable end for its caller.
        (unsafe { End::new(channel, Direction::Write, writable) }, readable)
    }

    pub(crate) fn channel(&self) -> C {
        self.channel
    }

    pub(crate) fn direction(&self) -> Direction {
        self.direction
    }

    pub(crate) fn handle(&self) -> u32 {
        self.handle
    }

    /// Returns the handle, and gives up ownership of it.
    pub(crate) fn into_handle(self) -> u32 {
        let handle = self.handle;
        mem::forget(self);
        handle
    }
}

impl<C: Channel> Drop for End<C> {
    fn drop(&mut self) {
        // SAFETY: the end is this value's own.
        unsafe { self.channel.drop_end(self.direction, self.handle) };
    }
}
