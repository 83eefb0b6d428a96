//! A runtime and tasks for tests. They keep the pointers that they are given, and use them later.
//!
//! Checks the rules whose violation traps in a component model's runtime: no two operations on one end, no cancelling
//! of an operation that does not exist or whose end is in a waitable set, no dropping of a busy end. A violation aborts
//! the test.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::task::Wake;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ffi::c_void;
use core::ptr;
use core::slice;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use core::task::Waker;
use std::thread_local;

use wit_bindgen::rt::async_support::{FutureVtable, StreamVtable};

use super::task::{Callback, RawTask, Table};

pub(crate) const BLOCKED: u32 = 0xffff_ffff;
pub(crate) const CANCELLED: u32 = 2;

thread_local! {
    static ENDS: RefCell<BTreeMap<u32, EndState>> = const { RefCell::new(BTreeMap::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
    static CURRENT: Cell<*mut RawTask> = const { Cell::new(ptr::null_mut()) };
}

/// The access of the runtime to a slot, and the code that it returns.
pub(crate) struct Answer {
    touch: Box<dyn FnOnce(*mut u8)>,
    code: u32,
}

impl Answer {
    pub(crate) fn new(code: u32, touch: impl FnOnce(*mut u8) + 'static) -> Answer {
        Answer { touch: Box::new(touch), code }
    }

    /// Returns the code without an access to the slot.
    pub(crate) fn code(code: u32) -> Answer {
        Answer::new(code, |_| ())
    }
}

/// The runtime's state of an end.
#[derive(Default)]
struct EndState {
    /// The slot of the operation in progress.
    slot: Option<*mut u8>,
    /// True if a task's waitable set has the end.
    joined: bool,
    /// The results of the next operations; `BLOCKED` if it is empty.
    answers: VecDeque<Answer>,
    /// The result of the next cancellation; if `None`, the operation is cancelled.
    cancel: Option<Answer>,
    /// The address of the last slot.
    last_slot: usize,
    starts: u32,
    cancels: u32,
    dropped: bool,
}

fn end<R>(handle: u32, with: impl FnOnce(&mut EndState) -> R) -> R {
    ENDS.with_borrow_mut(|ends| with(ends.get_mut(&handle).expect("the handle is one")))
}

/// Makes an end. The test plays the other side.
pub(crate) fn make_end() -> u32 {
    let handle = LAST.get() + 1;
    LAST.set(handle);
    ENDS.with_borrow_mut(|ends| ends.insert(handle, EndState::default()));
    handle
}

/// Sets the immediate result of the next operation on an end.
pub(crate) fn will_answer(handle: u32, answer: Answer) {
    end(handle, |end| end.answers.push_back(answer));
}

/// Sets the result of the next cancellation on an end.
pub(crate) fn will_cancel(handle: u32, answer: Answer) {
    end(handle, |end| end.cancel = Some(answer));
}

/// Ends the operation in flight. The caller must deliver the event.
pub(crate) fn ends(handle: u32, touch: impl FnOnce(*mut u8)) {
    let slot = end(handle, |end| end.slot.take()).expect("an operation is in flight");
    touch(slot);
}

/// Makes the runtime use its pointer, if it has one. A memory checker reports it if the storage is gone.
pub(crate) fn goes_on(handle: u32) {
    if let Some(slot) = end(handle, |end| end.slot) {
        // SAFETY: what is under test; a slot that has a size is valid while its operation is in flight.
        unsafe { slot.write_volatile(slot.read_volatile()) };
    }
}

/// Returns true if the runtime has a pointer to a slot.
pub(crate) fn in_flight(handle: u32) -> bool {
    end(handle, |end| end.slot.is_some())
}

/// The number of operations that were started on an end.
pub(crate) fn starts(handle: u32) -> u32 {
    end(handle, |end| end.starts)
}

/// The number of operations that were cancelled on an end.
pub(crate) fn cancels(handle: u32) -> u32 {
    end(handle, |end| end.cancels)
}

/// Returns true if an end was dropped.
pub(crate) fn dropped(handle: u32) -> bool {
    end(handle, |end| end.dropped)
}

/// The address of the last slot on an end.
pub(crate) fn last_slot(handle: u32) -> usize {
    end(handle, |end| end.last_slot)
}

/// The handle of the newest end.
pub(crate) fn newest() -> u32 {
    LAST.get()
}

fn start(handle: u32, slot: *mut u8) -> u32 {
    let answer = end(handle, |end| {
        assert!(!end.dropped, "{handle} was given up");
        assert!(end.slot.is_none(), "two operations on {handle}");
        end.starts += 1;
        end.last_slot = slot as usize;
        let answer = end.answers.pop_front();
        if answer.is_none() {
            end.slot = Some(slot);
        }
        answer
    });
    match answer {
        Some(answer) => {
            (answer.touch)(slot);
            answer.code
        }
        None => BLOCKED,
    }
}

extern "C" fn start_read(handle: u32, slot: *mut u8, count: usize) -> u32 {
    assert_eq!(count, 1, "one item is read at a time");
    start(handle, slot)
}

extern "C" fn start_write(handle: u32, slot: *const u8, count: usize) -> u32 {
    assert_eq!(count, 1, "one item is written at a time");
    start(handle, slot.cast_mut())
}

extern "C" fn start_future_read(handle: u32, slot: *mut u8) -> u32 {
    start(handle, slot)
}

extern "C" fn start_future_write(handle: u32, slot: *const u8) -> u32 {
    start(handle, slot.cast_mut())
}

extern "C" fn cancel(handle: u32) -> u32 {
    let (slot, answer) = end(handle, |end| {
        assert!(!end.joined, "{handle} was cancelled in a set");
        end.cancels += 1;
        (end.slot.take().expect("an operation is in flight"), end.cancel.take())
    });
    let answer = answer.unwrap_or_else(|| Answer::code(CANCELLED));
    (answer.touch)(slot);
    answer.code
}

extern "C" fn drop_end(handle: u32) {
    end(handle, |end| {
        assert!(end.slot.is_none(), "{handle} was given up while it was busy");
        assert!(!end.dropped, "{handle} was given up twice");
        end.dropped = true;
    });
}

extern "C" fn new() -> u64 {
    let readable = make_end();
    u64::from(readable) | u64::from(make_end()) << 32
}

macro_rules! stream {
    ($layout:expr, $lower:expr, $lift:expr, $free:expr) => {
        StreamVtable {
            layout: $layout,
            lower: $lower,
            dealloc_lists: $free,
            lift: $lift,
            start_write,
            start_read,
            cancel_write: cancel,
            cancel_read: cancel,
            drop_writable: drop_end,
            drop_readable: drop_end,
            new,
        }
    };
}

macro_rules! future {
    ($layout:expr, $lower:expr, $lift:expr, $free:expr) => {
        FutureVtable {
            layout: $layout,
            lower: $lower,
            dealloc_lists: $free,
            lift: $lift,
            start_write: start_future_write,
            start_read: start_future_read,
            cancel_write: cancel,
            cancel_read: cancel,
            drop_writable: drop_end,
            drop_readable: drop_end,
            new,
        }
    };
}

/// A stream of numbers, whose representation in Rust is the canonical one.
pub(crate) static NUMBERS: StreamVtable<u64> = stream!(Layout::new::<u64>(), None, None, None);
/// A stream of items without data.
pub(crate) static UNITS: StreamVtable<()> = stream!(Layout::new::<()>(), None, None, None);
/// A stream of strings, which are lifted and lowered in the frame.
pub(crate) static TEXTS: StreamVtable<String> =
    stream!(Layout::new::<RawText>(), Some(lower_text), Some(lift_text), Some(free_text));
/// A stream of records whose canonical representation is larger than Rust's.
pub(crate) static WIDE: StreamVtable<Wide> = stream!(WIDE_LAYOUT, Some(lower_wide), Some(lift_wide), Some(free_wide));
/// A future of a string.
pub(crate) static TEXT: FutureVtable<String> = future!(Layout::new::<RawText>(), lower_text, lift_text, free_text);
/// A future of a record that has no room in the frame.
pub(crate) static WIDE_ONE: FutureVtable<Wide> = future!(WIDE_LAYOUT, lower_wide, lift_wide, free_wide);

/// The canonical representation of a string here: address and length.
type RawText = (*mut u8, usize);

pub(crate) unsafe fn lower_text(text: String, to: *mut u8) {
    let text = Box::leak(text.into_boxed_str());
    // SAFETY: the caller gives room.
    unsafe { to.cast::<RawText>().write((text.as_mut_ptr(), text.len())) };
}

pub(crate) unsafe fn lift_text(from: *mut u8) -> String {
    // SAFETY: `lower_text` wrote it.
    unsafe {
        let (start, length) = from.cast::<RawText>().read();
        let bytes = Box::from_raw(ptr::slice_from_raw_parts_mut(start, length));
        String::from_utf8_unchecked(bytes.into_vec())
    }
}

unsafe fn free_text(text: *mut u8) {
    // SAFETY: the caller upholds the contract.
    drop(unsafe { lift_text(text) });
}

/// Copies a lowered string, as a runtime does when it reads one.
pub(crate) fn copy_text(from: *const u8) -> String {
    // SAFETY: the tests call it on slots that hold a string.
    unsafe {
        let (start, length) = from.cast::<RawText>().read();
        String::from_utf8_unchecked(slice::from_raw_parts(start, length).into())
    }
}

/// An item of one byte in Rust and of sixteen bytes in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wide(pub(crate) u8);

const WIDE_LAYOUT: Layout = Layout::new::<u128>();

pub(crate) unsafe fn lower_wide(wide: Wide, to: *mut u8) {
    // SAFETY: the caller gives room.
    unsafe { to.cast::<u128>().write(u128::MAX / 255 * u128::from(wide.0)) };
}

pub(crate) unsafe fn lift_wide(from: *mut u8) -> Wide {
    // SAFETY: `lower_wide` wrote it.
    let bytes = unsafe { from.cast::<[u8; 16]>().read() };
    assert_eq!(bytes, [bytes[0]; 16]);
    Wide(bytes[0])
}

unsafe fn free_wide(_: *mut u8) {}

/// A task that does not poll futures; the test does.
pub(crate) struct FakeTask {
    registered: RefCell<BTreeMap<u32, (Callback, *mut c_void)>>,
    registrations: Cell<u32>,
}

static TABLE: Table = Table { register, unregister, clone: clone_task, drop: drop_task };

impl FakeTask {
    pub(crate) fn new() -> Arc<FakeTask> {
        #[expect(clippy::arc_with_non_send_sync, reason = "a raw pointer counts the references, as in the stock task")]
        Arc::new(FakeTask { registered: RefCell::default(), registrations: Cell::new(0) })
    }

    /// Runs `with` as this task.
    pub(crate) fn run<R>(self: &Arc<FakeTask>, with: impl FnOnce() -> R) -> R {
        struct Reset(*mut RawTask);

        impl Drop for Reset {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }

        let data = Arc::as_ptr(self).cast_mut().cast();
        let mut raw = RawTask { version: 2, data, register, unregister, table: &TABLE };
        let _reset = Reset(CURRENT.replace(&raw mut raw));
        with()
    }

    /// Delivers an event. As in a real task, the registration ends first.
    pub(crate) fn deliver(self: &Arc<FakeTask>, handle: u32, code: u32) {
        let (callback, data) = self.registered.borrow_mut().remove(&handle).expect("somebody waits");
        end(handle, |end| end.joined = false);
        // SAFETY: the pointer is valid until the event is delivered.
        self.run(|| unsafe { callback(data, code) });
    }

    /// Returns true if a callback is registered for an end.
    pub(crate) fn waits_for(&self, handle: u32) -> bool {
        self.registered.borrow().contains_key(&handle)
    }

    /// The number of registrations so far.
    pub(crate) fn registrations(&self) -> u32 {
        self.registrations.get()
    }
}

/// Replaces the linked symbol.
pub(super) unsafe fn wasip3_task_set(task: *mut RawTask) -> *mut RawTask {
    CURRENT.replace(task)
}

unsafe fn task<'a>(data: *mut c_void) -> &'a FakeTask {
    // SAFETY: the pointer is one that `run` or `clone_task` gave.
    unsafe { &*data.cast::<FakeTask>() }
}

unsafe extern "C" fn register(data: *mut c_void, handle: u32, callback: Callback, of: *mut c_void) -> *mut c_void {
    // SAFETY: the caller upholds the contract.
    let task = unsafe { task(data) };
    task.registrations.set(task.registrations.get() + 1);
    end(handle, |end| {
        assert!(!end.joined || task.waits_for(handle), "{handle} is in two sets");
        end.joined = true;
    });
    let previous = task.registered.borrow_mut().insert(handle, (callback, of));
    previous.map_or(ptr::null_mut(), |(_, data)| data)
}

unsafe extern "C" fn unregister(data: *mut c_void, handle: u32) -> *mut c_void {
    end(handle, |end| end.joined = false);
    // SAFETY: the caller upholds the contract.
    let previous = unsafe { task(data) }.registered.borrow_mut().remove(&handle);
    previous.map_or(ptr::null_mut(), |(_, data)| data)
}

unsafe extern "C" fn clone_task(data: *mut c_void) -> *mut c_void {
    // SAFETY: the pointer is an `Arc`'s, which lives.
    unsafe { Arc::increment_strong_count(data.cast::<FakeTask>()) };
    data
}

unsafe extern "C" fn drop_task(data: *mut c_void) {
    // SAFETY: `clone_task` made the reference.
    unsafe { Arc::decrement_strong_count(data.cast::<FakeTask>()) };
}

/// A waker that counts its calls.
#[derive(Default)]
pub(crate) struct Wakes(AtomicU32);

impl Wakes {
    pub(crate) fn new() -> (Arc<Wakes>, Waker) {
        let wakes = Arc::new(Wakes::default());
        (Arc::clone(&wakes), Waker::from(wakes))
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.load(Relaxed)
    }
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}
