//! Components that are composed.

mod behaviour;
mod resources;
