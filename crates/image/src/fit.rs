//! The check that an image fits its board.
//!
//! Takes sizes; gives an error that lists the parts of a full region, largest first. It does not rely on the linker's
//! own check.

use dissolve_boards::Board;

use crate::objects::{self, WindowSection};
use crate::part::{CALL_STACK, HANDLER_STACK, Part};
use crate::report::{RegionUse, Report, sort, window_parts};
use crate::{Error, Options};

/// Refuses an image whose stacks and windows are too large for the addresses above the RAM's origin, so that it cannot
/// be linked.
pub fn check_address_space(
    board: &Board,
    options: &Options,
    handler_stack: u32,
    windows: &[WindowSection],
) -> Result<(), Error> {
    let mut parts = in_ram(options, handler_stack, windows);
    let used = parts.iter().map(|part| part.bytes).sum::<u64>();
    // A quarter remains for `.data` and `.bss`, whose sizes are not known before the link.
    let room = board.ram_room();
    if used <= (room.end - room.start) / 4 * 3 {
        return Ok(());
    }
    sort(&mut parts);
    let capacity = u64::from(board.memory.ram.length.bytes());
    Err(Error::DoesNotFit {
        board: board.name.clone(),
        region: "RAM",
        capacity,
        over: used.saturating_sub(capacity),
        at_least: true,
        parts,
    })
}

/// The error for an image that is so large that it reaches the next region and could not be linked.
pub fn full(
    region: &str,
    board: &Board,
    options: &Options,
    handler_stack: u32,
    objects: &[&[u8]],
    windows: &[WindowSection],
) -> Error {
    let (region, mut parts, memory) = match region {
        "FLASH" => ("flash", objects::loaded(objects), &board.memory.flash),
        _ => ("RAM", in_ram(options, handler_stack, windows), &board.memory.ram),
    };
    let used = parts.iter().map(|part| part.bytes).sum::<u64>();
    sort(&mut parts);
    let capacity = u64::from(memory.length.bytes());
    // The parts with unknown sizes take the rest.
    let over = used.saturating_sub(capacity).max(1);
    Error::DoesNotFit { board: board.name.clone(), region, capacity, over, at_least: true, parts }
}

/// The parts in RAM that are known before the link: the stacks and the windows.
fn in_ram(options: &Options, handler_stack: u32, windows: &[WindowSection]) -> Vec<Part> {
    let mut parts =
        vec![Part::new(CALL_STACK, options.stack.bytes().into()), Part::new(HANDLER_STACK, handler_stack.into())];
    for window in windows {
        parts.extend(window_parts(&window.name, &window.symbols, window.bytes, &options.windows));
    }
    parts
}

/// Refuses an image that takes more of a region than its capacity.
pub fn check(board: &Board, report: &Report) -> Result<(), Error> {
    for RegionUse { name, capacity, used, parts } in [&report.flash, &report.ram] {
        if used > capacity {
            return Err(Error::DoesNotFit {
                board: board.name.clone(),
                region: name,
                capacity: *capacity,
                over: used - capacity,
                at_least: false,
                parts: parts.clone(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    fn board() -> Board {
        dissolve_boards::find("mps2-an386").unwrap()
    }

    /// The stacks take 3 KiB.
    #[test]
    fn three_quarters_of_the_addresses_are_for_stacks_and_windows() {
        let check = |bytes: u64| {
            let window = WindowSection { name: ".bss.dissolve.app_memory_0".into(), bytes, symbols: Vec::new() };
            check_address_space(&board(), &Options::new(Library::default()), 1024, &[window])
        };
        let most = ((1 << 32) - 0x2000_0000) / 4 * 3 - 3072;
        check(most).unwrap();
        let error = check(most + 1).unwrap_err();
        let Error::DoesNotFit { region: "RAM", over, at_least: true, parts, .. } = &error else { panic!("{error}") };
        assert_eq!((*over, parts[0].bytes), (most + 1 + 3072 - (4 << 20), most + 1));
    }

    #[test]
    fn a_region_may_be_full() {
        let region = |name, used| RegionUse { name, capacity: 1000, used, parts: vec![Part::new("all", used)] };
        let check = |flash, ram| {
            let report =
                Report { flash: region("flash", flash), ram: region("RAM", ram), symbols: Vec::new(), arena: 0 };
            check(&board(), &report)
        };
        check(1000, 1000).unwrap();
        for (flash, ram, full, too_much) in [(1001, 1000, "flash", 1), (0, 1300, "RAM", 300)] {
            let error = check(flash, ram).unwrap_err();
            let Error::DoesNotFit { region, capacity, over, at_least, parts, .. } = &error else { panic!("{error}") };
            assert_eq!((*region, *capacity, *over, *at_least), (full, 1000, too_much, false));
            assert_eq!(parts[0].bytes, 1000 + too_much);
        }
    }
}
