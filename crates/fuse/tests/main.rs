//! Components to core modules, and how these behave on a stock engine.

mod behaviour;
mod copies;
mod core_modules;
mod golden;
mod handle_tables;
mod limits;
mod refusals;
mod resources;
mod seams;
mod shared;
mod transcoders;
