//! Tests of the stages strung together.

mod check;
mod link;
