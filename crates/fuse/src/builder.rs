//! The fused module under construction: its sections, and the origin of each function.

use std::collections::{BTreeMap, HashSet};

use dissolve_abi::TrapKind;
use dissolve_interface::Part;
use dissolve_reach::Language;
use dissolve_wasm::{
    DataIndex, ElemIndex, EntityRef as _, ExternalIndex, FuncIndex, GlobalIndex, MemoryIndex, PrimaryMap, TableIndex,
    TypeIndex,
};
use indexmap::IndexSet;
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, EntityType, ExportSection,
    FuncType, Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemorySection, Module,
    StartSection, TableSection, TypeSection, ValType,
};

use crate::names::{Names, texts};

/// The input module of a function, and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Index into [`Builder::homes`].
    pub home: usize,
    /// Its index in that module.
    pub function: FuncIndex,
}

/// A core module of a component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The component.
    pub component: String,
    /// The module.
    pub module: String,
    /// True if the fuser made it: an adapter or a transcoder.
    pub generated: bool,
    /// The language that it was written in.
    pub language: Language,
}

/// A step of instantiation, in order; the first one is a start function.
pub enum Step {
    /// A start function.
    Start(FuncIndex),
    /// An element segment that was active in its own module.
    Elements {
        /// The segment, now passive.
        segment: ElemIndex,
        /// Its table.
        table: TableIndex,
        /// The instructions of the offset.
        offset: Vec<u8>,
        /// The number of elements.
        length: u32,
    },
    /// A data segment that was active in its own module.
    Data {
        /// The segment, now passive.
        segment: DataIndex,
        /// Its memory.
        memory: MemoryIndex,
        /// The instructions of the offset.
        offset: Vec<u8>,
        /// The number of bytes.
        length: u32,
    },
}

/// The sections of the fused module, and the number of entries of those whose indices are needed.
#[derive(Default)]
pub struct Builder {
    types: IndexSet<FuncType>,
    imports: ImportSection,
    functions: FunctionSection,
    /// The type index of each function, imports included.
    function_types: PrimaryMap<FuncIndex, TypeIndex>,
    /// Tables, appended by the renumberer.
    pub tables: TableSection,
    /// Memories, appended by the renumberer.
    pub memories: MemorySection,
    globals: GlobalSection,
    exports: ExportSection,
    /// Element segments, appended by the renumberer.
    pub elements: ElementSection,
    code: CodeSection,
    /// Data segments, appended by the renumberer.
    pub data: DataSection,
    /// The initializer of each global, as instructions without `end`; none for a mutable global.
    pub global_values: Vec<Option<Vec<u8>>>,
    /// The core modules that functions came from.
    pub homes: Vec<Home>,
    /// The origin of each function, imports included.
    pub origins: PrimaryMap<FuncIndex, Option<Origin>>,
    /// Names of functions.
    pub names: BTreeMap<FuncIndex, String>,
    /// The globals with `may_leave` flags of component instances; only generated functions use them.
    pub flags: Vec<GlobalIndex>,
    /// Functions that only trap, by the reason and the value that it is about.
    traps: BTreeMap<(TrapKind, Part), FuncIndex>,
    /// Functions that do nothing.
    pub idle: HashSet<FuncIndex>,
    /// Names of everything else.
    pub other_names: Names,
    steps: Vec<Step>,
}

impl Builder {
    /// Returns the index of a function type; adds the type if it is new.
    pub fn type_index(&mut self, ty: FuncType) -> TypeIndex {
        TypeIndex::new(self.types.insert_full(ty).0)
    }

    /// Adds an imported function. All of them come before the first function that is defined.
    pub fn import(&mut self, module: &str, field: &str, ty: FuncType) {
        let ty = self.type_index(ty);
        self.imports.import(module, field, EntityType::Function(ty.as_u32()));
        self.function_types.push(ty);
        self.origins.push(None);
    }

    /// Returns true if a function is imported.
    pub fn is_import(&self, function: FuncIndex) -> bool {
        function.as_u32() < self.imports.len()
    }

    /// Returns the index that the next defined function will have.
    pub fn next_function(&self) -> FuncIndex {
        self.function_types.next_key()
    }

    /// Declares the next function, of type `ty`; its body follows with [`Builder::body`].
    pub fn declare(&mut self, ty: TypeIndex, origin: Option<Origin>) -> FuncIndex {
        self.functions.function(ty.as_u32());
        self.origins.push(origin);
        self.function_types.push(ty)
    }

    /// Adds the body of the first function that has none yet.
    pub fn body(&mut self, body: &Function) {
        self.code.function(body);
    }

    /// Returns the section that function bodies go to.
    pub fn code(&mut self) -> &mut CodeSection {
        &mut self.code
    }

    /// Adds a function of the fuser's own.
    pub fn own_function(&mut self, name: String, ty: FuncType, body: &Function) -> FuncIndex {
        let ty = self.type_index(ty);
        let index = self.declare(ty, None);
        self.names.insert(index, name);
        self.body(body);
        index
    }

    /// Adds a global; `value` is its initializer without `end`.
    pub fn global(&mut self, ty: GlobalType, value: Vec<u8>) -> GlobalIndex {
        let index = GlobalIndex::from_u32(self.globals.len());
        self.globals.global(ty, &ConstExpr::raw(value.iter().copied()));
        self.global_values.push((!ty.mutable).then_some(value));
        index
    }

    /// Exports an item.
    pub fn export(&mut self, name: &str, item: ExternalIndex) {
        self.exports.export(name, item.kind().into(), item.as_u32());
    }

    /// Returns true if a start function runs before any segment added from now on, so that active segments must become
    /// steps.
    pub fn started(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Adds a step of instantiation.
    pub fn step(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Adds a function that checks that its component may be left, and then calls an import.
    ///
    /// While a component's arguments are lowered its flag is zero and it must call no import (Component Model,
    /// *CanonicalABI*, `canon lower`).
    pub fn guarded_import(&mut self, import: FuncIndex, flag: GlobalIndex, ty: FuncType, name: String) -> FuncIndex {
        let trap = self.trap(TrapKind::CannotLeave, Part::Unknown);
        let mut body = Function::new([]);
        body.instruction(&Instruction::GlobalGet(flag.as_u32()));
        body.instruction(&Instruction::I32Eqz);
        body.instruction(&Instruction::If(BlockType::Empty));
        body.instruction(&Instruction::Call(trap.as_u32()));
        body.instruction(&Instruction::Unreachable);
        body.instruction(&Instruction::End);
        for (param, _) in (0u32..).zip(ty.params()) {
            body.instruction(&Instruction::LocalGet(param));
        }
        body.instruction(&Instruction::Call(import.as_u32()));
        body.instruction(&Instruction::End);
        self.own_function(name, ty, &body)
    }

    /// Adds a function that clears a flag while it calls `function`, as an adapter does. It is for functions that must
    /// call no import.
    pub fn without_leave(&mut self, function: FuncIndex, flag: GlobalIndex, name: String) -> FuncIndex {
        let ty = self.function_type(function);
        let saved = ty.params().len() as u32;
        let mut body = Function::new([(1, ValType::I32)]);
        body.instruction(&Instruction::GlobalGet(flag.as_u32()));
        body.instruction(&Instruction::LocalSet(saved));
        body.instruction(&Instruction::I32Const(0));
        body.instruction(&Instruction::GlobalSet(flag.as_u32()));
        for param in 0..saved {
            body.instruction(&Instruction::LocalGet(param));
        }
        body.instruction(&Instruction::Call(function.as_u32()));
        body.instruction(&Instruction::LocalGet(saved));
        body.instruction(&Instruction::GlobalSet(flag.as_u32()));
        body.instruction(&Instruction::End);
        self.own_function(name, ty, &body)
    }

    fn function_type(&self, function: FuncIndex) -> FuncType {
        self.types[self.function_types[function].index()].clone()
    }

    /// Returns a function `()` that only traps; it is added when it is new. Its name and [`Merged::traps`] give the
    /// reason. There is one function for each pair of `kind` and `part`.
    pub fn trap(&mut self, kind: TrapKind, part: Part) -> FuncIndex {
        if let Some(&function) = self.traps.get(&(kind, part)) {
            return function;
        }
        let mut body = Function::new([]);
        body.instruction(&Instruction::Unreachable);
        body.instruction(&Instruction::End);
        let function = self.own_function(format!("trap: {kind}"), FuncType::new([], []), &body);
        self.traps.insert((kind, part), function);
        function
    }

    /// Encodes the module.
    pub fn finish(mut self) -> Merged {
        let start = self.start_function();
        let mut module = Module::new();
        let mut types = TypeSection::new();
        self.types.iter().for_each(|ty| types.ty().func_type(ty));
        module.section(&types);
        module.section(&self.imports);
        module.section(&self.functions);
        module.section(&self.tables);
        module.section(&self.memories);
        module.section(&self.globals);
        module.section(&self.exports);
        if let Some(start) = start {
            module.section(&StartSection { function_index: start.as_u32() });
        }
        module.section(&self.elements);
        if !self.data.is_empty() {
            module.section(&DataCountSection { count: self.data.len() });
        }
        module.section(&self.code);
        module.section(&self.data);
        module.section(&self.other_names.section(texts(&self.names)));
        let traps = self.traps.into_iter().map(|(trap, function)| (function, trap)).collect();
        Merged { bytes: module.finish(), homes: self.homes, origins: self.origins, flags: self.flags, traps }
    }

    fn start_function(&mut self) -> Option<FuncIndex> {
        let steps = std::mem::take(&mut self.steps);
        match steps[..] {
            [] => return None,
            [Step::Start(function)] => return Some(function),
            _ => {}
        }
        Some(self.instantiation("instantiate".into(), steps))
    }

    /// Adds a function that takes the given steps of instantiation in order.
    pub fn instantiation(&mut self, name: String, steps: Vec<Step>) -> FuncIndex {
        let mut body = Function::new([]);
        for step in steps {
            match step {
                Step::Start(function) => {
                    body.instruction(&Instruction::Call(function.as_u32()));
                }
                Step::Elements { segment, table, offset, length } => {
                    body.raw(offset);
                    body.instruction(&Instruction::I32Const(0));
                    body.instruction(&Instruction::I32Const(length.cast_signed()));
                    let elem_index = segment.as_u32();
                    body.instruction(&Instruction::TableInit { elem_index, table: table.as_u32() });
                    body.instruction(&Instruction::ElemDrop(elem_index));
                }
                Step::Data { segment, memory, offset, length } => {
                    body.raw(offset);
                    body.instruction(&Instruction::I32Const(0));
                    body.instruction(&Instruction::I32Const(length.cast_signed()));
                    let data_index = segment.as_u32();
                    body.instruction(&Instruction::MemoryInit { mem: memory.as_u32(), data_index });
                    body.instruction(&Instruction::DataDrop(data_index));
                }
            }
        }
        body.instruction(&Instruction::End);
        self.own_function(name, FuncType::new([], []), &body)
    }
}

/// A merged module, before dead code is removed.
pub struct Merged {
    /// The module.
    pub bytes: Vec<u8>,
    /// The core modules that functions came from.
    pub homes: Vec<Home>,
    /// The origin of each function, imports included.
    pub origins: PrimaryMap<FuncIndex, Option<Origin>>,
    /// The globals with `may_leave` flags of component instances.
    pub flags: Vec<GlobalIndex>,
    /// Functions that only trap: the reason of each, and the value that it is about.
    pub traps: BTreeMap<FuncIndex, (TrapKind, Part)>,
}

impl Merged {
    /// Returns true if a function is the fuser's own: an adapter, a transcoder, a guard. Imports count too.
    pub fn is_generated(&self, function: FuncIndex) -> bool {
        self.origins[function].as_ref().is_none_or(|origin| self.homes[origin.home].generated)
    }
}
