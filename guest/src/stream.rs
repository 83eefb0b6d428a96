//! Streams that allocate nothing per item.
//!
//! A [`Reader`] and a [`Writer`] are ends of the component model's `stream<T>`, like `StreamReader` and `StreamWriter`
//! of wit-bindgen, whose `next` and `write_one` allocate a buffer for each item. Here, the item is stored in the future
//! that is awaited. [`streams!`](crate::streams) defines the functions that convert between them:
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
//! # Allocation
//!
//! | operation | allocation |
//! | --- | --- |
//! | making a reader or writer, in a task | the first node of the task's list of waitables, if this is its first; a buffer of one item, if a slot in the frame is too small for it |
//! | an item, the first included, ready or waited for | nothing |
//! | an item that itself owns memory (`string`, `list`) | the memory that it owns |
//!
//! A slot in the frame is large enough if the canonical representation is neither larger nor more strictly aligned than
//! the item in Rust: for numbers, `bool`, `char`, enumerations, strings, lists and records of these. Types that Rust
//! packs more tightly need the buffer: `option<char>` has 8 bytes in the canonical ABI and 4 in Rust,
//! `tuple<u8, u32, u8>` has 12 and 8.
//!
//! The list of waitables is the stock task's: a B-tree whose first node has room for eleven. A task that waits for
//! twelve or more operations at once makes it allocate and free nodes for each item; code outside the task cannot
//! prevent that. For a reader or writer that moves to another task, or was made outside a task, call
//! [`Reader::prepare`] or [`Writer::prepare`] in the new task; otherwise its first wait there may allocate.
//!
//! # Cancelling
//!
//! Dropping a future ends its operation in the runtime before its storage is freed. If an item arrived meanwhile, it is
//! kept, and the next [`Reader::next`] returns it. An item that was to be written is dropped, unless [`Write::cancel`]
//! took it back.
//!
//! There is no `read(&mut [T])`: leaking its future would end the borrow but not the operation, so the runtime would
//! continue to write into memory that its owner uses.

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
/// carry. Takes the path of the module `wit_stream` that `wit_bindgen::generate!` makes.
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
    /// Takes a stock reader. `streams::reader`, which [`streams!`](crate::streams) defines, is the safe form.
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

    /// Reads one item; `None` if no more items will come. Reads only one item even if more are ready.
    ///
    /// Allocates nothing, except for what lifting the item needs. Nothing is read before the future is polled.
    #[expect(clippy::should_implement_trait, reason = "the stock reader's name, for what an iterator cannot do")]
    pub fn next(&mut self) -> Next<'_, T> {
        let buffer = self.buffer.take().or_else(|| Buffer::unless_frame(self.end.channel()));
        let transfer = Transfer::read(&self.end, buffer);
        Next { transfer, reader: self }
    }

    /// Returns true if the other end is known to be dropped. There may still be a kept item.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Makes the running task reserve room for a wait, so that the first wait there does not allocate. Making a reader
    /// does this too; call it for a reader that moved to another task.
    pub fn prepare(&mut self) {
        prepare(self.end.handle());
    }

    /// Converts the reader to a stock reader. Also returns an item that a dropped [`Next`] left behind.
    ///
    /// A stock reader does not know that the other end was dropped. So if the reader was [closed](Reader::is_closed),
    /// the stock reader must not be read from: the runtime would trap.
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
/// The item is stored in this future while the runtime writes it. Dropping the future tells the runtime to stop; an
/// item that has arrived is kept for the next [`Reader::next`].
#[must_use = "futures do nothing unless they are polled"]
pub struct Next<'a, T: 'static> {
    // Dropped first, which cancels the read before the reader can be used again.
    transfer: Transfer<Operations<T>>,
    reader: &'a mut Reader<T>,
}

impl<T: 'static> Next<'_, T> {
    /// Cancels the read. Returns the item if one had arrived. Returns `None` if the read was already over.
    pub fn cancel(mut self: Pin<&mut Self>) -> Option<T> {
        let outcome = self.as_mut().transfer().cancel();
        self.finish(outcome)
    }

    /// Takes the item, and returns the buffer to the reader.
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
    /// Takes a stock writer. `streams::writer`, which [`streams!`](crate::streams) defines, is the safe form.
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

    /// Writes one item. Returns it if the other end was dropped.
    ///
    /// Allocates nothing, except for what lowering the item needs. Nothing is written before the future is polled.
    pub fn write(&mut self, item: T) -> Write<'_, T> {
        let buffer = self.buffer.take().or_else(|| Buffer::unless_frame(self.end.channel()));
        let transfer = Transfer::write(&self.end, buffer, item);
        Write { transfer, writer: self }
    }

    /// Returns true if the other end is known to be dropped.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Same as [`Reader::prepare`].
    pub fn prepare(&mut self) {
        prepare(self.end.handle());
    }

    /// Converts the writer to a stock writer. As for [`Reader::into_stock`], the stock writer of a
    /// [closed](Writer::is_closed) writer must not be written to.
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
/// The item is stored in this future while the runtime reads it. Dropping the future tells the runtime to stop, and
/// drops the item unless it was sent.
#[must_use = "futures do nothing unless they are polled"]
pub struct Write<'a, T: 'static> {
    // Dropped first, which cancels the write before the writer can be used again.
    transfer: Transfer<Operations<T>>,
    writer: &'a mut Writer<T>,
}

impl<T: 'static> Write<'_, T> {
    /// Cancels the write. Returns `Ok` if the item had been sent, otherwise the item.
    ///
    /// # Errors
    ///
    /// The item that was not sent, which can be passed to the next [`Writer::write`], unless [`Writer::is_closed`].
    ///
    /// # Panics
    ///
    /// When the write is already over: its item was returned or sent.
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
        // The caller dropped the write, and so the item with it.
        drop(me.stop());
    }
}

#[cfg(test)]
mod tests;
