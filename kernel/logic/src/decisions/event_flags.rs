//! Decisions of event flags, 32 in a group.

/// The number of wanted flags that have to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All of them.
    All,
    /// One of them at least.
    Any,
}

/// Returns true if a wait for the flags `wanted` is met.
pub fn is_met(flags: u32, wanted: u32, mode: Mode) -> bool {
    match mode {
        Mode::All => flags & wanted == wanted,
        Mode::Any => flags & wanted != 0,
    }
}

/// The flags after a wait for `wanted` is met: `clears` is true if the wait clears the flags that it wanted.
pub fn after(flags: u32, wanted: u32, clears: bool) -> u32 {
    if clears { flags & !wanted } else { flags }
}
