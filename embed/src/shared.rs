//! A cell for a static, from which interrupts and tasks get one value.

use core::cell::UnsafeCell;
use core::fmt;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicBool, Ordering};

use crate::lock::Lock;

/// A cell that is set once, and read from anywhere: for the instance of a program that interrupts call too.
///
/// ```ignore
/// static SENSOR: dissolve::Shared<sensor::Sensor<Board>> = dissolve::Shared::new();
///
/// fn main() {
///     let sensor = SENSOR.set(sensor::Sensor::new(Board::take()).unwrap()).unwrap();
///     sensor.sample(3);
/// }
///
/// fn interrupt() {
///     if let Some(sensor) = SENSOR.get() {
///         // `Trap::Reentered`, if the interrupt came during a call.
///         let _ = sensor.tick();
///     }
/// }
/// ```
pub struct Shared<T> {
    /// Taken by the one who sets the value.
    setting: Lock,
    /// True once the value is there.
    is_set: AtomicBool,
    value: UnsafeCell<MaybeUninit<T>>,
}

// SAFETY: the value is written once, by one context, before `is_set` is; from then on it is only shared. It can be dropped, and was set, by
// another context than this one, so it has to be `Send` too.
unsafe impl<T: Send + Sync> Sync for Shared<T> {}

impl<T> Shared<T> {
    /// An empty cell.
    #[expect(clippy::new_without_default, reason = "the cell is a static")]
    pub const fn new() -> Shared<T> {
        Shared { setting: Lock::new(), is_set: AtomicBool::new(false), value: UnsafeCell::new(MaybeUninit::uninit()) }
    }

    /// Sets the value.
    ///
    /// # Errors
    ///
    /// The value, if there is one already.
    pub fn set(&self, value: T) -> Result<&T, T> {
        if !self.setting.take() {
            return Err(value);
        }
        // SAFETY: the lock is never released, so nobody else writes, and nobody reads until the flag is set.
        let value = unsafe { (*self.value.get()).write(value) };
        self.is_set.store(true, Ordering::Release);
        Ok(value)
    }

    /// The value, once it is set.
    #[inline]
    pub fn get(&self) -> Option<&T> {
        // SAFETY: the value was written before the flag, and is not written again.
        self.is_set.load(Ordering::Acquire).then(|| unsafe { (*self.value.get()).assume_init_ref() })
    }
}

impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        if *self.is_set.get_mut() {
            // SAFETY: the value was written.
            unsafe { self.value.get_mut().assume_init_drop() };
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shared").field(&self.get()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    #[test]
    fn it_is_set_once() {
        static CELL: Shared<u32> = Shared::new();
        assert_eq!(CELL.get(), None);
        assert_eq!(CELL.set(3), Ok(&3));
        assert_eq!(CELL.set(4), Err(4));
        assert_eq!(CELL.get(), Some(&3));
    }

    #[test]
    fn the_value_is_dropped_with_the_cell() {
        let value = Rc::new(());
        let cell = Shared::new();
        cell.set(value.clone()).unwrap();
        assert_eq!(Rc::strong_count(&value), 2);
        drop(cell);
        assert_eq!(Rc::strong_count(&value), 1);
    }
}
