//! Finds code of a function that can never run, from its blocks alone.
//!
//! Takes a function's instructions in order; says for each whether it can run. Code after an unconditional branch in a
//! block cannot run, nor can the arm of an `if` that a constant rules out. All other code can.

use wasmparser::Operator;

/// The state between two instructions of a function.
#[derive(Debug)]
pub struct Flow {
    /// True if the next instruction can run.
    runs: bool,
    /// For each open block, whether the code after it can run, and whether its `else` arm can.
    blocks: Vec<(bool, bool)>,
    /// The constant that the last instruction pushed.
    constant: Option<i32>,
}

impl Default for Flow {
    fn default() -> Flow {
        Flow { runs: true, blocks: Vec::new(), constant: None }
    }
}

impl Flow {
    /// Steps over an instruction; returns true if it can run.
    pub fn step(&mut self, operator: &Operator<'_>) -> bool {
        let runs = self.runs;
        let condition = self.constant.take();
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::Try { .. } | Operator::TryTable { .. } => {
                self.blocks.push((runs, false));
            }
            Operator::If { .. } => {
                self.blocks.push((runs, runs && condition.is_none_or(|condition| condition == 0)));
                self.runs &= condition != Some(0);
            }
            Operator::Else => self.runs = self.blocks.last().is_some_and(|&(_, otherwise)| otherwise),
            Operator::Catch { .. } | Operator::CatchAll => {
                self.runs = self.blocks.last().is_some_and(|&(after, _)| after);
            }
            Operator::End | Operator::Delegate { .. } => {
                self.runs = self.blocks.pop().is_some_and(|(after, _)| after);
            }
            Operator::Unreachable
            | Operator::Br { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. }
            | Operator::Throw { .. }
            | Operator::ThrowRef
            | Operator::Rethrow { .. } => self.runs = false,
            Operator::I32Const { value } => self.constant = Some(*value),
            _ => {}
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use dissolve_wasm::Module;

    use super::*;

    /// Counts the `memory.grow` instructions of a function's body that can run.
    fn growth(body: &str) -> usize {
        let wasm = wat::parse_str(format!("(module (memory 1) (tag) (func (param i32) {body}))")).expect(body);
        let mut count = 0;
        for body in &Module::read(&wasm).unwrap().bodies {
            let mut flow = Flow::default();
            for operator in body.get_operators_reader().unwrap() {
                let operator = operator.unwrap();
                count += usize::from(flow.step(&operator) && matches!(operator, Operator::MemoryGrow { .. }));
            }
        }
        count
    }

    #[test]
    fn what_constants_and_branches_rule_out_never_runs() {
        let grow = "(drop (memory.grow (i32.const 1)))";
        for (body, runs) in [
            (grow.to_owned(), 1),
            (format!("(if (i32.const 0) (then {grow}))"), 0),
            (format!("(if (i32.const 0) (then {grow}) (else {grow} {grow}))"), 2),
            (format!("(if (i32.const 7) (then {grow}) (else {grow} {grow}))"), 1),
            (format!("(if (local.get 0) (then {grow}) (else {grow} {grow}))"), 3),
            (format!("(if (i32.const 0) (then (if (local.get 0) (then {grow}) (else {grow}))))"), 0),
            (format!("(if (i32.const 0) (then (block {grow}) {grow})) {grow}"), 1),
            (format!("(block (br 0) {grow}) {grow}"), 1),
            (format!("(block (br_if 0 (i32.const 1)) {grow})"), 1),
            (format!("(loop (block (br_table 0 1 (local.get 0)) {grow}) {grow} (br 0) {grow}) {grow}"), 2),
            (format!("(return) {grow} (block {grow} (if (i32.const 1) (then {grow}) (else {grow})))"), 0),
            (format!("(if (local.get 0) (then unreachable {grow}) (else {grow})) {grow}"), 2),
            (format!("try (return) {grow} catch_all {grow} end {grow}"), 2),
            (format!("try {grow} catch 0 unreachable {grow} catch_all {grow} end"), 2),
            (format!("(return) try {grow} catch_all {grow} end"), 0),
            (format!("try unreachable delegate 0 {grow}"), 1),
        ] {
            assert_eq!(growth(&body), runs, "{body}");
        }
    }
}
