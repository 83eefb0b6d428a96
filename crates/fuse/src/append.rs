//! Appends the definitions of a core instance to the fused module.

use std::collections::HashMap;
use std::convert::Infallible;

use dissolve_wasm::{DataIndex, ElemIndex, FuncIndex, MemoryIndex, Module, TableIndex};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{CodeSection, Instruction};
use wasmparser::{DataKind, ElementItems, ElementKind, FunctionBody, Operator};

use crate::builder::{Builder, Home, Origin, Step};
use crate::naming;
use crate::renumber::{Renumberer, Renumbering};

type Result<T> = std::result::Result<T, ReencodeError<Infallible>>;

/// Appends a module's definitions, and its instantiation to that of the fused module. `renumbering` has the fused
/// indices of its imports, and gets those of the definitions. Names get `prefix` before them, if there is one.
pub fn append(
    builder: &mut Builder,
    module: &Module<'_>,
    renumbering: &mut Renumbering,
    home: Home,
    prefix: Option<&str>,
) -> Result<()> {
    let deferred = builder.started();
    for step in append_apart(builder, module, renumbering, home, prefix, deferred)? {
        builder.step(step);
    }
    Ok(())
}

/// Appends a module's definitions as [`append`] does. Returns the steps of its instantiation: the start function, and
/// with `deferred` its active segments, which become passive.
pub fn append_apart(
    builder: &mut Builder,
    module: &Module<'_>,
    renumbering: &mut Renumbering,
    home: Home,
    prefix: Option<&str>,
    deferred: bool,
) -> Result<Vec<Step>> {
    renumbering.home = builder.homes.len();
    builder.homes.push(home);
    renumbering.elements = builder.elements.len();
    renumbering.data = builder.data.len();
    let mut steps = Vec::new();
    declare(builder, module, renumbering)?;
    elements(builder, module, renumbering, deferred.then_some(&mut steps))?;
    data(builder, module, renumbering, deferred.then_some(&mut steps))?;
    bodies(builder, module, renumbering)?;
    note_idle(builder, module, renumbering)?;
    let start = module.start.map(|start| renumbering.functions[start]);
    steps.extend(start.filter(|start| !builder.idle.contains(start)).map(Step::Start));
    naming::append(builder, module, renumbering, prefix);
    Ok(steps)
}

/// Notes the functions that do nothing: their only instructions are calls of each other. A guest without static constructors has such
/// a start function, which would move the segments of later instances from the module's data into its start. Only small bodies are
/// looked at.
fn note_idle(builder: &mut Builder, module: &Module<'_>, renumbering: &Renumbering) -> Result<()> {
    const MAX_BYTES: usize = 16;
    // Functions with nothing but calls: how many of those are not known to do nothing, and who makes them.
    let mut open = HashMap::new();
    let mut callers: HashMap<FuncIndex, Vec<FuncIndex>> = HashMap::new();
    let mut idle = Vec::new();
    for (function, body) in module.defined_functions() {
        if body.range().len() > MAX_BYTES {
            continue;
        }
        let Some(callees) = only_calls(body)? else { continue };
        let function = renumbering.functions[function];
        let callees = callees.into_iter().map(|callee| renumbering.functions[callee]);
        let callees: Vec<_> = callees.filter(|callee| !builder.idle.contains(callee)).collect();
        if callees.is_empty() {
            idle.push(function);
        }
        open.insert(function, callees.len());
        for callee in callees {
            callers.entry(callee).or_default().push(function);
        }
    }
    while let Some(function) = idle.pop() {
        builder.idle.insert(function);
        for caller in callers.remove(&function).unwrap_or_default() {
            if let Some(count) = open.get_mut(&caller) {
                *count -= 1;
                if *count == 0 {
                    idle.push(caller);
                }
            }
        }
    }
    Ok(())
}

/// The functions that a body calls, if it does nothing else.
fn only_calls(body: &FunctionBody<'_>) -> Result<Option<Vec<FuncIndex>>> {
    let mut callees = Vec::new();
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Nop | Operator::End => {}
            Operator::Call { function_index } => callees.push(FuncIndex::from_u32(function_index)),
            _ => return Ok(None),
        }
    }
    Ok(Some(callees))
}

/// Appends everything but segments and bodies.
fn declare(builder: &mut Builder, module: &Module<'_>, renumbering: &mut Renumbering) -> Result<()> {
    for ty in module.types.keys().filter_map(|ty| module.func_type(ty)) {
        let ty = Renumberer { renumbering, global_values: &[] }.func_type(ty.clone())?;
        renumbering.types.push(builder.type_index(ty));
    }
    for ty in module.functions.values().skip(module.imported_functions()) {
        // The module's own functions follow its imports, which are in `renumbering` already.
        let origin = Origin { home: renumbering.home, function: renumbering.functions.next_key() };
        renumbering.functions.push(builder.declare(renumbering.types[*ty], Some(origin)));
    }
    let first = builder.tables.len();
    for table in module.tables.values().skip(module.imported_tables()) {
        Renumberer { renumbering, global_values: &builder.global_values }
            .parse_table(&mut builder.tables, table.definition())?;
    }
    renumbering.tables.extend((first..builder.tables.len()).map(TableIndex::from_u32));
    for memory in module.memories.values().skip(module.imported_memories()) {
        let ty = Renumberer { renumbering, global_values: &[] }.memory_type(*memory)?;
        builder.memories.memory(ty);
    }
    for global in module.globals.values() {
        // An imported global has no value, and is in `renumbering` already.
        let Some(init) = &global.init else { continue };
        let mut renumberer = Renumberer { renumbering, global_values: &builder.global_values };
        let (ty, value) = (renumberer.global_type(global.ty)?, renumberer.constant(init)?);
        renumbering.globals.push(builder.global(ty, value));
    }
    Ok(())
}

/// Appends the element segments. With `steps`, active ones become passive, and are applied by a step.
fn elements(
    builder: &mut Builder,
    module: &Module<'_>,
    renumbering: &Renumbering,
    mut steps: Option<&mut Vec<Step>>,
) -> Result<()> {
    for element in module.elements.values() {
        let mut element = element.clone();
        let mut renumberer = Renumberer { renumbering, global_values: &builder.global_values };
        if let ElementKind::Active { table_index, offset_expr } = &element.kind
            && let Some(steps) = &mut steps
        {
            steps.push(Step::Elements {
                segment: ElemIndex::from_u32(builder.elements.len()),
                table: renumbering.tables[TableIndex::from_u32(table_index.unwrap_or(0))],
                offset: renumberer.constant(offset_expr)?,
                length: match &element.items {
                    ElementItems::Functions(items) => items.count(),
                    ElementItems::Expressions(_, items) => items.count(),
                },
            });
            element.kind = ElementKind::Passive;
        }
        renumberer.parse_element(&mut builder.elements, element)?;
    }
    Ok(())
}

/// Appends the data segments. With `steps`, active ones become passive, and are applied by a step.
fn data(
    builder: &mut Builder,
    module: &Module<'_>,
    renumbering: &Renumbering,
    mut steps: Option<&mut Vec<Step>>,
) -> Result<()> {
    for data in module.data.values() {
        let mut data = data.clone();
        let mut renumberer = Renumberer { renumbering, global_values: &builder.global_values };
        if let DataKind::Active { memory_index, offset_expr } = &data.kind
            && let Some(steps) = &mut steps
        {
            steps.push(Step::Data {
                segment: DataIndex::from_u32(builder.data.len()),
                memory: renumbering.memories[MemoryIndex::from_u32(*memory_index)],
                offset: renumberer.constant(offset_expr)?,
                // A module is smaller than 4 GiB: its sections have 32-bit sizes.
                length: data.data.len() as u32,
            });
            data.kind = DataKind::Passive;
        }
        renumberer.parse_data(&mut builder.data, data)?;
    }
    Ok(())
}

fn bodies(builder: &mut Builder, module: &Module<'_>, renumbering: &Renumbering) -> Result<()> {
    for (function, body) in module.defined_functions() {
        if let Some(trap) = renumbering.named_trap {
            named_traps(trap, body, renumbering, builder.code())?;
        } else if renumbering.intrinsics.imports.is_empty() {
            Renumberer { renumbering, global_values: &[] }.parse_function_body(builder.code(), body.clone())?;
        } else {
            renumbering.encode_adapter(function, body, builder.code())?;
        }
    }
    Ok(())
}

/// Encodes a body that traps for one reason only; it calls `trap` before each `unreachable`.
fn named_traps(
    trap: FuncIndex,
    body: &FunctionBody<'_>,
    renumbering: &Renumbering,
    code: &mut CodeSection,
) -> Result<()> {
    let mut renumberer = Renumberer { renumbering, global_values: &[] };
    let mut function = renumberer.new_function_with_parsed_locals(body)?;
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        if matches!(operator, Operator::Unreachable) {
            function.instruction(&Instruction::Call(trap.as_u32()));
        }
        function.instruction(&renumberer.instruction(operator)?);
    }
    code.function(&function);
    Ok(())
}
