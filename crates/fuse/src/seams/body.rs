//! A function body with labels in place of branch depths, so that blocks can be removed.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error as ReencodeError, Reencode, RoundtripReencoder};
use wasm_encoder::{Function, Instruction, ValType};
use wasmparser::{BlockType, FunctionBody, Operator};

/// The number of a block in its body; [`FUNCTION`] is the body itself.
pub type Label = u32;

/// The label of the body as a whole: a branch to it returns.
pub const FUNCTION: Label = 0;

/// An instruction.
#[derive(Clone, Debug)]
pub enum Op<'a> {
    /// An instruction that neither opens nor closes a block nor branches.
    Plain(Operator<'a>),
    /// `block`.
    Block(Label, BlockType),
    /// `loop`.
    Loop(Label, BlockType),
    /// `if`.
    If(Label, BlockType),
    /// `else`.
    Else(Label),
    /// `end`.
    End(Label),
    /// `br`, or `return`.
    Br(Label),
    /// `br_if`.
    BrIf(Label),
    /// `br_table`: its targets, the default last.
    BrTable(Vec<Label>),
}

/// A function body.
#[derive(Clone, Debug)]
pub struct Body<'a> {
    /// Declared locals, after the parameters.
    pub locals: Vec<wasmparser::ValType>,
    /// Its instructions; the last is the function's end.
    pub ops: Vec<Op<'a>>,
    /// The number of labels.
    pub labels: u32,
}

impl<'a> Body<'a> {
    /// Reads a valid body. Without exceptions and typed references, no other instructions have labels.
    pub fn read(body: &FunctionBody<'a>) -> wasmparser::Result<Body<'a>> {
        let mut locals = Vec::new();
        for declared in body.get_locals_reader()? {
            let (count, ty) = declared?;
            locals.extend((0..count).map(|_| ty));
        }
        let mut ops = Vec::new();
        let mut open = vec![FUNCTION];
        let mut labels = 1;
        for operator in body.get_operators_reader()? {
            let at = |depth: u32| open[open.len() - 1 - depth as usize];
            let mut opened = || {
                labels += 1;
                labels - 1
            };
            let op = match operator? {
                Operator::Block { blockty } => Op::Block(opened(), blockty),
                Operator::Loop { blockty } => Op::Loop(opened(), blockty),
                Operator::If { blockty } => Op::If(opened(), blockty),
                Operator::Else => Op::Else(at(0)),
                Operator::End => Op::End(at(0)),
                Operator::Br { relative_depth } => Op::Br(at(relative_depth)),
                Operator::BrIf { relative_depth } => Op::BrIf(at(relative_depth)),
                Operator::Return => Op::Br(FUNCTION),
                Operator::BrTable { targets } => {
                    let all = targets.targets().chain([Ok(targets.default())]);
                    Op::BrTable(all.map(|target| target.map(at)).collect::<wasmparser::Result<_>>()?)
                }
                other => Op::Plain(other),
            };
            match op {
                Op::Block(label, _) | Op::Loop(label, _) | Op::If(label, _) => open.push(label),
                Op::End(_) => _ = open.pop(),
                _ => {}
            }
            ops.push(op);
        }
        Ok(Body { locals, ops, labels })
    }

    /// Encodes the body: locals and instructions, without its size.
    pub fn encode(&self) -> Result<Vec<u8>, ReencodeError<Infallible>> {
        let reencode = &mut RoundtripReencoder;
        let locals = self.locals.iter().map(|&ty| reencode.val_type(ty)).collect::<Result<Vec<ValType>, _>>()?;
        let mut function = Function::new_with_locals_types(locals);
        // The number of open blocks at the current instruction, and inside the start of each block.
        let mut open = 0u32;
        let mut around = vec![0; self.labels as usize];
        for op in &self.ops {
            let depth = |label: &Label| open - around[*label as usize];
            let instruction = match op {
                Op::Plain(operator) => reencode.instruction(operator.clone())?,
                Op::Block(_, ty) => Instruction::Block(reencode.block_type(*ty)?),
                Op::Loop(_, ty) => Instruction::Loop(reencode.block_type(*ty)?),
                Op::If(_, ty) => Instruction::If(reencode.block_type(*ty)?),
                Op::Else(_) => Instruction::Else,
                Op::End(_) => Instruction::End,
                Op::Br(FUNCTION) => Instruction::Return,
                Op::Br(label) => Instruction::Br(depth(label)),
                Op::BrIf(label) => Instruction::BrIf(depth(label)),
                Op::BrTable(targets) => {
                    let mut depths: Vec<u32> = targets.iter().map(depth).collect();
                    let default = depths.pop().unwrap_or(0);
                    Instruction::BrTable(depths.into(), default)
                }
            };
            match op {
                Op::Block(label, _) | Op::Loop(label, _) | Op::If(label, _) => {
                    open += 1;
                    around[*label as usize] = open;
                }
                Op::End(label) if *label != FUNCTION => open -= 1,
                _ => {}
            }
            function.instruction(&instruction);
        }
        Ok(function.into_raw_body())
    }
}
