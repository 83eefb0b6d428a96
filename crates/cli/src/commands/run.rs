//! `dissolve run`.

use crate::Failure;
use crate::args::Run;

/// `dissolve run`
pub fn run(_: &Run) -> Result<(), Failure> {
    Err("not connected yet".into())
}
