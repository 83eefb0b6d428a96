//! `examples/drivers`: three drivers and an application, each with a stack of 1 MiB and pages of 64 KiB, on a chip with 8 KiB
//! of RAM; and as one component and as one module on a stock engine, with the same answers.

use std::collections::VecDeque;

use dissolve::codegen::Grow;
use dissolve::image::ByteSize;
use dissolve::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine, OnStock, component, invoke};
use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions};

const DRIVERS: [&str; 3] = ["thermometer", "buttons", "link"];
const APPLICATION: &str = "controller";

/// The application with its drivers plugged in.
fn composed() -> Vec<u8> {
    let mut graph = CompositionGraph::new();
    let mut register = |name: &str| {
        let package = Package::from_bytes(name, None, component(name).bytes, graph.types_mut()).unwrap();
        graph.register_package(package).unwrap()
    };
    let drivers = DRIVERS.map(&mut register).to_vec();
    let application = register(APPLICATION);
    wac_graph::plug(&mut graph, drivers, application).unwrap();
    graph.encode(EncodeOptions::default()).unwrap()
}

fn program() -> Program {
    Program::load(&composed(), "thermostat", Grow::Reject).unwrap()
}

/// What the example's guide says to build with.
fn options() -> BuildOptions {
    BuildOptions { stack: ByteSize::new(256), native_stack: ByteSize::kib(1), ..BuildOptions::default() }
}

/// Numbers that look random, the same in every run (xorshift, Marsaglia 2003).
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }
}

/// What a day has: a temperature that wanders, buttons whose contacts bounce, a serial port that is slow at times.
fn calls(steps: u32) -> Vec<String> {
    let mut random = Random(0x9E37_79B9);
    let mut calls = Vec::new();
    for step in 0..steps {
        // From 16 to 26 degrees and back, and noise.
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

/// The payloads of the frames in a stream of bytes; every checksum must hold.
fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let mut rest: VecDeque<u8> = bytes.iter().copied().collect();
    while rest.pop_front().inspect(|&flag| assert_eq!(flag, 0x7E)).is_some() {
        let mut frame = Vec::new();
        loop {
            match rest.pop_front() {
                // The queue was not empty at the end.
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
    let component = composed();
    let program = program();
    let interface = program.interface.as_ref().unwrap();
    let mut stock = OnStock::new(&component);
    let mut engine = OnEngine::new(&program.module, interface);
    let mut chip = OnChip::on_board(&program, &dissolve::board("stm32vldiscovery").unwrap(), options());
    let (mut sent, mut outputs) = (Vec::new(), Vec::new());
    for call in calls(600) {
        let expected = stock.invoke(&call).unwrap();
        assert_eq!(invoke(&mut engine, interface, &call).unwrap(), expected, "fused: {call}");
        assert_eq!(invoke(&mut chip, interface, &call).unwrap(), expected, "on the chip: {call}");
        match call.as_str() {
            "transmit()" => {
                sent.extend(expected.strip_prefix("some(").and_then(|byte| byte.strip_suffix(")")?.parse::<u8>().ok()));
            }
            call if call.starts_with("step") => outputs.push(expected),
            _ => {}
        }
    }
    // The program did what it is for: it heated and stopped, targets moved, frames went out and were lost.
    for seen in ["heater: true", "heater: false", "away: true", "target: 1500", "target: 2050", "lost: 0", "lost: 1"] {
        assert!(outputs.iter().any(|output| output.contains(seen)), "{seen}: {outputs:#?}");
    }
    let frames = frames(&sent);
    assert!(frames.len() > 10, "{frames:?}");
    assert_eq!(frames[0][..2], [0, 15], "the first report is of step 15");
}

#[test]
fn each_has_a_stack_of_a_mebibyte_and_all_of_it_takes_less_than_eight_kibibytes() {
    let program = program();
    let interface = program.interface.as_ref().unwrap();
    assert_eq!(interface.memories.len(), 4);
    for memory in &interface.memories {
        assert_eq!(memory.layout.as_ref().unwrap().stack_top, 1 << 20, "{}", memory.component);
    }
    let firmware = program.build(&dissolve::board("stm32vldiscovery").unwrap(), &options()).unwrap();
    let ram = &firmware.image.report.ram;
    let statics = ram.parts.iter().filter(|part| part.name.ends_with(": statics")).map(|part| part.bytes).sum::<u64>();
    assert!((900..1300).contains(&statics), "about 1 KiB of live state: {ram:#?}");
    let stacks = ram.bytes_of(".call_stack") + ram.bytes_of(".handler_stack");
    assert_eq!(stacks, 2048);
    assert!(ram.used < 5 * 1024, "{ram:#?}");
    println!("{ram:#?}\n{:#?}", firmware.image.report.flash);
}
