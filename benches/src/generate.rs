//! Generates components of any size: a chain of components that pass a string along, each with its part of the code.
//!
//! The bodies have the usual instructions of compilers: arithmetic, loads and stores, branches, loops, calls, calls
//! through a table. Every function is reachable and has a name, and there is one byte of data for four bytes of code.

use std::ops::Range;

use wasm_encoder::{
    BlockType, CanonicalOption, CodeSection, ComponentBuilder, ComponentExportKind, ComponentTypeRef, ComponentValType,
    ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, ImportSection, InstructionSink, MemArg, MemorySection, MemoryType, Module, ModuleArg,
    NameMap, NameSection, PrimitiveValType, RefType, TableSection, TableType, TypeSection, ValType,
};

/// The approximate size of a function in bytes.
const FUNCTION: usize = 360;

/// The core types of the modules: `(i32, i32) -> i32`, `realloc`, and the lowered type of `run`.
const BINARY: u32 = 0;
const REALLOC: u32 = 1;
const LOWERED: u32 = 2;

/// A component that exports `run: func(x: string) -> u32`, with about `code` bytes of code in `components` components,
/// at least one. Each calls the one before it.
pub fn component(code: usize, components: usize) -> Vec<u8> {
    let mut outer = ComponentBuilder::default();
    let mut run = None;
    for index in 0..components {
        let part = part(code / components, index as u64 + 1, run.is_some());
        let part = outer.component(Some("part"), part);
        let arguments = run.map(|run| ("next", ComponentExportKind::Func, run));
        let instance = outer.instantiate(Some("part"), part, Vec::from_iter(arguments));
        run = Some(outer.alias_export(instance, "run", ComponentExportKind::Func));
    }
    outer.export("run", ComponentExportKind::Func, run.expect("there is a component"), None);
    outer.finish()
}

/// A component that exports `run`. If `imports`, it also imports `next`, of the same type, and calls it.
fn part(code: usize, seed: u64, imports: bool) -> ComponentBuilder {
    let mut component = ComponentBuilder::default();
    let (ty, mut function) = component.type_function(None);
    function.params([("x", PrimitiveValType::String)]);
    function.result(Some(ComponentValType::Primitive(PrimitiveValType::U32)));
    let next = imports.then(|| component.import("next", ComponentTypeRef::Func(ty)));
    let pages = (code / 4).div_ceil(1 << 16) as u64 + 2;
    let memory = component.core_module(None, &memory(pages));
    let memory = component.core_instantiate(None, memory, []);
    let exported = component.core_alias_export(None, memory, "memory", ExportKind::Memory);
    let mut arguments = vec![("env", ModuleArg::Instance(memory))];
    if let Some(next) = next {
        let lowered = component.lower_func(None, next, [CanonicalOption::UTF8, CanonicalOption::Memory(exported)]);
        let instance = component.core_instantiate_exports(None, [("next", ExportKind::Func, lowered)]);
        arguments.push(("next", ModuleArg::Instance(instance)));
    }
    let module = component.core_module(None, &program(code, pages, seed, imports));
    let instance = component.core_instantiate(None, module, arguments);
    let run = component.core_alias_export(None, instance, "run", ExportKind::Func);
    let realloc = component.core_alias_export(None, instance, "realloc", ExportKind::Func);
    let options = [CanonicalOption::UTF8, CanonicalOption::Memory(exported), CanonicalOption::Realloc(realloc)];
    let run = component.lift_func(None, run, ty, options);
    component.export("run", ComponentExportKind::Func, run, None);
    component
}

fn memory_type(pages: u64) -> MemoryType {
    MemoryType { minimum: pages, maximum: Some(pages), memory64: false, shared: false, page_size_log2: None }
}

fn memory(pages: u64) -> Module {
    let mut memories = MemorySection::new();
    memories.memory(memory_type(pages));
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    let mut module = Module::new();
    module.section(&memories).section(&exports);
    module
}

/// The core module that contains the code.
fn program(code: usize, pages: u64, seed: u64, calls_on: bool) -> Module {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32; 2], [ValType::I32]);
    types.ty().function([ValType::I32; 4], [ValType::I32]);
    types.ty().function([ValType::I32; 2], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("env", "memory", EntityType::Memory(memory_type(pages)));
    if calls_on {
        imports.import("next", "next", EntityType::Function(LOWERED));
    }
    let first = u32::from(calls_on);
    let bodies = bodies(code, first, seed, calls_on);
    let count = bodies.len() as u32;
    let (mut functions, mut section, mut names) = (FunctionSection::new(), CodeSection::new(), NameMap::new());
    for (index, body) in (first..).zip(&bodies) {
        functions.function(BINARY);
        section.function(body);
        names.append(index, &format!("generated::module_{}::function_{index}::h{:016x}", index % 97, index * 31));
    }
    functions.function(REALLOC);
    section.function(&realloc());
    let mut tables = TableSection::new();
    let slots = u64::from(count);
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: slots,
        maximum: Some(slots),
        table64: false,
        shared: false,
    });
    let mut globals = GlobalSection::new();
    let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(ty, &ConstExpr::i32_const(1 << 16));
    let mut exports = ExportSection::new();
    exports.export("run", ExportKind::Func, first).export("realloc", ExportKind::Func, first + count);
    let mut elements = ElementSection::new();
    let all = (first..first + count).collect::<Vec<_>>();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions((&all).into()));
    let mut random = Random(seed);
    let bytes = (0..code / 4).map(|_| random.below(256) as u8).collect::<Vec<_>>();
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1 << 16), bytes);
    let mut name_section = NameSection::new();
    name_section.functions(&names);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&globals);
    module.section(&exports).section(&elements).section(&section).section(&data).section(&name_section);
    module
}

/// An allocator with a single block, which is enough for one string.
fn realloc() -> Function {
    let mut body = Function::new([]);
    body.instructions().i32_const(1024).end();
    body
}

/// Functions with about `code` bytes in total. If `calls_on`, the first one calls the next component.
fn bodies(code: usize, first: u32, seed: u64, calls_on: bool) -> Vec<Function> {
    let count = (code / FUNCTION).max(2) as u32;
    let mut random = Random(seed);
    let mut bodies = Vec::new();
    let mut bytes = 0;
    for index in 0.. {
        if bytes >= code && index >= count {
            break;
        }
        let mut body = Function::new([(4, ValType::I32), (1, ValType::I64)]);
        let mut sink = body.instructions();
        // Functions only call later ones directly; recursion goes through the table.
        let callees = first + index + 1..first + count.max(index + 1);
        if index == 0 && calls_on {
            sink.local_get(0).local_get(1).call(0).local_set(2);
        }
        for _ in 0..16 {
            statement(&mut sink, &mut random, callees.clone(), 2);
        }
        sink.local_get(random.local()).end();
        bytes += body.byte_len();
        bodies.push(body);
    }
    bodies
}

/// One statement, which may call one of `callees`, and may have nested statements up to `depth`.
fn statement(sink: &mut InstructionSink<'_>, random: &mut Random, callees: Range<u32>, depth: u32) {
    let (a, b, to) = (random.local(), random.local(), random.local());
    let memory = MemArg { offset: random.below(4096) << 2, align: 2, memory_index: 0 };
    match random.below(if depth == 0 { 7 } else { 10 }) {
        0 => {
            sink.local_get(a).local_get(b).i32_add().i32_const(random.constant()).i32_xor().local_set(to);
        }
        1 => {
            sink.local_get(a).i32_const(0xFFFC).i32_and().i32_load(memory).local_set(to);
        }
        2 => {
            sink.local_get(a).i32_const(0xFFFC).i32_and().local_get(b).i32_store(memory);
        }
        3 => {
            sink.local_get(a).i64_extend_i32_u().local_get(6).i64_mul().i64_const(7).i64_shr_u().local_set(6);
        }
        4 if !callees.is_empty() => {
            let callee = callees.start + random.below(callees.len() as u64) as u32;
            sink.local_get(a).local_get(b).call(callee).local_set(to);
        }
        4 | 5 => {
            sink.local_get(a).local_get(b).local_get(to).i32_const(0xFF).i32_and();
            sink.call_indirect(0, BINARY).local_set(to);
        }
        6 => {
            sink.global_get(0).i32_const(16).i32_sub().local_tee(to).global_set(0);
        }
        7 => {
            sink.local_get(a).local_get(b).i32_lt_s().if_(BlockType::Empty);
            statement(sink, random, callees.clone(), depth - 1);
            sink.else_();
            statement(sink, random, callees.clone(), depth - 1);
            sink.end();
        }
        8 => {
            sink.block(BlockType::Empty).loop_(BlockType::Empty);
            sink.local_get(a).i32_eqz().br_if(1);
            statement(sink, random, callees.clone(), depth - 1);
            sink.local_get(a).i32_const(1).i32_sub().local_set(a).br(0).end().end();
        }
        _ => {
            sink.block(BlockType::Empty).block(BlockType::Empty).block(BlockType::Empty);
            sink.local_get(a).br_table([0, 1], 2).end();
            statement(sink, random, callees.clone(), depth - 1);
            sink.end();
            statement(sink, random, callees.clone(), depth - 1);
            sink.end();
        }
    }
}

/// A pseudo-random generator (xorshift, Marsaglia 2003), which gives the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % limit
    }

    /// The index of a random local of type `i32`.
    fn local(&mut self) -> u32 {
        self.below(6) as u32
    }

    /// A random constant, more often small than large.
    fn constant(&mut self) -> i32 {
        let bits = self.below(31);
        self.below(1 << bits) as i32
    }
}
