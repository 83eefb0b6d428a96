//! The call gate: answers a host's requests over semihosting (see `dissolve_abi::gate` for the frames).

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS, op, status};

use crate::call::{self, Call};
use crate::cell::Static;
use crate::fault::Report;
use crate::semihosting::{self, Mode};

unsafe extern "C" {
    /// The room that the linker script leaves for the gate's buffers.
    static mut __dissolve_gate_low: u32;
    static __dissolve_gate_high: u32;
}

/// Times that the timer has wrapped. In a section of its own, so that it is not merged with statics that every image has.
#[unsafe(link_section = ".bss.dissolve_gate")]
static WRAPS: Static<u32> = Static::new(0);

/// SysTick: control and status, reload value, current value (Armv7-M, B3.3). It counts down.
const SYST: *mut [u32; 3] = 0xE000_E010 as *mut [u32; 3];
const SYST_CSR: *mut u32 = SYST.cast();
const SYST_RVR: *mut u32 = SYST_CSR.wrapping_add(1);
const SYST_CVR: *mut u32 = SYST_CSR.wrapping_add(2);
const TIMER_BITS: u32 = 24;

/// Answers requests until the host says or leaves.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_serve() -> ! {
    let input = semihosting::open(Mode::Read);
    let output = semihosting::open(Mode::Write);
    // SAFETY: the register is SysTick's, which counts over all of its bits.
    unsafe { SYST_RVR.write_volatile((1 << TIMER_BITS) - 1) };
    // SAFETY: the linker script keeps these words for the gate, which asks for them once.
    let (request, answer) = unsafe { buffers() };
    let mut length = [0];
    send(output, answer, |words| reply(words, &[status::OK, size_of_val::<[u32]>(request) as u32]));
    loop {
        if !semihosting::read(input, &mut length) {
            semihosting::exit(0);
        }
        let words = (length[0] / 4) as usize;
        let whole = length[0].is_multiple_of(4);
        // What follows a frame that is too long, or cut short, cannot be found.
        let Some(request) = request.get_mut(..words).filter(|_| whole) else { semihosting::exit(3) };
        if !semihosting::read(input, request) {
            semihosting::exit(3);
        }
        match request {
            [op::EXIT, code] => semihosting::exit(*code),
            [op::REPLAY, times, steps, rest @ ..] => {
                send(output, answer, |words| replay(*times, *steps, rest, words));
            }
            request => send(output, answer, |words| execute(request, words, true)),
        }
    }
}

/// The buffer of requests, and the one of answers, which is longer by a word: the length of the frame.
///
/// # Safety
///
/// Nothing else refers to the room for them.
unsafe fn buffers() -> (&'static mut [u32], &'static mut [u32]) {
    let low = &raw mut __dissolve_gate_low;
    let words = ((&raw const __dissolve_gate_high).addr() - low.addr()) / size_of::<u32>();
    // SAFETY: the words are RAM, aligned, and whatever is in them is a value.
    unsafe { core::slice::from_raw_parts_mut(low, words) }.split_at_mut((words - 1) / 2)
}

/// Sends what `fill` puts into the buffer after its first word; it gives the number of words.
fn send(output: u32, buffer: &mut [u32], fill: impl FnOnce(&mut [u32]) -> usize) {
    let words = fill(&mut buffer[1..]).min(buffer.len() - 1);
    buffer[0] = words as u32 * 4;
    semihosting::write(output, &buffer[..=words]);
}

fn reply(answer: &mut [u32], words: &[u32]) -> usize {
    for (to, from) in answer.iter_mut().zip(words) {
        *to = *from;
    }
    words.len()
}

/// Executes a request; gives the number of words of its answer.
fn execute(request: &[u32], answer: &mut [u32], timed: bool) -> usize {
    let result = match request {
        [op::CALL, function, rest @ ..] => call_function(*function, rest, answer, timed),
        [op::READ, address, length] => read(*address, *length, answer),
        [op::WRITE, address, length, bytes @ ..] => write(*address, *length, bytes, answer),
        _ => None,
    };
    match result {
        Some(Ok(words)) => words,
        Some(Err(trap)) => reply(answer, &[status::TRAP, trap.kind, trap.pc, trap.lr, trap.cfsr, trap.address]),
        None => reply(answer, &[status::MALFORMED]),
    }
}

fn call_function(function: u32, rest: &[u32], answer: &mut [u32], timed: bool) -> Option<Result<usize, Report>> {
    let (core, rest) = rest.split_first_chunk::<CORE_REGISTERS>()?;
    let (fpu, rest) = rest.split_first_chunk::<FPU_REGISTERS>()?;
    let (&count, stack) = rest.split_first()?;
    if count as usize != stack.len() || count > 256 {
        return None;
    }
    let mut call = Call::to(function).with_stack(stack);
    call.core = *core;
    call.fpu = *fpu;
    if timed {
        clear_timer();
        call = call.with_timer(SYST);
    }
    // SAFETY: the host names a function of the image; another address traps.
    if let Err(trap) = unsafe { call::call(&mut call) } {
        return Some(Err(trap));
    }
    // A peripheral is slow to emulate: a call that nobody times leaves it alone.
    let ticks = if timed { stop_timer(call.timer_after) } else { 0 };
    answer[0] = status::OK;
    answer[1..=CORE_REGISTERS].copy_from_slice(&call.core);
    answer[1 + CORE_REGISTERS..1 + CORE_REGISTERS + FPU_REGISTERS].copy_from_slice(&call.fpu);
    let end = 1 + CORE_REGISTERS + FPU_REGISTERS;
    answer[end] = ticks as u32;
    answer[end + 1] = (ticks >> 32) as u32;
    Some(Ok(end + 2))
}

/// Stops the timer, which goes on after a call that trapped, and clears it.
fn clear_timer() {
    // SAFETY: the registers are SysTick's. Any write clears the value, and the first tick reloads it.
    unsafe {
        SYST_CSR.write_volatile(0);
        SYST_CVR.write_volatile(0);
        WRAPS.get().write_volatile(0);
    }
}

/// Stops the timer; gives its ticks from its start to the reading that was just made.
fn stop_timer(reading: u32) -> u64 {
    // SAFETY: the registers are SysTick's. The word of the interrupt handler is read after its last run.
    let (stopped, wraps) = unsafe {
        SYST_CSR.write_volatile(0);
        (SYST_CVR.read_volatile(), WRAPS.get().read_volatile())
    };
    // A wrap after the reading is none of the call's.
    let wraps = wraps.wrapping_sub(u32::from(stopped > reading));
    ((u64::from(wraps) + 1) << TIMER_BITS) - u64::from(reading)
}

/// Copies on the program's stack, where a bad address is a trap and not the gate's end.
fn copy(to: u32, from: u32, length: u32) -> Result<(), Report> {
    let mut call = Call::to(copy_bytes as *const () as u32);
    call.core = [to, from, length, 0];
    // SAFETY: the function takes these three arguments, and an address that is not mapped traps.
    unsafe { call::call(&mut call) }
}

extern "C" fn copy_bytes(to: *mut u8, from: *const u8, length: usize) {
    for at in 0..length {
        // SAFETY: the host says that the addresses are good; where it is wrong, the access traps.
        unsafe { to.wrapping_add(at).write_volatile(from.wrapping_add(at).read_volatile()) };
    }
}

fn read(address: u32, length: u32, answer: &mut [u32]) -> Option<Result<usize, Report>> {
    let words = (length as usize).div_ceil(4);
    let room = answer.get_mut(1..)?.get_mut(..words)?;
    room.fill(0);
    let done = copy(room.as_mut_ptr() as u32, address, length);
    answer[0] = status::OK;
    Some(done.map(|()| 1 + words))
}

fn write(address: u32, length: u32, bytes: &[u32], answer: &mut [u32]) -> Option<Result<usize, Report>> {
    if bytes.len() != (length as usize).div_ceil(4) {
        return None;
    }
    let done = copy(address, bytes.as_ptr() as u32, length);
    Some(done.map(|()| reply(answer, &[status::OK])))
}

/// Executes recorded requests again and again until an answer differs from the recorded one.
fn replay(times: u32, steps: u32, recorded: &[u32], answer: &mut [u32]) -> usize {
    // An answer that differs is sent with three words before it.
    let (head, body) = answer.split_at_mut(3);
    for iteration in 0..times {
        let mut rest = recorded;
        for step in 0..steps {
            let Some((request, after)) = counted(rest) else { return reply(answer, &[status::MALFORMED]) };
            let Some((expected, after)) = counted(after) else { return reply(answer, &[status::MALFORMED]) };
            rest = after;
            let words = execute(request, body, false);
            if !body[..words].starts_with(expected) {
                head.copy_from_slice(&[status::DIVERGED, iteration, step]);
                return head.len() + words;
            }
        }
        if !rest.is_empty() {
            return reply(answer, &[status::MALFORMED]);
        }
    }
    reply(answer, &[status::OK, times])
}

/// Words after their count, and what follows them.
fn counted(words: &[u32]) -> Option<(&[u32], &[u32])> {
    let (&count, rest) = words.split_first()?;
    rest.split_at_checked(count as usize)
}

/// What a call costs by itself: one instruction, without the frame pointer that the compiler would set up.
#[unsafe(naked)]
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_nop() {
    core::arch::naked_asm!("bx lr")
}

/// Counts a wrap of the timer.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_tick() {
    // SAFETY: the thread is stopped, and reads the word after the call that was interrupted.
    unsafe { WRAPS.get().write_volatile(WRAPS.get().read_volatile().wrapping_add(1)) };
}

/// A fault of the gate itself ends the emulation, so that the host does not wait.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_fatal(_: *const Report) -> ! {
    semihosting::exit(4)
}
