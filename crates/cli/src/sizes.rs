//! What an image takes, as text.

use dissolve::image::{RegionUse, Report};

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

/// The sizes that fit one line.
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
    report.symbols.iter().map(|symbol| format!("{:>9}  {}  {}\n", symbol.bytes, symbol.section, symbol.name)).collect()
}
