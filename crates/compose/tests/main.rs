//! Tests of composing components.

mod behaviour;
mod resources;
