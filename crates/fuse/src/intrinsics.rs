//! Calls of intrinsics in generated code.
//!
//! An adapter calls one function for all transfers, and passes the tables as constants right before the call. In the
//! fused module each pair of tables has a function of its own, which takes no constants. Traps are treated in the same
//! way: an adapter passes a code to one function; here each kind of trap has a function, for each value that the trap
//! is about.

use std::collections::{BTreeSet, HashMap};

use dissolve_abi::TrapKind;
use dissolve_interface::Part;
use dissolve_wasm::{ExternalIndex, FuncIndex, Module, PrimaryMap};
use wasmparser::{FunctionBody, Operator};
use wasmtime_environ::Trap;
use wasmtime_environ::component::Trampoline;

use crate::traps;

/// The module name under which an adapter imports the function that it calls; the field name is the name of the first
/// adapter of that function.
pub const CALLEE: &str = "callee";

/// An intrinsic that generated code calls, with its parameters.
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
    /// `()`; it ends the last call that was entered
    Exit,
    /// `(code)`, a code of the engine's
    Trap,
    /// `(code)`, the code of a trap kind: in modules of the fuser's own
    OwnTrap,
}

impl Intrinsic {
    /// Returns the number of constants at the end of its arguments.
    fn constants(self) -> usize {
        match self {
            Intrinsic::TransferOwn | Intrinsic::TransferBorrow | Intrinsic::TransferErrorContext => 2,
            Intrinsic::Enter => 3,
            Intrinsic::Trap | Intrinsic::OwnTrap => 1,
            Intrinsic::Exit => 0,
        }
    }

    /// Returns the key of a call with these constants; none if some are missing. `part` is the value that a trap is
    /// about.
    fn key(self, constants: &[i32], part: Part) -> Option<Key> {
        match (self, constants) {
            (Intrinsic::Enter, &[caller, _, callee]) => Some([caller.cast_unsigned(), callee.cast_unsigned()]),
            (Intrinsic::Enter | Intrinsic::Exit, _) => None,
            (Intrinsic::Trap | Intrinsic::OwnTrap, &[code]) => {
                let part = if code == Trap::CannotLeaveComponent as i32 { Part::Unknown } else { part };
                Some([code.cast_unsigned(), pack(part)])
            }
            (Intrinsic::Trap | Intrinsic::OwnTrap, _) => None,
            (_, &[from, to]) => Some([from.cast_unsigned(), to.cast_unsigned()]),
            _ => None,
        }
    }
}

/// Returns the intrinsic behind a trampoline. An intrinsic becomes several functions, one for each set of constant
/// arguments.
pub fn of_trampoline(trampoline: &Trampoline) -> Option<Intrinsic> {
    match trampoline {
        Trampoline::ResourceTransferOwn => Some(Intrinsic::TransferOwn),
        Trampoline::ResourceTransferBorrow => Some(Intrinsic::TransferBorrow),
        Trampoline::ErrorContextTransfer => Some(Intrinsic::TransferErrorContext),
        Trampoline::Trap => Some(Intrinsic::Trap),
        Trampoline::EnterSyncCall => Some(Intrinsic::Enter),
        Trampoline::ExitSyncCall => Some(Intrinsic::Exit),
        _ => None,
    }
}

/// The constants that select a function: for a transfer, the tables `[from, to]`; for a trap, its code and the packed
/// part; for the begin and the end of a call, the component instances `[caller, callee]`.
pub type Key = [u32; 2];

/// Returns the kind of trap and the part behind a key of [`Intrinsic::Trap`] or [`Intrinsic::OwnTrap`].
pub fn trap_of(intrinsic: Intrinsic, [code, part]: Key) -> (TrapKind, Part) {
    let code = u8::try_from(code).ok();
    let kind = match intrinsic {
        Intrinsic::Trap => code.and_then(Trap::from_u8).map(traps::of_adapter),
        _ => code.and_then(TrapKind::from_code),
    };
    (kind.unwrap_or(TrapKind::Unreachable), unpack(part))
}

fn pack(part: Part) -> u32 {
    match part {
        Part::Unknown => 0,
        Part::Result => 1,
        Part::Parameter(index) => index.saturating_add(2),
    }
}

fn unpack(part: u32) -> Part {
    match part {
        0 => Part::Unknown,
        1 => Part::Result,
        index => Part::Parameter(index - 2),
    }
}

/// An adapter function, as far as it shows which value is being converted.
struct Adapter {
    /// The number of its parameters.
    params: u32,
    /// The function that it calls with the converted parameters, by its index in the adapter module.
    callee: FuncIndex,
}

/// Follows an adapter from front to back: it converts the parameters in order, calls, and converts the result.
struct Progress<'a> {
    adapter: Option<&'a Adapter>,
    part: Part,
}

impl Progress<'_> {
    fn pass(&mut self, operator: &Operator<'_>) {
        let Some(adapter) = self.adapter else { return };
        match (operator, self.part) {
            (Operator::Call { function_index }, _) if *function_index == adapter.callee.as_u32() => {
                self.part = Part::Result
            }
            (Operator::LocalGet { local_index }, Part::Unknown) if *local_index < adapter.params => {
                self.part = Part::Parameter(*local_index);
            }
            (Operator::LocalGet { local_index }, Part::Parameter(last)) if *local_index < adapter.params => {
                self.part = Part::Parameter(last.max(*local_index));
            }
            _ => {}
        }
    }
}

/// The intrinsics that a module imports, and the functions that replace them.
#[derive(Default)]
pub struct Intrinsics {
    /// The intrinsics, by import.
    pub imports: HashMap<FuncIndex, Intrinsic>,
    /// The replacement of each intrinsic and key, a function of the fused module; none where nothing is to be done.
    pub functions: HashMap<(Intrinsic, Key), Option<FuncIndex>>,
    /// The adapters.
    adapters: HashMap<FuncIndex, Adapter>,
}

/// An operator, or a call of an intrinsic.
pub enum Item<'a> {
    /// Any other operator.
    Operator(Operator<'a>),
    /// The intrinsic, and the key of its constants; none if some are missing.
    Call(Intrinsic, Option<Key>),
}

impl Intrinsics {
    /// Returns every intrinsic and key that a module calls, in a fixed order; none if a call lacks its constants.
    pub fn calls(&mut self, module: &Module<'_>) -> wasmparser::Result<Option<BTreeSet<(Intrinsic, Key)>>> {
        self.adapters = adapters(module)?;
        let mut calls = BTreeSet::new();
        for (function, body) in module.defined_functions() {
            for item in self.items(function, body)? {
                match item {
                    Item::Call(intrinsic, Some(key)) => calls.insert((intrinsic, key)),
                    Item::Call(_, None) => return Ok(None),
                    Item::Operator(_) => continue,
                };
            }
        }
        Ok(Some(calls))
    }

    /// Returns the operators of a function's body, with its calls of intrinsics.
    pub fn items<'a>(&self, function: FuncIndex, body: &FunctionBody<'a>) -> wasmparser::Result<Vec<Item<'a>>> {
        let mut items: Vec<Item<'a>> = Vec::new();
        let mut progress = Progress { adapter: self.adapters.get(&function), part: Part::Unknown };
        let mut entered = None;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            progress.pass(&operator);
            let intrinsic = match operator {
                Operator::Call { function_index } => self.imports.get(&FuncIndex::from_u32(function_index)),
                _ => None,
            };
            match intrinsic {
                Some(&intrinsic) => {
                    let constants = items.split_off(items.len().saturating_sub(intrinsic.constants()));
                    let constants: Vec<i32> = constants.iter().filter_map(constant).collect();
                    let key = match intrinsic {
                        Intrinsic::Exit => entered,
                        _ => intrinsic.key(&constants, progress.part),
                    };
                    if intrinsic == Intrinsic::Enter {
                        entered = key;
                    }
                    items.push(Item::Call(intrinsic, key));
                }
                None => items.push(Item::Operator(operator)),
            }
        }
        Ok(items)
    }
}

/// Finds the adapters of a module.
fn adapters(module: &Module<'_>) -> wasmparser::Result<HashMap<FuncIndex, Adapter>> {
    let adapter = |(function, (callee, _)): (FuncIndex, (FuncIndex, String))| {
        let params = module.function_type(function)?.params().len() as u32;
        Some((function, Adapter { params, callee }))
    };
    Ok(callees(module)?.into_iter().filter_map(adapter).collect())
}

/// Returns, for each adapter of a module, the import that it calls with the converted values: the import's index and
/// field name. Adapters of the same function share an import, which has the name of the first adapter.
pub fn callees(module: &Module<'_>) -> wasmparser::Result<HashMap<FuncIndex, (FuncIndex, String)>> {
    let imports: PrimaryMap<FuncIndex, _> = module.function_imports().collect();
    let callee = |function: FuncIndex| imports.get(function).filter(|import| import.module == CALLEE);
    let mut callees = HashMap::new();
    // An adapter that never calls has an import with the adapter's own name, if at all.
    for export in &module.exports {
        let ExternalIndex::Function(function) = export.item else { continue };
        let by_name = imports.iter().find(|(_, import)| import.module == CALLEE && import.name == export.name);
        if let Some((import, _)) = by_name.filter(|_| imports.get(function).is_none()) {
            callees.insert(function, (import, export.name.to_owned()));
        }
    }
    for (function, body) in module.defined_functions() {
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator?
                && let called = FuncIndex::from_u32(function_index)
                && let Some(import) = callee(called)
            {
                callees.insert(function, (called, import.name.to_owned()));
            }
        }
    }
    Ok(callees)
}

fn constant(item: &Item<'_>) -> Option<i32> {
    match item {
        Item::Operator(Operator::I32Const { value }) => Some(*value),
        _ => None,
    }
}
