//! Writes the module with one memory.
//!
//! Takes the merged module and the new places; gives the module with every address rebased, the arena's imports made
//! one, and the helpers added after its own functions. Indices of globals, tables and segments stay.

use std::collections::BTreeMap;

use dissolve_abi::TrapKind;
use dissolve_interface::relocations::Relocations;
use dissolve_wasm::{Constant, DataIndex, EntityRef as _, ExternalIndex, FuncIndex, Module, PAGE, TypeIndex};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, ImportSection, Instruction, MemorySection, MemoryType, Module as Output,
    NameSection, StartSection, TableSection, TypeSection,
};
use wasmparser::{DataKind, FunctionBody, Name, Operator};

use super::edits::{Checked, Edit, Edits, Planner, Replacement, Unknown};
use super::helpers::{self, Helpers};
use super::layout::{Layout, Place};
use crate::names::{Names, texts};
use crate::places::Moved;

type Error = ReencodeError<Unknown>;

/// The target form of the module.
pub struct Target<'a> {
    /// The places of its memories.
    pub layout: &'a Layout,
    /// Relocations by function of the merged module: their sites and the numbers that are added to the addresses.
    pub code: BTreeMap<FuncIndex, Edits>,
    /// Relocations by data segment of the merged module: offsets of words, and the number that is added to them.
    pub data: BTreeMap<DataIndex, (Vec<u32>, u32)>,
    /// The fate of each imported function.
    pub imports: Vec<ImportFate>,
    /// For each function, true if the fuser made it.
    pub generated: Vec<bool>,
    /// True if a host may enlarge the memory, as it does for an arena.
    pub grows_from_outside: bool,
}

/// The fate of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportFate {
    /// Its field name in the output; none if another import takes its place.
    pub field: Option<String>,
    /// For an arena: the import that all arenas become, and the number that is added, modulo 2^32, to an address on its
    /// way out.
    pub arena: Option<(FuncIndex, u32)>,
}

/// A rewritten module.
pub struct Rewritten {
    /// The module.
    pub bytes: Vec<u8>,
    /// For each function of the output, true if the fuser made it.
    pub generated: Vec<bool>,
    /// The new places of the code.
    pub moved: Moved,
}

/// Writes the module.
pub fn rewrite(module: &Module<'_>, target: Target<'_>) -> Result<Rewritten, Error> {
    let wrappers = wrappers(&target.imports);
    let kept = kept_before(&target.imports, target.imports.len());
    let first_wrapper = kept + module.bodies.len() as u32;
    let mut functions: Vec<u32> = Vec::new();
    for (index, fate) in target.imports.iter().enumerate() {
        let wrapper = wrappers.iter().position(|wrapper| Some(*wrapper) == fate.arena);
        functions.push(match (wrapper, fate.arena) {
            (Some(wrapper), _) => first_wrapper + wrapper as u32,
            // With a base of 0 nothing is added, and no wrapper is needed.
            (None, Some((import, _))) => kept_before(&target.imports, import.index()),
            (None, None) => kept_before(&target.imports, index),
        });
    }
    functions.extend((0..module.bodies.len() as u32).map(|function| kept + function));
    let addends: Vec<_> = target.layout.places.iter().map(|place| place.addend.clone()).collect();
    let helpers = Helpers::new(FuncIndex::from_u32(first_wrapper + wrappers.len() as u32));
    let mut generated = vec![true; kept as usize];
    generated.extend(&target.generated[target.imports.len()..]);
    let mut planner = Planner { module, addends: &addends, stack: target.layout.stack.as_ref(), helpers };
    let to = functions.iter().map(|&function| FuncIndex::from_u32(function)).collect();
    let moved = Moved { bodies: Vec::new(), functions: to, outside: Vec::new(), checks: Vec::new() };
    let mut writer = Writer { module, target, functions, wrappers, offset: None, moved };
    let code = writer.code(&mut planner)?;
    let bytes = writer.write(&planner, &code)?;
    generated.resize(generated.len() + writer.wrappers.len() + planner.helpers.in_use().len(), true);
    Ok(Rewritten { bytes, generated, moved: writer.moved })
}

/// Returns the number of imports before `import` that stay.
fn kept_before(imports: &[ImportFate], import: usize) -> u32 {
    imports[..import].iter().filter(|fate| fate.field.is_some()).count() as u32
}

/// Returns the wrappers between components and the arena: the import and the base of each.
fn wrappers(imports: &[ImportFate]) -> Vec<(FuncIndex, u32)> {
    let mut wrappers: Vec<(FuncIndex, u32)> = imports.iter().filter_map(|fate| fate.arena).collect();
    wrappers.retain(|&(_, base)| base != 0);
    wrappers.sort_unstable();
    wrappers.dedup();
    wrappers
}

struct Writer<'a, 'm> {
    module: &'m Module<'a>,
    target: Target<'m>,
    /// The new index of each function.
    functions: Vec<u32>,
    wrappers: Vec<(FuncIndex, u32)>,
    /// The new offset of the access that is being written, if it changes.
    offset: Option<u64>,
    /// The new places of the code so far.
    moved: Moved,
}

impl Writer<'_, '_> {
    /// Writes all bodies; helpers come last, when the needed ones are known.
    fn code(&mut self, planner: &mut Planner<'_, '_>) -> Result<CodeSection, Error> {
        let module = self.module;
        let mut code = CodeSection::new();
        for (function, body) in module.defined_functions() {
            let mut edits = self.target.code.remove(&function).unwrap_or_default();
            let ty = module.functions[function];
            planner.plan(ty, body, self.target.generated[function.index()], &mut edits)?;
            code.function(&self.body(ty, body, &edits)?);
        }
        for &(import, base) in &self.wrappers {
            self.moved.checks.push((code.len() as usize, TrapKind::ArenaExhausted));
            let import = kept_before(&self.target.imports, import.index());
            code.function(&helpers::arena(FuncIndex::from_u32(import), base));
        }
        for helper in planner.helpers.in_use() {
            self.moved.checks.push((code.len() as usize, TrapKind::MemoryOutOfBounds));
            code.function(&helper.body(planner.addends));
        }
        Ok(code)
    }

    fn body(&mut self, ty: TypeIndex, body: &FunctionBody<'_>, edits: &Edits) -> Result<Function, Error> {
        let mut locals = Vec::new();
        let mut next = self.module.func_type(ty).map_or(0, |ty| ty.params().len() as u32);
        for local in body.get_locals_reader()? {
            let (count, ty) = local?;
            locals.push((count, self.val_type(ty)?));
            next += count;
        }
        let scratch = Scratch::new(edits, next);
        for (&ty, indices) in &scratch.locals {
            locals.push((indices.len() as u32, self.val_type(ty)?));
        }
        let mut function = Function::new(locals);
        let start = body.range().start;
        let mut moved = Vec::new();
        for (ordinal, operator) in body.get_operators_reader()?.into_iter_with_offsets().enumerate() {
            let (operator, offset) = operator?;
            let mut at = function.byte_len() as u32;
            match edits.get(&(ordinal as u32)) {
                Some(edit) => at = self.edited(&mut function, operator, edit, &scratch)?,
                None => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
            moved.push(((offset - start) as u32, at));
        }
        self.moved.bodies.push(moved);
        Ok(function)
    }

    /// Writes an instruction with its changes; returns the offset of the instruction that does its work.
    fn edited(
        &mut self,
        function: &mut Function,
        operator: Operator<'_>,
        edit: &Edit,
        scratch: &Scratch,
    ) -> Result<u32, Error> {
        if let Operator::I32Const { value } = operator {
            let at = function.byte_len() as u32;
            function.instruction(&Instruction::I32Const(value.wrapping_add(edit.add.cast_signed())));
            return Ok(at);
        }
        scratch.add(function, &edit.operands, edit.checked_operand);
        let at = function.byte_len() as u32;
        match edit.replacement {
            None => {
                self.offset = edit.offset;
                let instruction = self.instruction(operator);
                self.offset = None;
                function.instruction(&instruction?);
            }
            Some(Replacement::Constant(value)) => {
                function.instruction(&Instruction::I32Const(value.cast_signed()));
            }
            Some(Replacement::SizeAnd(more)) => {
                function.instruction(&Instruction::MemorySize(0));
                add(function, more);
            }
            Some(Replacement::Call(helper)) => {
                function.instruction(&Instruction::Call(helper.as_u32()));
            }
            Some(Replacement::GlobalGet(global)) => {
                function.instruction(&Instruction::GlobalGet(global.as_u32()));
            }
            Some(Replacement::GlobalSet(global)) => {
                function.instruction(&Instruction::GlobalSet(global.as_u32()));
            }
            Some(Replacement::Trap) => {
                self.moved.outside.push((self.moved.bodies.len(), at));
                function.instruction(&Instruction::Unreachable);
            }
        }
        add(function, edit.add);
        check(function, edit.checked);
        Ok(at)
    }

    fn write(&mut self, planner: &Planner<'_, '_>, code: &CodeSection) -> Result<Vec<u8>, Error> {
        let module = self.module;
        let mut output = Output::new();
        output.section(&self.types(planner)?);
        output.section(&self.imports()?);
        output.section(&self.function_types(planner));
        let mut tables = TableSection::new();
        module.tables.values().try_for_each(|table| self.parse_table(&mut tables, table.definition()))?;
        output.section(&tables);
        let mut memories = MemorySection::new();
        memories.memory(self.memory());
        output.section(&memories);
        output.section(&self.globals()?);
        output.section(&self.exports()?);
        if let Some(start) = module.start {
            output.section(&StartSection { function_index: self.function_index(start.as_u32())? });
        }
        let mut elements = ElementSection::new();
        module.elements.values().try_for_each(|element| self.parse_element(&mut elements, element.clone()))?;
        output.section(&elements);
        if !module.data.is_empty() {
            output.section(&DataCountSection { count: module.data.len() as u32 });
        }
        output.section(code);
        output.section(&self.data()?);
        if let Some(names) = module.name_section() {
            output.section(&self.names(names, planner)?);
        }
        Ok(output.finish())
    }

    /// Writes the types, those of the helpers last.
    fn types(&mut self, planner: &Planner<'_, '_>) -> Result<TypeSection, Error> {
        let mut types = TypeSection::new();
        for ty in self.module.types.keys() {
            // All types are function types: no other types were accepted.
            let ty = self.module.func_type(ty).ok_or(ReencodeError::UserError(Unknown))?;
            types.ty().func_type(&self.func_type(ty.clone())?);
        }
        for helper in planner.helpers.in_use() {
            types.ty().func_type(&helper.ty());
        }
        Ok(types)
    }

    fn imports(&mut self) -> Result<ImportSection, Error> {
        let mut imports = ImportSection::new();
        for (import, fate) in self.module.imports.iter().zip(self.target.imports.clone()) {
            if let Some(field) = fate.field {
                imports.import(import.module, &field, self.entity_type(import.ty)?);
            }
        }
        Ok(imports)
    }

    /// Writes the types of the module's functions, of the wrappers and of the helpers.
    fn function_types(&self, planner: &Planner<'_, '_>) -> FunctionSection {
        let mut functions = FunctionSection::new();
        for ty in self.module.functions.values().skip(self.target.imports.len()) {
            functions.function(ty.as_u32());
        }
        for &(import, _) in &self.wrappers {
            functions.function(self.module.functions[import].as_u32());
        }
        for (ty, _) in (self.module.types.len() as u32..).zip(planner.helpers.in_use()) {
            functions.function(ty);
        }
        functions
    }

    fn memory(&self) -> MemoryType {
        let pages = u64::from(self.target.layout.end).div_ceil(PAGE);
        let maximum = (!self.target.grows_from_outside).then_some(pages);
        MemoryType { minimum: pages, maximum, memory64: false, shared: false, page_size_log2: None }
    }

    fn globals(&mut self) -> Result<GlobalSection, Error> {
        let mut globals = GlobalSection::new();
        for (index, global) in self.module.globals.iter() {
            let ty = self.global_type(global.ty)?;
            // A fused module imports no globals.
            let init = global.init.clone().ok_or(ReencodeError::UserError(Unknown))?;
            match self.target.layout.stack.as_ref().filter(|stack| stack.pointer == index) {
                Some(stack) => globals.global(ty, &ConstExpr::i32_const(stack.top.cast_signed())),
                None => globals.global(ty, &self.const_expr(init)?),
            };
        }
        Ok(globals)
    }

    /// Writes the exports; the memory is exported once.
    fn exports(&mut self) -> Result<ExportSection, Error> {
        let mut exports = ExportSection::new();
        let mut has_memory = false;
        for export in &self.module.exports {
            if !matches!(export.item, ExternalIndex::Memory(_)) {
                self.parse_export(&mut exports, export.definition())?;
            } else if !std::mem::replace(&mut has_memory, true) {
                exports.export(super::MEMORY_EXPORT, ExportKind::Memory, 0);
            }
        }
        Ok(exports)
    }

    fn data(&mut self) -> Result<DataSection, Error> {
        let mut section = DataSection::new();
        for (index, data) in self.module.data.iter() {
            let mut bytes = data.data.to_vec();
            let relocated = self.target.data.get(&index);
            if let Some((words, shift)) = relocated {
                for &word in words {
                    let word = &mut bytes[word as usize..word as usize + 4];
                    let address = u32::from_le_bytes([word[0], word[1], word[2], word[3]]).wrapping_add(*shift);
                    word.copy_from_slice(&address.to_le_bytes());
                }
                // A linker that keeps relocations also writes data that is all zeros; memory is zero from the start.
                let length = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
                bytes.truncate(length);
            }
            match &data.kind {
                DataKind::Passive => {
                    section.passive(bytes);
                }
                DataKind::Active { memory_index, offset_expr } => {
                    let place = &self.target.layout.places[*memory_index as usize];
                    // Globals in the expression have been replaced by their values.
                    let start = Constant::address(offset_expr)?.ok_or(ReencodeError::UserError(Unknown))?;
                    let start = segment_start(start, data.data.len(), place);
                    let offset = ConstExpr::i32_const(start.cast_signed());
                    section.active(0, &offset, bytes);
                }
            }
        }
        Ok(section)
    }

    fn names(&self, names: wasmparser::NameSectionReader<'_>, planner: &Planner<'_, '_>) -> Result<NameSection, Error> {
        let mut kept: BTreeMap<FuncIndex, String> = BTreeMap::new();
        for subsection in names.clone() {
            if let Name::Function(map) = subsection? {
                for naming in map {
                    let naming = naming?;
                    // The names of arena imports are dropped; their wrappers get names below.
                    let is_arena =
                        self.target.imports.get(naming.index as usize).is_some_and(|fate| fate.arena.is_some());
                    if let Some(&index) = self.functions.get(naming.index as usize).filter(|_| !is_arena) {
                        kept.insert(FuncIndex::from_u32(index), naming.name.to_owned());
                    }
                }
            }
        }
        let imports = &self.target.imports;
        let mut next = kept_before(imports, imports.len()) + self.module.bodies.len() as u32;
        for &(_, base) in &self.wrappers {
            kept.insert(FuncIndex::from_u32(next), format!("arena (addresses from {base:#x})"));
            next += 1;
        }
        for helper in planner.helpers.in_use() {
            kept.insert(FuncIndex::from_u32(next), helper.name());
            next += 1;
        }
        Ok(Names::read(names).without_memories().section(texts(&kept)))
    }
}

/// Returns the address of a segment. A segment that does not fit its own memory traps as before: its new address is
/// outside of any memory.
fn segment_start(start: u32, length: usize, place: &Place) -> u32 {
    let fits = u64::from(start) + length as u64 <= place.addend.declared;
    if fits { start.wrapping_add(place.shift as u32) } else { u32::MAX }
}

/// Adds a constant to the value on the stack.
fn add(function: &mut Function, addend: u32) {
    if addend != 0 {
        function.instruction(&Instruction::I32Const(addend.cast_signed()));
        function.instruction(&Instruction::I32Add);
    }
}

/// Turns the value on the stack into a checked address.
fn check(function: &mut Function, checked: Option<Checked>) {
    if let Some(Checked { helper, offset }) = checked {
        function.instruction(&Instruction::I32Const(offset.cast_signed()));
        function.instruction(&Instruction::Call(helper.as_u32()));
    }
}

/// Locals that hold the operands above the one that is being changed.
struct Scratch {
    locals: BTreeMap<wasmparser::ValType, Vec<u32>>,
}

impl Scratch {
    /// Reserves as many locals as the changes of a function need, from the index `next` on.
    fn new(edits: &Edits, mut next: u32) -> Scratch {
        let mut most: BTreeMap<wasmparser::ValType, usize> = BTreeMap::new();
        for edit in edits.values() {
            let mut counts: BTreeMap<wasmparser::ValType, usize> = BTreeMap::new();
            for (ty, _) in edit.operands.iter().rev().skip(1) {
                *counts.entry(*ty).or_default() += 1;
            }
            for (ty, count) in counts {
                let most = most.entry(ty).or_default();
                *most = count.max(*most);
            }
        }
        let mut locals = BTreeMap::new();
        for (ty, count) in most {
            let end = next + count as u32;
            locals.insert(ty, (next..end).collect());
            next = end;
        }
        Scratch { locals }
    }

    /// Adds to the operands, listed from the last one down, and turns the deepest one into an address if `checked` says
    /// so.
    fn add(&self, function: &mut Function, operands: &[(wasmparser::ValType, u32)], checked: Option<Checked>) {
        let Some(((_, deepest), above)) = operands.split_last() else { return };
        let mut used: BTreeMap<wasmparser::ValType, usize> = BTreeMap::new();
        let mut saved = Vec::new();
        for &(ty, addend) in above {
            let nth = used.entry(ty).or_default();
            let local = self.locals[&ty][*nth];
            *nth += 1;
            function.instruction(&Instruction::LocalSet(local));
            saved.push((local, addend));
        }
        add(function, *deepest);
        check(function, checked);
        for &(local, addend) in saved.iter().rev() {
            function.instruction(&Instruction::LocalGet(local));
            add(function, addend);
        }
    }
}

impl Reencode for Writer<'_, '_> {
    type Error = Unknown;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.functions[function as usize])
    }

    fn memory_index(&mut self, _: u32) -> Result<u32, Error> {
        Ok(0)
    }

    fn mem_arg(&mut self, arg: wasmparser::MemArg) -> Result<wasm_encoder::MemArg, Error> {
        let offset = self.offset.unwrap_or(arg.offset);
        Ok(wasm_encoder::MemArg { offset, align: arg.align.into(), memory_index: 0 })
    }
}

/// Returns the changes that relocations require in a function.
pub fn relocated(relocations: &Relocations, function: FuncIndex, shift: u32) -> Edits {
    let sites = relocations.code.get(&function).into_iter().flatten();
    let edit = |offset: Option<u32>| match offset {
        Some(offset) => Edit { offset: Some(offset.wrapping_add(shift).into()), ..Edit::default() },
        None => Edit { add: shift, ..Edit::default() },
    };
    sites.map(|site| (site.ordinal, edit(site.offset))).collect()
}
