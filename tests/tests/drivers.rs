//! `examples/drivers`: three drivers and an application, each with a stack of 1 MiB and pages of 64 KiB, on a chip with
//! 8 KiB of RAM. The results are the same as from the component and from the fused module on a stock engine.

use std::collections::VecDeque;

use dissolve_pipeline::compose::{Input, compose};
use dissolve_pipeline::fuse::MemoryMode;
use dissolve_pipeline::image::RegionUse;
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine, OnStock, component, invoke};

const DRIVERS: [&str; 3] = ["thermometer", "buttons", "link"];
const APPLICATION: &str = "controller";

/// The application with its drivers plugged in.
fn composed() -> Vec<u8> {
    let input = |name: &str| Input { name: name.into(), bytes: component(name).bytes, serves: None };
    compose(&input(APPLICATION), &DRIVERS.map(input)).unwrap().bytes
}

/// Bytes of each component's own stack in a shared memory.
const STACK: u32 = 256;

const LAYOUTS: [MemoryMode; 2] = [MemoryMode::Isolated, MemoryMode::Shared];

fn program(memory: MemoryMode) -> Program {
    let options = dissolve_pipeline::fuse::Options {
        memory,
        stack: STACK,
        ..dissolve_pipeline::fuse::Options::new("thermostat")
    };
    Program::load_with(&composed(), &options).unwrap()
}

/// Stacks as large as calls need, as the command makes them.
fn options() -> BuildOptions {
    BuildOptions { stack_is_computed: true, native_stack_is_computed: true, ..BuildOptions::default() }
}

/// Random numbers that are the same in every run (xorshift, Marsaglia 2003).
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }
}

/// The calls of one day: a temperature that changes slowly, buttons whose contacts bounce, a serial port that is slow
/// at times.
fn calls(steps: u32) -> Vec<String> {
    let mut random = Random(0x9E37_79B9);
    let mut calls = Vec::new();
    for step in 0..steps {
        // From 16 to 26 degrees and back, with noise.
        let reading = 1450 + (step * 3 % 800).abs_diff(400) + random.next() % 64;
        let held = ["up", "down", "away", "reset"][(step / 12) as usize % 4];
        let bounces = step % 12 < 8 && (step % 12 > 1 || random.next().is_multiple_of(2));
        let pins = if bounces { format!("{{{held}}}") } else { "{}".into() };
        calls.push(format!("step({reading}, {pins})"));
        let slow = (100..500).contains(&step);
        if !slow {
            calls.extend(std::iter::repeat_n("transmit()".to_owned(), 3));
        }
        if step % 50 == 7 {
            calls.push(format!("history({})", random.next() % 80));
        }
    }
    calls
}

/// The payloads of the frames in a stream of bytes. Panics if a checksum is wrong.
fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let mut rest: VecDeque<u8> = bytes.iter().copied().collect();
    while rest.pop_front().inspect(|&flag| assert_eq!(flag, 0x7E)).is_some() {
        let mut frame = Vec::new();
        loop {
            match rest.pop_front() {
                // The stream ends within a frame, since the queue was not empty at the end.
                None => return frames,
                Some(0x7E) => break,
                Some(0x7D) => frame.extend(rest.pop_front().map(|byte| byte ^ 0x20)),
                Some(byte) => frame.push(byte),
            }
        }
        let (body, check) = frame.split_last_chunk::<2>().expect("a frame has a checksum");
        assert_eq!(u16::from_be_bytes(*check), crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740).checksum(body));
        let (&length, payload) = body.split_first().expect("a frame has a length");
        assert_eq!(usize::from(length), payload.len());
        frames.push(payload.to_vec());
    }
    frames
}

#[test]
fn six_hundred_steps_have_the_same_answers_everywhere() {
    let mut stock = OnStock::new(&composed());
    let board = dissolve_pipeline::boards::find("stm32vldiscovery").unwrap();
    let programs = LAYOUTS.map(program);
    let mut places = programs.each_ref().map(|program| {
        let interface = program.interface.as_ref().unwrap();
        (interface, OnEngine::new(&program.module, interface), OnChip::on_board(program, &board, options()))
    });
    let (mut sent, mut outputs) = (Vec::new(), Vec::new());
    for call in calls(600) {
        let expected = stock.invoke(&call).unwrap();
        for (layout, (interface, engine, chip)) in LAYOUTS.iter().zip(&mut places) {
            assert_eq!(invoke(engine, interface, &call).unwrap(), expected, "{layout:?}, fused: {call}");
            assert_eq!(invoke(chip, interface, &call).unwrap(), expected, "{layout:?}, on the chip: {call}");
        }
        match call.as_str() {
            "transmit()" => {
                sent.extend(expected.strip_prefix("some(").and_then(|byte| byte.strip_suffix(")")?.parse::<u8>().ok()));
            }
            call if call.starts_with("step") => outputs.push(expected),
            _ => {}
        }
    }
    // The program did its work: the heater was switched on and off, targets changed, frames were sent and lost.
    for seen in ["heater: true", "heater: false", "away: true", "target: 1500", "target: 2050", "lost: 0", "lost: 1"] {
        assert!(outputs.iter().any(|output| output.contains(seen)), "{seen}: {outputs:#?}");
    }
    let frames = frames(&sent);
    assert!(frames.len() > 10, "{frames:?}");
    assert_eq!(frames[0][..2], [0, 15], "the first report is of step 15");
}

/// Each core module has rustc's usual layout: the stack ends at 1 MiB, and the memory has one page more.
#[test]
fn each_has_a_stack_of_a_mebibyte() {
    for name in DRIVERS.into_iter().chain([APPLICATION]) {
        let component = Program::load_with(&component(name).bytes, &dissolve_pipeline::fuse::Options::new(name));
        // Here, the application's drivers are imports from the embedder.
        let interface = component.unwrap().interface.unwrap();
        assert_eq!(interface.memories.len(), 1);
        assert_eq!(interface.memories[0].layout.as_ref().unwrap().stack_top, 1 << 20, "{name}");
    }
}

/// The RAM of the image as shipped, without the call gate.
fn ram(layout: MemoryMode) -> RegionUse {
    let firmware =
        program(layout).build(&dissolve_pipeline::boards::find("stm32vldiscovery").unwrap(), &options()).unwrap();
    let flash = &firmware.image.report.flash;
    assert!(flash.used < 8 * 1024, "{flash:#?}");
    let ram = firmware.image.report.ram;
    assert!(ram.bytes_of(".call_stack") < 1024, "{ram:#?}");
    assert!(ram.capacity == 8192 && ram.used < 3500, "{layout:?}: both stacks included: {ram:#?}");
    println!("{layout:?}: {} bytes of RAM, {} of flash\n{ram:#?}", ram.used, flash.used);
    ram
}

#[test]
fn all_of_it_takes_less_than_two_kibibytes_in_memories_of_their_own() {
    let ram = ram(MemoryMode::Isolated);
    assert!(ram.used < 2000, "{ram:#?}");
    let statics = ram.parts.iter().filter(|part| part.name.ends_with(": statics")).map(|part| part.bytes).sum::<u64>();
    assert!((900..1200).contains(&statics), "about 1 KiB of live state: {ram:#?}");
}

/// In one memory, the stack is what `--stack` says when the components are fused, for two components.
#[test]
fn all_of_it_takes_little_more_in_one_memory() {
    let [isolated, shared] = LAYOUTS.map(|layout| ram(layout).used);
    assert!(shared <= isolated + u64::from(2 * STACK), "{shared} bytes in one memory, {isolated} in four");
}
