//! Random core modules natively on emulated chips, against a stock engine: results, traps, and what is left behind.
//!
//! | module | subject |
//! | --- | --- |
//! | `features` | what modules use and how large they are |
//! | `case` | a module and its calls, from a seed and an index |
//! | `parts`, `harness` | what makes a module's behaviour visible |
//! | `stock`, `image` | a case on the stock engine; many on one chip |
//! | `trace` | what was seen, and whether it is the same |
//! | `batch`, `campaign` | many cases, and very many |
//! | `mutations` | changed modules through code generation |

mod batch;
mod campaign;
mod case;
mod features;
mod harness;
mod image;
mod mutations;
mod parts;
mod stock;
mod trace;

pub use campaign::{Figures, Modules};
pub use features::TARGETS;
pub use mutations::{ModuleSeeds, MutationOutcome};
