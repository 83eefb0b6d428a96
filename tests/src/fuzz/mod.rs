//! Random inputs: composed components of random types and core modules, compared with a stock engine; and mutated
//! components for the fuser.
//!
//! | module | subject |
//! | --- | --- |
//! | `case` | functions of random types, the components that a call passes through, the calls |
//! | `strategy` | random cases |
//! | `abi`, `echo`, `guest` | a case as a component |
//! | `stock`, `differential` | a case on a stock engine, unchanged and fused |
//! | `seeds` | the inputs from which mutations start |
//! | `random`, `sections`, `mutate` | changed inputs |
//! | `hostile`, `campaign` | changed inputs through the fuser, one and many |
//! | `allocation` | the memory that an input uses |
//! | `panics` | panics as errors |
//! | `parallel` | numbered work on several threads |
//! | `modules` | core modules natively on chips, against a stock engine |
//! | `programs` | random programs in C, with their statics apart, on the stock engine and natively |
//! | `worlds` | components of random types natively on this machine, through the bindings, against a stock engine |
//!
//! All of it is reproducible: a failure is reported with its seed.

mod abi;
mod allocation;
mod campaign;
mod case;
mod differential;
mod echo;
mod guest;
mod hostile;
mod modules;
mod mutate;
mod panics;
mod parallel;
mod programs;
mod random;
mod sections;
mod seeds;
mod stock;
mod strategy;
mod worlds;

pub use allocation::Counting;
pub use campaign::{Campaign, Subject};
pub use case::{Answer, Case, Function};
pub use differential::{Figures, LAYOUTS, answers, call, expect_echoes, run as run_types, sample};
pub use guest::component as composed;
pub use hostile::{Outcome, PATIENCE};
pub use modules::{CALLS, Figures as ModuleFigures, ModuleSeeds, Modules, MutationOutcome, TARGETS, regressions};
pub use panics::caught;
pub use programs::{Figures as ProgramFigures, run as run_programs};
pub use seeds::Seeds;
pub use strategy::Limits;
pub use worlds::{Figures as WorldFigures, run as run_worlds};
