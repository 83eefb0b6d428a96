//! The running task, through the C interface that wit-bindgen's crates share (`cabi.rs` there, version 2).
//!
//! Code that polls futures for the component model (a generated `async` export, `wit_bindgen::block_on`) sets a pointer
//! to a task. Code that waits for an end registers a callback with that task. The types here are those of the
//! interface.

use core::ffi::c_void;
use core::ptr::{self, NonNull};

/// The function that a task calls with the code of a waitable's event. The registration has ended by then.
pub(super) type Callback = unsafe extern "C" fn(data: *mut c_void, code: u32);

/// The version of the interface that this module needs.
const VERSION: u32 = 2;

/// `wasip3_task_v2`, whose first fields are those of version 1.
#[repr(C)]
pub(crate) struct RawTask {
    pub(crate) version: u32,
    pub(crate) data: *mut c_void,
    pub(crate) register: Register,
    pub(crate) unregister: Unregister,
    pub(crate) table: &'static Table,
}

type Register = unsafe extern "C" fn(task: *mut c_void, waitable: u32, Callback, data: *mut c_void) -> *mut c_void;
type Unregister = unsafe extern "C" fn(task: *mut c_void, waitable: u32) -> *mut c_void;

/// `wasip3_task_vtable`.
#[repr(C)]
pub(crate) struct Table {
    /// Adds the waitable to the task's set, for one callback. Returns the data that was registered before, or null.
    pub(crate) register: Register,
    /// Removes the waitable from the set, and forgets callback and data.
    pub(crate) unregister: Unregister,
    /// Makes a reference to the task that outlives its stack frame.
    pub(crate) clone: unsafe extern "C" fn(task: *mut c_void) -> *mut c_void,
    /// Drops such a reference.
    pub(crate) drop: unsafe extern "C" fn(task: *mut c_void),
}

#[cfg(target_family = "wasm")]
unsafe extern "C" {
    /// Sets the pointer to the running task, and returns the previous one.
    fn wasip3_task_set(task: *mut RawTask) -> *mut RawTask;
}

/// Outside WebAssembly, no task ever runs.
///
/// # Safety
///
/// None needed. It is unsafe like the linked symbol.
#[cfg(not(any(target_family = "wasm", test)))]
unsafe fn wasip3_task_set(_: *mut RawTask) -> *mut RawTask {
    ptr::null_mut()
}

#[cfg(test)]
use super::mock::wasip3_task_set;

/// A reference to a task.
pub(crate) struct Task {
    data: *mut c_void,
    table: &'static Table,
}

impl Task {
    /// A reference to the running task; `None` outside a task.
    pub(super) fn current() -> Option<Task> {
        // SAFETY: the interface's way to read the pointer: take it, and put it back.
        let raw = NonNull::new(unsafe { wasip3_task_set(ptr::null_mut()) })?.as_ptr();
        // SAFETY: as above.
        unsafe { wasip3_task_set(raw) };
        // SAFETY: the pointer is valid while the task is polled, which is now. The field is in every version.
        let version = unsafe { (*raw).version };
        assert!(
            version >= VERSION,
            "the task that runs cannot be referred to: its bindings are older than wit-bindgen 0.61"
        );
        // SAFETY: as above; version 2 has these fields.
        let (data, table) = unsafe { ((*raw).data, (*raw).table) };
        // SAFETY: `data` is that task's.
        Some(Task { data: unsafe { (table.clone)(data) }, table })
    }

    /// Returns true if both refer to the same task.
    pub(super) fn is(&self, other: &Task) -> bool {
        self.data == other.data
    }

    /// Registers a callback for the next event of `waitable`. Returns the data that was registered for it before.
    ///
    /// # Safety
    ///
    /// `data` is valid for `callback`, until it is called or the waitable is unregistered.
    pub(super) unsafe fn register(&self, waitable: u32, callback: Callback, data: *mut c_void) -> *mut c_void {
        // SAFETY: the reference keeps the task alive; the rest is the caller's.
        unsafe { (self.table.register)(self.data, waitable, callback, data) }
    }

    /// Ends the registration. Returns the data that was registered.
    pub(super) fn unregister(&self, waitable: u32) -> *mut c_void {
        // SAFETY: the reference keeps the task alive.
        unsafe { (self.table.unregister)(self.data, waitable) }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        // SAFETY: `current` cloned the reference, and it is not used again.
        unsafe { (self.table.drop)(self.data) };
    }
}
