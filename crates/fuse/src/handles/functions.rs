//! The functions that built-ins, adapters and the embedder call: each calls operations of `table.wat` with constants.

use std::collections::HashMap;

use dissolve_abi::TrapKind;
use dissolve_interface::Part;
use dissolve_wasm::{FuncIndex, GlobalIndex, MemoryIndex, Module};
use wasm_encoder::{BlockType, FuncType, Function, Instruction, MemArg, ValType};
use wasmtime_environ::component::{
    ResourceIndex, RuntimeComponentInstanceIndex, TypeComponentLocalErrorContextTableIndex, TypeResourceTableIndex,
};

use super::{ERROR_CONTEXT, Handles, MAX_TYPES, concrete};
use crate::builder::{Builder, Home};
use crate::intrinsics::{self, Intrinsic, Key};
use crate::renumber::Renumbering;
use crate::translate::Translated;
use crate::{Error, append};

/// The exports of `table.wat`, in its order.
const OPERATIONS: [&str; 9] = ["slot", "insert", "free", "take", "release", "lend", "borrow", "enter", "exit"];

/// The traps of `table.wat`, by the placeholders of their codes in the text.
const TRAPS: &[(&str, TrapKind)] = &[
    ("UNKNOWN_HANDLE", TrapKind::UnknownHandle),
    ("HANDLE_LENT", TrapKind::HandleLent),
    ("BORROW_NOT_DROPPED", TrapKind::BorrowNotDropped),
    ("HANDLES_EXHAUSTED", TrapKind::HandlesExhausted),
    ("LENDING_EXHAUSTED", TrapKind::LendingExhausted),
];

/// The position of the type in the second word of a slot.
const TYPE_SHIFT: u32 = 20;

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

/// The address of a handle table, and the number of a type in it.
#[derive(Clone, Copy)]
struct Entry {
    table: u32,
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
        let insert = self.operation("insert")?;
        let body = self.body().guard(guard).constant(entry.table).constant(entry.tag()).local(0).call(insert).end();
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
        let take = self.operation("take")?;
        let mut body = self.body().guard(guard);
        if self.handles.calls > 0 {
            let release = self.operation("release")?;
            body = body
                .constant(entry.table)
                .constant(entry.ty)
                .local(0)
                .call(release)
                .instruction(&Instruction::If(BlockType::Empty))
                .instruction(&Instruction::Return)
                .instruction(&Instruction::End);
        }
        body = body.constant(entry.table).constant(entry.ty).local(0).call(take);
        let body = self.destroy(body, ty);
        Ok(self.builder.own_function("resource.drop".into(), words(1, 0), &body.end()))
    }

    /// `canon error-context.new`, in the deterministic profile: the debug message is dropped.
    pub fn error_context_new(&mut self, instance: RuntimeComponentInstanceIndex) -> Result<FuncIndex, Error> {
        let guard = self.guard(instance);
        let entry = self.error_context(instance);
        let insert = self.operation("insert")?;
        let body = self.body().guard(guard).constant(entry.table).constant(entry.tag()).constant(0).call(insert).end();
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
        let slot = self.operation("slot")?;
        let unaligned = self.builder.trap(TrapKind::UnalignedPointer, Part::Unknown);
        let store = |offset| Instruction::I32Store(MemArg { offset, align: 2, memory_index: memory.as_u32() });
        let mut body = self.body().guard(guard).constant(entry.table).constant(entry.ty).local(0).call(slot);
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
        let take = self.operation("take")?;
        let body = self.body().guard(guard).constant(entry.table).constant(entry.ty).local(0).call(take);
        let body = body.instruction(&Instruction::Drop).end();
        Ok(self.builder.own_function("error-context.drop".into(), words(1, 0), &body))
    }

    /// Adds a function that the embedder calls to convert between handles of a table and representations.
    pub fn handle_helper(&mut self, helper: Helper, ty: TypeResourceTableIndex) -> Result<FuncIndex, Error> {
        let entry = self.entry(ty)?;
        let (operation, word, name) = match helper {
            Helper::New => ("insert", entry.tag(), "handle.new"),
            Helper::Take => ("take", entry.ty, "handle.take"),
            Helper::Drop => ("take", entry.ty, "handle.drop"),
            Helper::Rep => ("slot", entry.ty, "resource.rep"),
            Helper::Borrow => ("borrow", entry.tag(), "handle.borrow"),
        };
        let operation = self.operation(operation)?;
        let body = self.body().constant(entry.table).constant(word).local(0).call(operation);
        let (body, results) = match helper {
            Helper::Rep => (body.load(), 1),
            Helper::Drop => (self.destroy(body, ty), 0),
            Helper::New | Helper::Take | Helper::Borrow => (body, 1),
        };
        Ok(self.builder.own_function(name.into(), words(1, results), &body.end()))
    }

    /// Returns the function that begins or ends a call that may lend or borrow.
    pub fn call_scope(&mut self, intrinsic: Intrinsic) -> Result<FuncIndex, Error> {
        self.operation(if intrinsic == Intrinsic::Exit { "exit" } else { "enter" })
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

    /// Returns the function for an intrinsic of an adapter and its constant arguments.
    fn specialize(&mut self, intrinsic: Intrinsic, key: Key) -> Result<FuncIndex, Error> {
        if let Some(&function) = self.handles.specialized.get(&(intrinsic, key)) {
            return Ok(function);
        }
        let function = match intrinsic {
            Intrinsic::Enter | Intrinsic::Exit => self.call_scope(intrinsic)?,
            Intrinsic::Trap | Intrinsic::OwnTrap => {
                let (kind, part) = intrinsics::trap_of(intrinsic, key);
                self.builder.trap(kind, part)
            }
            Intrinsic::TransferErrorContext => {
                let [from, to] = key.map(|table| {
                    let table = TypeComponentLocalErrorContextTableIndex::from_u32(table);
                    self.error_context(self.translated.types[table].instance)
                });
                let slot = self.operation("slot")?;
                let insert = self.operation("insert")?;
                let body = self.body().constant(to.table).constant(to.tag());
                let body = body.constant(from.table).constant(from.ty).local(0).call(slot).load().call(insert);
                self.builder.own_function("error-context.transfer".into(), words(1, 1), &body.end())
            }
            Intrinsic::TransferOwn => {
                let [from, to] = self.entries(key)?;
                let take = self.operation("take")?;
                let insert = self.operation("insert")?;
                let body = self.body().constant(to.table).constant(to.tag());
                let body = body.constant(from.table).constant(from.ty).local(0).call(take).call(insert);
                self.builder.own_function("own.transfer".into(), words(1, 1), &body.end())
            }
            Intrinsic::TransferBorrow => {
                let [from, to] = self.entries(key)?;
                let lend = self.operation("lend")?;
                // The component that defines the resource gets the representation itself.
                let body = if is_owner(self.translated, TypeResourceTableIndex::from_u32(key[1])) {
                    self.body().constant(from.table).constant(from.ty).local(0).call(lend)
                } else {
                    let borrow = self.operation("borrow")?;
                    let body = self.body().constant(to.table).constant(to.tag());
                    body.constant(from.table).constant(from.ty).local(0).call(lend).call(borrow)
                };
                self.builder.own_function("borrow.transfer".into(), words(1, 1), &body.end())
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
        let place = concrete(&self.translated.types, ty).filter(|(resource, _)| resource.as_u32() + 1 < MAX_TYPES);
        let (resource, instance) = place.ok_or_else(|| Error::TooLarge(self.translated.name.to_owned()))?;
        Ok(Entry { table: self.handles.table(instance), ty: resource.as_u32() + 1 })
    }

    fn error_context(&mut self, instance: RuntimeComponentInstanceIndex) -> Entry {
        Entry { table: self.handles.table(instance), ty: ERROR_CONTEXT }
    }

    /// Returns an operation of `table.wat`. The module is appended when the first operation is asked for.
    fn operation(&mut self, name: &'static str) -> Result<FuncIndex, Error> {
        if self.handles.operations.is_empty() {
            let text = table(self.handles.slots, self.handles.calls);
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
            self.handles.operations = OPERATIONS.into_iter().zip((first..).map(FuncIndex::from_u32)).collect();
        }
        Ok(self.handles.operations[name])
    }
}

/// Returns the text of the module, for tables of `slots` slots and a call stack of `calls` bytes.
fn table(slots: u32, calls: u32) -> String {
    let mut text = include_str!("table.wat").replace("SLOTS", &slots.to_string()).replace("CALLS", &calls.to_string());
    for (name, kind) in TRAPS {
        text = text.replace(name, &(*kind as u8).to_string());
    }
    text
}

impl Entry {
    /// Returns the second word of an owned handle's slot.
    fn tag(self) -> u32 {
        self.ty << TYPE_SHIFT
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

    use super::OPERATIONS;

    #[test]
    fn operations_are_the_first_functions_in_order() {
        let module = wat::parse_str(super::table(1, 64)).unwrap();
        let mut exports = Vec::new();
        for payload in Parser::new(0).parse_all(&module) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                exports.extend(
                    section.into_iter().map(|export| export.unwrap()).map(|export| (export.index, export.name)),
                );
            }
        }
        // Function 0 is the import.
        assert_eq!(exports, (1u32..).zip(OPERATIONS).collect::<Vec<_>>());
    }
}
