//! The functions that built-ins, adapters and the embedder call: each calls operations on tables with constants.

use std::collections::{BTreeSet, HashMap};

use dissolve_abi::TrapKind;
use dissolve_interface::Part;
use dissolve_wasm::{FuncIndex, GlobalIndex, MemoryIndex, Module};
use wasm_encoder::{BlockType, FuncType, Function, Instruction, MemArg, ValType};
use wasmtime_environ::component::{
    ResourceIndex, RuntimeComponentInstanceIndex, TypeComponentLocalErrorContextTableIndex, TypeResourceTableIndex,
};

use super::{COUNTED_TYPES, Handles, PLAIN_TYPES, Table, concrete};
use crate::builder::{Builder, Home};
use crate::intrinsics::{self, Intrinsic, Key};
use crate::renumber::Renumbering;
use crate::translate::Translated;
use crate::{Error, append};

/// The operations on tables of one kind.
struct Operations {
    /// WebAssembly text.
    text: &'static str,
    /// Its exports, in its order.
    exports: &'static [&'static str],
}

const PLAIN: Operations =
    Operations { text: include_str!("table.wat"), exports: &["slot", "insert", "remove", "is_borrowed", "take"] };

const COUNTED: Operations = Operations {
    text: include_str!("counted.wat"),
    exports: &["slot", "insert", "free", "take", "release", "lend", "borrow", "enter", "exit"],
};

/// The traps of the operations, by the placeholders of their codes in the text.
const TRAPS: &[(&str, TrapKind)] = &[
    ("UNKNOWN_HANDLE", TrapKind::UnknownHandle),
    ("HANDLE_LENT", TrapKind::HandleLent),
    ("BORROW_NOT_DROPPED", TrapKind::BorrowNotDropped),
    ("HANDLES_EXHAUSTED", TrapKind::HandlesExhausted),
    ("LENDING_EXHAUSTED", TrapKind::LendingExhausted),
];

/// The position of the type in a tag of `table.wat`.
const PLAIN_SHIFT: u32 = 1;

/// The bit of borrowed handles in a tag of `table.wat`.
const BORROWED: u32 = 1;

/// The position of the type in a tag of `counted.wat`.
const COUNTED_SHIFT: u32 = 20;

/// The operations on handles of one table that the embedder calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Helper {
    /// `(representation) -> handle`: lower an owned handle.
    New,
    /// `(handle) -> representation`: lift an owned handle.
    Take,
    /// `(handle) -> representation`: lift a borrowed handle.
    Rep,
    /// `(representation) -> handle`: lower a borrowed handle.
    Borrow,
    /// `(handle)`: end an owned handle, and destroy the object behind it.
    Drop,
}

/// A resource type in a handle table.
#[derive(Clone, Copy)]
struct Entry {
    instance: RuntimeComponentInstanceIndex,
    table: Table,
    /// The number of the type, from 1 on.
    ty: u32,
}

/// A function body under construction; each method appends to it.
struct Body {
    function: Function,
    memory: MemoryIndex,
}

impl Body {
    fn new(memory: MemoryIndex) -> Body {
        Body { function: Function::new([]), memory }
    }

    fn constant(mut self, value: u32) -> Body {
        self.function.instruction(&Instruction::I32Const(value.cast_signed()));
        self
    }

    fn local(mut self, local: u32) -> Body {
        self.function.instruction(&Instruction::LocalGet(local));
        self
    }

    fn call(mut self, function: FuncIndex) -> Body {
        self.function.instruction(&Instruction::Call(function.as_u32()));
        self
    }

    /// Passes a table, and the type of the handles to look for in it.
    fn handles(self, entry: Entry) -> Body {
        self.table(entry.table).constant(match entry.table.is_counted {
            true => entry.ty,
            false => entry.ty << PLAIN_SHIFT | BORROWED,
        })
    }

    /// Passes a table, and the tag of a new owned handle.
    fn new_owned(self, entry: Entry) -> Body {
        let shift = if entry.table.is_counted { COUNTED_SHIFT } else { PLAIN_SHIFT };
        self.table(entry.table).constant(entry.ty << shift)
    }

    /// Passes a table, and the tag of a new borrowed handle.
    fn new_borrowed(self, entry: Entry) -> Body {
        match entry.table.is_counted {
            true => self.new_owned(entry),
            false => self.handles(entry),
        }
    }

    /// Passes the constants that say where a table is. All tables that count have the same number of slots.
    fn table(self, table: Table) -> Body {
        let body = self.constant(table.address);
        if table.is_counted { body } else { body.constant(table.slots) }
    }

    /// Adds a number to a global.
    fn count(self, global: GlobalIndex, step: i32) -> Body {
        self.instruction(&Instruction::GlobalGet(global.as_u32()))
            .instruction(&Instruction::I32Const(step))
            .instruction(&Instruction::I32Add)
            .instruction(&Instruction::GlobalSet(global.as_u32()))
    }

    fn load(mut self) -> Body {
        let memory_index = self.memory.as_u32();
        self.function.instruction(&Instruction::I32Load(MemArg { offset: 0, align: 2, memory_index }));
        self
    }

    fn instruction(mut self, instruction: &Instruction<'_>) -> Body {
        self.function.instruction(instruction);
        self
    }

    /// Traps unless the component may be left. `guard` is the flag to check and the function that traps; without it,
    /// the component may always be left.
    fn guard(self, guard: Option<(GlobalIndex, FuncIndex)>) -> Body {
        let Some((flag, trap)) = guard else { return self };
        self.instruction(&Instruction::GlobalGet(flag.as_u32()))
            .instruction(&Instruction::I32Eqz)
            .instruction(&Instruction::If(BlockType::Empty))
            .call(trap)
            .instruction(&Instruction::Unreachable)
            .instruction(&Instruction::End)
    }

    fn end(self) -> Function {
        self.instruction(&Instruction::End).function
    }
}

/// `(i32, …) -> (i32, …)`
fn words(params: usize, results: usize) -> FuncType {
    FuncType::new(vec![ValType::I32; params], vec![ValType::I32; results])
}

/// Adds functions on handles to the fused module.
pub struct HandleFunctions<'m, 'a> {
    /// The flattened component.
    pub translated: &'m Translated<'a>,
    /// The fused module.
    pub builder: &'m mut Builder,
    /// The handle tables.
    pub handles: &'m mut Handles,
    /// The `may_leave` flags of component instances; an instance without a flag may always be left.
    pub flags: &'m HashMap<RuntimeComponentInstanceIndex, GlobalIndex>,
}

impl HandleFunctions<'_, '_> {
    /// `canon resource.new`
    pub fn resource_new(
        &mut self,
        instance: RuntimeComponentInstanceIndex,
        ty: TypeResourceTableIndex,
    ) -> Result<FuncIndex, Error> {
        let guard = self.guard(instance);
        let entry = self.entry(ty)?;
        let insert = self.operation(entry, "insert")?;
        let body = self.body().guard(guard).new_owned(entry).local(0).call(insert).end();
        Ok(self.builder.own_function("resource.new".into(), words(1, 1), &body))
    }

    /// `canon resource.rep`
    pub fn resource_rep(&mut self, ty: TypeResourceTableIndex) -> Result<FuncIndex, Error> {
        self.handle_helper(Helper::Rep, ty)
    }

    /// `canon resource.drop`
    pub fn resource_drop(
        &mut self,
        instance: RuntimeComponentInstanceIndex,
        ty: TypeResourceTableIndex,
    ) -> Result<FuncIndex, Error> {
        let guard = self.guard(instance);
        let entry = self.entry(ty)?;
        let known = self.handles.uses.of(entry.instance);
        let mut body = self.body().guard(guard);
        if let Some(borrowed) = self.handles.borrowed(self.builder, entry.instance) {
            let remove = self.operation(entry, "remove")?;
            if !known.owns {
                // All its handles are borrowed.
                let body = body.handles(entry).local(0).call(remove).instruction(&Instruction::Drop);
                let body = body.count(borrowed, -1).end();
                return Ok(self.builder.own_function("resource.drop".into(), words(1, 0), &body));
            }
            let is_borrowed = self.operation(entry, "is_borrowed")?;
            body = body.handles(entry).local(0).call(is_borrowed).instruction(&Instruction::If(BlockType::Empty));
            body = body.handles(entry).local(0).call(remove).instruction(&Instruction::Drop);
            body = body.count(borrowed, -1).instruction(&Instruction::Return).instruction(&Instruction::End);
        } else if known.counted.is_some() && known.lent != Some(0) {
            let release = self.operation(entry, "release")?;
            body = body.handles(entry).local(0).call(release).instruction(&Instruction::If(BlockType::Empty));
            body = body.instruction(&Instruction::Return).instruction(&Instruction::End);
        }
        let take = self.take(entry)?;
        let body = self.destroy(body.handles(entry).local(0).call(take), ty);
        Ok(self.builder.own_function("resource.drop".into(), words(1, 0), &body.end()))
    }

    /// Returns the operation that removes an owned handle.
    fn take(&mut self, entry: Entry) -> Result<FuncIndex, Error> {
        let known = self.handles.uses.of(entry.instance);
        let only_owned = known.counted.is_none() && known.lent == Some(0);
        self.operation(entry, if only_owned { "remove" } else { "take" })
    }

    /// `canon error-context.new`, in the deterministic profile: the debug message is dropped.
    pub fn error_context_new(&mut self, instance: RuntimeComponentInstanceIndex) -> Result<FuncIndex, Error> {
        let guard = self.guard(instance);
        let entry = self.error_context(instance);
        let insert = self.operation(entry, "insert")?;
        let body = self.body().guard(guard).new_owned(entry).constant(0).call(insert).end();
        Ok(self.builder.own_function("error-context.new".into(), words(2, 1), &body))
    }

    /// `canon error-context.debug-message`: the empty string, in an allocation of its own.
    pub fn error_context_debug_message(
        &mut self,
        instance: RuntimeComponentInstanceIndex,
        (realloc, memory, align): (FuncIndex, MemoryIndex, u32),
    ) -> Result<FuncIndex, Error> {
        let guard = self.guard(instance);
        let entry = self.error_context(instance);
        let slot = self.operation(entry, "slot")?;
        let unaligned = self.builder.trap(TrapKind::UnalignedPointer, Part::Unknown);
        let store = |offset| Instruction::I32Store(MemArg { offset, align: 2, memory_index: memory.as_u32() });
        let mut body = self.body().guard(guard).handles(entry).local(0).call(slot);
        body = body.instruction(&Instruction::Drop);
        // A result in memory is aligned (Component Model, `store`).
        body =
            body.local(1).constant(3).instruction(&Instruction::I32And).instruction(&Instruction::If(BlockType::Empty));
        body = body.call(unaligned).instruction(&Instruction::Unreachable).instruction(&Instruction::End);
        body = body.local(1).constant(0).constant(0).constant(align).constant(0).call(realloc);
        let body = body.instruction(&store(0)).local(1).constant(0).instruction(&store(4)).end();
        Ok(self.builder.own_function("error-context.debug-message".into(), words(2, 0), &body))
    }

    /// `canon error-context.drop`
    pub fn error_context_drop(&mut self, instance: RuntimeComponentInstanceIndex) -> Result<FuncIndex, Error> {
        let guard = self.guard(instance);
        let entry = self.error_context(instance);
        let take = self.take(entry)?;
        let body = self.body().guard(guard).handles(entry).local(0).call(take);
        let body = body.instruction(&Instruction::Drop).end();
        Ok(self.builder.own_function("error-context.drop".into(), words(1, 0), &body))
    }

    /// Adds a function that the embedder calls to convert between handles of a table and representations.
    pub fn handle_helper(&mut self, helper: Helper, ty: TypeResourceTableIndex) -> Result<FuncIndex, Error> {
        let entry = self.entry(ty)?;
        let (body, name) = match helper {
            Helper::New => {
                let insert = self.operation(entry, "insert")?;
                (self.body().new_owned(entry).local(0).call(insert), "handle.new")
            }
            Helper::Take => {
                let take = self.take(entry)?;
                (self.body().handles(entry).local(0).call(take), "handle.take")
            }
            Helper::Drop => {
                let take = self.take(entry)?;
                (self.destroy(self.body().handles(entry).local(0).call(take), ty), "handle.drop")
            }
            Helper::Rep => {
                let slot = self.operation(entry, "slot")?;
                (self.body().handles(entry).local(0).call(slot).load(), "resource.rep")
            }
            Helper::Borrow => {
                let body = self.body().new_borrowed(entry).local(0);
                (self.borrow(body, entry)?, "handle.borrow")
            }
        };
        let results = if helper == Helper::Drop { 0 } else { 1 };
        Ok(self.builder.own_function(name.into(), words(1, results), &body.end()))
    }

    /// Appends the making of a borrowed handle; its constants and the representation are on the operand stack.
    fn borrow(&mut self, body: Body, entry: Entry) -> Result<Body, Error> {
        if entry.table.is_counted {
            let borrow = self.operation(entry, "borrow")?;
            return Ok(body.call(borrow));
        }
        let insert = self.operation(entry, "insert")?;
        let body = body.call(insert);
        Ok(match self.handles.borrowed(self.builder, entry.instance) {
            Some(borrowed) => body.count(borrowed, 1),
            None => body,
        })
    }

    /// Returns the function that begins or ends a call from `caller`, where none is the embedder, that lends handles to one of
    /// the given callees; none if nothing is to be done.
    fn call_scope(
        &mut self,
        intrinsic: Intrinsic,
        caller: Option<RuntimeComponentInstanceIndex>,
        callees: &[RuntimeComponentInstanceIndex],
    ) -> Result<Option<FuncIndex>, Error> {
        let mut instances = caller.iter().chain(callees);
        let is_counted = instances.any(|instance| self.handles.uses.of(*instance).counted.is_some());
        let is_end = intrinsic == Intrinsic::Exit;
        let counted = match (is_counted, is_end) {
            (false, _) => None,
            (true, false) => Some(self.counted_operation("enter")?),
            (true, true) => Some(self.counted_operation("exit")?),
        };
        let borrowed: Vec<GlobalIndex> = match is_end {
            true => callees.iter().filter_map(|instance| self.handles.borrowed(self.builder, *instance)).collect(),
            false => Vec::new(),
        };
        if borrowed.is_empty() {
            return Ok(counted);
        }
        let trap = self.builder.trap(TrapKind::BorrowNotDropped, Part::Unknown);
        let mut body = self.body();
        for borrowed in borrowed {
            body = body
                .instruction(&Instruction::GlobalGet(borrowed.as_u32()))
                .instruction(&Instruction::If(BlockType::Empty))
                .call(trap)
                .instruction(&Instruction::Unreachable)
                .instruction(&Instruction::End);
        }
        let body = counted.into_iter().fold(body, Body::call).end();
        Ok(Some(self.builder.own_function("call.exit".into(), words(0, 0), &body)))
    }

    /// Returns the function, which always exists, that the embedder calls to begin or end a call that lends handles to one of
    /// the given tables.
    pub fn embedder_scope(
        &mut self,
        intrinsic: Intrinsic,
        tables: &[TypeResourceTableIndex],
    ) -> Result<FuncIndex, Error> {
        let places = tables.iter().filter_map(|table| concrete(&self.translated.types, *table));
        let instances: BTreeSet<_> = places.map(|(_, instance)| instance).collect();
        let instances = Vec::from_iter(instances);
        match self.call_scope(intrinsic, None, &instances)? {
            Some(function) => Ok(function),
            None => Ok(self.builder.own_function("call.enter".into(), words(0, 0), &self.body().end())),
        }
    }

    /// Adds a function for each intrinsic that an adapter module calls, and each set of constant arguments.
    pub fn specialize_intrinsics(&mut self, module: &Module<'_>, renumbering: &mut Renumbering) -> Result<(), Error> {
        if renumbering.intrinsics.imports.is_empty() {
            return Ok(());
        }
        let calls = renumbering.intrinsics.calls(module).map_err(Error::Invalid)?.ok_or_else(|| {
            let what = "an adapter transfers a handle between tables that are not constant";
            Error::defect(self.translated.name, what)
        })?;
        for (intrinsic, key) in calls {
            let function = self.specialize(intrinsic, key)?;
            renumbering.intrinsics.functions.insert((intrinsic, key), function);
        }
        Ok(())
    }

    /// Returns the function for an intrinsic of an adapter and its constant arguments; none if nothing is to be done.
    fn specialize(&mut self, intrinsic: Intrinsic, key: Key) -> Result<Option<FuncIndex>, Error> {
        if let Some(&function) = self.handles.specialized.get(&(intrinsic, key)) {
            return Ok(function);
        }
        let function = match intrinsic {
            Intrinsic::Enter | Intrinsic::Exit => {
                let [caller, callee] = key.map(RuntimeComponentInstanceIndex::from_u32);
                self.call_scope(intrinsic, Some(caller), &[callee])?
            }
            Intrinsic::Trap | Intrinsic::OwnTrap => {
                let (kind, part) = intrinsics::trap_of(intrinsic, key);
                Some(self.builder.trap(kind, part))
            }
            Intrinsic::TransferErrorContext => {
                let [from, to] = key.map(|table| {
                    let table = TypeComponentLocalErrorContextTableIndex::from_u32(table);
                    self.error_context(self.translated.types[table].instance)
                });
                let slot = self.operation(from, "slot")?;
                let insert = self.operation(to, "insert")?;
                let body = self.body().new_owned(to).handles(from).local(0).call(slot).load().call(insert);
                Some(self.builder.own_function("error-context.transfer".into(), words(1, 1), &body.end()))
            }
            Intrinsic::TransferOwn => {
                let [from, to] = self.entries(key)?;
                let take = self.take(from)?;
                let insert = self.operation(to, "insert")?;
                let body = self.body().new_owned(to).handles(from).local(0).call(take).call(insert);
                Some(self.builder.own_function("own.transfer".into(), words(1, 1), &body.end()))
            }
            Intrinsic::TransferBorrow => {
                let [from, to] = key.map(TypeResourceTableIndex::from_u32);
                let from = self.entry(from)?;
                // The component that defines the resource gets the representation itself.
                let to = if is_owner(self.translated, to) { None } else { Some(self.entry(to)?) };
                let body = to.into_iter().fold(self.body(), Body::new_borrowed).handles(from).local(0);
                let body = match from.table.is_counted {
                    true => body.call(self.operation(from, "lend")?),
                    false => body.call(self.operation(from, "slot")?).load(),
                };
                let body = match to {
                    Some(to) => self.borrow(body, to)?,
                    None => body,
                };
                Some(self.builder.own_function("borrow.transfer".into(), words(1, 1), &body.end()))
            }
        };
        self.handles.specialized.insert((intrinsic, key), function);
        Ok(function)
    }

    /// Appends the destruction of the object behind the representation on the operand stack.
    fn destroy(&self, body: Body, ty: TypeResourceTableIndex) -> Body {
        let destructor = concrete(&self.translated.types, ty).and_then(|(resource, _)| self.destructor(resource));
        match destructor {
            Some(destructor) => body.call(destructor),
            None => body.instruction(&Instruction::Drop),
        }
    }

    /// Returns the destructor of a resource, if there is one.
    pub fn destructor(&self, resource: ResourceIndex) -> Option<FuncIndex> {
        self.handles.destructors.get(&resource).copied()
    }

    /// Returns the check that a built-in of an instance makes first: the instance's flag, and the function that traps.
    fn guard(&mut self, instance: RuntimeComponentInstanceIndex) -> Option<(GlobalIndex, FuncIndex)> {
        let &flag = self.flags.get(&instance)?;
        Some((flag, self.builder.trap(TrapKind::CannotLeave, Part::Unknown)))
    }

    fn body(&self) -> Body {
        Body::new(self.handles.memory)
    }

    fn entries(&mut self, key: Key) -> Result<[Entry; 2], Error> {
        let [from, to] = key.map(TypeResourceTableIndex::from_u32);
        Ok([self.entry(from)?, self.entry(to)?])
    }

    fn entry(&mut self, ty: TypeResourceTableIndex) -> Result<Entry, Error> {
        let place = concrete(&self.translated.types, ty).filter(|(resource, _)| resource.as_u32() + 1 < COUNTED_TYPES);
        let (resource, instance) = place.ok_or_else(|| Error::TooLarge(self.translated.name.to_owned()))?;
        Ok(Entry { instance, table: self.handles.table(instance), ty: resource.as_u32() + 1 })
    }

    fn error_context(&mut self, instance: RuntimeComponentInstanceIndex) -> Entry {
        let table = self.handles.table(instance);
        Entry { instance, table, ty: if table.is_counted { COUNTED_TYPES } else { PLAIN_TYPES } }
    }

    /// Returns an operation on the table of an entry.
    fn operation(&mut self, entry: Entry, name: &'static str) -> Result<FuncIndex, Error> {
        if entry.table.is_counted { self.counted_operation(name) } else { self.appended(&PLAIN, false, name) }
    }

    /// Returns an operation on tables that count.
    fn counted_operation(&mut self, name: &'static str) -> Result<FuncIndex, Error> {
        self.appended(&COUNTED, true, name)
    }

    /// Returns an operation. The module of its kind is appended when the first operation is asked for.
    fn appended(&mut self, operations: &Operations, is_counted: bool, name: &'static str) -> Result<FuncIndex, Error> {
        if let Some(&known) = self.handles.operations.get(&(is_counted, name)) {
            return Ok(known);
        }
        let text = operations.text(self.handles.slots, self.handles.calls);
        let wasm = wat::parse_str(text).map_err(|error| Error::defect(self.translated.name, error))?;
        let module = Module::read(&wasm).map_err(|error| Error::defect(self.translated.name, error))?;
        let mut renumbering = Renumbering { memories: vec![self.handles.memory].into(), ..Renumbering::default() };
        // Each call of this import becomes a call of a function for its trap.
        let import = renumbering.functions.push(Renumbering::NO_FUNCTION);
        renumbering.intrinsics.imports.insert(import, Intrinsic::OwnTrap);
        self.specialize_intrinsics(&module, &mut renumbering)?;
        let component = self.translated.component_name(None);
        let home = Home { component, module: "handles".into(), generated: true, ..Home::default() };
        let first = self.builder.next_function().as_u32();
        append::append(self.builder, &module, &mut renumbering, home, None)
            .map_err(|error| Error::defect(self.translated.name, error))?;
        let functions = (first..).map(FuncIndex::from_u32);
        let exports = operations.exports.iter().map(|name| (is_counted, *name));
        self.handles.operations.extend(exports.zip(functions));
        Ok(self.handles.operations[&(is_counted, name)])
    }
}

impl Operations {
    /// Returns the text for tables of `slots` slots and a call stack of `calls` bytes.
    fn text(&self, slots: u32, calls: u32) -> String {
        let mut text = self.text.replace("SLOTS", &slots.to_string()).replace("CALLS", &calls.to_string());
        for (name, kind) in TRAPS {
            text = text.replace(name, &(*kind as u8).to_string());
        }
        text
    }
}

/// Returns true if a table belongs to the component instance that defines its resource.
pub fn is_owner(translated: &Translated<'_>, ty: TypeResourceTableIndex) -> bool {
    concrete(&translated.types, ty).is_some_and(|(resource, instance)| {
        let defined = translated.component.defined_resource_index(resource);
        defined.is_some_and(|defined| translated.component.defined_resource_instances[defined] == instance)
    })
}

#[cfg(test)]
mod tests {
    use wasmparser::{Parser, Payload};

    use super::{COUNTED, PLAIN};

    #[test]
    fn operations_are_the_first_functions_in_order() {
        for operations in [PLAIN, COUNTED] {
            let module = wat::parse_str(operations.text(1, 64)).unwrap();
            let mut exports = Vec::new();
            for payload in Parser::new(0).parse_all(&module) {
                if let Payload::ExportSection(section) = payload.unwrap() {
                    exports.extend(
                        section.into_iter().map(|export| export.unwrap()).map(|export| (export.index, export.name)),
                    );
                }
            }
            // Function 0 is the import.
            assert_eq!(exports, (1u32..).zip(operations.exports.iter().copied()).collect::<Vec<_>>());
        }
    }
}
