//! Waits for the event that ends an operation.
//!
//! Relies on [`task`](super::task): registers a callback with the running task. The callback stores the event's code,
//! and wakes the last waker.

use core::cell::Cell;
use core::ffi::c_void;
use core::marker::PhantomPinned;
use core::pin::Pin;
use core::ptr;
use core::task::Waker;

use super::task::Task;

/// A wait for one event. While it is registered, the task has a pointer to it.
#[derive(Default)]
pub(super) struct Wait {
    /// The event's code, once it has arrived. The registration has ended then.
    code: Cell<Option<u32>>,
    /// The waker of the future that polled last.
    waker: Cell<Option<Waker>>,
    /// The task with which this is registered, or was registered when the event arrived.
    task: Cell<Option<Task>>,
    _pinned: PhantomPinned,
}

impl Wait {
    /// The code of the event, if it has arrived. The next event needs a new registration.
    pub(super) fn take_code(&self) -> Option<u32> {
        let code = self.code.take()?;
        self.task.set(None);
        Some(code)
    }

    /// Registers with the running task, so that the next event of `waitable` wakes `waker`.
    ///
    /// # Panics
    ///
    /// Outside a task, since the future would never be woken.
    pub(super) fn register(self: Pin<&mut Self>, waitable: u32, waker: &Waker) {
        let me: &Wait = self.into_ref().get_ref();
        me.waker.set(Some(waker.clone()));
        let task = Task::current().expect("a stream or future was awaited outside a component's task");
        match me.task.take() {
            Some(last) if last.is(&task) => me.task.set(Some(last)),
            last => {
                // A waitable is in the set of only one task at a time.
                if let Some(last) = last {
                    last.unregister(waitable);
                }
                // SAFETY: this value is pinned, and `Transfer` unregisters it before it goes.
                unsafe { task.register(waitable, arrived, me.data()) };
                me.task.set(Some(task));
            }
        }
    }

    /// Ends the registration, if there is one. After that, the task has no pointer to this value, and `waitable` is in
    /// no set.
    pub(super) fn unregister(&self, waitable: u32) {
        self.waker.set(None);
        if let Some(task) = self.task.take() {
            task.unregister(waitable);
        }
    }

    fn data(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }
}

/// The callback: stores the code, and wakes the waker.
unsafe extern "C" fn arrived(data: *mut c_void, code: u32) {
    // SAFETY: `Wait::register` gave a pointer that is valid until now at least.
    let wait = unsafe { &*data.cast::<Wait>() };
    wait.code.set(Some(code));
    // The woken code may poll at once, and drop the wait.
    if let Some(waker) = wait.waker.take() {
        waker.wake();
    }
}

/// Makes the running task reserve room for a registration, so that a later one does not allocate.
///
/// The stock task keeps its registrations in a B-tree. Its first node is allocated by the first registration, is kept,
/// and has room for eleven.
pub(crate) fn prepare(waitable: u32) {
    if let Some(task) = Task::current() {
        // SAFETY: the callback takes any data.
        unsafe { task.register(waitable, ignore, ptr::null_mut()) };
        task.unregister(waitable);
    }
}

unsafe extern "C" fn ignore(_: *mut c_void, _: u32) {}
