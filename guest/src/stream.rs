//! Streams that allocate nothing per item.
//!
//! A [`Reader`] and a [`Writer`] are ends of the component model's `stream<T>`, as are `StreamReader` and `StreamWriter` of
//! wit-bindgen, whose `next` and `write_one` allocate a buffer for each item. Here the item is in the future that is
//! awaited. [`streams!`](crate::streams) makes the functions that go from one to the other:
//!
//! ```text
//! wit_bindgen::generate!({ world: "filter" });
//! dissolve_guest::streams!(wit_stream);
//!
//! async fn sum(numbers: StreamReader<u32>) -> u64 {
//!     let mut numbers = streams::reader(numbers);
//!     let mut sum = 0;
//!     while let Some(number) = numbers.next().await {
//!         sum += u64::from(number);
//!     }
//!     sum
//! }
//! ```
//!
//! # What allocates
//!
//! | what | allocates |
//! | --- | --- |
//! | making a reader or writer, in a task | the first node of the task's list of waitables, if this is its first; a buffer of one item, if a slot in the frame is too small for it |
//! | an item, the first included, ready or waited for | nothing |
//! | an item that itself holds memory (`string`, `list`) | what it holds |
//!
//! A slot in the frame is large enough when the canonical representation is neither larger nor more strictly aligned than
//! the item in Rust: for numbers, `bool`, `char`, enumerations, strings, lists and records of these. What Rust packs tighter
//! needs the buffer: `option<char>` is 8 bytes there and 4 here, `tuple<u8, u32, u8>` 12 and 8.
//!
//! The list of waitables is the stock task's: a B-tree whose first node has room for eleven. A task that waits for twelve
//! or more things at once makes it allocate and free nodes, item by item; nothing outside the task can prevent that.
//! A reader or writer that moves to another task, or was made outside one, prepares the task with [`Reader::prepare`] or
//! [`Writer::prepare`]; otherwise its first wait there may allocate.
//!
//! # Cancelling
//!
//! Dropping a future ends its operation in the runtime before its storage goes. An item that arrived meanwhile is kept:
//! the next [`Reader::next`] gives it. One that was to be written is dropped, unless [`Write::cancel`] took it back.
//!
//! There is no `read(&mut [T])`: a future that is leaked ends its borrow and not its operation, so the runtime would go on
//! writing into memory that its owner uses.

use core::fmt;
use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll};

#[doc(hidden)]
pub use wit_bindgen::rt::async_support::StreamVtable;
#[doc(hidden)]
pub use wit_bindgen::{StreamReader, StreamWriter};

use crate::concurrent::{Buffer, Direction, End, Outcome, Transfer, prepare};

type Operations<T> = &'static StreamVtable<T>;

/// Defines a module `streams` with the functions `reader`, `writer` and `new`, for the types that streams of a world
/// carry. Takes the module `wit_stream` that `wit_bindgen::generate!` makes, as a path from here.
#[macro_export]
macro_rules! streams {
    ($($wit_stream:tt)+) => {
        /// Streams that allocate nothing per item.
        #[allow(dead_code, unused_imports, reason = "a program may need one of the functions, and name its types by path")]
        pub mod streams {
            use super::*;

            /// Takes a stock reader that was not read from to the end.
            pub fn reader<T: $($wit_stream)+::StreamPayload>(
                stock: $crate::stream::StreamReader<T>,
            ) -> $crate::stream::Reader<T> {
                // SAFETY: the table is the one that the stock reader has.
                unsafe { $crate::stream::Reader::from_stock(stock, T::VTABLE) }
            }

            /// Takes a stock writer whose other end it did not see go.
            pub fn writer<T: $($wit_stream)+::StreamPayload>(
                stock: $crate::stream::StreamWriter<T>,
            ) -> $crate::stream::Writer<T> {
                // SAFETY: the table is the one that the stock writer has.
                unsafe { $crate::stream::Writer::from_stock(stock, T::VTABLE) }
            }

            /// Makes a stream: its writer, and its reader as imports and exports take and give it.
            pub fn new<T: $($wit_stream)+::StreamPayload>(
            ) -> ($crate::stream::Writer<T>, $crate::stream::StreamReader<T>) {
                // SAFETY: the table is a generated one.
                unsafe { $crate::stream::pair(T::VTABLE) }
            }
        }
    };
}

/// Makes a stream.
///
/// # Safety
///
/// `table` is one that `wit_bindgen::generate!` made.
#[doc(hidden)]
pub unsafe fn pair<T: 'static>(table: &'static StreamVtable<T>) -> (Writer<T>, StreamReader<T>) {
    let (end, readable) = End::pair(table);
    (Writer::new(end), StreamReader::new(readable, table))
}

/// The readable end of a stream.
pub struct Reader<T: 'static> {
    end: End<Operations<T>>,
    buffer: Option<Buffer>,
    /// An item that arrived for a [`Next`] that was dropped.
    kept: Option<T>,
    closed: bool,
}

impl<T: 'static> Reader<T> {
    /// Takes a stock reader; `streams::reader`, which [`streams!`](crate::streams) defines, is its safe form.
    ///
    /// # Safety
    ///
    /// `table` is the one that `wit_bindgen::generate!` made for this reader.
    #[doc(hidden)]
    pub unsafe fn from_stock(stock: StreamReader<T>, table: &'static StreamVtable<T>) -> Reader<T> {
        // SAFETY: the stock reader owned the end, and gives it up.
        Reader::new(unsafe { End::new(table, Direction::Read, stock.take_handle()) })
    }

    fn new(end: End<Operations<T>>) -> Reader<T> {
        prepare(end.handle());
        let buffer = Buffer::unless_frame(end.channel());
        Reader { end, buffer, kept: None, closed: false }
    }

    /// Reads one item; `None` when no more will come. One item is read even when more are ready.
    ///
    /// Allocates nothing, but for what lifting the item needs. Nothing is read before the future is polled.
    #[expect(clippy::should_implement_trait, reason = "the stock reader's name, for what an iterator cannot do")]
    pub fn next(&mut self) -> Next<'_, T> {
        let buffer = self.buffer.take().or_else(|| Buffer::unless_frame(self.end.channel()));
        let transfer = Transfer::read(&self.end, buffer);
        Next { transfer, reader: self }
    }

    /// Whether the other end is known to be gone. A kept item may still be there.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Has the task that runs now make room for a wait, so that the first one there allocates nothing. Making a reader
    /// does this; it is for a reader that moved to another task.
    pub fn prepare(&mut self) {
        prepare(self.end.handle());
    }

    /// Gives the end back as a stock reader, and an item that a cancelled [`Next`] left behind.
    ///
    /// A stock reader does not know that the other end is gone: one of a [closed](Reader::is_closed) reader must not be
    /// read from (the runtime traps).
    pub fn into_stock(self) -> (StreamReader<T>, Option<T>) {
        let Reader { end, kept, .. } = self;
        let table = end.channel();
        (StreamReader::new(end.into_handle(), table), kept)
    }
}

impl<T> fmt::Debug for Reader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("handle", &self.end.handle()).finish_non_exhaustive()
    }
}

/// A read of one item, made by [`Reader::next`].
///
/// The item is in this future while the runtime writes it. Dropping it tells the runtime to stop; an item that arrived is
/// kept for the next [`Reader::next`].
#[must_use = "futures do nothing unless they are polled"]
pub struct Next<'a, T: 'static> {
    // Dropped, and so cancelled, before the reader can be used again.
    transfer: Transfer<Operations<T>>,
    reader: &'a mut Reader<T>,
}

impl<T: 'static> Next<'_, T> {
    /// Stops the read, and gives the item if one arrived before that. A read that is over gives none.
    pub fn cancel(mut self: Pin<&mut Self>) -> Option<T> {
        let outcome = self.as_mut().transfer().cancel();
        self.finish(outcome)
    }

    /// Takes the item, and gives the buffer back to the reader.
    fn finish(mut self: Pin<&mut Self>, outcome: Outcome) -> Option<T> {
        let item = self.as_mut().transfer().take_item();
        let buffer = self.as_mut().transfer().take_buffer();
        // SAFETY: the reference is not pinned.
        let reader = unsafe { &mut *self.get_unchecked_mut().reader };
        if buffer.is_some() {
            reader.buffer = buffer;
        }
        reader.closed |= matches!(outcome, Outcome::Closed | Outcome::Moved { last: true });
        item
    }

    fn transfer(self: Pin<&mut Self>) -> Pin<&mut Transfer<Operations<T>>> {
        // SAFETY: the transfer is pinned as part of this value.
        unsafe { self.map_unchecked_mut(|me| &mut me.transfer) }
    }
}

impl<T: 'static> Future for Next<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        // SAFETY: the reference is not pinned.
        let reader = unsafe { &mut *self.as_mut().get_unchecked_mut().reader };
        if let Some(item) = reader.kept.take() {
            return Poll::Ready(Some(item));
        }
        if reader.closed {
            return Poll::Ready(None);
        }
        let Poll::Ready(outcome) = self.as_mut().transfer().poll(cx) else { return Poll::Pending };
        Poll::Ready(self.finish(outcome))
    }
}

impl<T: 'static> Drop for Next<'_, T> {
    fn drop(&mut self) {
        // SAFETY: a value that is being dropped is not moved any more.
        let me = unsafe { Pin::new_unchecked(&mut *self) };
        if let Some(item) = me.cancel() {
            self.reader.kept = Some(item);
        }
    }
}

/// The writable end of a stream.
pub struct Writer<T: 'static> {
    end: End<Operations<T>>,
    buffer: Option<Buffer>,
    closed: bool,
}

impl<T: 'static> Writer<T> {
    /// Takes a stock writer; `streams::writer`, which [`streams!`](crate::streams) defines, is its safe form.
    ///
    /// # Safety
    ///
    /// `table` is the one that `wit_bindgen::generate!` made for this writer.
    #[doc(hidden)]
    pub unsafe fn from_stock(stock: StreamWriter<T>, table: &'static StreamVtable<T>) -> Writer<T> {
        let handle = stock.handle();
        mem::forget(stock);
        // SAFETY: the stock writer owned the end, and does not drop it.
        Writer::new(unsafe { End::new(table, Direction::Write, handle) })
    }

    fn new(end: End<Operations<T>>) -> Writer<T> {
        prepare(end.handle());
        let buffer = Buffer::unless_frame(end.channel());
        Writer { end, buffer, closed: false }
    }

    /// Writes one item; gives it back when the other end is gone.
    ///
    /// Allocates nothing, but for what lowering the item needs. Nothing is written before the future is polled.
    pub fn write(&mut self, item: T) -> Write<'_, T> {
        let buffer = self.buffer.take().or_else(|| Buffer::unless_frame(self.end.channel()));
        let transfer = Transfer::write(&self.end, buffer, item);
        Write { transfer, writer: self }
    }

    /// Whether the other end is known to be gone.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// As [`Reader::prepare`].
    pub fn prepare(&mut self) {
        prepare(self.end.handle());
    }

    /// Gives the end back as a stock writer. As for [`Reader::into_stock`], one of a [closed](Writer::is_closed) writer must
    /// not be written to.
    pub fn into_stock(self) -> StreamWriter<T> {
        let Writer { end, .. } = self;
        let table = end.channel();
        // SAFETY: the end is given up here, and is of this table.
        unsafe { StreamWriter::new(end.into_handle(), table) }
    }
}

impl<T> fmt::Debug for Writer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("handle", &self.end.handle()).finish_non_exhaustive()
    }
}

/// A write of one item, made by [`Writer::write`].
///
/// The item is in this future while the runtime reads it. Dropping it tells the runtime to stop, and drops the item unless
/// it went.
#[must_use = "futures do nothing unless they are polled"]
pub struct Write<'a, T: 'static> {
    // Dropped, and so cancelled, before the writer can be used again.
    transfer: Transfer<Operations<T>>,
    writer: &'a mut Writer<T>,
}

impl<T: 'static> Write<'_, T> {
    /// Stops the write: `Ok` when the item had gone, otherwise the item.
    ///
    /// # Errors
    ///
    /// The item that did not go; the next [`Writer::write`] may take it. [`Writer::is_closed`] says whether that is any use.
    ///
    /// # Panics
    ///
    /// When the write is over: its item was given back, or went.
    pub fn cancel(self: Pin<&mut Self>) -> Result<(), T> {
        assert!(!self.transfer.is_over(), "a write was cancelled after it was over");
        self.stop()
    }

    fn stop(mut self: Pin<&mut Self>) -> Result<(), T> {
        let outcome = self.as_mut().transfer().cancel();
        self.finish(outcome)
    }

    fn finish(mut self: Pin<&mut Self>, outcome: Outcome) -> Result<(), T> {
        let item = self.as_mut().transfer().take_item();
        let buffer = self.as_mut().transfer().take_buffer();
        // SAFETY: the reference is not pinned.
        let writer = unsafe { &mut *self.get_unchecked_mut().writer };
        if buffer.is_some() {
            writer.buffer = buffer;
        }
        writer.closed |= matches!(outcome, Outcome::Closed | Outcome::Moved { last: true });
        match item {
            Some(item) => Err(item),
            None => Ok(()),
        }
    }

    fn transfer(self: Pin<&mut Self>) -> Pin<&mut Transfer<Operations<T>>> {
        // SAFETY: the transfer is pinned as part of this value.
        unsafe { self.map_unchecked_mut(|me| &mut me.transfer) }
    }
}

impl<T: 'static> Future for Write<'_, T> {
    type Output = Result<(), T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), T>> {
        if self.writer.closed {
            return Poll::Ready(self.cancel());
        }
        let Poll::Ready(outcome) = self.as_mut().transfer().poll(cx) else { return Poll::Pending };
        Poll::Ready(self.finish(outcome))
    }
}

impl<T: 'static> Drop for Write<'_, T> {
    fn drop(&mut self) {
        // SAFETY: a value that is being dropped is not moved any more.
        let me = unsafe { Pin::new_unchecked(self) };
        // The caller dropped the write, and the item with it.
        drop(me.stop());
    }
}

#[cfg(test)]
mod tests;
