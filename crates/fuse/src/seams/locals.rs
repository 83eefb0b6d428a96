//! Removes locals that only hold a copy of a parameter, and writes to locals that are never read.

use std::collections::HashMap;

use wasmparser::Operator;

use super::body::{Body, FUNCTION, Op};

/// Replaces reads of a local that holds a copy of a parameter by reads of the parameter. Returns true if anything
/// changed.
///
/// Parameters that are written anywhere are left alone. A copy made inside a block counts up to the block's end, and a
/// copy made before a loop does not count in it.
pub fn forward_copies(body: &mut Body<'_>, params: u32) -> bool {
    let mut is_written = vec![false; params as usize];
    for op in &body.ops {
        if let Some(written) = written(op).and_then(|local| is_written.get_mut(local as usize)) {
            *written = true;
        }
    }
    // The parameter that each local is a copy of; and for each open block, the locals that became copies in it.
    let mut copies: HashMap<u32, u32> = HashMap::new();
    let mut made: Vec<Vec<u32>> = vec![Vec::new()];
    let mut pushed = None;
    let mut changed = false;
    for op in &mut body.ops {
        let before = pushed.take();
        match op {
            Op::Plain(Operator::LocalGet { local_index }) => {
                if let Some(&parameter) = copies.get(local_index) {
                    *local_index = parameter;
                    changed = true;
                }
                pushed = Some(*local_index);
            }
            Op::Plain(Operator::LocalSet { local_index } | Operator::LocalTee { local_index }) => {
                copies.remove(local_index);
                if let Some(parameter) = before.filter(|from| is_written.get(*from as usize) == Some(&false)) {
                    copies.insert(*local_index, parameter);
                    if let Some(made) = made.last_mut() {
                        made.push(*local_index);
                    }
                }
            }
            Op::Block(..) | Op::If(..) => made.push(Vec::new()),
            Op::Loop(..) => {
                copies.clear();
                made.push(Vec::new());
            }
            Op::Else(_) => {
                for local in made.last_mut().map(std::mem::take).unwrap_or_default() {
                    copies.remove(&local);
                }
            }
            Op::End(_) => {
                for local in made.pop().unwrap_or_default() {
                    copies.remove(&local);
                }
            }
            _ => {}
        }
    }
    changed
}

fn written(op: &Op<'_>) -> Option<u32> {
    match op {
        Op::Plain(Operator::LocalSet { local_index } | Operator::LocalTee { local_index }) => Some(*local_index),
        _ => None,
    }
}

fn read(op: &Op<'_>) -> Option<u32> {
    match op {
        Op::Plain(Operator::LocalGet { local_index }) => Some(*local_index),
        _ => None,
    }
}

/// A set of locals.
#[derive(Clone, Default)]
struct Set(Vec<u64>);

impl Set {
    fn insert(&mut self, local: u32) {
        let word = local as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (local % 64);
    }

    /// Removes a local; returns true if it was in the set.
    fn remove(&mut self, local: u32) -> bool {
        let Some(word) = self.0.get_mut(local as usize / 64) else { return false };
        let was_in = *word & 1 << (local % 64) != 0;
        *word &= !(1 << (local % 64));
        was_in
    }

    fn extend(&mut self, other: &Set) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }
}

/// Drops values that are written to a local and never read. Returns true if anything changed.
///
/// Goes backwards with the set of locals that may still be read. A branch to a loop may lead to any read of the body.
pub fn drop_dead_stores(body: &mut Body<'_>) -> bool {
    let mut any = Set::default();
    body.ops.iter().filter_map(read).for_each(|local| any.insert(local));
    let loops: Vec<u32> =
        body.ops.iter().filter_map(|op| if let Op::Loop(label, _) = op { Some(*label) } else { None }).collect();
    // The locals that may be read after a branch to each label; and for each `if`, at the start of its second arm.
    let mut targets = vec![Set::default(); body.labels as usize];
    let mut ends = targets.clone();
    for label in loops {
        targets[label as usize] = any.clone();
    }
    let mut second_arms: HashMap<u32, Set> = HashMap::new();
    let mut live = Set::default();
    let mut changed = false;
    for op in body.ops.iter_mut().rev() {
        match op {
            Op::End(FUNCTION) => {}
            Op::End(label) => {
                ends[*label as usize] = live.clone();
                targets[*label as usize].extend(&live);
            }
            Op::Else(label) => {
                let end = ends[*label as usize].clone();
                second_arms.insert(*label, std::mem::replace(&mut live, end));
            }
            Op::If(label, _) => match second_arms.remove(label) {
                Some(second) => live.extend(&second),
                None => live.extend(&ends[*label as usize]),
            },
            Op::Block(..) | Op::Loop(..) => {}
            Op::Br(label) => live = targets[*label as usize].clone(),
            Op::BrIf(label) => live.extend(&targets[*label as usize]),
            Op::BrTable(labels) => {
                live = Set::default();
                labels.iter().for_each(|label| live.extend(&targets[*label as usize]));
            }
            Op::Plain(operator) => {
                let unread = match *operator {
                    Operator::LocalSet { local_index } => (!live.remove(local_index)).then_some(Operator::Drop),
                    Operator::LocalTee { local_index } => (!live.remove(local_index)).then_some(Operator::Nop),
                    Operator::LocalGet { local_index } => {
                        live.insert(local_index);
                        None
                    }
                    Operator::Unreachable | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => {
                        live = Set::default();
                        None
                    }
                    _ => None,
                };
                if let Some(unread) = unread {
                    *operator = unread;
                    changed = true;
                }
            }
        }
    }
    changed
}

/// Declares only the locals that are used, in their order.
pub fn renumber(body: &mut Body<'_>, params: u32) {
    let mut is_used = vec![false; body.locals.len()];
    for op in &body.ops {
        let local = read(op).or(written(op)).and_then(|local| local.checked_sub(params));
        if let Some(local) = local {
            is_used[local as usize] = true;
        }
    }
    let mut renumbered = vec![0; body.locals.len()];
    let mut locals = Vec::new();
    for (index, ty) in body.locals.iter().enumerate().filter(|(index, _)| is_used[*index]) {
        renumbered[index] = params + locals.len() as u32;
        locals.push(*ty);
    }
    body.locals = locals;
    for op in &mut body.ops {
        if let Op::Plain(
            Operator::LocalGet { local_index }
            | Operator::LocalSet { local_index }
            | Operator::LocalTee { local_index },
        ) = op
            && let Some(local) = local_index.checked_sub(params)
        {
            *local_index = renumbered[local as usize];
        }
    }
}
