//! Inputs that somebody made to do harm. A program of its own, which counts what it allocates.

mod components;
mod modules;

use dissolve_tests::fuzz::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;
