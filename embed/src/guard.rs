//! Results that lie in the memory of a program.

use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use crate::view::View;

/// A result that lies, in parts or as a whole, in the memory of the program.
///
/// While it is alive, the program takes no other call, from wherever: each one gives [`Trap::Reentered`](crate::Trap::Reentered). When it is dropped, the
/// program frees the memory (Component Model, post-return). A guard of a string or of a list of numbers is a reference to it;
/// for other results, see [`Guard::get`].
///
/// A guard that is forgotten instead of dropped leaves the program busy until it is reset.
pub struct Guard<'s, T> {
    /// Dropped after [`Guard`]'s own `drop`, so a handle in it is dropped when the program takes calls again.
    view: T,
    /// The core result of the call.
    result: u64,
    /// Ends the use of the result.
    finish: fn(u64),
    /// Borrows the program, and stays on its thread.
    program: PhantomData<(&'s (), *mut ())>,
}

impl<T> Guard<'_, T> {
    /// Takes a result. `finish` is called with the core result when the guard is dropped.
    ///
    /// # Safety
    ///
    /// The program's memory does not change until `finish` is called, and the program lives as long as the guard's lifetime.
    #[inline]
    pub unsafe fn new(view: T, result: u64, finish: fn(u64)) -> Self {
        Guard { view, result, finish, program: PhantomData }
    }
}

impl<T: View> Guard<'_, T> {
    /// The result. What it refers to lives as long as the borrow of the guard.
    #[inline]
    pub fn get(&self) -> &T::At<'_> {
        // SAFETY: the types differ only in lifetimes, and the new one is shorter (`View`).
        unsafe { &*(&raw const self.view).cast() }
    }
}

impl<B: ?Sized> Deref for Guard<'_, &B> {
    type Target = B;

    #[inline]
    fn deref(&self) -> &B {
        self.view
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        (self.finish)(self.result);
    }
}

impl<T: fmt::Debug> fmt::Debug for Guard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view.fmt(f)
    }
}

impl<B: ?Sized + fmt::Display> fmt::Display for Guard<'_, &B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view.fmt(f)
    }
}
