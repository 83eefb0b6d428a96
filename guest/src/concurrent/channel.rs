//! A stream or a future as the transfer of one item sees it: intrinsics, and the representation of its items.
//!
//! Takes the tables that `wit_bindgen::generate!` makes for each type that a stream or a future of its world carries.

use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem;

use wit_bindgen::rt::async_support::{FutureVtable, StreamVtable};

use super::Outcome;

/// Which way an item goes.
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
/// They are the component model's, for a stream or a future of [`Item`](Channel::Item): a pointer that goes to
/// [`start`](Channel::start) is used until an [`Outcome`] other than `Blocked` is known, and then no more. What
/// [`lower`](Channel::lower) writes has [`layout`](Channel::layout), and [`lift`](Channel::lift) reads that.
pub(crate) unsafe trait Channel: Copy + 'static {
    /// What moves.
    type Item: 'static;

    /// Size and alignment of an item's canonical representation.
    fn layout(self) -> Layout;

    /// Writes the canonical representation of an item, and gives it what the item owns.
    ///
    /// # Safety
    ///
    /// `to` has room for [`layout`](Channel::layout).
    unsafe fn lower(self, item: Self::Item, to: *mut u8);

    /// Makes the item of its canonical representation, which owns nothing from then on.
    ///
    /// # Safety
    ///
    /// At `from` is the representation of an item.
    unsafe fn lift(self, from: *mut u8) -> Self::Item;

    /// Frees what a representation still owns after its item went to the other end: memory, but no handle.
    ///
    /// # Safety
    ///
    /// At `item` is the representation of an item that went.
    unsafe fn free_sent(self, item: *mut u8);

    /// Starts to read or write one item.
    ///
    /// # Safety
    ///
    /// `end` is an end for that direction with no operation going on. `slot` has the items' layout, holds an item for a
    /// write, and stays where it is while the outcome is `Blocked`.
    unsafe fn start(self, direction: Direction, end: u32, slot: *mut u8) -> Outcome;

    /// Ends the operation that is going on.
    ///
    /// # Safety
    ///
    /// One is, on `end` and in that direction; the end belongs to no waitable set.
    unsafe fn cancel(self, direction: Direction, end: u32) -> Outcome;

    /// What the code of an event says.
    fn outcome(self, code: u32) -> Outcome;

    /// Gives up an end.
    ///
    /// # Safety
    ///
    /// `end` is an end for that direction, and is not used again.
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
            // SAFETY: the caller's.
            Some(lower) => unsafe { lower(item, to) },
            // SAFETY: the layout is `T`'s, and the caller gives room for it.
            None => unsafe { to.cast::<T>().write(item) },
        }
    }

    unsafe fn lift(self, from: *mut u8) -> T {
        match self.lift {
            // SAFETY: the caller's.
            Some(lift) => unsafe { lift(from) },
            // SAFETY: the representation is `T`'s.
            None => unsafe { from.cast::<T>().read() },
        }
    }

    unsafe fn free_sent(self, item: *mut u8) {
        if let Some(dealloc_lists) = self.dealloc_lists {
            // SAFETY: the caller's.
            unsafe { dealloc_lists(item) };
        }
    }

    unsafe fn start(self, direction: Direction, end: u32, slot: *mut u8) -> Outcome {
        // SAFETY: the caller's.
        let code = unsafe {
            match direction {
                Direction::Read => (self.start_read)(end, slot, 1),
                Direction::Write => (self.start_write)(end, slot, 1),
            }
        };
        Outcome::of_stream(code)
    }

    unsafe fn cancel(self, direction: Direction, end: u32) -> Outcome {
        // SAFETY: the caller's.
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
        // SAFETY: the caller's.
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
        // SAFETY: the caller's.
        unsafe { (self.lower)(item, to) }
    }

    unsafe fn lift(self, from: *mut u8) -> T {
        // SAFETY: the caller's.
        unsafe { (self.lift)(from) }
    }

    unsafe fn free_sent(self, item: *mut u8) {
        // SAFETY: the caller's.
        unsafe { (self.dealloc_lists)(item) }
    }

    unsafe fn start(self, direction: Direction, end: u32, slot: *mut u8) -> Outcome {
        // SAFETY: the caller's.
        let code = unsafe {
            match direction {
                Direction::Read => (self.start_read)(end, slot),
                Direction::Write => (self.start_write)(end, slot),
            }
        };
        Outcome::of_future(code)
    }

    unsafe fn cancel(self, direction: Direction, end: u32) -> Outcome {
        // SAFETY: the caller's.
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
        // SAFETY: the caller's.
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

/// An end that this component owns; dropping it gives it up.
pub(crate) struct End<C: Channel> {
    channel: C,
    direction: Direction,
    handle: u32,
    /// An end carries items in or out.
    item: PhantomData<fn(C::Item) -> C::Item>,
}

impl<C: Channel> End<C> {
    /// Takes an end.
    ///
    /// # Safety
    ///
    /// `handle` is an end of `channel` for that direction, and nobody else's.
    pub(crate) unsafe fn new(channel: C, direction: Direction, handle: u32) -> End<C> {
        End { channel, direction, handle, item: PhantomData }
    }

    /// Makes both ends of a new channel: the writable one, and the handle of the readable one.
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

    /// The handle, for another owner.
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
