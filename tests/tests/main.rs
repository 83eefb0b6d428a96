//! Tests of several crates together, one module for each subject. They are one program, so that LLVM and the stock
//! engine are linked only once.

// The guests' `work.rs`, which `real_crates` compiles for the host too, refers to this crate.
extern crate alloc;

mod c_arena;
mod c_guests;
mod calls;
mod check;
mod component_model;
mod drivers;
mod expansion;
mod exports;
mod greet_bound;
mod greet_component;
mod greet_fused;
mod greet_on_chip;
mod guides;
mod interrupts;
mod kernel;
mod library;
mod loops;
mod memory_functions;
mod modes;
mod native_growth;
mod native_numbers;
mod native_programs;
mod native_tail_calls;
mod native_vectors;
mod pairs;
mod profile;
mod random_modules;
mod random_programs;
mod random_types;
mod random_worlds;
mod real_crates;
mod seams;
mod shared;
mod spec;
mod stacks;
mod stm32vldiscovery;
mod streams;
mod tables;
mod trap_places;
mod traps;
