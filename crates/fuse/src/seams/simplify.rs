//! Folds constants, drops code that never runs, and unwraps blocks whose label has no branch.
//!
//! One pass over the instructions appends to a new list and looks back at the end of that list. It relies on the
//! validity of the body, and preserves it.

use wasmparser::{BlockType, Operator};

use super::body::{Body, FUNCTION, Label, Op};

/// Simplifies a body. Returns true if anything changed.
pub fn simplify(body: &mut Body<'_>) -> bool {
    let ops = std::mem::take(&mut body.ops);
    let mut simplifier = Simplifier {
        out: Vec::with_capacity(ops.len()),
        open: vec![Open { label: FUNCTION, start: 0, kind: Kind::Function }],
        branches: vec![0; body.labels as usize],
        changed: false,
    };
    let mut ops = ops.into_iter();
    while let Some(op) = ops.next() {
        if simplifier.op(op) == Flow::Stops {
            simplifier.skip(&mut ops);
        }
    }
    body.ops = simplifier.out;
    simplifier.changed
}

/// Says whether the next instruction can run.
#[derive(PartialEq, Eq)]
enum Flow {
    Goes,
    Stops,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Function,
    /// A block, or a loop; without a branch to its label, it is unwrapped.
    Block,
    If,
    /// An `if` with a known condition, inside the arm that never runs. `falls_through` is true if the end of the arm
    /// before `else` is reached.
    Decided {
        falls_through: bool,
    },
}

/// A block that is open.
struct Open {
    label: Label,
    /// The index of its start in the output.
    start: usize,
    kind: Kind,
}

struct Simplifier<'a> {
    out: Vec<Op<'a>>,
    open: Vec<Open>,
    /// The number of branches to each label in the output.
    branches: Vec<u32>,
    changed: bool,
}

impl<'a> Simplifier<'a> {
    /// Appends an instruction that runs.
    fn op(&mut self, op: Op<'a>) -> Flow {
        match op {
            Op::Plain(operator) => return self.plain(operator),
            Op::Block(label, _) | Op::Loop(label, _) => self.enter(label, Kind::Block, op),
            Op::If(label, ty) => return self.enter_if(label, ty),
            Op::Else(label) => return self.enter_else(label, Flow::Goes),
            Op::End(_) => return self.leave(Flow::Goes),
            Op::BrIf(label) => match self.constant() {
                Some(0) => self.drop_last(1),
                Some(_) => {
                    self.drop_last(1);
                    return self.branch(vec![label], Op::Br(label));
                }
                None => _ = self.branch(vec![label], op),
            },
            Op::Br(label) => return self.branch(vec![label], op),
            Op::BrTable(ref targets) => return self.branch(targets.clone(), op),
        }
        Flow::Goes
    }

    /// Appends a branch. Returns [`Flow::Stops`], which callers ignore for a `br_if`.
    fn branch(&mut self, to: Vec<Label>, op: Op<'a>) -> Flow {
        for label in to {
            self.branches[label as usize] += 1;
        }
        self.out.push(op);
        Flow::Stops
    }

    fn enter(&mut self, label: Label, kind: Kind, op: Op<'a>) {
        self.open.push(Open { label, start: self.out.len(), kind });
        self.out.push(op);
    }

    fn enter_if(&mut self, label: Label, ty: BlockType) -> Flow {
        match self.constant() {
            None => {
                self.enter(label, Kind::If, Op::If(label, ty));
                Flow::Goes
            }
            Some(condition) => {
                self.drop_last(1);
                // With a condition that holds, the arm before `else` is the block.
                let kind = if condition == 0 { Kind::Decided { falls_through: false } } else { Kind::Block };
                self.enter(label, kind, Op::Block(label, ty));
                if condition == 0 { Flow::Stops } else { Flow::Goes }
            }
        }
    }

    /// Handles `else`; `before` says whether the end of the arm before it is reached.
    fn enter_else(&mut self, label: Label, before: Flow) -> Flow {
        let Some(open) = self.open.last_mut() else { return before };
        match open.kind {
            Kind::If | Kind::Function => {
                self.out.push(Op::Else(label));
                Flow::Goes
            }
            // The condition is true: the arm after `else` is skipped.
            Kind::Block => {
                open.kind = Kind::Decided { falls_through: before == Flow::Goes };
                Flow::Stops
            }
            // The condition is false: the arm after `else` is the block.
            Kind::Decided { .. } => {
                open.kind = Kind::Block;
                Flow::Goes
            }
        }
    }

    /// Handles `end`; `before` says whether the end of the code before it is reached.
    fn leave(&mut self, before: Flow) -> Flow {
        let Some(Open { label, start, kind }) = self.open.pop() else { return before };
        let is_target = self.branches[label as usize] > 0;
        let before = match kind {
            // Without `else`, a false condition continues after the block.
            Kind::Decided { falls_through } if falls_through || start + 1 == self.out.len() => Flow::Goes,
            _ => before,
        };
        // `block`, `br 0`, `end` has no effect.
        if let [.., Op::Block(_, BlockType::Empty), Op::Br(last)] = self.out[..]
            && last == label
            && start + 2 == self.out.len()
        {
            self.drop_last(2);
            return Flow::Goes;
        }
        if kind == Kind::If || kind == Kind::Function || is_target {
            self.out.push(Op::End(label));
            return Flow::Goes;
        }
        // A `nop` takes the place of the start, so that the starts of outer blocks keep their indices; the next pass
        // removes it.
        self.out[start] = Op::Plain(Operator::Nop);
        self.changed = true;
        before
    }

    /// Leaves out instructions up to the next one that can run.
    fn skip(&mut self, ops: &mut impl Iterator<Item = Op<'a>>) {
        let mut depth = 0u32;
        for op in ops {
            let flow = match op {
                Op::Block(..) | Op::Loop(..) | Op::If(..) => {
                    depth += 1;
                    Flow::Stops
                }
                Op::End(_) if depth > 0 => {
                    depth -= 1;
                    Flow::Stops
                }
                Op::Else(label) if depth == 0 => self.enter_else(label, Flow::Stops),
                Op::End(_) => match self.leave(Flow::Stops) {
                    Flow::Goes => return,
                    Flow::Stops => continue,
                },
                _ => Flow::Stops,
            };
            match flow {
                Flow::Goes => return,
                Flow::Stops => self.changed = true,
            }
        }
    }

    fn plain(&mut self, operator: Operator<'a>) -> Flow {
        match operator {
            Operator::Nop => self.changed = true,
            Operator::I32Eqz => match self.constant() {
                Some(value) => self.replace(1, Operator::I32Const { value: i32::from(value == 0) }),
                None => self.push(operator),
            },
            Operator::I64ExtendI32U => match self.constant() {
                Some(value) => self.replace(1, Operator::I64Const { value: i64::from(value.cast_unsigned()) }),
                None => self.push(operator),
            },
            Operator::I64Shl => match self.out[..] {
                [.., Op::Plain(Operator::I64Const { value }), Op::Plain(Operator::I64Const { value: by @ 0..64 })] => {
                    self.replace(2, Operator::I64Const { value: value << by })
                }
                _ => self.push(operator),
            },
            Operator::Drop => self.drop_operand(),
            Operator::LocalGet { local_index: local } => match self.out.last() {
                Some(Op::Plain(Operator::LocalSet { local_index })) if *local_index == local => {
                    self.replace(1, Operator::LocalTee { local_index: local });
                }
                _ => self.push(operator),
            },
            Operator::LocalSet { local_index: local } => match self.out.last() {
                Some(Op::Plain(Operator::LocalGet { local_index })) if *local_index == local => self.drop_last(1),
                _ => self.push(operator),
            },
            // Written as `local.set` and a constant, so that the next instruction sees the constant.
            Operator::LocalTee { local_index } => match self.constant() {
                Some(value) => {
                    self.push(Operator::LocalSet { local_index });
                    self.push(Operator::I32Const { value });
                    self.changed = true;
                }
                None => self.push(operator),
            },
            Operator::Unreachable | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => {
                self.push(operator);
                return Flow::Stops;
            }
            _ => self.push(operator),
        }
        Flow::Goes
    }

    /// Drops the value on top of the stack, together with the instruction that made it if that has no other effect.
    fn drop_operand(&mut self) {
        match self.out.last() {
            Some(Op::Plain(
                Operator::I32Const { .. }
                | Operator::I64Const { .. }
                | Operator::F32Const { .. }
                | Operator::F64Const { .. }
                | Operator::LocalGet { .. }
                | Operator::GlobalGet { .. },
            )) => self.drop_last(1),
            Some(&Op::Plain(Operator::LocalTee { local_index })) => {
                self.replace(1, Operator::LocalSet { local_index });
            }
            _ => self.push(Operator::Drop),
        }
    }

    /// Returns the value of the `i32.const` that was pushed last.
    fn constant(&self) -> Option<i32> {
        match self.out.last() {
            Some(Op::Plain(Operator::I32Const { value })) => Some(*value),
            _ => None,
        }
    }

    fn push(&mut self, operator: Operator<'a>) {
        self.out.push(Op::Plain(operator));
    }

    fn replace(&mut self, count: usize, operator: Operator<'a>) {
        self.drop_last(count);
        self.push(operator);
    }

    fn drop_last(&mut self, count: usize) {
        self.out.truncate(self.out.len() - count);
        self.changed = true;
    }
}
