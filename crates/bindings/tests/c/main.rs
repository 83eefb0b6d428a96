//! Bindings in C: they compile without a warning as C99, C11 and C++17, and carry values both ways.

mod behaviour;
mod compiler;
mod random;
mod round_trip;
mod table;
mod worlds;
