//! Futures whose value is stored in the frame of the code that awaits it.
//!
//! A [`Reader`] and a [`Writer`] are ends of the component model's `future<T>`, like `FutureReader` and `FutureWriter`
//! of wit-bindgen, which allocate a buffer for the value, whatever its type. [`futures!`](crate::futures) defines the
//! functions that convert between them:
//!
//! ```text
//! wit_bindgen::generate!({ world: "sensor" });
//! dissolve_guest::futures!(wit_future);
//!
//! async fn double(reading: FutureReader<u32>) -> u32 {
//!     futures::reader(reading).await * 2
//! }
//! ```
//!
//! Allocation and cancelling are as described for [streams](crate::stream), with the value as the only item; there is
//! one exception. The component model traps when a future's writable end is dropped without a value. So a [`Writer`]
//! that is dropped unwritten (a cancelled write does not count) writes a default value in the background, and the
//! storage for that write is allocated then. (wasmtime 48 refuses a second write after a reader in the host has seen
//! the first, even if that was cancelled: then the call traps, with the stock bindings too.)

use alloc::sync::Arc;
use alloc::task::Wake;
use core::cell::UnsafeCell;
use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

#[doc(hidden)]
pub use wit_bindgen::FutureReader;
#[doc(hidden)]
pub use wit_bindgen::rt::async_support::FutureVtable;

use crate::concurrent::{Buffer, Direction, End, Outcome, Transfer, prepare};

type Operations<T> = &'static FutureVtable<T>;

/// Defines a module `futures` with the functions `reader` and `new`, for the types that futures of a world carry. Takes
/// the path of the module `wit_future` that `wit_bindgen::generate!` makes.
#[macro_export]
macro_rules! futures {
    ($($wit_future:tt)+) => {
        /// Futures whose value is in the frame of whoever awaits it.
        #[allow(dead_code, unused_imports, reason = "a program may need one of the functions, and name its types by path")]
        pub mod futures {
            use super::*;

            /// Takes a stock reader.
            pub fn reader<T: $($wit_future)+::FuturePayload>(
                stock: $crate::future::FutureReader<T>,
            ) -> $crate::future::Reader<T> {
                // SAFETY: the table is the one that the stock reader has.
                unsafe { $crate::future::Reader::from_stock(stock, T::VTABLE) }
            }

            /// Makes a future: its writer, and its reader as imports and exports take and give it. The writer writes
            /// what `default` gives if it is dropped unwritten.
            pub fn new<T: $($wit_future)+::FuturePayload>(
                default: fn() -> T,
            ) -> ($crate::future::Writer<T>, $crate::future::FutureReader<T>) {
                // SAFETY: the table is a generated one.
                unsafe { $crate::future::pair(default, T::VTABLE) }
            }
        }
    };
}

/// Makes a future.
///
/// # Safety
///
/// `table` is one that `wit_bindgen::generate!` made.
#[doc(hidden)]
pub unsafe fn pair<T: 'static>(default: fn() -> T, table: &'static FutureVtable<T>) -> (Writer<T>, FutureReader<T>) {
    let (end, readable) = End::pair(table);
    // SAFETY: the runtime has just made the readable end, of this table's type, for its caller.
    let reader = unsafe { FutureReader::new(readable, table) };
    (Writer::new(end, default), reader)
}

/// The readable end of a future. Awaiting it returns the value.
pub struct Reader<T: 'static> {
    end: End<Operations<T>>,
    buffer: Option<Buffer>,
}

impl<T: 'static> Reader<T> {
    /// Takes a stock reader. `futures::reader`, which [`futures!`](crate::futures) defines, is the safe form.
    ///
    /// # Safety
    ///
    /// `table` is the one that `wit_bindgen::generate!` made for this reader.
    #[doc(hidden)]
    pub unsafe fn from_stock(stock: FutureReader<T>, table: &'static FutureVtable<T>) -> Reader<T> {
        // SAFETY: the stock reader owned the end, and gives it up.
        let end = unsafe { End::new(table, Direction::Read, stock.take_handle()) };
        prepare(end.handle());
        Reader { buffer: Buffer::unless_frame(table), end }
    }

    /// Makes the running task reserve room for a wait, so that the wait does not allocate. Making a reader does this
    /// too; call it for a reader that moved to another task.
    pub fn prepare(&mut self) {
        prepare(self.end.handle());
    }

    /// Converts the reader to a stock reader.
    pub fn into_stock(self) -> FutureReader<T> {
        let table = self.end.channel();
        // SAFETY: the end is given up here, and is of this table.
        unsafe { FutureReader::new(self.end.into_handle(), table) }
    }
}

impl<T> fmt::Debug for Reader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("handle", &self.end.handle()).finish_non_exhaustive()
    }
}

impl<T: 'static> IntoFuture for Reader<T> {
    type Output = T;
    type IntoFuture = Read<T>;

    fn into_future(self) -> Read<T> {
        let Reader { end, buffer } = self;
        Read { transfer: Transfer::read(&end, buffer), end: Some(end) }
    }
}

/// A read of a future's value, made by awaiting a [`Reader`].
///
/// The value is stored in this future while the runtime writes it. Dropping the future tells the runtime to stop.
#[must_use = "futures do nothing unless they are polled"]
pub struct Read<T: 'static> {
    // Dropped first, which cancels the read before the end is dropped.
    transfer: Transfer<Operations<T>>,
    /// `None` after the read was cancelled.
    end: Option<End<Operations<T>>>,
}

impl<T: 'static> Read<T> {
    /// Cancels the read. Returns `Ok` with the value if it had arrived, otherwise the reader, to try again.
    ///
    /// # Errors
    ///
    /// The reader, when no value had arrived.
    ///
    /// # Panics
    ///
    /// When the read is already over.
    pub fn cancel(mut self: Pin<&mut Self>) -> Result<T, Reader<T>> {
        assert!(!self.transfer.is_over(), "a read was cancelled after it was over");
        self.as_mut().transfer().cancel();
        if let Some(item) = self.as_mut().transfer().take_item() {
            return Ok(item);
        }
        let buffer = self.as_mut().transfer().take_buffer();
        // SAFETY: an end is not pinned.
        let end = unsafe { &mut self.get_unchecked_mut().end }.take();
        Err(Reader { end: end.expect("the read was not over"), buffer })
    }

    fn transfer(self: Pin<&mut Self>) -> Pin<&mut Transfer<Operations<T>>> {
        // SAFETY: the transfer is pinned as part of this value.
        unsafe { self.map_unchecked_mut(|me| &mut me.transfer) }
    }
}

impl<T: 'static> Future for Read<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let Poll::Ready(_) = self.as_mut().transfer().poll(cx) else { return Poll::Pending };
        // A future's writable end is never dropped without a value.
        Poll::Ready(self.transfer().take_item().expect("a future ended without a value"))
    }
}

/// The writable end of a future.
///
/// Dropping it unwritten writes a default value in the background.
pub struct Writer<T: 'static> {
    /// `None` after a write took it.
    end: Option<End<Operations<T>>>,
    buffer: Option<Buffer>,
    default: fn() -> T,
}

impl<T: 'static> Writer<T> {
    fn new(end: End<Operations<T>>, default: fn() -> T) -> Writer<T> {
        prepare(end.handle());
        let buffer = Buffer::unless_frame(end.channel());
        Writer { end: Some(end), buffer, default }
    }

    /// Writes the value. Returns it if the other end was dropped.
    ///
    /// Allocates nothing, except for what lowering the value needs. Nothing is written before the future is polled.
    pub fn write(mut self, value: T) -> Write<T> {
        let end = self.end.take().expect("a writer has its end until it is written");
        Write { transfer: Transfer::write(&end, self.buffer.take(), value), end: Some(end), default: self.default }
    }

    /// Same as [`Reader::prepare`].
    pub fn prepare(&mut self) {
        if let Some(end) = &self.end {
            prepare(end.handle());
        }
    }
}

impl<T> fmt::Debug for Writer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("handle", &self.end.as_ref().map(End::handle)).finish_non_exhaustive()
    }
}

impl<T: 'static> Drop for Writer<T> {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            Background::start(end, self.buffer.take(), (self.default)());
        }
    }
}

/// The result of a cancelled write.
#[derive(Debug)]
pub enum Cancelled<T: 'static> {
    /// The value had been sent.
    Written,
    /// The other end was dropped; the value is returned.
    Closed(T),
    /// The value was not sent; it is returned with its writer, to try again.
    Unwritten(T, Writer<T>),
}

/// A write of a future's value, made by [`Writer::write`].
///
/// The value is stored in this future while the runtime reads it. Dropping the future tells the runtime to stop, and
/// drops the value unless it was sent; then a default value is written in the background.
#[must_use = "futures do nothing unless they are polled"]
pub struct Write<T: 'static> {
    // Dropped first, which cancels the write before the end is dropped.
    transfer: Transfer<Operations<T>>,
    /// `None` after the write is over or cancelled.
    end: Option<End<Operations<T>>>,
    default: fn() -> T,
}

impl<T: 'static> Write<T> {
    /// Cancels the write.
    ///
    /// # Panics
    ///
    /// When the write is already over.
    pub fn cancel(mut self: Pin<&mut Self>) -> Cancelled<T> {
        let outcome = self.as_mut().transfer().cancel();
        let item = self.as_mut().transfer().take_item();
        let buffer = self.as_mut().transfer().take_buffer();
        let default = self.default;
        let end = self.end().take().expect("a write was cancelled after it was over");
        match (item, outcome) {
            (None, _) => Cancelled::Written,
            (Some(item), Outcome::Closed) => Cancelled::Closed(item),
            (Some(item), _) => Cancelled::Unwritten(item, Writer { end: Some(end), buffer, default }),
        }
    }

    fn transfer(self: Pin<&mut Self>) -> Pin<&mut Transfer<Operations<T>>> {
        // SAFETY: the transfer is pinned as part of this value.
        unsafe { self.map_unchecked_mut(|me| &mut me.transfer) }
    }

    fn end(self: Pin<&mut Self>) -> &mut Option<End<Operations<T>>> {
        // SAFETY: an end is not pinned.
        unsafe { &mut self.get_unchecked_mut().end }
    }
}

impl<T: 'static> Future for Write<T> {
    type Output = Result<(), T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), T>> {
        let Poll::Ready(_) = self.as_mut().transfer().poll(cx) else { return Poll::Pending };
        drop(self.as_mut().end().take());
        Poll::Ready(match self.transfer().take_item() {
            Some(item) => Err(item),
            None => Ok(()),
        })
    }
}

impl<T: 'static> Drop for Write<T> {
    fn drop(&mut self) {
        if self.end.is_some() {
            // SAFETY: a value that is being dropped is not moved any more.
            let me = unsafe { Pin::new_unchecked(self) };
            // A writer in the result writes the default when it is dropped.
            drop(me.cancel());
        }
    }
}

/// A write that is not awaited. It is its own waker, and exists until the runtime has the value.
struct Background<T: 'static> {
    // Dropped before the end is.
    transfer: UnsafeCell<Transfer<Operations<T>>>,
    _end: End<Operations<T>>,
}

// SAFETY: the component model has one thread to an instance; nothing here goes to another.
unsafe impl<T> Send for Background<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Background<T> {}

impl<T: 'static> Background<T> {
    fn start(end: End<Operations<T>>, buffer: Option<Buffer>, value: T) {
        let transfer = Transfer::write(&end, buffer, value);
        Arc::new(Background { transfer: UnsafeCell::new(transfer), _end: end }).wake();
    }
}

impl<T: 'static> Wake for Background<T> {
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        // SAFETY: an `Arc`'s value does not move. Only this function uses it, and polling calls no waker: the one waker
        // that there is, this value, is in the transfer until its event.
        let transfer = unsafe { Pin::new_unchecked(&mut *self.transfer.get()) };
        // If pending, the transfer keeps this value alive. Otherwise its last owner drops it here, and with it the end.
        let _ = transfer.poll(&mut Context::from_waker(&waker));
    }
}

#[cfg(test)]
mod tests;
