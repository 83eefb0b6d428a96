//! The calls of a case, on whatever runs it.

use dissolve_pipeline::codegen::TrapOrder;
use dissolve_pipeline::run::CoreValue;

use super::case::Case;
use super::harness::{MEMORIES, STATE};
use super::trace::{Outcome, Trace};

/// Something that runs cases: a chip, or this machine.
pub trait Run {
    /// Puts the case at index `at` into its initial state.
    ///
    /// # Errors
    ///
    /// When it ends neither by a return nor by a trap.
    fn instantiate(&mut self, at: usize) -> Result<Outcome, String>;

    /// Calls an export of that case.
    ///
    /// # Errors
    ///
    /// As for [`Run::instantiate`].
    fn call(&mut self, at: usize, name: &str, arguments: &[CoreValue]) -> Result<Outcome, String>;

    /// Makes the calls of the case at index `at`, and records its trace.
    ///
    /// # Errors
    ///
    /// When the chip ends or hangs. Then it cannot be used any more.
    fn trace(&mut self, at: usize, case: &Case) -> Result<Trace, String> {
        let mut trace = Trace::default();
        let instantiated = self.instantiate(at)?;
        let alive = matches!(instantiated, Outcome::Returned(_));
        trace.push("instantiation", instantiated);
        if !alive {
            return Ok(trace);
        }
        let failed = |what: &str, error: String| format!("{what}: {error}");
        for (number, call) in case.calls.iter().enumerate() {
            let what = format!("call {number}, {call}");
            let outcome = self.call(at, &call.function, &call.arguments).map_err(|error| failed(&what, error))?;
            let is_over = case.trap_order == TrapOrder::Early && matches!(outcome, Outcome::Trapped(_));
            trace.push(&*what, outcome);
            if is_over {
                let what = format!("instantiation after {what}");
                let outcome = self.instantiate(at).map_err(|error| failed(&what, error))?;
                trace.push(&*what, outcome);
            }
            let what = format!("{STATE} after {what}");
            let outcome = self.call(at, STATE, &[]).map_err(|error| failed(&what, error))?;
            trace.push(&*what, outcome);
        }
        let outcome = self.call(at, MEMORIES, &[]).map_err(|error| failed(MEMORIES, error))?;
        trace.push(format!("{MEMORIES} after the calls"), outcome);
        Ok(trace)
    }
}
