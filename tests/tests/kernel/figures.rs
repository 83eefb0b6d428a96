//! Bounds on instructions and memory on a Cortex-M4F, each component with a memory of its own. `--nocapture` prints the
//! tables of `kernel/README.md`.

use dissolve_pipeline::compose::{Input, compose};
use dissolve_pipeline::image::Report;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, board_of, component, invoke};

/// The components, each with the bytes of RAM for its state and of flash for its code that it may take. The memory of a
/// component takes 16 bytes at least.
const COMPONENTS: [(&str, u64, u64); 11] = [
    ("conditions", 144, 500),
    ("decisions", 16, 320),
    ("event_groups", 336, 900),
    ("memory_pools", 200, 1150),
    ("message_queues", 800, 1500),
    ("mutexes", 288, 1150),
    ("pipes", 576, 1800),
    ("schedulers", 176, 700),
    ("semaphores", 176, 560),
    ("stacks", 450, 1400),
    ("timers", 176, 420),
];

/// Calls of the probe, each with its answer and the instructions that it may take: those of the primitives, of the calls
/// across the seam, and of the probe.
const CALLS: [(&str, &str, u64); 16] = [
    ("condition(3, 7)", "true", 80),
    ("events(3)", "true", 70),
    ("events-waited(3, 7)", "true", 120),
    ("pipe(2, 9)", "true", 600),
    ("pool(2)", "true", 80),
    ("switch()", "true", 80),
    ("give-and-wake(4)", "true", 200),
    ("timer(3)", "true", 60),
    ("stack(2, 9)", "true", 110),
    ("message(2, 9)", "true", 150),
    ("message-waited(2, 9)", "true", 260),
    ("mutex(3)", "true", 100),
    ("mutex-inherited(3)", "true", 500),
    ("semaphore(3)", "true", 60),
    ("semaphore-waited(3, 7)", "true", 80),
    ("semaphore-decided(0, 4)", "0", 10),
];

#[test]
fn calls_take_few_instructions() {
    let input = |name: &str| Input { name: name.replace('_', "-"), bytes: component(name).bytes, serves: None };
    let plugs = COMPONENTS.map(|(name, ..)| input(&format!("kernel_{name}")));
    let composed = compose(&input("kernel_probe"), &plugs).unwrap().bytes;
    let program = Program::load(&composed, "kernel", Grow::Reject).unwrap();
    let interface = program.interface.as_ref().unwrap();
    let mut chip = OnChip::new(&program, Target::CortexM4F);
    invoke(&mut chip, interface, "init()").unwrap();
    let (mut table, mut is_within) = (String::new(), true);
    for (call, expected, most) in CALLS {
        assert_eq!(invoke(&mut chip, interface, call).unwrap(), expected, "{call}");
        let name = call.split('(').next().unwrap();
        let instructions = chip.chip.instructions(name).unwrap();
        table += &format!("| `{call}` | {instructions} | {most} |\n");
        is_within &= instructions <= most;
    }
    println!("{table}");
    assert!(is_within, "a call takes too many instructions:\n{table}");
}

#[test]
fn components_take_little_memory() {
    let empty = report("empty", b"(component)");
    let (mut table, mut is_within) = (String::new(), true);
    for (name, most_ram, most_flash) in COMPONENTS {
        let report = report(name, &component(&format!("kernel_{name}")).bytes);
        let prefix = format!("{name}: ");
        let parts = report.ram.parts.iter().filter(|part| part.name.starts_with(&prefix));
        let ram = parts.map(|part| part.bytes).sum::<u64>();
        let flash = report.flash.used - empty.flash.used;
        table += &format!("| `{name}` | {ram} | {flash} | at most {most_ram}, {most_flash} |\n");
        is_within &= ram <= most_ram && flash <= most_flash;
    }
    println!("{table}");
    assert!(is_within, "a component takes too much memory:\n{table}");
}

/// The sizes of the image of a component alone.
fn report(name: &str, component: &[u8]) -> Report {
    let options = BuildOptions { stack_is_computed: true, native_stack_is_computed: true, ..BuildOptions::default() };
    let program = Program::load(component, name, Grow::Reject).unwrap();
    program.build(&board_of(Target::CortexM4F), &options).unwrap().image.report
}
