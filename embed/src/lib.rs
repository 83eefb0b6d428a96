//! Calls WebAssembly components that dissolve compiled to a native library, from firmware or on a host.
//!
//! `dissolve compile` writes a library `libNAME.a` and bindings `NAME.rs`. The bindings use this crate, which allocates nothing and
//! needs no standard library.
//!
//! ```ignore
//! dissolve::include_component!("sensor");
//!
//! struct Host { i2c: I2c }
//!
//! impl sensor::imports::i2c::Host for Host {
//!     fn write(&mut self, address: u8, data: &[u8]) -> Result<(), sensor::imports::i2c::Error> {
//!         self.i2c.write(address, data).map_err(|_| sensor::imports::i2c::Error::Bus)
//!     }
//! }
//!
//! let sensor = sensor::Sensor::new(Host { i2c })?;
//! let reading = sensor.sample(3)?;             // a value
//! let name = sensor.identify()?;               // a guard that is a `&str` in the memory of the program
//! drop(name);
//! let queue = sensor.queue().open(8)?;         // the owner of a resource
//! queue.push(reading.celsius)?;
//! ```
//!
//! # What an embedder uses
//!
//! - [`include_component!`]: takes in the bindings.
//! - [`Trap`], [`TrapKind`]: the reason why a call gave no result.
//! - [`List`]: a list whose elements are not numbers.
//! - [`Guard`]: a result that lies in the memory of the program.
//! - [`Shared`]: a static from which interrupts and tasks get the program.
//! - `fault_handler!`, on Cortex-M: the handler of a program's traps, if they are faults.
//!
//! # One call at a time
//!
//! A call while another one is in progress, or while a [`Guard`] of a result is alive, gives [`Trap::Reentered`] and does nothing else.
//! So all functions take a shared reference, and several owners of resources can live beside each other. Tasks, interrupts and other
//! cores can share a program, if its host can be sent: [`Shared`] is a static for it. What a call gives stays where the call was made:
//! guards and owners of resources cannot be sent.
//!
//! On chips without an atomic exchange (Armv6-M, RV32 without `A`), interrupts wait for a few instructions when a call begins, as they do in the
//! library. If code that is not privileged, or another core, begins a call in the very same moment, both calls may be refused, and all
//! calls after them until the program is reset.
//!
//! # Traps
//!
//! The call that traps gives [`Trap::Trapped`]. After that the instance is dead, and calls give [`Trap::Dead`] until it is reset. A
//! result that violates the canonical ABI, such as a string that is not valid, ends the instance in the same way.
//!
//! # For generated code
//!
//! The module [`rt`] is not for use by hand: it changes with the generator.

#![no_std]

#[cfg(target_endian = "big")]
compile_error!("the memory of a WebAssembly program is little-endian, and the bindings give views of it");

#[cfg(test)]
extern crate std;

mod abi;
mod compound;
#[cfg(target_arch = "arm")]
mod fault;
mod flags;
mod guard;
mod handle;
mod host;
mod instance;
mod list;
mod lock;
mod memory;
mod scalar;
mod shared;
mod text;
mod trap;
mod view;

pub use dissolve_abi::TrapKind;
pub use guard::Guard;
pub use list::{List, ListIter};
pub use shared::Shared;
pub use trap::Trap;

/// The parts of generated bindings. Not for use by hand: it changes with the generator.
pub mod rt {
    pub use crate::abi::{Abi, Lift, Lower, lift_at, wide, word};
    pub use crate::handle::{Destroy, Handle, Pending, Table};
    pub use crate::host::{Host, HostCell};
    pub use crate::instance::{Instance, State, done};
    pub use crate::memory::{Encoding, Guest, allocate, range, writable};
    pub use crate::scalar::Plain;
    pub use crate::trap::Fault;
    pub use crate::view::View;
}

/// Takes in the bindings of a component, which `dissolve compile` or a build script wrote: `include_component!("sensor")` is
/// `include!(concat!(env!("OUT_DIR"), "/sensor.rs"));`. The file has one module, `pub mod sensor`.
#[macro_export]
macro_rules! include_component {
    ($name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
