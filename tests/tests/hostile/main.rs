//! Tests with hostile inputs. They are a program of their own, since its allocator counts.

mod components;
mod modules;

use dissolve_tests::fuzz::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;
