//! Tests of readers and writers with a runtime that keeps its pointers and uses them later. They also run under
//! AddressSanitizer, which reports a pointer that is used after its storage is gone.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::cell::RefCell;
use core::future::Future;
use core::mem;
use core::ops::Range;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::*;
use crate::concurrent::mock::{self, Answer, FakeTask, NUMBERS, TEXTS, UNITS, WIDE, Wakes, Wide};

/// Codes of a stream: one item; no item, the other end was dropped; one item and the other end was dropped.
const ONE: u32 = 0x10;
const GONE: u32 = 0x01;
const LAST: u32 = 0x11;
const NONE: u32 = 0x00;

fn reader<T>(table: &'static StreamVtable<T>) -> (Reader<T>, u32) {
    let handle = mock::make_end();
    // SAFETY: the end is new, and of this table.
    (unsafe { Reader::from_stock(StreamReader::new(handle, table), table) }, handle)
}

fn writer<T>(table: &'static StreamVtable<T>) -> (Writer<T>, u32) {
    let handle = mock::make_end();
    // SAFETY: as above.
    (unsafe { Writer::from_stock(StreamWriter::new(handle, table), table) }, handle)
}

/// Makes the runtime write a number.
fn gives(number: u64) -> impl FnOnce(*mut u8) {
    // SAFETY: the slot is one of `NUMBERS`.
    move |slot| unsafe { slot.cast::<u64>().write(number) }
}

/// Makes the runtime write a string.
fn gives_text(text: &str) -> impl FnOnce(*mut u8) + use<> {
    let text = text.to_string();
    // SAFETY: the slot is one of `TEXTS`.
    move |slot| unsafe { mock::lower_text(text, slot) }
}

/// Makes the runtime read a string from the slot.
fn takes_text(into: &Rc<RefCell<Vec<String>>>) -> impl FnOnce(*mut u8) + use<> {
    let into = Rc::clone(into);
    move |slot| into.borrow_mut().push(mock::copy_text(slot))
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// The address range of a value.
fn frame<T>(value: &T) -> Range<usize> {
    let start = core::ptr::from_ref(value) as usize;
    start..start + size_of::<T>()
}

#[test]
fn an_item_that_is_ready_needs_no_task() {
    let (mut reader, end) = reader(&NUMBERS);
    mock::will_answer(end, Answer::new(ONE, gives(7)));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some(7)));
    assert!(!mock::in_flight(end));
    drop(reader);
    assert!(mock::dropped(end));
}

#[test]
fn an_item_that_comes_later_is_written_into_the_frame() {
    let task = FakeTask::new();
    let (mut reader, end) = task.run(|| reader(&NUMBERS));
    for number in 0..3 {
        let mut next = pin!(reader.next());
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
        assert!(frame(&*next).contains(&mock::last_slot(end)));
        mock::ends(end, gives(number));
        task.deliver(end, ONE);
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Ready(Some(number)));
    }
    assert_eq!(mock::cancels(end), 0);
}

#[test]
fn strings_are_lifted_from_the_frame() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&TEXTS);
    let mut next = pin!(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    assert!(frame(&*next).contains(&mock::last_slot(end)));
    mock::ends(end, gives_text("abc"));
    task.deliver(end, ONE);
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Ready(Some("abc".into())));
}

#[test]
fn an_item_without_room_in_the_frame_has_one_buffer_for_all() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&WIDE);
    let mut slots = Vec::new();
    for byte in 0..4 {
        let mut next = pin!(reader.next());
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
        assert!(!frame(&*next).contains(&mock::last_slot(end)));
        slots.push(mock::last_slot(end));
        if byte == 2 {
            // Cancelled: the reader gets its buffer back nevertheless.
            continue;
        }
        // SAFETY: the slot is one of `WIDE`.
        mock::ends(end, |slot| unsafe { mock::lower_wide(Wide(byte), slot) });
        task.deliver(end, ONE);
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Ready(Some(Wide(byte))));
    }
    assert!(slots.iter().all(|slot| *slot == slots[0]), "{slots:x?}");
}

#[test]
fn items_without_a_size_are_counted() {
    let (mut reader, end) = reader(&UNITS);
    mock::will_answer(end, Answer::code(ONE));
    mock::will_answer(end, Answer::code(LAST));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some(())));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some(())));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(None));
    assert_eq!(mock::starts(end), 2);
}

#[test]
fn nothing_is_read_before_the_first_poll() {
    let (mut reader, end) = reader(&NUMBERS);
    drop(reader.next());
    assert_eq!(pin!(reader.next()).cancel(), None);
    assert_eq!((mock::starts(end), mock::cancels(end)), (0, 0));
}

#[test]
fn a_closed_stream_is_not_asked_again() {
    let (mut reader, end) = reader(&NUMBERS);
    mock::will_answer(end, Answer::code(GONE));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(None));
    assert!(reader.is_closed());
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(None));
    assert_eq!(mock::starts(end), 1);
}

#[test]
fn an_answer_without_an_item_is_no_end() {
    let (mut reader, end) = reader(&NUMBERS);
    for code in [NONE, mock::CANCELLED] {
        mock::will_answer(end, Answer::code(code));
    }
    mock::will_answer(end, Answer::new(ONE, gives(1)));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some(1)));
    assert_eq!(mock::starts(end), 3);
}

#[test]
fn dropping_a_read_takes_the_pointer_back_first() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&NUMBERS);
    let mut next = Box::pin(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    assert!(task.waits_for(end) && mock::in_flight(end));
    // The runtime may use the slot until it has cancelled. It reports that no item moved.
    mock::will_cancel(end, Answer::new(mock::CANCELLED, gives(u64::MAX)));
    drop(next);
    mock::goes_on(end);
    assert!(!task.waits_for(end) && !mock::in_flight(end));
    assert_eq!(mock::cancels(end), 1);
    mock::will_answer(end, Answer::new(ONE, gives(5)));
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some(5)));
}

#[test]
fn an_item_that_comes_while_a_read_is_dropped_is_kept() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&TEXTS);
    for (code, closed) in [(ONE, false), (0x12, false), (LAST, true)] {
        let mut next = Box::pin(reader.next());
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
        mock::will_cancel(end, Answer::new(code, gives_text("kept")));
        drop(next);
        assert_eq!(reader.is_closed(), closed);
        // A read that is dropped before it is polled does not take the item.
        drop(reader.next());
        assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some("kept".into())));
    }
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(None));
}

#[test]
fn an_item_that_came_and_was_not_polled_for_is_kept() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&TEXTS);
    let mut next = Box::pin(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    mock::ends(end, gives_text("early"));
    task.deliver(end, ONE);
    drop(next);
    assert_eq!(mock::cancels(end), 0);
    let (stock, kept) = reader.into_stock();
    assert_eq!(kept.as_deref(), Some("early"));
    assert_eq!(stock.handle(), end);
}

#[test]
fn a_kept_item_goes_with_its_reader() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&TEXTS);
    let mut next = Box::pin(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    mock::will_cancel(end, Answer::new(ONE, gives_text("freed by the reader")));
    drop(next);
    drop(reader);
    assert!(mock::dropped(end));
}

#[test]
fn cancelling_gives_the_item_that_came_before() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&NUMBERS);
    {
        let mut next = pin!(reader.next());
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
        mock::will_cancel(end, Answer::new(ONE, gives(3)));
        assert_eq!(next.as_mut().cancel(), Some(3));
        assert_eq!(next.as_mut().cancel(), None);
    }
    let mut next = pin!(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    mock::ends(end, gives(4));
    task.deliver(end, ONE);
    assert_eq!(next.as_mut().cancel(), Some(4));
    assert_eq!(mock::cancels(end), 1);
}

#[test]
fn the_last_waker_is_woken() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&NUMBERS);
    let mut next = pin!(reader.next());
    let ((first, waker), (second, other)) = (Wakes::new(), Wakes::new());
    for waker in [&waker, &waker, &other] {
        assert_eq!(task.run(|| next.as_mut().poll(&mut Context::from_waker(waker))), Poll::Pending);
    }
    assert_eq!(mock::starts(end), 1);
    mock::ends(end, gives(9));
    task.deliver(end, ONE);
    assert_eq!((first.count(), second.count()), (0, 1));
    assert_eq!(poll(next), Poll::Ready(Some(9)));
}

#[test]
fn a_read_moves_between_tasks() {
    let [first, second] = [FakeTask::new(), FakeTask::new()];
    let (mut reader, end) = reader(&NUMBERS);
    let mut next = pin!(reader.next());
    for task in [&first, &second, &first, &second] {
        assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
        assert_eq!(first.waits_for(end), core::ptr::eq(task, &first));
        assert_eq!(second.waits_for(end), core::ptr::eq(task, &second));
    }
    mock::ends(end, gives(2));
    second.deliver(end, ONE);
    assert_eq!(first.run(|| poll(next.as_mut())), Poll::Ready(Some(2)));
    assert_eq!(alloc::sync::Arc::strong_count(&first), 1);
    assert_eq!(alloc::sync::Arc::strong_count(&second), 1);
}

#[test]
fn a_task_may_go_before_a_read_that_waits_in_it() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&NUMBERS);
    let mut next = Box::pin(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    drop(task);
    drop(next);
    assert_eq!(mock::cancels(end), 1);
}

/// A waker that drops the future that it wakes.
#[test]
fn waking_may_drop_the_read() {
    struct Dropper(std::sync::Mutex<Option<Box<dyn FnOnce()>>>);

    // SAFETY: the test has one thread.
    unsafe impl Send for Dropper {}
    // SAFETY: as above.
    unsafe impl Sync for Dropper {}

    impl alloc::task::Wake for Dropper {
        fn wake(self: alloc::sync::Arc<Self>) {
            self.0.lock().unwrap().take().expect("woken once")();
        }
    }

    let task = FakeTask::new();
    let (reader, end) = reader(&NUMBERS);
    let reader = Box::leak(Box::new(reader));
    let reader_pointer = &raw mut *reader;
    let next = Rc::new(RefCell::new(Some(Box::pin(reader.next()))));
    let woken = Rc::clone(&next);
    let dropper = alloc::sync::Arc::new(Dropper(std::sync::Mutex::new(Some(Box::new(move || {
        drop(woken.borrow_mut().take());
    })))));
    let waker = Waker::from(dropper);
    {
        let mut next = next.borrow_mut();
        let pinned = next.as_mut().unwrap().as_mut();
        assert_eq!(task.run(|| pinned.poll(&mut Context::from_waker(&waker))), Poll::Pending);
    }
    mock::ends(end, gives(6));
    task.deliver(end, ONE);
    assert!(next.borrow().is_none());
    // SAFETY: it was leaked above, and its borrower is gone.
    let mut reader = unsafe { Box::from_raw(reader_pointer) };
    assert_eq!(poll(pin!(reader.next())), Poll::Ready(Some(6)));
}

/// A leaked future keeps its storage, so the runtime may continue to write.
#[test]
fn a_leaked_read_stays_where_it_is() {
    /// Keeps the leaked future reachable, so that the leak checker does not report it.
    static LEAKED: std::sync::atomic::AtomicPtr<u8> = std::sync::atomic::AtomicPtr::new(core::ptr::null_mut());

    let task = FakeTask::new();
    let (mut reader, end) = reader(&WIDE);
    let mut next = Box::pin(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    LEAKED.store((&raw const *next).cast_mut().cast(), std::sync::atomic::Ordering::Relaxed);
    // Without this use, the store would be optimized away.
    core::hint::black_box(&LEAKED);
    mem::forget(next);
    // A later read has a buffer of its own.
    drop(reader.next());
    // SAFETY: the slot is one of `WIDE`, and the read that has it was leaked.
    mock::ends(end, |slot| unsafe { mock::lower_wide(Wide(1), slot) });
    task.deliver(end, ONE);
    drop(reader);
}

#[test]
fn waiting_outside_a_task_panics_and_cancels() {
    let (mut reader, end) = reader(&NUMBERS);
    let message = catch_unwind(AssertUnwindSafe(|| poll(pin!(reader.next())))).unwrap_err();
    let message = message
        .downcast_ref::<&str>()
        .copied()
        .map_or_else(|| message.downcast_ref::<String>().cloned().unwrap_or_default(), str::to_string);
    assert_eq!(message, "a stream or future was awaited outside a component's task");
    assert_eq!(mock::cancels(end), 1);
}

#[test]
fn making_an_end_prepares_its_task() {
    let task = FakeTask::new();
    let (mut reader, end) = task.run(|| reader(&NUMBERS));
    assert_eq!((task.registrations(), task.waits_for(end)), (1, false));
    let (_writer, end) = task.run(|| writer(&NUMBERS));
    assert_eq!((task.registrations(), task.waits_for(end)), (2, false));
    let other = FakeTask::new();
    other.run(|| reader.prepare());
    assert_eq!(other.registrations(), 1);
}

#[test]
fn a_write_that_is_ready_needs_no_task() {
    let (mut writer, end) = writer(&TEXTS);
    let taken = Rc::default();
    mock::will_answer(end, Answer::new(ONE, takes_text(&taken)));
    assert_eq!(poll(pin!(writer.write("abc".into()))), Poll::Ready(Ok(())));
    assert_eq!(*taken.borrow(), ["abc"]);
    drop(writer);
    assert!(mock::dropped(end));
}

#[test]
fn a_write_that_waits_keeps_its_item_in_the_frame() {
    let task = FakeTask::new();
    let (mut writer, end) = writer(&NUMBERS);
    for number in 0..3 {
        let mut write = pin!(writer.write(number));
        assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
        assert!(frame(&*write).contains(&mock::last_slot(end)));
        // SAFETY: the slot is one of `NUMBERS`, and holds the item.
        mock::ends(end, |slot| assert_eq!(unsafe { slot.cast::<u64>().read() }, number));
        task.deliver(end, ONE);
        assert_eq!(task.run(|| poll(write.as_mut())), Poll::Ready(Ok(())));
    }
}

#[test]
fn a_wide_item_is_written_from_one_buffer() {
    let task = FakeTask::new();
    let (mut writer, end) = writer(&WIDE);
    let mut slots = Vec::new();
    for byte in 0..3 {
        let mut write = pin!(writer.write(Wide(byte)));
        assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
        slots.push(mock::last_slot(end));
        if byte == 1 {
            assert_eq!(write.as_mut().cancel(), Err(Wide(1)));
            continue;
        }
        // SAFETY: the slot is one of `WIDE`, and holds the item.
        mock::ends(end, |slot| assert_eq!(unsafe { mock::lift_wide(slot) }, Wide(byte)));
        task.deliver(end, ONE);
        assert_eq!(task.run(|| poll(write.as_mut())), Poll::Ready(Ok(())));
    }
    assert!(slots.iter().all(|slot| *slot == slots[0]), "{slots:x?}");
}

#[test]
fn an_item_comes_back_when_the_reader_is_gone() {
    let (mut writer, end) = writer(&TEXTS);
    mock::will_answer(end, Answer::code(GONE));
    assert_eq!(poll(pin!(writer.write("back".into()))), Poll::Ready(Err("back".into())));
    assert!(writer.is_closed());
    assert_eq!(poll(pin!(writer.write("again".into()))), Poll::Ready(Err("again".into())));
    assert_eq!(mock::starts(end), 1);
}

#[test]
fn the_last_item_goes_with_the_news_that_the_reader_went() {
    let (mut writer, end) = writer(&TEXTS);
    mock::will_answer(end, Answer::code(LAST));
    assert_eq!(poll(pin!(writer.write("sent".into()))), Poll::Ready(Ok(())));
    assert!(writer.is_closed());
}

#[test]
fn dropping_a_write_takes_the_pointer_back_first() {
    let task = FakeTask::new();
    let (mut writer, end) = writer(&TEXTS);
    let taken = Rc::default();
    for code in [mock::CANCELLED, ONE] {
        let mut write = Box::pin(writer.write("in flight".into()));
        assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
        mock::will_cancel(end, Answer::new(code, takes_text(&taken)));
        drop(write);
        mock::goes_on(end);
        assert!(!task.waits_for(end) && !mock::in_flight(end));
    }
    assert_eq!((mock::cancels(end), taken.borrow().len()), (2, 2));
}

#[test]
fn a_write_that_was_not_polled_drops_its_item() {
    let (mut writer, end) = writer(&TEXTS);
    drop(writer.write("never lowered".into()));
    assert_eq!(pin!(writer.write("given back".into())).cancel(), Err("given back".into()));
    assert_eq!(mock::starts(end), 0);
}

#[test]
fn cancelling_a_write_says_whether_the_item_went() {
    let task = FakeTask::new();
    let (mut writer, end) = writer(&TEXTS);
    for (code, expected) in [(mock::CANCELLED, Err("item".to_string())), (ONE, Ok(())), (GONE, Err("item".to_string()))]
    {
        let mut write = pin!(writer.write("item".into()));
        assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
        mock::will_cancel(end, Answer::code(code));
        assert_eq!(write.as_mut().cancel(), expected);
        assert!(catch_unwind(AssertUnwindSafe(|| write.as_mut().cancel())).is_err());
    }
    assert!(writer.is_closed());
}

#[test]
fn a_write_that_was_over_when_it_was_dropped_is_not_cancelled() {
    let task = FakeTask::new();
    let (mut writer, end) = writer(&TEXTS);
    let mut write = Box::pin(writer.write("went".into()));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
    mock::ends(end, |_| ());
    task.deliver(end, ONE);
    drop(write);
    assert_eq!(mock::cancels(end), 0);
}

#[test]
fn a_pair_is_two_ends() {
    // SAFETY: the table is the mock's.
    let (writer, reader) = unsafe { pair(&NUMBERS) };
    let writable = mock::newest();
    assert_eq!(reader.handle(), writable - 1);
    let stock = writer.into_stock();
    assert_eq!(stock.handle(), writable);
    drop((stock, reader));
    assert!(mock::dropped(writable) && mock::dropped(writable - 1));
}

/// The defect that the memory checker must find: a runtime that was not told to stop. The test must not pass.
#[cfg(dissolve_asan)]
#[test]
#[ignore = "a defect on purpose, which `the_checker_sees_a_pointer_into_freed_storage` runs"]
fn a_runtime_goes_on_after_a_drop() {
    let task = FakeTask::new();
    let (mut reader, end) = reader(&NUMBERS);
    let mut next = Box::pin(reader.next());
    assert_eq!(task.run(|| poll(next.as_mut())), Poll::Pending);
    let kept = Rc::new(core::cell::Cell::new(core::ptr::null_mut()));
    let stale = Rc::clone(&kept);
    mock::will_cancel(end, Answer::new(mock::CANCELLED, move |slot| stale.set(slot)));
    drop(next);
    gives(1)(kept.get());
}

#[cfg(dissolve_asan)]
#[test]
fn the_checker_sees_a_pointer_into_freed_storage() {
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "stream::tests::a_runtime_goes_on_after_a_drop"])
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&child.stderr);
    assert!(!child.status.success() && report.contains("heap-use-after-free"), "{report}");
}

/// Random polls, drops, cancellations and events: every item arrives exactly once, and in order.
#[test]
fn no_item_is_lost_or_doubled() {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut roll = move |sides: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % sides
    };
    let tasks = [FakeTask::new(), FakeTask::new()];
    let (mut reader, end) = reader(&TEXTS);
    let (mut sent, mut seen) = (0_u32, 0_u32);
    let send = |sent: &mut u32| {
        *sent += 1;
        gives_text(&(*sent - 1).to_string())
    };
    for _ in 0..20_000 {
        let mut next = Box::pin(reader.next());
        if roll(4) == 0 {
            mock::will_answer(end, Answer::new(ONE, send(&mut sent)));
        }
        let mut item = None;
        for _ in 0..roll(4) {
            let task = &tasks[roll(2) as usize];
            if let Poll::Ready(ready) = task.run(|| poll(next.as_mut())) {
                item = ready;
                break;
            }
            if mock::in_flight(end) && roll(2) == 0 {
                mock::ends(end, send(&mut sent));
                tasks.iter().find(|task| task.waits_for(end)).expect("one has it").deliver(end, ONE);
            }
        }
        if item.is_none() && mock::in_flight(end) && roll(3) == 0 {
            mock::will_cancel(end, Answer::new(ONE, send(&mut sent)));
        }
        if item.is_none() && roll(2) == 0 {
            item = next.as_mut().cancel();
        }
        drop(next);
        if let Some(item) = item {
            assert_eq!(item, seen.to_string());
            seen += 1;
        }
    }
    assert!(seen > 5_000, "{seen}");
    assert!(sent - seen <= 2, "{sent} sent, {seen} seen");
}
