//! The sizes of an image, as text.

use dissolve_pipeline::codegen::StackNeed;
use dissolve_pipeline::image::{RegionUse, Report};
use dissolve_pipeline::library::Library;
use dissolve_pipeline::{Firmware, Program};

/// Flash and RAM with their parts, largest first.
pub fn regions(report: &Report) -> String {
    [&report.flash, &report.ram].into_iter().map(region).collect()
}

fn region(region: &RegionUse) -> String {
    let mut text = format!("{}: {} of {} bytes\n", region.name, region.used, region.capacity);
    for part in &region.parts {
        text.push_str(&format!("{:>9}  {}\n", part.bytes, part.name));
    }
    text
}

/// The main sizes, on one line.
pub fn summary(report: &Report) -> String {
    format!(
        ".text {}, .rodata {}, .data {}, .bss {}, arena {} bytes",
        report.flash.bytes_of(".text"),
        report.flash.bytes_of(".rodata"),
        report.ram.bytes_of(".data"),
        report.ram.bytes_of(".bss"),
        report.arena
    )
}

/// Functions and objects, largest first.
pub fn symbols(report: &Report) -> String {
    let name = |mangled: &str| dissolve_pipeline::demangle(mangled);
    report
        .symbols
        .iter()
        .map(|symbol| format!("{:>9}  {}  {}\n", symbol.bytes, symbol.section, name(&symbol.name)))
        .collect()
}

/// The size of each stack and each heap, with the reason for it.
pub fn reasons(program: &Program, firmware: &Firmware) -> String {
    let mut text = String::new();
    for (index, memory) in firmware.object.memories.iter().enumerate() {
        if let Some(place) = &memory.heap_use {
            let (bytes, name) = (memory.window.heap, program.memory_name(index));
            text.push_str(&format!("heap of {name}: {bytes} bytes, since {place}: see `--heap`\n"));
        }
        if let (Some(need), true) = (&memory.stack_need, memory.window.stack > 0) {
            let name = program.memory_name(index);
            text.push_str(&stack(&format!("guest stack of {name}"), memory.window.stack.into(), need, "--stack"));
        }
    }
    let native = firmware.image.report.ram.bytes_of(".call_stack");
    text.push_str(&stack("native stack", native, &firmware.native_stack, "--native-stack"));
    let handlers = &firmware.image.handler_stack;
    text.push_str(&match &handlers.unknown {
        None => format!("stack of boot and handlers: {} bytes; the runtime needs {}\n", handlers.bytes, handlers.need),
        Some(why) => format!(
            "stack of boot and handlers: {} bytes; the runtime needs {}; maybe more, since {why}: declare a bound with `--handler-stack SIZE`\n",
            handlers.bytes, handlers.need
        ),
    });
    text
}

/// The native stack of a library's calls.
pub fn library_stack(library: &Library) -> String {
    match &library.manifest.stack.own {
        Some(own) => stack("native stack", own.size.into(), &library.native_stack, "--native-stack"),
        None => {
            let need = &library.native_stack;
            let more = need.unknown.as_ref().map(|why| format!("; maybe more, since {why}")).unwrap_or_default();
            let least = if need.unknown.is_some() { " at least" } else { "" };
            format!("calls need {} bytes{least} of their caller's stack{}{more}\n", need.bytes, path(need))
        }
    }
}

/// The functions on the deepest path of calls.
fn path(need: &StackNeed) -> String {
    match need.path.len() {
        0 => String::new(),
        1..=6 => format!(": {}", need.path.join(" > ")),
        _ => format!(": {} > … > {}", need.path[..4].join(" > "), need.path[need.path.len() - 1]),
    }
}

fn stack(name: &str, bytes: u64, need: &StackNeed, option: &str) -> String {
    let path = path(need);
    match &need.unknown {
        None => format!("{name}: {bytes} bytes; calls need {}{path}\n", need.bytes),
        Some(why) => {
            format!(
                "{name}: {bytes} bytes; calls need {} at least{path}; maybe more, since {why}: declare a bound with `{option} SIZE`\n",
                need.bytes
            )
        }
    }
}
