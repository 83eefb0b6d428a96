//! The embedder's side while the program calls it.

use core::cell::UnsafeCell;
use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering};

/// The embedder's implementation of a program's imports, in the owner of the instance.
///
/// A shared reference to it only gives the address. Imports use that, of which one runs at a time and only during a call; and one
/// context at a time has the right to call ([`State::begin`](crate::rt::State::begin)). So it is shared whenever it can be sent.
#[derive(Debug)]
pub struct Host<H> {
    value: UnsafeCell<H>,
}

// SAFETY: the value is reached by one context at a time, see above, and by the exclusive reference.
unsafe impl<H: Send> Sync for Host<H> {}

impl<H> Host<H> {
    /// An implementation.
    pub const fn new(value: H) -> Host<H> {
        Host { value: UnsafeCell::new(value) }
    }

    /// The address, for [`HostCell::bind`].
    #[inline]
    pub fn get(&self) -> *mut H {
        self.value.get()
    }

    /// The implementation.
    #[inline]
    pub fn get_mut(&mut self) -> &mut H {
        self.value.get_mut()
    }
}

/// The embedder's implementation of a program's imports, for these: a value of a type that the bindings do not know, and the functions for
/// it. One static for each program.
#[derive(Debug)]
pub struct HostCell {
    /// The value. Null while no program is owned, and while a function of the embedder runs.
    value: AtomicPtr<()>,
    /// The functions.
    functions: AtomicPtr<()>,
}

impl HostCell {
    /// No implementation.
    #[expect(clippy::new_without_default, reason = "the cell is a static")]
    pub const fn new() -> HostCell {
        let [value, functions] = [const { AtomicPtr::new(ptr::null_mut()) }; 2];
        HostCell { value, functions }
    }

    /// Sets the functions.
    pub fn implement<F>(&self, functions: &'static F) {
        self.functions.store(ptr::from_ref(functions).cast_mut().cast(), Ordering::Relaxed);
    }

    /// Sets the value for the calls to come. Only for the one who has the right to call, so no function of the embedder runs.
    #[inline]
    pub fn bind<H>(&self, value: *mut H) {
        self.value.store(value.cast(), Ordering::Relaxed);
    }

    /// Calls a function of the embedder. Returns `None` if there is no value, or one of its functions runs already.
    ///
    /// # Safety
    ///
    /// `F` is the type that was given to [`HostCell::implement`].
    #[inline]
    pub unsafe fn enter<F: 'static, R>(&self, call: impl FnOnce(&'static F, *mut ()) -> R) -> Option<R> {
        let value = self.value.load(Ordering::Relaxed);
        if value.is_null() {
            return None;
        }
        // No two functions have the value at the same time.
        self.value.store(ptr::null_mut(), Ordering::Relaxed);
        // SAFETY: a value is bound only after the functions were set.
        let functions = unsafe { &*self.functions.load(Ordering::Relaxed).cast::<F>() };
        let result = call(functions, value);
        self.value.store(value, Ordering::Relaxed);
        Some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_function_at_a_time_has_the_value() {
        static CELL: HostCell = HostCell::new();
        static FUNCTIONS: fn(u32) -> u32 = |x| x + 1;
        let enter = || {
            // SAFETY: the type is that of `FUNCTIONS`.
            unsafe { CELL.enter(|function: &fn(u32) -> u32, value| function(*value.cast())) }
        };
        assert_eq!(enter(), None);
        CELL.implement(&FUNCTIONS);
        let mut value = 4_u32;
        CELL.bind(&raw mut value);
        assert_eq!(enter(), Some(5));
        // SAFETY: as above.
        let nested = unsafe { CELL.enter(|_: &fn(u32) -> u32, _| enter()) };
        assert_eq!(nested, Some(None));
        assert_eq!(enter(), Some(5));
    }
}
