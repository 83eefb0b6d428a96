//! Tests of readers and writers of futures, similar to those of streams.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::pin::pin;
use core::task::Waker;
use std::rc::Rc;

use super::*;
use crate::concurrent::mock::{self, Answer, FakeTask, TEXT, WIDE_ONE, Wide};

/// Codes of a future: the value moved; the other end was dropped.
const DONE: u32 = 0;
const GONE: u32 = 1;

fn reader<T>(table: &'static FutureVtable<T>) -> (Reader<T>, u32) {
    let handle = mock::make_end();
    // SAFETY: the end is new, and of this table.
    (unsafe { Reader::from_stock(FutureReader::new(handle, table), table) }, handle)
}

/// A writer that writes "default" if it is dropped unwritten.
fn writer() -> (Writer<String>, u32) {
    // SAFETY: the table is the mock's.
    let (writer, _reader) = unsafe { pair(|| "default".to_string(), &TEXT) };
    (writer, mock::newest())
}

fn gives(text: &str) -> impl FnOnce(*mut u8) + use<> {
    let text = text.to_string();
    // SAFETY: the slot is one of `TEXT`.
    move |slot| unsafe { mock::lower_text(text, slot) }
}

fn takes(into: &Rc<RefCell<Vec<String>>>) -> impl FnOnce(*mut u8) + use<> {
    let into = Rc::clone(into);
    move |slot| into.borrow_mut().push(mock::copy_text(slot))
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn a_value_that_is_there_needs_no_task() {
    let (reader, end) = reader(&TEXT);
    mock::will_answer(end, Answer::new(DONE, gives("now")));
    assert_eq!(poll(pin!(reader.into_future())), Poll::Ready("now".into()));
    assert!(mock::dropped(end));
}

#[test]
fn a_value_that_comes_later_is_written_into_the_frame() {
    let task = FakeTask::new();
    let (reader, end) = reader(&TEXT);
    let mut read = Box::pin(reader.into_future());
    assert_eq!(task.run(|| poll(read.as_mut())), Poll::Pending);
    let frame = &raw const *read as usize;
    assert!((frame..frame + size_of_val(&*read)).contains(&mock::last_slot(end)));
    mock::ends(end, gives("later"));
    task.deliver(end, DONE);
    assert_eq!(task.run(|| poll(read.as_mut())), Poll::Ready("later".into()));
    assert!(!mock::dropped(end));
    drop(read);
    assert!(mock::dropped(end));
}

#[test]
fn a_wide_value_has_a_buffer() {
    let task = FakeTask::new();
    let (reader, end) = reader(&WIDE_ONE);
    let mut read = pin!(reader.into_future());
    assert_eq!(task.run(|| poll(read.as_mut())), Poll::Pending);
    // SAFETY: the slot is one of `WIDE_ONE`.
    mock::ends(end, |slot| unsafe { mock::lower_wide(Wide(8), slot) });
    task.deliver(end, DONE);
    assert_eq!(task.run(|| poll(read.as_mut())), Poll::Ready(Wide(8)));
}

#[test]
fn dropping_a_read_takes_the_pointer_back_first() {
    let task = FakeTask::new();
    for code in [mock::CANCELLED, DONE] {
        let (reader, end) = reader(&TEXT);
        let mut read = Box::pin(reader.into_future());
        assert_eq!(task.run(|| poll(read.as_mut())), Poll::Pending);
        mock::will_cancel(
            end,
            Answer::new(code, move |slot| {
                if code == DONE {
                    gives("raced")(slot)
                }
            }),
        );
        drop(read);
        assert!(!task.waits_for(end) && mock::cancels(end) == 1 && mock::dropped(end));
    }
}

#[test]
fn a_read_that_is_cancelled_can_be_tried_again() {
    let task = FakeTask::new();
    let (reader, end) = reader(&WIDE_ONE);
    let mut read = pin!(reader.into_future());
    assert_eq!(task.run(|| poll(read.as_mut())), Poll::Pending);
    let reader = read.as_mut().cancel().unwrap_err();
    assert!(!mock::dropped(end));
    let mut again = pin!(reader.into_future());
    assert_eq!(task.run(|| poll(again.as_mut())), Poll::Pending);
    // SAFETY: the slot is one of `WIDE_ONE`.
    mock::will_cancel(end, Answer::new(DONE, |slot| unsafe { mock::lower_wide(Wide(3), slot) }));
    assert_eq!(again.as_mut().cancel().unwrap(), Wide(3));
}

#[test]
fn a_reader_goes_back_to_stock() {
    let (reader, end) = reader(&TEXT);
    drop(reader.into_stock());
    assert!(mock::dropped(end));
}

#[test]
fn a_value_is_written() {
    let task = FakeTask::new();
    let taken = Rc::default();
    let (writer, end) = writer();
    let mut write = pin!(writer.write("value".into()));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
    mock::ends(end, takes(&taken));
    task.deliver(end, DONE);
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Ready(Ok(())));
    assert_eq!(*taken.borrow(), ["value"]);
    assert!(mock::dropped(end));
    assert_eq!(Arc::strong_count(&task), 1);
}

#[test]
fn a_value_comes_back_when_the_reader_is_gone() {
    let (writer, end) = writer();
    mock::will_answer(end, Answer::code(GONE));
    assert_eq!(poll(pin!(writer.write("value".into()))), Poll::Ready(Err("value".into())));
    assert!(mock::dropped(end) && mock::starts(end) == 1);
}

#[test]
fn a_write_that_is_cancelled_can_be_tried_again() {
    let task = FakeTask::new();
    let taken = Rc::default();
    let (writer, end) = writer();
    let mut write = pin!(writer.write("first".into()));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
    let Cancelled::Unwritten(value, writer) = write.as_mut().cancel() else { panic!("nothing took it") };
    assert_eq!(value, "first");
    let mut write = pin!(writer.write("second".into()));
    mock::will_answer(end, Answer::new(DONE, takes(&taken)));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Ready(Ok(())));
    assert_eq!(*taken.borrow(), ["second"]);
}

#[test]
fn cancelling_a_write_may_come_too_late() {
    let task = FakeTask::new();
    let taken = Rc::default();
    let (writer, end) = writer();
    let mut write = pin!(writer.write("value".into()));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
    mock::will_cancel(end, Answer::new(DONE, takes(&taken)));
    assert!(matches!(write.as_mut().cancel(), Cancelled::Written));
    assert_eq!(*taken.borrow(), ["value"]);
    assert!(mock::dropped(end));

    let (writer, end) = self::writer();
    let mut write = pin!(writer.write("value".into()));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
    mock::will_cancel(end, Answer::code(GONE));
    assert!(matches!(write.as_mut().cancel(), Cancelled::Closed(value) if value == "value"));
    assert!(mock::dropped(end));
}

#[test]
fn an_unwritten_writer_writes_its_default() {
    let taken = Rc::default();
    let (writer, end) = writer();
    mock::will_answer(end, Answer::new(DONE, takes(&taken)));
    drop(writer);
    assert_eq!(*taken.borrow(), ["default"]);
    assert!(mock::dropped(end));
}

#[test]
fn the_default_may_wait_in_the_background() {
    let task = FakeTask::new();
    let taken = Rc::default();
    let (writer, end) = writer();
    task.run(|| drop(writer));
    assert!(task.waits_for(end) && mock::in_flight(end) && !mock::dropped(end));
    mock::ends(end, takes(&taken));
    task.deliver(end, DONE);
    assert_eq!(*taken.borrow(), ["default"]);
    assert!(mock::dropped(end));
    assert_eq!(Arc::strong_count(&task), 1);
}

#[test]
fn dropping_a_write_writes_the_default() {
    let task = FakeTask::new();
    let taken = Rc::default();
    let (writer, end) = writer();
    let mut write = Box::pin(writer.write("dropped".into()));
    assert_eq!(task.run(|| poll(write.as_mut())), Poll::Pending);
    mock::will_answer(end, Answer::new(DONE, takes(&taken)));
    task.run(|| drop(write));
    assert_eq!(*taken.borrow(), ["default"]);
    assert_eq!((mock::starts(end), mock::cancels(end)), (2, 1));
    assert!(mock::dropped(end));
}
