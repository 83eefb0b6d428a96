//! The call gate: answers a host's requests over semihosting (see `dissolve_abi::gate` for the frames).

use dissolve_abi::TrapKind;
use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS, op, status};

use crate::call::{self, Call};
use crate::chip::{nop, timer};
use crate::fault::Report;
use crate::semihosting::{self, Mode};

unsafe extern "C" {
    /// The limits of the room that the linker script reserves for the gate's buffers.
    static mut __dissolve_gate_low: u32;
    static __dissolve_gate_high: u32;
}

/// Answers requests until the host sends `EXIT` or closes the input.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_serve() -> ! {
    let input = semihosting::open(Mode::Read);
    let output = semihosting::open(Mode::Write);
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
        // After a frame that is too long or cut short, the start of the next one cannot be found.
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

/// Returns the buffer of requests and the buffer of answers, which is a word longer: for the length of the frame.
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

/// Sends a frame. `fill` writes the payload into the buffer, after its first word, and returns the number of words.
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

/// Executes a request; returns the number of words of its answer.
fn execute(request: &[u32], answer: &mut [u32], timed: bool) -> usize {
    let result = match request {
        [op::CALL, function, rest @ ..] => call_function(*function, rest, answer, timed),
        [op::READ, address, length] => read(*address, *length, answer),
        [op::WRITE, address, length, bytes @ ..] => write(*address, *length, bytes, answer),
        _ => None,
    };
    match result {
        Some(Ok(words)) => words,
        Some(Err(trap)) => reply(answer, &[status::TRAP, trap.kind, trap.pc, trap.lr, trap.status, trap.address]),
        None => reply(answer, &[status::MALFORMED]),
    }
}

fn call_function(function: u32, rest: &[u32], answer: &mut [u32], timed: bool) -> Option<Result<usize, Report>> {
    let (core, rest) = rest.split_first_chunk::<CORE_REGISTERS>()?;
    let (fpu, rest) = rest.split_first_chunk::<FPU_REGISTERS>()?;
    let (&count, stack) = rest.split_first()?;
    if count as usize != stack.len() {
        return None;
    }
    let Some(mut call) = Call::to(function).with_stack(stack) else { return Some(Err(NO_ROOM)) };
    call.core = *core;
    call.fpu = *fpu;
    // An untimed call leaves the timer alone, because it is slow to emulate.
    let start = timed.then(|| timer::start(&mut call.clock));
    // SAFETY: the host names a function of the image; another address traps.
    if let Err(trap) = unsafe { call::call(&mut call) } {
        return Some(Err(trap));
    }
    let ticks = start.map_or(0, |start| timer::ticks(start, &call.clock));
    // The answer is as long as the request was, so it fits its buffer.
    let parts: [&[u32]; 5] =
        [&[status::OK], &call.core, &call.fpu, call.stack_words(), &[ticks as u32, (ticks >> 32) as u32]];
    for (to, from) in answer.iter_mut().zip(parts.into_iter().flatten()) {
        *to = *from;
    }
    Some(Ok(1 + CORE_REGISTERS + FPU_REGISTERS + stack.len() + 2))
}

/// The trap for words that do not fit the stack: they would overflow it.
const NO_ROOM: Report = Report { kind: TrapKind::StackExhausted as u32, pc: 0, lr: 0, status: 0, address: 0 };

/// Copies bytes in a call on the program's stack, so that a bad address traps instead of stopping the gate.
fn copy(to: u32, from: u32, length: u32) -> Result<(), Report> {
    let mut call = Call::to(copy_bytes as *const () as u32);
    call.core[..3].copy_from_slice(&[to, from, length]);
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

/// Executes recorded requests repeatedly, until an answer differs from the recorded one.
fn replay(times: u32, steps: u32, recorded: &[u32], answer: &mut [u32]) -> usize {
    // Three words precede an answer that differs.
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

/// Splits words that begin with a count into the counted words and the rest.
fn counted(words: &[u32]) -> Option<(&[u32], &[u32])> {
    let (&count, rest) = words.split_first()?;
    rest.split_at_checked(count as usize)
}

/// A function for measuring the cost of a call itself: one instruction, without the frame pointer that the compiler
/// would set up.
#[unsafe(naked)]
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_nop() {
    nop!()
}

/// A fault of the gate itself ends the emulation, so that the host does not wait for an answer.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_fatal(_: *const Report) -> ! {
    semihosting::exit(4)
}
