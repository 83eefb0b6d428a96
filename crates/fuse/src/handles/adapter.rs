//! Calls of resource intrinsics in generated adapters.
//!
//! An adapter calls one function for all transfers and passes the tables as constants that come right before the call. In the
//! fused module each pair of tables has a function of its own, which takes no constants.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error as ReencodeError, Reencode as _};
use wasm_encoder::{CodeSection, Instruction};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

use crate::relocate::{Relocation, Relocator};

/// What an adapter asks of the handle tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intrinsic {
    /// `(handle, from table, to table) -> handle`
    TransferOwn,
    /// `(handle, from table, to table) -> handle`
    TransferBorrow,
    /// `(handle, from table, to table) -> handle`
    TransferErrorContext,
    /// `(caller, 0, callee)`
    Enter,
    /// `()`
    Exit,
}

impl Intrinsic {
    /// Constants that come last among its arguments.
    fn constants(self) -> usize {
        match self {
            Intrinsic::TransferOwn | Intrinsic::TransferBorrow | Intrinsic::TransferErrorContext => 2,
            Intrinsic::Enter => 3,
            Intrinsic::Exit => 0,
        }
    }

    /// The constants that matter; none when they are not all there.
    fn key(self, constants: &[i32]) -> Option<Key> {
        match (self, constants) {
            (Intrinsic::Exit, []) | (Intrinsic::Enter, [_, _, _]) => Some([0; 2]),
            (Intrinsic::Exit | Intrinsic::Enter, _) => None,
            (_, &[from, to]) => Some([from.cast_unsigned(), to.cast_unsigned()]),
            _ => None,
        }
    }
}

/// Which tables an intrinsic is about: from which, to which; zeros where that does not matter.
pub type Key = [u32; 2];

/// The intrinsics that a module imports, and the functions that stand for them.
#[derive(Default)]
pub struct Intrinsics {
    /// By the function index of the import.
    pub imports: HashMap<u32, Intrinsic>,
    /// Function indices in the fused module.
    pub functions: HashMap<(Intrinsic, Key), u32>,
}

/// An operator, or a call of an intrinsic with its constants.
enum Item<'a> {
    Operator(Operator<'a>),
    Call(Intrinsic, Option<Key>),
}

impl Intrinsics {
    /// Every intrinsic with its tables that a module calls, in a fixed order; none when a call lacks its constants.
    pub fn calls(&self, module: &[u8]) -> wasmparser::Result<Option<BTreeSet<(Intrinsic, Key)>>> {
        let mut calls = BTreeSet::new();
        for payload in Parser::new(0).parse_all(module) {
            let Payload::CodeSectionEntry(body) = payload? else { continue };
            for item in self.items(&body)? {
                match item {
                    Item::Call(intrinsic, Some(key)) => calls.insert((intrinsic, key)),
                    Item::Call(_, None) => return Ok(None),
                    Item::Operator(_) => continue,
                };
            }
        }
        Ok(Some(calls))
    }

    /// Encodes a body, relocated, with direct calls of the functions that stand for its intrinsics.
    pub fn encode(
        &self,
        body: &FunctionBody<'_>,
        to: &Relocation,
        code: &mut CodeSection,
    ) -> Result<(), ReencodeError<Infallible>> {
        let mut relocator = Relocator { to, global_values: &[] };
        let mut function = relocator.new_function_with_parsed_locals(body)?;
        for item in self.items(body)? {
            match item {
                Item::Operator(operator) => function.instruction(&relocator.instruction(operator)?),
                Item::Call(intrinsic, key) => {
                    // `calls` has found the constants of each call.
                    let function_index = self.functions[&(intrinsic, key.unwrap_or_default())];
                    function.instruction(&Instruction::Call(function_index))
                }
            };
        }
        code.function(&function);
        Ok(())
    }

    fn items<'a>(&self, body: &FunctionBody<'a>) -> wasmparser::Result<Vec<Item<'a>>> {
        let mut items: Vec<Item<'a>> = Vec::new();
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            let intrinsic = match operator {
                Operator::Call { function_index } => self.imports.get(&function_index),
                _ => None,
            };
            match intrinsic {
                Some(&intrinsic) => {
                    let constants = items.split_off(items.len().saturating_sub(intrinsic.constants()));
                    let constants: Vec<i32> = constants.iter().filter_map(constant).collect();
                    items.push(Item::Call(intrinsic, intrinsic.key(&constants)));
                }
                None => items.push(Item::Operator(operator)),
            }
        }
        Ok(items)
    }
}

fn constant(item: &Item<'_>) -> Option<i32> {
    match item {
        Item::Operator(Operator::I32Const { value }) => Some(*value),
        _ => None,
    }
}
