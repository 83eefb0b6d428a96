//! The treatment of growth (contract, section 4).

use std::fmt;
use std::str::FromStr;

use dissolve_interface::did_you_mean;

use crate::ByteSize;

/// The treatment of each `memory.grow` that can be reached and, natively, of `table.grow`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grow {
    /// A program with a `memory.grow` is refused; `table.grow` gives -1.
    #[default]
    Reject,
    /// Both give -1, as an engine may do that has no memory left; growth by zero gives the size.
    Deny,
    /// Each memory that grows has a reservation of this many bytes; growth beyond it gives -1. The reservation begins
    /// at the lowest address that is backed, and its end is rounded down to a whole page. That end is the memory's
    /// maximum, unless the memory declares a lower one. Natively, tables that grow have a reservation as well.
    Bounded(u32),
}

/// Prints the mode as the command line takes it: `reject`, `deny`, or `bounded=BYTES`, such as `bounded=65536`.
impl fmt::Display for Grow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Grow::Reject => f.write_str("reject"),
            Grow::Deny => f.write_str("deny"),
            Grow::Bounded(size) => write!(f, "bounded={size}"),
        }
    }
}

/// Parses `reject`, `deny`, or `bounded=SIZE`, such as `bounded=256KiB`.
impl FromStr for Grow {
    type Err = String;

    fn from_str(text: &str) -> Result<Grow, String> {
        match text.split_once('=') {
            None if text == "reject" => Ok(Grow::Reject),
            None if text == "deny" => Ok(Grow::Deny),
            Some(("bounded", size)) => {
                let size: ByteSize = size.parse().map_err(|error| format!("{error}"))?;
                Ok(Grow::Bounded(size.bytes()))
            }
            _ => {
                let hint = did_you_mean(text, ["reject", "deny"]);
                Err(format!(
                    "`{text}` is no growth mode; known are reject, deny, bounded=SIZE, such as bounded=256KiB{hint}"
                ))
            }
        }
    }
}
