//! `--memory shared`: modules of one memory that do what the component does, on a stock engine without multiple memories.

mod accesses;
mod borders;
mod engines;
mod guests;
mod layout;
mod relocated;
mod wrap;
