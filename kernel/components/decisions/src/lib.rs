//! Decisions of kernel primitives as a component: functions of numbers, without state.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "decisions", cabi_realloc: "omit" });

mod event_flags;
mod message_queue;
mod mutex;
mod semaphore;

struct Component;

export!(Component);
