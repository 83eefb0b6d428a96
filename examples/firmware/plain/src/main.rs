//! Firmware with `cortex-m-rt` that calls a component: values of every kind, resources in both directions, imports, traps, and a call
//! from an interrupt.
//!
//! It prints what it sees over semihosting, and ends with status 0 if all is as expected.

#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering};

use calls::Board;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::{entry, exception};
use dissolve::{Shared, Trap};
use semihosting::{println, process};
use sensor::Sensor;

mod calls;

dissolve::include_component!("sensor");

// A trap of the component is a fault, which the library's handler takes. Other faults stop the chip there.
dissolve::fault_handler!();

/// The component, where the interrupt finds it.
static SENSOR: Shared<Sensor<Board>> = Shared::new();
/// Calls of the interrupt that were answered, and those that were refused because the main program was inside the component.
static ANSWERED: AtomicU32 = AtomicU32::new(0);
static REFUSED: AtomicU32 = AtomicU32::new(0);

#[entry]
fn main() -> ! {
    let mut sensor = Sensor::new(Board::new()).unwrap();
    calls::all(&mut sensor);
    interrupts(sensor);
    println!("all is well");
    process::exit(0)
}

/// The main program and an interrupt call the component at the same time.
fn interrupts(sensor: Sensor<Board>) {
    let mut core = cortex_m::Peripherals::take().unwrap();
    core.SYST.set_clock_source(SystClkSource::Core);
    core.SYST.set_reload(4999);
    core.SYST.clear_current();
    core.SYST.enable_counter();
    core.SYST.enable_interrupt();
    let sensor = SENSOR.set(sensor).unwrap();
    let (mut calls, mut lost) = (0, 0);
    while ANSWERED.load(Ordering::Relaxed) + REFUSED.load(Ordering::Relaxed) < 200 {
        match sensor.allocate(100) {
            Ok(bytes) => calls += bytes / 100,
            Err(Trap::Reentered) => lost += 1,
            Err(trap) => panic!("{trap}"),
        }
    }
    core.SYST.disable_interrupt();
    assert!(calls > 0 && lost == 0);
    assert!(REFUSED.load(Ordering::Relaxed) > 0);
}

/// Calls the component, whatever the main program is doing. While that is inside a call, this one is refused.
#[exception]
fn SysTick() {
    match SENSOR.get().map(|sensor| sensor.divide(84, 2)) {
        Some(Ok(42)) => ANSWERED.fetch_add(1, Ordering::Relaxed),
        Some(Err(Trap::Reentered)) => REFUSED.fetch_add(1, Ordering::Relaxed),
        None => 0,
        other => panic!("{other:?}"),
    };
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
