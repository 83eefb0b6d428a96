//! Checks that the guide shows the examples that are built and run, and that the README's figures match an image built
//! now.

use std::collections::BTreeMap;

use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, board_of, component_of, invoke, precompiled};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

#[test]
fn the_guide_shows_the_examples_as_they_are() {
    let guide = include_str!("../../guest/README.md");
    for source in [
        include_str!("../../examples/greet/src/lib.rs"),
        include_str!("../../examples/greet/wit/world.wit"),
        include_str!("../../examples/greet-c/greet.c"),
    ] {
        assert!(guide.contains(source.trim()), "the guide has not\n{source}");
    }
}

const README: &str = include_str!("../../README.md");

/// The board of the README's demo.
const BOARD: &str = "mps2-an386";

/// The numbers in the README's sentence that begins with these words.
fn sentence(beginning: &str) -> Vec<u64> {
    let text = README.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, rest) = text.split_once(beginning).unwrap_or_else(|| panic!("README does not say `{beginning}`"));
    numbers(rest)
}

/// The numbers in a text, in order.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Checks that two figures differ by at most `percent` percent of the claimed one, or by at most one word (4 bytes).
fn close(what: &str, claimed: u64, actual: u64, percent: f64) {
    let allowed = (claimed as f64 * percent / 100.0).max(4.0);
    assert!(actual.abs_diff(claimed) as f64 <= allowed, "{what}: it is said to be {claimed}, it is {actual}");
}

/// The row of the README's table that counts a function or an object in flash. Rows are identified by a word in them.
fn row(symbol: &str) -> &'static str {
    let starts = |names: &[&str]| names.iter().any(|name| symbol.starts_with(name));
    match () {
        () if symbol.contains("dissolve_arena") || symbol.contains("dissolve_support5arena") => "the arena",
        // The wrapper of the import, into which the allocator is inlined.
        () if starts(&["__cabi_arena", "arena."]) => "the arena",
        () if starts(&["mem", "__aeabi_mem"]) => "`memmove`",
        // Their names of their own.
        () if ["dissolve_copy_down", "dissolve_move", "dissolve_clear", "dissolve_fill"].contains(&symbol) => {
            "`memmove`"
        }
        () if starts(&["check."]) || symbol.ends_with("_instantiate") => "is generated",
        () if starts(&["greet_", "data."]) => "the component",
        () => "reset",
    }
}

/// Bytes of flash by row of the README's table. Several names of one function count once.
fn rows(elf: &[u8]) -> BTreeMap<&'static str, u64> {
    let file = object::File::parse(elf).unwrap();
    let mut functions = BTreeMap::new();
    for symbol in file.symbols().filter(|symbol| symbol.size() > 0) {
        let section = file.section_by_index(symbol.section_index().unwrap()).unwrap();
        let section = section.name().unwrap();
        if [".text", ".rodata"].contains(&section) {
            // Symbols at the same address are entries of one function; the longest covers all of it.
            let entry = functions.entry(symbol.address() & !1).or_insert((0, symbol.name().unwrap()));
            entry.0 = entry.0.max(symbol.size());
        }
    }
    // The vectors of a board's interrupts have no symbols.
    let vectors = file.section_by_name(".vector_table").map_or(0, |section| section.size());
    let mut rows = BTreeMap::from([("the vector table", vectors)]);
    let mut end = 0;
    for (address, (bytes, name)) in functions {
        // `memset` runs on into `__aeabi_memclr`, so the common bytes count once.
        let inside = end.max(address) - address;
        *rows.entry(row(name)).or_default() += bytes.saturating_sub(inside);
        end = end.max(address + bytes);
    }
    rows
}

/// `examples/greet`, from a stored core module, so that the figures do not depend on this machine's compiler of guests.
fn example() -> Program {
    let component = component_of(include_bytes!("figures/greet_core.wasm"), "greet");
    Program::load(&component.bytes, "greet", Grow::Reject).unwrap()
}

/// The number of instructions of a greeting on a chip.
fn instructions(program: &Program, target: Target) -> u64 {
    let mut chip = OnChip::new(program, target);
    let interface = program.interface.as_ref().unwrap();
    assert_eq!(invoke(&mut chip, interface, "greet(\"World\")").unwrap(), "\"Hello, World\"");
    chip.chip.instructions(&interface.export("greet").unwrap().core).unwrap()
}

#[test]
fn the_readme_has_the_table_of_proposals() {
    let table = dissolve_reach::proposal_table();
    assert!(README.contains(&table), "the README must have this table:\n{table}");
}

/// Two modules on four chips, within 1.5 % of the recorded figures, so that images made with two toolchains differ by
/// at most 3 %.
#[test]
fn images_are_the_same_wherever_the_runtime_was_compiled() {
    let figures = include_str!("figures/README.md");
    let arithmetic = Program::load(include_bytes!("figures/arithmetic.wat"), "arithmetic", Grow::Reject).unwrap();
    let flash = |program: &Program, target| {
        let options = BuildOptions { target: Some(target), ..BuildOptions::default() };
        let firmware = program.build(&board_of(target), &options).unwrap();
        precompiled::check(&firmware).unwrap();
        firmware.image.report.flash.used
    };
    let mut compared = 0;
    for line in figures.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let Some(target) = cells.next().and_then(|cell| cell.parse::<Target>().ok()) else { continue };
        let claimed = cells.filter_map(|cell| cell.parse().ok()).collect::<Vec<u64>>();
        let program = example();
        close(&format!("{target}: flash"), claimed[0], flash(&program, target), 1.5);
        close(&format!("{target}: instructions"), claimed[1], instructions(&program, target), 1.5);
        close(&format!("{target}: arithmetic"), claimed[2], flash(&arithmetic, target), 1.5);
        compared += 1;
    }
    assert_eq!(compared, 4);
}

/// Flash and instructions of the same core module are within 1.5 % of the README's figures, with a runtime compiled by
/// either toolchain, so that two images differ by at most 3 %. Parts of the image are within 3 %. Nothing in it came
/// precompiled.
#[test]
fn the_readme_says_what_the_example_takes() {
    let program = example();
    let board = dissolve_pipeline::boards::find(BOARD).unwrap();
    assert!(README.contains(&format!("--board {BOARD}")));

    // As the command does.
    let options = BuildOptions { stack_is_computed: true, native_stack_is_computed: true, ..BuildOptions::default() };
    let firmware = program.build(&board, &options).unwrap();
    precompiled::check(&firmware).unwrap();
    let report = &firmware.image.report;
    let parts = [".text", ".rodata", ".data"].map(|part| report.flash.bytes_of(part));
    let claimed = sentence("image: .text");
    close(".text", claimed[0], parts[0], 1.5);
    close(".rodata", claimed[1], parts[1], 3.0);
    close(".data", claimed[2], parts[2], 3.0);
    close(".bss", claimed[3], report.ram.bytes_of(".bss"), 3.0);
    close("the arena", claimed[4], report.arena, 3.0);

    let claimed = sentence("The image is");
    close("flash", claimed[0], report.flash.used, 1.5);
    let stacks = [claimed[2], claimed[3], claimed[4]];
    let guest = u64::from(firmware.object.memories[0].window.stack);
    assert_eq!(stacks[0], guest);
    close("the stack of calls", stacks[1], report.ram.bytes_of(".call_stack"), 10.0);
    close("the stack of boot and handlers", stacks[2], report.ram.bytes_of(".handler_stack"), 10.0);
    let stacks = [guest, report.ram.bytes_of(".call_stack"), report.ram.bytes_of(".handler_stack")];
    close("other RAM", claimed[5], report.ram.used - report.arena - stacks.iter().sum::<u64>(), 3.0);

    let table = README.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let mut table = table.filter_map(|(bytes, what)| Some((bytes.parse::<u64>().ok()?, what))).collect::<Vec<_>>();
    for (name, bytes) in rows(&firmware.image.elf) {
        let at = table.iter().position(|(_, what)| what.contains(name));
        let (claimed, _) = table.remove(at.unwrap_or_else(|| panic!("README has no row of {name}: {bytes} bytes")));
        close(name, claimed, bytes, 3.0);
    }
    assert_eq!(table, [], "the README has rows of what is not there");

    let taken = instructions(&program, board.targets[0]);
    close("instructions", sentence("instructions:")[0], taken, 1.5);
}
