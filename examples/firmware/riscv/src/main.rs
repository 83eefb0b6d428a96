//! Firmware with `riscv-rt` that calls a component: values of every kind, resources in both directions, imports, traps, and a call from an
//! interrupt.
//!
//! It prints what it sees over semihosting, and ends with status 0 if all is as expected.

#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering};

use calls::Board;
use dissolve::{Shared, Trap};
use riscv::interrupt::Interrupt;
use semihosting::{println, process};
use sensor::Sensor;

#[path = "../../plain/src/calls.rs"]
mod calls;

dissolve::include_component!("sensor");

/// The component, where the interrupt finds it.
static SENSOR: Shared<Sensor<Board>> = Shared::new();
/// Calls of the interrupt that were answered, and those that were refused because the main program was inside the component.
static ANSWERED: AtomicU32 = AtomicU32::new(0);
static REFUSED: AtomicU32 = AtomicU32::new(0);

/// The timer of the machine `virt`, which counts at 10 MHz: its registers `mtime` and `mtimecmp` of hart 0.
const TIME: *mut u32 = 0x0200_bff8 as *mut u32;
const COMPARE: *mut u32 = 0x0200_4000 as *mut u32;
/// Ticks between two interrupts.
const INTERVAL: u32 = 2000;

#[riscv_rt::entry]
fn main() -> ! {
    let mut sensor = Sensor::new(Board::new()).unwrap_or_else(|trap| panic!("{trap}"));
    calls::all(&mut sensor);
    interrupts(sensor);
    println!("all is well");
    process::exit(0)
}

/// The main program and an interrupt call the component at the same time.
fn interrupts(sensor: Sensor<Board>) {
    let Ok(sensor) = SENSOR.set(sensor) else { panic!("there is one component") };
    set_timer();
    // SAFETY: the interrupt changes nothing but atomic numbers, and what the component allows.
    unsafe {
        riscv::register::mie::set_mtimer();
        riscv::interrupt::enable();
    }
    let (mut calls, mut lost) = (0, 0);
    while ANSWERED.load(Ordering::Relaxed) + REFUSED.load(Ordering::Relaxed) < 200 {
        match sensor.allocate(100) {
            Ok(bytes) => calls += bytes / 100,
            Err(Trap::Reentered) => lost += 1,
            Err(trap) => panic!("{trap}"),
        }
    }
    riscv::interrupt::disable();
    assert!(calls > 0 && lost == 0);
    assert!(REFUSED.load(Ordering::Relaxed) > 0);
}

/// Sets the next interrupt. The emulation ends long before the low half of the time overflows.
fn set_timer() {
    // SAFETY: these are registers of the machine's timer.
    unsafe {
        COMPARE.add(1).write_volatile(0);
        COMPARE.write_volatile(TIME.read_volatile() + INTERVAL);
    }
}

/// Calls the component, whatever the main program is doing. While that is inside a call, this one is refused.
#[riscv_rt::core_interrupt(Interrupt::MachineTimer)]
fn timer() {
    set_timer();
    match SENSOR.get().map(|sensor| sensor.divide(84, 2)) {
        Some(Ok(42)) => _ = ANSWERED.fetch_add(1, Ordering::Relaxed),
        Some(Err(Trap::Reentered)) => _ = REFUSED.fetch_add(1, Ordering::Relaxed),
        None => {}
        other => panic!("{other:?}"),
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
