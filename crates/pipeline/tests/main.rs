//! Tests of the stages strung together.

mod check;
mod compile;
mod link;
