//! An embedder's program: each function is a test of a part of the bindings.

// The module of a world has names that WIT gives; the stand-in for the library has symbols as codegen makes them.
#![allow(non_upper_case_globals, non_snake_case)]

mod library;

use std::sync::atomic::Ordering::SeqCst;

use dissolve::{List, Shared, Trap, TrapKind};
use library::{DESTROYED, HELPERS, LENDING, POST_RETURNS, RESULT};
use sensor::imports::i2c::{Device, DeviceRef};
use sensor::{Access, Item, Mode, Sensor, Value};

dissolve::include_component!("sensor");

/// The embedder's side.
#[derive(Default)]
struct Board {
    log: Vec<String>,
    /// Borrowed by results.
    answer: String,
    dropped: Vec<u32>,
}

impl sensor::imports::Host for Board {
    fn log(&mut self, message: &str) {
        self.log.push(message.into());
    }
}

impl sensor::imports::i2c::Host for Board {
    fn write<'h>(&'h mut self, address: u8, data: &[u8]) -> Result<u32, &'h str> {
        match address {
            0x40 => Ok(data.iter().map(|&byte| u32::from(byte)).sum()),
            0x42 => Ok(if data.is_empty() { 5 } else { 6 }),
            _ => {
                self.answer = format!("no device at {address:#x}");
                Err(&self.answer)
            }
        }
    }

    fn describe<'h>(&'h mut self, items: List<'_, Item<'_>>) -> List<'h, Item<'h>> {
        let texts: Vec<String> =
            items.iter().map(|item| format!("{} {:?} {:?}", item.name, item.value, item.parts)).collect();
        assert_eq!(
            texts,
            ["name None [1, 2]", "name Text(\"na\") [1, 2]", "name Wide(1.0) [1, 2]", "name Narrow(1.0) [1, 2]"]
        );
        assert_eq!(items.get(4), None);
        const RETURNED: &[Item<'static>] = &[Item { name: "returned", value: Value::Text("text"), parts: &[7] }; 3];
        List::from(RETURNED)
    }

    fn new_device(&mut self, name: &str) -> Device {
        assert_eq!(name, "bus");
        Device { rep: 5 }
    }

    fn device_send(&mut self, self_: DeviceRef, value: u64) -> u64 {
        value * u64::from(self_.rep)
    }

    fn discard(&mut self, queue: sensor::queue::Queue<'_>) {
        drop(queue);
    }

    #[allow(clippy::too_many_arguments)]
    fn total(
        &mut self,
        p0: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        _: u8,
        p16: u8,
        text: &str,
    ) -> sensor::Reading {
        sensor::Reading {
            celsius: 1.0,
            raw: u64::from(p0 + p16) + text.len() as u64,
            mode: Mode::Off,
            access: Access::empty(),
        }
    }

    fn drop_device(&mut self, rep: u32) {
        self.dropped.push(rep);
    }
}

fn new() -> Sensor<Board> {
    Sensor::new(Board::default()).unwrap()
}

fn trapped(kind: TrapKind) -> Trap {
    Trap::Trapped { kind, place: 0x8000, detail: 0 }
}

fn found(kind: TrapKind) -> Trap {
    Trap::Trapped { kind, place: 0, detail: 0 }
}

fn numbers() {
    let sensor = new();
    assert_eq!(sensor.add(1, -3, 5, 2.0), Ok(5));
    assert_eq!(sensor.widen(-2), Ok(-2));
    assert_eq!(sensor.halve(3.0), Ok(1.5));
    assert_eq!(sensor.next('a'), Ok('b'));
    assert_eq!(sensor.turn(Mode::Busy), Ok(Mode::Off));
    assert_eq!(sensor.choose(None), Ok(Ok(())));
    assert_eq!(sensor.choose(Some(3)), Ok(Err(3)));
    assert_eq!(sensor.fixed([1, 2, 3]), Ok([3, 2, 1]));
}

fn records() {
    let sensor = new();
    let reading = sensor.sample(1).unwrap();
    assert_eq!((reading.celsius, reading.raw, reading.mode), (21.5, 7 | 1 << 32, Mode::Busy));
    assert_eq!(reading.access, Access::BIT_0 | Access::BIT_31 | Access::BIT_39);
    assert_eq!(format!("{:?}", reading.access), "{BIT_0, BIT_31, BIT_39}");
    assert_eq!(sensor.mask(Access::BIT_0), Ok(Access::all() - Access::BIT_0));
    assert_eq!(sensor.many(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "seventeen"), Ok((17, true)));
}

fn results_in_memory() {
    let sensor = new();
    let before = POST_RETURNS.load(SeqCst);
    let name = sensor.identify().unwrap();
    assert_eq!(&*name, "sensor é");
    assert_eq!(name.len(), 9);
    assert_eq!(format!("{name}"), "sensor é");
    // The program is busy while a result is in use.
    assert_eq!(sensor.widen(1), Err(Trap::Reentered));
    assert_eq!(sensor.identify().unwrap_err(), Trap::Reentered);
    assert_eq!(sensor.shout("x", Value::None).unwrap_err(), Trap::Reentered);
    assert_eq!(POST_RETURNS.load(SeqCst), before);
    drop(name);
    assert_eq!(POST_RETURNS.load(SeqCst), before + 1);

    assert_eq!(*sensor.numbers(4).unwrap(), [0, 1, 2, 3]);
    assert_eq!(*sensor.numbers(0).unwrap(), []);
    assert_eq!(POST_RETURNS.load(SeqCst), before + 3);

    let items = [
        Item { name: "one", value: Value::Wide(2.5), parts: &[] },
        Item { name: "", value: Value::Text("text"), parts: &[1, 2, 3] },
    ];
    let echo = sensor.echo(List::from(&items)).unwrap();
    assert!(echo.get().iter().eq(items));
    assert_eq!(*echo.get(), List::from(&items));
    drop(echo);
    assert!(sensor.echo(List::default()).unwrap().get().is_empty());

    assert_eq!(*sensor.shout("loud", Value::None).unwrap().get(), Ok("LOUD"));
    for value in [Value::Text("t"), Value::Wide(0.5), Value::Narrow(-0.5)] {
        assert_eq!(*sensor.shout("", value).unwrap().get(), Err(value));
    }
}

/// Answers of the program that are not values of the type.
fn violations_in_results() {
    let mut sensor = new();
    let mut check = |expected: TrapKind, make: &dyn Fn() -> u32, call: &dyn Fn(&Sensor<Board>) -> Trap| {
        *RESULT.lock().unwrap() = Some(make().into());
        assert_eq!(call(&sensor), found(expected));
        assert_eq!(sensor.widen(1), Err(Trap::Dead(expected)));
        sensor.reset().unwrap();
        assert_eq!(sensor.widen(1), Ok(1));
    };
    let identify = |sensor: &Sensor<Board>| sensor.identify().unwrap_err();
    let numbers = |sensor: &Sensor<Board>| sensor.numbers(1).unwrap_err();
    let echo = |sensor: &Sensor<Board>| sensor.echo(List::default()).unwrap_err();
    use library::{words, write};
    check(TrapKind::InvalidUtf8, &|| words(&[write(1, &[0xc0]), 1]), &identify);
    check(TrapKind::StringOutOfBounds, &|| words(&[0, 1]), &identify);
    check(TrapKind::StringOutOfBounds, &|| words(&[0x1_1000 - 1, 2]), &identify);
    check(TrapKind::StringOutOfBounds, &|| words(&[0x1000, u32::MAX]), &identify);
    check(TrapKind::MemoryOutOfBounds, &|| 0x1_1000, &identify);
    check(TrapKind::UnalignedPointer, &|| 0x1002, &identify);
    check(TrapKind::UnalignedPointer, &|| words(&[0x1001, 1]), &numbers);
    check(TrapKind::ListOutOfBounds, &|| words(&[0x1000, 0x8001]), &numbers);
    check(TrapKind::ListOutOfBounds, &|| words(&[0x1000, 0x8000_0000]), &echo);
    check(TrapKind::InvalidUtf8, &|| words(&[words(&[write(1, &[0xff]), 1, 0, 0, 0, 0, 1, 0]), 1]), &echo);
    check(TrapKind::InvalidDiscriminant, &|| words(&[words(&[1, 0, 4, 0, 0, 0, 2, 0]), 1]), &echo);
    check(TrapKind::InvalidDiscriminant, &|| 3, &|sensor| sensor.turn(Mode::Idle).unwrap_err());
    check(TrapKind::InvalidDiscriminant, &|| write(1, &[2, 0]), &|sensor| sensor.choose(None).unwrap_err());
    check(TrapKind::InvalidChar, &|| 0xd800, &|sensor| sensor.next('a').unwrap_err());
    check(TrapKind::UnknownHandle, &|| 1234, &|sensor| match sensor.queue().new_queue(1).unwrap_err() {
        // The library finds this one.
        trap if trap == trapped(TrapKind::UnknownHandle) => found(TrapKind::UnknownHandle),
        other => other,
    });
}

fn traps() {
    let mut sensor = new();
    let kind = TrapKind::DivideByZero;
    let expected = Trap::Trapped { kind, place: 0x8000, detail: 12 };
    assert_eq!(sensor.trap(kind as u32), Err(expected));
    assert_eq!(expected.to_string(), "trap: integer divide by zero at 0x00008000");
    assert_eq!(sensor.trap(kind as u32), Err(Trap::Dead(kind)));
    assert_eq!(sensor.identify().unwrap_err(), Trap::Dead(kind));
    sensor.reset().unwrap();
    assert_eq!(&*sensor.identify().unwrap(), "sensor é");
    assert_eq!(sensor.trap(200), Err(Trap::Unknown { reason: 0x100 + 200 }));
    sensor.reset().unwrap();
    // A result that is forgotten leaves the program busy.
    std::mem::forget(sensor.identify().unwrap());
    assert_eq!(sensor.widen(1), Err(Trap::Reentered));
    sensor.reset().unwrap();
    assert_eq!(sensor.widen(1), Ok(1));
}

fn one_instance() {
    let sensor = new();
    assert_eq!(Sensor::new(Board::default()).unwrap_err(), Trap::InUse);
    assert_eq!(sensor.widen(1), Ok(1));
    drop(sensor);
    assert_eq!(new().widen(1), Ok(1));
}

/// A value moves, and the program still finds its host.
fn moved() {
    let boxed = Box::new(new());
    assert_eq!(boxed.run(0), Ok(6));
    let mut sensor = *boxed;
    assert_eq!(sensor.run(0), Ok(6));
    library_log(&sensor);
    assert_eq!(sensor.host_mut().log, [] as [&str; 0]);
}

fn library_log(sensor: &Sensor<Board>) {
    assert_eq!(sensor.widen(0), Ok(0));
}

fn host_functions() {
    let mut sensor = new();
    assert_eq!(sensor.run(0), Ok(6));
    assert_eq!(sensor.run(1), Ok("no device at 0x41".len() as u32));
    assert_eq!(sensor.run(2), Ok(3));
    assert_eq!(sensor.run(3), Ok(5));
    assert_eq!(sensor.host_mut().dropped, [5]);
    assert_eq!(sensor.run(5), Ok(1 + 1 + 3));
    assert_eq!(sensor.run(100), Ok(5));
    for (what, kind) in [
        (10, TrapKind::InvalidUtf8),
        (11, TrapKind::StringOutOfBounds),
        (12, TrapKind::StringOutOfBounds),
        (13, TrapKind::UnalignedPointer),
        (14, TrapKind::ListOutOfBounds),
        (15, TrapKind::InvalidDiscriminant),
        (16, TrapKind::UnknownHandle),
        (17, TrapKind::UnalignedPointer),
        (18, TrapKind::MemoryOutOfBounds),
    ] {
        assert_eq!(sensor.run(what), Err(trapped(kind)), "{what}");
        assert_eq!(sensor.run(0), Err(Trap::Dead(kind)));
        sensor.reset().unwrap();
        assert_eq!(sensor.run(0), Ok(6));
    }
}

fn resources() {
    let mut sensor = new();
    let destroyed = || std::mem::take(&mut *DESTROYED.lock().unwrap());
    destroyed();
    {
        let first = sensor.queue().new_queue(10).unwrap();
        let second = sensor.queue().new_queue(20).unwrap();
        assert_eq!(first.push(1), Ok(11));
        assert_eq!(second.push(1), Ok(21));
        assert_eq!(sensor.queue().join(&first, List::from(&[first.borrow(), second.borrow()])), Ok(40));
        let merged = sensor.queue().queue_merge(first, second).unwrap();
        assert_eq!(merged.push(0), Ok(30));
        assert_eq!(destroyed(), []);
        drop(merged);
        assert_eq!(destroyed(), [30]);

        // A handle in a result in memory.
        let opened = sensor.queue().open("40").unwrap();
        let queue = opened.get().as_ref().unwrap().take().unwrap();
        drop(opened);
        assert_eq!(queue.push(2), Ok(42));
        assert_eq!(queue.close(), Ok(()));
        assert_eq!(destroyed(), [40]);
        drop(sensor.queue().open("50").unwrap());
        assert_eq!(destroyed(), [50]);
        assert_eq!(*sensor.queue().open("none").unwrap().get().as_ref().unwrap_err(), "none");

        // A handle that is dropped while a result is in use is destroyed afterwards.
        let queue = sensor.queue().new_queue(60).unwrap();
        let name = sensor.identify().unwrap();
        drop(queue);
        assert_eq!((destroyed(), &*name), (vec![], "sensor é"));
        drop(name);
        assert_eq!(destroyed(), [60]);

        // So are those that a refused call did not hand over.
        let [first, second] = [70, 71].map(|capacity| sensor.queue().new_queue(capacity).unwrap());
        let name = sensor.identify().unwrap();
        assert_eq!(sensor.queue().queue_merge(first, second).unwrap_err(), Trap::Reentered);
        drop(name);
        assert_eq!(destroyed(), [71, 70]);

        // The same in a function of the embedder: the handle waits for the end of the call.
        assert_eq!(sensor.run(4), Ok(0));
        assert_eq!(destroyed(), [77]);
    }
    assert_eq!(library::handles(), 0);
    let log: Vec<_> = sensor.host_mut().log.drain(..).collect();
    assert_eq!(
        log,
        [
            "destroyed 30",
            "destroyed 40",
            "destroyed 50",
            "destroyed 60",
            "destroyed 71",
            "destroyed 70",
            "destroyed 77"
        ]
    );

    // Resources of the embedder.
    assert_eq!(sensor.queue().attach(Device { rep: 9 }), Ok(Device { rep: 9 }));
    assert_eq!(sensor.queue().probe(DeviceRef { rep: 9 }), Ok(10));
    assert_eq!(LENDING.load(SeqCst), 0);

    // A handle of which nothing is left.
    let queue = sensor.queue().new_queue(1).unwrap();
    std::mem::forget(queue.take());
    assert_eq!(queue.push(1), Err(found(TrapKind::UnknownHandle)));
}

/// Bindings call the helper that belongs to the moment, and a result in use stays so until its end.
fn helpers() {
    let sensor = new();
    let called = || std::mem::take(&mut *HELPERS.lock().unwrap());
    called();
    // The result of a function of the embedder: a string.
    assert_eq!(sensor.run(1), Ok("no device at 0x41".len() as u32));
    assert_eq!(called(), [("sensor_cabi_realloc_inside", false)]);
    // Its handles.
    assert_eq!(sensor.run(3), Ok(5));
    assert_eq!(called(), [("sensor__handle_new_1_inside", false), ("sensor__handle_rep_1_inside", false)]);
    // A handle in a result in memory, and the end of a loan.
    let (queue, rep) = sensor.queue().inspect(DeviceRef { rep: 9 }).unwrap();
    assert_eq!(rep, 9);
    assert_eq!(
        called(),
        [
            ("sensor__call_enter_", true),
            ("sensor__handle_borrow_1", true),
            ("sensor__handle_take_0_held", false),
            ("sensor__call_exit__held", false)
        ]
    );
    assert_eq!(queue.push(0), Ok(80));
    drop(queue);
    // The same, with a guard and a post-return function.
    called();
    let opened = sensor.queue().open("3").unwrap();
    assert_eq!(called(), [("sensor_cabi_realloc", true), ("sensor__handle_take_0_held", false)]);
    drop(opened);
    // A handle that is the result.
    assert_eq!(sensor.queue().attach(Device { rep: 4 }), Ok(Device { rep: 4 }));
    assert_eq!(called()[1..], [("sensor__handle_new_1", true), ("sensor__handle_take_1", true)]);
    assert_eq!(LENDING.load(SeqCst), 0);
}

static SHARED: Shared<Sensor<Board>> = Shared::new();

/// Threads share an instance: one at a time calls it, and the others are refused.
fn threads() {
    const CALLS: u32 = 300;
    let sensor = SHARED.set(new()).unwrap();
    assert!(SHARED.get().is_some());
    // A guard on one thread keeps the others out.
    let name = sensor.identify().unwrap();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| SHARED.get().unwrap().widen(1));
        assert_eq!(other.join().unwrap(), Err(Trap::Reentered));
    });
    drop(name);

    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for n in 0..CALLS {
                    match sensor.many(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "seventeen") {
                        Ok(value) => assert_eq!(value, (17, true)),
                        Err(trap) => assert_eq!(trap, Trap::Reentered),
                    }
                    match sensor.identify() {
                        Ok(name) => assert_eq!(&*name, "sensor é"),
                        Err(trap) => assert_eq!(trap, Trap::Reentered),
                    }
                    match sensor.run(0) {
                        Ok(sum) => assert_eq!(sum, 6),
                        Err(trap) => assert_eq!(trap, Trap::Reentered),
                    }
                    match sensor.queue().new_queue(n) {
                        Ok(queue) => drop(queue),
                        Err(trap) => assert_eq!(trap, Trap::Reentered),
                    }
                }
            });
        }
    });
    assert_eq!(sensor.widen(1), Ok(1));
    assert_eq!(library::handles(), 0, "each handle was destroyed");
}

fn main() {
    // A panic on the thread of a call would leave its caller waiting.
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        report(info);
        std::process::exit(101);
    }));
    numbers();
    records();
    results_in_memory();
    violations_in_results();
    traps();
    one_instance();
    moved();
    host_functions();
    resources();
    helpers();
    threads();
    println!("all done");
}
