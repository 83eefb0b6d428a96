//! Appends the definitions of a core instance to the fused module.

use std::convert::Infallible;

use dissolve_wasm::{EntityRef as _, Module};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{CodeSection, Instruction};
use wasmparser::{DataKind, ElementItems, ElementKind, FunctionBody, Operator};

use crate::builder::{Builder, Home, Origin, Step};
use crate::naming;
use crate::relocate::{Relocation, Relocator};

type Result<T> = std::result::Result<T, ReencodeError<Infallible>>;

/// Appends a module's definitions, and its instantiation to that of the fused module. `to` has the fused indices of its
/// imports, and gets those of the definitions. Names get `prefix` before them, if there is one.
pub fn append(
    builder: &mut Builder,
    module: &Module<'_>,
    to: &mut Relocation,
    home: Home,
    prefix: Option<&str>,
) -> Result<()> {
    let deferred = builder.started();
    for step in append_apart(builder, module, to, home, prefix, deferred)? {
        builder.step(step);
    }
    Ok(())
}

/// Appends a module's definitions as [`append`] does. Returns the steps of its instantiation: the start function, and
/// with `deferred` its active segments, which become passive.
pub fn append_apart(
    builder: &mut Builder,
    module: &Module<'_>,
    to: &mut Relocation,
    home: Home,
    prefix: Option<&str>,
    deferred: bool,
) -> Result<Vec<Step>> {
    to.home = builder.homes.len();
    builder.homes.push(home);
    to.elements = builder.elements.len();
    to.data = builder.data.len();
    let mut steps = Vec::new();
    declare(builder, module, to)?;
    elements(builder, module, to, deferred.then_some(&mut steps))?;
    data(builder, module, to, deferred.then_some(&mut steps))?;
    bodies(builder, module, to)?;
    steps.extend(module.start.map(|start| Step::Start(to.functions[start.index()])));
    naming::append(builder, module, to, prefix);
    Ok(steps)
}

/// Appends everything but segments and bodies.
fn declare(builder: &mut Builder, module: &Module<'_>, to: &mut Relocation) -> Result<()> {
    for ty in module.types.keys().filter_map(|ty| module.func_type(ty)) {
        let ty = Relocator { to, global_values: &[] }.func_type(ty.clone())?;
        to.types.push(builder.type_index(ty));
    }
    for ty in module.functions.values().skip(module.imported_functions()) {
        // The module's own functions follow its imports, which are in `to` already.
        let origin = Origin { home: to.home, function: to.functions.len() as u32 };
        to.functions.push(builder.declare(to.types[ty.index()], Some(origin)));
    }
    let first = builder.tables.len();
    for table in module.tables.values().skip(module.imported_tables()) {
        Relocator { to, global_values: &builder.global_values }.parse_table(&mut builder.tables, table.definition())?;
    }
    to.tables.extend(first..builder.tables.len());
    for memory in module.memories.values().skip(module.imported_memories()) {
        let ty = Relocator { to, global_values: &[] }.memory_type(*memory)?;
        builder.memories.memory(ty);
    }
    for global in module.globals.values() {
        // An imported global has no value, and is in `to` already.
        let Some(init) = &global.init else { continue };
        let mut relocator = Relocator { to, global_values: &builder.global_values };
        let (ty, value) = (relocator.global_type(global.ty)?, relocator.constant(init)?);
        to.globals.push(builder.global(ty, value));
    }
    Ok(())
}

/// Appends the element segments. With `steps`, active ones become passive, and are applied by a step.
fn elements(
    builder: &mut Builder,
    module: &Module<'_>,
    to: &Relocation,
    mut steps: Option<&mut Vec<Step>>,
) -> Result<()> {
    for element in module.elements.values() {
        let mut element = element.clone();
        let mut relocator = Relocator { to, global_values: &builder.global_values };
        if let ElementKind::Active { table_index, offset_expr } = &element.kind
            && let Some(steps) = &mut steps
        {
            steps.push(Step::Elements {
                segment: builder.elements.len(),
                table: to.tables[table_index.unwrap_or(0) as usize],
                offset: relocator.constant(offset_expr)?,
                length: match &element.items {
                    ElementItems::Functions(items) => items.count(),
                    ElementItems::Expressions(_, items) => items.count(),
                },
            });
            element.kind = ElementKind::Passive;
        }
        relocator.parse_element(&mut builder.elements, element)?;
    }
    Ok(())
}

/// Appends the data segments. With `steps`, active ones become passive, and are applied by a step.
fn data(builder: &mut Builder, module: &Module<'_>, to: &Relocation, mut steps: Option<&mut Vec<Step>>) -> Result<()> {
    for data in module.data.values() {
        let mut data = data.clone();
        let mut relocator = Relocator { to, global_values: &builder.global_values };
        if let DataKind::Active { memory_index, offset_expr } = &data.kind
            && let Some(steps) = &mut steps
        {
            steps.push(Step::Data {
                segment: builder.data.len(),
                memory: to.memories[*memory_index as usize],
                offset: relocator.constant(offset_expr)?,
                // A module is smaller than 4 GiB: its sections have 32-bit sizes.
                length: data.data.len() as u32,
            });
            data.kind = DataKind::Passive;
        }
        relocator.parse_data(&mut builder.data, data)?;
    }
    Ok(())
}

fn bodies(builder: &mut Builder, module: &Module<'_>, to: &Relocation) -> Result<()> {
    for (index, body) in (0u32..).zip(&module.bodies) {
        if let Some(trap) = to.named_trap {
            named_traps(trap, body, to, builder.code())?;
        } else if to.intrinsics.imports.is_empty() {
            Relocator { to, global_values: &[] }.parse_function_body(builder.code(), body.clone())?;
        } else {
            to.encode_adapter(index, body, builder.code())?;
        }
    }
    Ok(())
}

/// Encodes a body that traps for one reason only; it calls `trap` before each `unreachable`.
fn named_traps(trap: u32, body: &FunctionBody<'_>, to: &Relocation, code: &mut CodeSection) -> Result<()> {
    let mut relocator = Relocator { to, global_values: &[] };
    let mut function = relocator.new_function_with_parsed_locals(body)?;
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        if matches!(operator, Operator::Unreachable) {
            function.instruction(&Instruction::Call(trap));
        }
        function.instruction(&relocator.instruction(operator)?);
    }
    code.function(&function);
    Ok(())
}
