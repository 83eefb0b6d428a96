//! Runs random core modules as native code on emulated chips or on this machine, and compares them with a stock engine: results, traps,
//! and the state that is left behind.
//!
//! | module | subject |
//! | --- | --- |
//! | `features` | the features and sizes of modules |
//! | `case`, `accesses` | a module and its calls, from a seed and an index; modules with many accesses of one address |
//! | `parts`, `harness` | making a module's behaviour visible |
//! | `stock`, `image`, `here` | a case on the stock engine; many on one chip; many in this process |
//! | `run`, `trace` | the calls of a case; the observations, and their comparison |
//! | `batch`, `campaign` | many cases, and very many |
//! | `edits`, `shrink`, `regression` | a case that failed: made smaller, kept, run again |
//! | `mutations` | changed modules through code generation |

mod accesses;
mod batch;
mod campaign;
mod case;
mod edits;
mod features;
mod harness;
mod here;
mod image;
mod loops;
mod mutations;
mod parts;
mod regression;
mod run;
mod shrink;
mod stock;
mod trace;

pub use batch::Figures;
pub use campaign::Modules;
pub use case::CALLS;
pub use features::TARGETS;
pub use mutations::{ModuleSeeds, MutationOutcome};
pub use regression::regressions;
