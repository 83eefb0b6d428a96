//! A library as `dissolve compile` makes it, with a component in Rust, and functions for the tests to look inside.
//!
//! Each call of an export runs on a thread of its own. A trap ends the call, as in a library: the thread never goes on, and
//! nothing of it is dropped.

use std::cell::UnsafeCell;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{Sender, channel};

use dissolve::TrapKind;

const LOW: u32 = 0x1000;
const SIZE: u32 = 0x10000;

#[repr(C)]
pub struct Instance {
    ready: AtomicUsize,
    reason: AtomicUsize,
    place: AtomicUsize,
    detail: AtomicUsize,
}

#[unsafe(no_mangle)]
pub static sensor_instance: Instance = Instance {
    ready: AtomicUsize::new(0),
    reason: AtomicUsize::new(0),
    place: AtomicUsize::new(0),
    detail: AtomicUsize::new(0),
};

#[repr(C, align(16))]
pub struct Window(UnsafeCell<[u8; SIZE as usize]>);
unsafe impl Sync for Window {}

#[unsafe(no_mangle)]
pub static sensor_window: Window = Window(UnsafeCell::new([0; SIZE as usize]));

/// The state that the tests look at.
pub static POST_RETURNS: AtomicU32 = AtomicU32::new(0);
pub static DESTROYED: Mutex<Vec<u32>> = Mutex::new(Vec::new());
pub static LENDING: AtomicU32 = AtomicU32::new(0);
/// Replaces the next result: its address or bits.
pub static RESULT: Mutex<Option<u64>> = Mutex::new(None);

/// The calls of helpers since the test last looked: the symbol, and whether the instance was ready.
pub static HELPERS: Mutex<Vec<(&str, bool)>> = Mutex::new(Vec::new());

static NEXT: AtomicU32 = AtomicU32::new(0);
static IN_CALL: AtomicBool = AtomicBool::new(false);
static TRAP: Mutex<Option<Sender<Option<u64>>>> = Mutex::new(None);
/// The representations of handles.
static TABLE: Mutex<BTreeMap<u32, u32>> = Mutex::new(BTreeMap::new());

/// Makes a call. The bits of its value; `None` if it is refused or traps.
fn enter(call: impl FnOnce() -> u64 + Send) -> Option<u64> {
    let value = held(call)?;
    sensor_instance.ready.store(1, SeqCst);
    Some(value)
}

/// As [`enter`], for a result in memory: the instance takes no call until the result is released.
fn held(call: impl FnOnce() -> u64 + Send) -> Option<u64> {
    if sensor_instance.ready.swap(0, SeqCst) == 0 { None } else { make(call) }
}

/// A post-return function, which ends that.
fn release(call: impl FnOnce() -> u64 + Send) -> Option<u64> {
    let value = go_on(call)?;
    sensor_instance.ready.store(1, SeqCst);
    Some(value)
}

fn make(call: impl FnOnce() -> u64 + Send) -> Option<u64> {
    sensor_instance.reason.store(1, SeqCst);
    IN_CALL.store(true, SeqCst);
    let (sender, receiver) = channel();
    *TRAP.lock().unwrap() = Some(sender.clone());
    let call: Box<dyn FnOnce() -> u64 + Send> = Box::new(call);
    // The thread is joined below, or never goes on.
    let call = unsafe { std::mem::transmute::<Box<dyn FnOnce() -> u64 + Send>, Box<dyn FnOnce() -> u64 + Send>>(call) };
    let thread = std::thread::spawn(move || {
        let value = call();
        sender.send(Some(value)).unwrap();
    });
    let value = receiver.recv().unwrap();
    IN_CALL.store(false, SeqCst);
    if value.is_some() {
        thread.join().unwrap();
    }
    value
}

#[unsafe(no_mangle)]
extern "C" fn __dissolve_raise(kind: u32, detail: usize) -> ! {
    sensor_instance.place.store(0x8000, SeqCst);
    sensor_instance.detail.store(detail, SeqCst);
    sensor_instance.reason.store(0x100 + kind as usize, SeqCst);
    let sender = TRAP.lock().unwrap().take().expect("a trap outside of a call");
    sender.send(None).unwrap();
    loop {
        std::thread::park();
    }
}

fn trap(kind: TrapKind) -> ! {
    __dissolve_raise(kind as u32, 0)
}

/// The word and the value of an entry whose value has 32 bits.
fn narrow(value: Option<u64>) -> u64 {
    value.map_or(0, |value| 1 << 32 | value & 0xffff_ffff)
}

/// The word of an entry without a value.
fn none(value: Option<u64>) -> u32 {
    value.is_some().into()
}

/// Notes the call of a helper.
fn note(symbol: &'static str) {
    HELPERS.lock().unwrap().push((symbol, sensor_instance.ready.load(SeqCst) != 0));
}

/// The end of a helper's call while a result is in use: it stays so.
fn go_on(call: impl FnOnce() -> u64 + Send) -> Option<u64> {
    let is_held =
        sensor_instance.ready.load(SeqCst) == 0 && sensor_instance.reason.load(SeqCst) == 1 && !IN_CALL.load(SeqCst);
    if is_held { make(call) } else { None }
}

/// The three symbols of a helper with a result: before a call, while a result is in use, and during an import.
macro_rules! helper {
    ($ready:ident $held:ident $inside:ident ($($param:ident),*) => $body:expr) => {
        #[unsafe(no_mangle)]
        extern "C" fn $ready($($param: u32),*) -> u64 {
            note(stringify!($ready));
            narrow(enter(|| u64::from($body)))
        }
        #[unsafe(no_mangle)]
        extern "C" fn $held($($param: u32),*) -> u64 {
            note(stringify!($held));
            narrow(go_on(|| u64::from($body)))
        }
        #[unsafe(no_mangle)]
        extern "C" fn $inside($($param: u32),*) -> u32 {
            note(stringify!($inside));
            assert!(IN_CALL.load(SeqCst));
            $body
        }
    };
}

/// The same for a helper without a result, which imports do not need.
macro_rules! mark {
    ($ready:ident $held:ident => $body:expr) => {
        #[unsafe(no_mangle)]
        extern "C" fn $ready() -> u32 {
            note(stringify!($ready));
            none(enter(|| u64::from($body)))
        }
        #[unsafe(no_mangle)]
        extern "C" fn $held() -> u32 {
            note(stringify!($held));
            none(go_on(|| u64::from($body)))
        }
    };
}

#[unsafe(no_mangle)]
extern "C" fn sensor_instantiate() -> u32 {
    // A result in use is lost.
    if IN_CALL.load(SeqCst) {
        return 0;
    }
    NEXT.store(LOW, SeqCst);
    TABLE.lock().unwrap().clear();
    LENDING.store(0, SeqCst);
    sensor_instance.ready.store(0, SeqCst);
    let value = make(|| 0);
    sensor_instance.ready.store(1, SeqCst);
    none(value)
}

fn allocate(align: u32, size: u32) -> u32 {
    let start = NEXT.load(SeqCst).next_multiple_of(align);
    NEXT.store(start + size, SeqCst);
    assert!(start + size <= LOW + SIZE);
    start
}

helper!(sensor_cabi_realloc sensor_cabi_realloc_held sensor_cabi_realloc_inside (_old, _size, align, size) => {
    if size == 0 { align } else { allocate(align, size) }
});

pub fn place(address: u32) -> *mut u8 {
    assert!((LOW..LOW + SIZE).contains(&address));
    unsafe { sensor_window.0.get().cast::<u8>().add((address - LOW) as usize) }
}

pub fn write(align: u32, bytes: &[u8]) -> u32 {
    let address = allocate(align, bytes.len() as u32);
    for (index, byte) in bytes.iter().enumerate() {
        unsafe { place(address).add(index).write(*byte) };
    }
    address
}

pub fn words(words: &[u32]) -> u32 {
    write(8, &words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>())
}

fn load(address: u32) -> u32 {
    unsafe { place(address).cast::<u32>().read() }
}

fn byte(address: u32) -> u8 {
    unsafe { place(address).read() }
}

fn text(address: u32, length: u32) -> String {
    let bytes = (0..length).map(|index| byte(address + index));
    String::from_utf8(bytes.collect()).unwrap()
}

/// The result of an export: that of the test, if it set one.
fn answer(value: u64) -> u64 {
    RESULT.lock().unwrap().take().unwrap_or(value)
}

// The component.

#[unsafe(no_mangle)]
extern "C" fn sensor_add(a: u32, b: u32, c: u64, d: f32) -> u64 {
    narrow(enter(|| answer(u64::from(a.wrapping_add(b)) + c + d as u64)))
}

#[unsafe(no_mangle)]
unsafe extern "C" fn sensor_widen(value: *mut u64, x: u32) -> u32 {
    let result = enter(|| i64::from(x as i32).cast_unsigned());
    result.map_or(0, |result| {
        unsafe { value.write(result) };
        1
    })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn sensor_halve(value: *mut u64, x: f64) -> u32 {
    let result = enter(|| (x / 2.0).to_bits());
    result.map_or(0, |result| {
        unsafe { value.write(result) };
        1
    })
}

#[unsafe(no_mangle)]
extern "C" fn sensor_next(x: u32) -> u64 {
    narrow(enter(|| answer(u64::from(x + 1))))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_sample(n: u32) -> u64 {
    // celsius, padding, raw, mode and padding, access
    narrow(held(|| answer(words(&[21.5_f32.to_bits(), 0, 7, n, 1, 0x8000_0001, 0x80, 0]).into())))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_turn(mode: u32) -> u64 {
    narrow(enter(|| answer(u64::from((mode + 1) % 3))))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_mask(low: u32, high: u32) -> u64 {
    narrow(held(|| words(&[!low, !high]).into()))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_identify() -> u64 {
    narrow(held(|| answer(words(&[write(1, "sensor é".as_bytes()), 9]).into())))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_numbers(count: u32) -> u64 {
    let bytes: Vec<u8> = (0..count as u16).flat_map(u16::to_le_bytes).collect();
    narrow(held(|| answer(words(&[write(2, &bytes), count]).into())))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_echo(address: u32, length: u32) -> u64 {
    narrow(held(|| answer(words(&[address, length]).into())))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_shout(address: u32, length: u32, case: u32, a: u64, b: u32) -> u64 {
    narrow(held(|| {
        let upper = text(address, length).to_uppercase();
        // result, then string; or result, then variant: case and payload.
        let result = match case {
            0 => words(&[0, 0, write(1, upper.as_bytes()), length]),
            1 => words(&[1, 0, 1, 0, a as u32, b]),
            2 => words(&[1, 0, 2, 0, a as u32, (a >> 32) as u32]),
            _ => words(&[1, 0, 3, 0, a as u32, 0]),
        };
        answer(result.into())
    }))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_many(address: u32) -> u64 {
    narrow(held(|| {
        let sum: u32 = (0..17).map(|index| u32::from(byte(address + index))).sum();
        let text = text(load(address + 20), load(address + 24));
        words(&[sum, (text == "seventeen").into()]).into()
    }))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_choose(case: u32, n: u32) -> u64 {
    // result<_, u8>: case and payload, a byte each.
    narrow(held(|| answer(write(1, &[if case == 0 { 0 } else { 1 }, n as u8]).into())))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_fixed(a: u32, b: u32, c: u32) -> u64 {
    narrow(held(|| write(2, &[c, b, a].map(|x| (x as u16).to_le_bytes()).concat()).into()))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_trap(kind: u32) -> u32 {
    none(enter(|| __dissolve_raise(kind, 12)))
}

macro_rules! post_returns {
    ($($name:ident)*) => {$(
        #[unsafe(no_mangle)]
        extern "C" fn $name(_: u32) -> u32 {
            none(release(|| POST_RETURNS.fetch_add(1, SeqCst).into()))
        }
    )*};
}

post_returns!(
    sensor_cabi_post_identify sensor_cabi_post_numbers sensor_cabi_post_echo sensor_cabi_post_shout
    sensor_cabi_post_acme_sensor_queue_open
);

// Handles. Those of queues and of devices are in one table: a queue's number is even, a device's odd.

fn make_handle(rep: u32, kind: u32) -> u32 {
    let mut table = TABLE.lock().unwrap();
    let handle = (1..).map(|index| 2 * index + kind).find(|handle| !table.contains_key(handle)).unwrap();
    table.insert(handle, rep);
    handle
}

fn rep_of(handle: u32) -> u32 {
    let rep = TABLE.lock().unwrap().get(&handle).copied();
    rep.unwrap_or_else(|| trap(TrapKind::UnknownHandle))
}

fn take_handle(handle: u32) -> u32 {
    let rep = TABLE.lock().unwrap().remove(&handle);
    rep.unwrap_or_else(|| trap(TrapKind::UnknownHandle))
}

pub fn handles() -> usize {
    TABLE.lock().unwrap().len()
}

helper!(sensor__handle_new_0 sensor__handle_new_0_held sensor__handle_new_0_inside (x) => make_handle(x, 0));
helper!(sensor__handle_take_0 sensor__handle_take_0_held sensor__handle_take_0_inside (x) => take_handle(x));
helper!(sensor__handle_rep_0 sensor__handle_rep_0_held sensor__handle_rep_0_inside (x) => rep_of(x));
helper!(sensor__handle_new_1 sensor__handle_new_1_held sensor__handle_new_1_inside (x) => make_handle(x, 1));
helper!(sensor__handle_take_1 sensor__handle_take_1_held sensor__handle_take_1_inside (x) => take_handle(x));
helper!(sensor__handle_rep_1 sensor__handle_rep_1_held sensor__handle_rep_1_inside (x) => rep_of(x));
helper!(sensor__handle_borrow_1 sensor__handle_borrow_1_held sensor__handle_borrow_1_inside (x) => make_handle(x, 1));
mark!(sensor__call_enter_ sensor__call_enter__held => LENDING.fetch_add(1, SeqCst));
mark!(sensor__call_exit_ sensor__call_exit__held => LENDING.fetch_sub(1, SeqCst));

#[unsafe(no_mangle)]
extern "C" fn sensor__handle_drop_0(handle: u32) -> u32 {
    none(enter(|| {
        let rep = take_handle(handle);
        // The destructor tells the host.
        log(&format!("destroyed {rep}"));
        DESTROYED.lock().unwrap().push(rep);
        0
    }))
}

#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue__constructor_queue(capacity: u32) -> u64 {
    narrow(enter(|| answer(make_handle(capacity, 0).into())))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue__method_queue_push(rep: u32, value: u32) -> u64 {
    narrow(enter(|| (rep + value).into()))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue__static_queue_merge(a: u32, b: u32) -> u64 {
    narrow(enter(|| make_handle(take_handle(a) + take_handle(b), 0).into()))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue_open(address: u32, length: u32) -> u64 {
    narrow(held(|| {
        let name = text(address, length);
        let result = match name.parse() {
            Ok(capacity) => words(&[0, make_handle(capacity, 0), 0]),
            Err(_) => words(&[1, write(1, name.as_bytes()), length]),
        };
        answer(result.into())
    }))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue_join(a: u32, address: u32, length: u32) -> u64 {
    narrow(enter(|| (a + (0..length).map(|index| load(address + 4 * index)).sum::<u32>()).into()))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue_attach(device: u32) -> u64 {
    narrow(enter(|| device.into()))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue_inspect(device: u32) -> u64 {
    narrow(held(|| {
        let rep = take_handle(device);
        words(&[make_handle(80, 0), rep]).into()
    }))
}
#[unsafe(no_mangle)]
extern "C" fn sensor_acme_sensor_queue_probe(device: u32) -> u64 {
    narrow(enter(|| {
        let rep = take_handle(device);
        u64::from(rep) + 1
    }))
}

// The component's imports.

unsafe extern "C" {
    fn import_sensor_acme_board_i2c_0_2_0_write(address: u32, data: u32, length: u32, result: u32);
    fn import_sensor_acme_board_i2c_0_2_0_describe(items: u32, length: u32, result: u32);
    fn import_sensor_acme_board_i2c_0_2_0__constructor_device(name: u32, length: u32) -> u32;
    fn import_sensor_acme_board_i2c_0_2_0__method_device_send(device: u32, value: u64) -> u64;
    fn import_sensor_acme_board_i2c_0_2_0_discard(queue: u32);
    fn import_sensor_acme_board_i2c_0_2_0_total(params: u32, result: u32);
    fn import_sensor_log(message: u32, length: u32);
    fn import_sensor__resource_drop_acme_board_i2c_0_2_0_device(rep: u32);
}

pub fn log(message: &str) {
    unsafe { import_sensor_log(write(1, message.as_bytes()), message.len() as u32) }
}

/// Calls the embedder, rightly or wrongly.
#[unsafe(no_mangle)]
extern "C" fn sensor_run(what: u32) -> u64 {
    narrow(enter(|| unsafe {
        let result = allocate(8, 64);
        match what {
            // A call that succeeds, and one that fails.
            0 | 1 => {
                let data = write(1, &[1, 2, 3]);
                import_sensor_acme_board_i2c_0_2_0_write(if what == 0 { 0x40 } else { 0x41 }, data, 3, result);
                match byte(result) {
                    0 => load(result + 4).into(),
                    _ => text(load(result + 4), load(result + 8)).len() as u64,
                }
            }
            // Items, with a variant of each kind.
            2 => {
                let name = write(1, b"name");
                let parts = write(2, &[1, 0, 2, 0]);
                let item = |case: u32, low: u32, high: u32| [name, 4, case, 0, low, high, parts, 2];
                let items = words(
                    &[item(0, 0, 0), item(1, name, 2), item(2, 0, 0x3ff0_0000), item(3, 0x3f80_0000, 0)].concat(),
                );
                import_sensor_acme_board_i2c_0_2_0_describe(items, 4, result);
                let (first, count) = (load(result), load(result + 4));
                assert_eq!(text(load(first), load(first + 4)), "returned");
                assert_eq!(byte(first + 8), 1);
                count.into()
            }
            // A device: made, used, dropped.
            3 => {
                let name = write(1, b"bus");
                let device = import_sensor_acme_board_i2c_0_2_0__constructor_device(name, 3);
                let value = import_sensor_acme_board_i2c_0_2_0__method_device_send(device, 1 << 40);
                import_sensor__resource_drop_acme_board_i2c_0_2_0_device(take_handle(device));
                value >> 40
            }
            // A queue that the embedder drops while the program is busy.
            4 => {
                import_sensor_acme_board_i2c_0_2_0_discard(make_handle(77, 0));
                DESTROYED.lock().unwrap().len() as u64
            }
            // Parameters and results in memory.
            5 => {
                let params = allocate(8, 32);
                for index in 0..17 {
                    place(params + index).write(1);
                }
                place(params + 20).cast::<u32>().write(write(1, b"abc"));
                place(params + 24).cast::<u32>().write(3);
                import_sensor_acme_board_i2c_0_2_0_total(params, result);
                u64::from(load(result + 8))
            }
            // Violations.
            10 => {
                import_sensor_log(write(1, &[0xff]), 1);
                0
            }
            11 => {
                import_sensor_log(LOW + SIZE - 1, 2);
                0
            }
            12 => {
                import_sensor_log(0, 1);
                0
            }
            13 => {
                import_sensor_acme_board_i2c_0_2_0_describe(LOW + 4, 1, result);
                0
            }
            14 => {
                import_sensor_acme_board_i2c_0_2_0_describe(LOW, u32::MAX, result);
                0
            }
            15 => {
                import_sensor_acme_board_i2c_0_2_0_describe(words(&[0, 0, 9, 0, 0, 0, 0, 0]), 1, result);
                0
            }
            16 => {
                import_sensor_acme_board_i2c_0_2_0__method_device_send(99, 0);
                0
            }
            17 => {
                import_sensor_acme_board_i2c_0_2_0_write(0x40, write(1, &[1]), 1, result + 1);
                0
            }
            18 => {
                import_sensor_acme_board_i2c_0_2_0_write(0x40, write(1, &[1]), 1, LOW + SIZE);
                0
            }
            // An empty list may lie anywhere.
            _ => {
                import_sensor_acme_board_i2c_0_2_0_write(0x42, 1, 0, result);
                load(result + 4).into()
            }
        }
    }))
}
