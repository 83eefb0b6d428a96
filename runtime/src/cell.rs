//! Statics of a processor with one core.

use core::cell::UnsafeCell;

/// A static that thread mode uses. A fault handler uses it only while thread mode does not run.
#[repr(transparent)]
pub struct Static<T>(UnsafeCell<T>);

// SAFETY: there is one core and one thread; handlers that touch a static run while the thread is stopped, and the thread
// reads what they wrote through volatile accesses or after a call that the compiler cannot see through.
unsafe impl<T> Sync for Static<T> {}

impl<T> Static<T> {
    /// A static with this value.
    pub const fn new(value: T) -> Static<T> {
        Static(UnsafeCell::new(value))
    }

    /// Its address.
    pub const fn get(&self) -> *mut T {
        self.0.get()
    }
}
