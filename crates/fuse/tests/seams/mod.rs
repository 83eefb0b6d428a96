//! Seams: the fused module answers as the component does, and between two components is no more code than their types need.

mod calls;
mod engines;
mod leaving;
mod sizes;
mod strings;
mod wide;
