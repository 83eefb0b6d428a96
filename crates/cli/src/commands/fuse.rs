//! `dissolve fuse`.

use std::fs;
use std::path::Path;

use dissolve_pipeline::fuse::{Fused, Options};
use dissolve_pipeline::interface::{ImportKind, Observer};
use dissolve_pipeline::targets::Grow;

use crate::args::Fuse;
use crate::{Failure, files, inputs};

/// `dissolve fuse`
pub fn fuse(arguments: &Fuse, observer: &Observer) -> Result<(), Failure> {
    files::check_output(&arguments.output, arguments.plugs.files().chain([&arguments.input]))?;
    let name = files::name(arguments.name.as_deref(), &arguments.input);
    let loaded = inputs::load(&arguments.input, &name, &arguments.plugs, observer)?;
    let options = Options {
        name,
        world: loaded.world.clone(),
        grow: Some(arguments.grow),
        bind_arena: super::bound_arena(arguments.bind_arena)?,
        handles: arguments.handles,
        memory: arguments.memory,
        stack: arguments.stack.bytes(),
        heap: arguments.heap.map(|heap| heap.bytes()),
        statics: arguments.statics,
        observer: observer.clone(),
    };
    let fused = match &arguments.keep_phases {
        Some(folder) => fuse_keeping_phases(&loaded.bytes, &options, folder)?,
        None => dissolve_pipeline::fuse::fuse(&loaded.bytes, &options)?,
    };
    files::write(&arguments.output, &fused.bytes)?;
    observer.left("write", fused.bytes.len());
    if arguments.explain {
        let composition = loaded.composition.map(|composition| composition.explain()).unwrap_or_default();
        let growth = explain(&fused, arguments.grow);
        let (handles, memories) = (fused.explain_handles(), fused.explain_memories());
        files::print(&format!("{composition}{growth}{handles}{memories}"))?;
    }
    Ok(())
}

/// Fuses a component, and writes the module after each phase into a folder, as text. If a phase fails, those before it
/// are kept.
fn fuse_keeping_phases(component: &[u8], options: &Options, folder: &Path) -> Result<Fused, Failure> {
    fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
    let mut count = 0;
    let mut written = Ok(());
    let fused = dissolve_pipeline::fuse::fuse_watched(component, options, &mut |phase| {
        count += 1;
        if written.is_ok() {
            let file = folder.join(format!("{count}-{}.wat", phase.name));
            written = wasmprinter::print_bytes(phase.module)
                .map_err(|error| format!("the module after `{}` cannot be printed: {error:#}", phase.name).into())
                .and_then(|text| files::write(&file, text.as_bytes()));
        }
    });
    written?;
    Ok(fused?)
}

/// Explains the remaining imports, the dropped ones, and the handling of growth.
fn explain(fused: &Fused, grow: Grow) -> String {
    let mut lines = Vec::new();
    let imports = &fused.interface.imports;
    lines.push(if imports.is_empty() { "left to import: nothing" } else { "left to import:" }.to_owned());
    for import in imports {
        let core = format!("{}::{}", import.module, import.field);
        lines.push(match &import.kind {
            ImportKind::Passthrough { symbol, memory, .. } => {
                let memory = memory.and_then(|memory| fused.interface.memories.get(memory.as_u32() as usize));
                let memory =
                    memory.map_or_else(String::new, |memory| format!(", for the memory of {}", memory.component));
                format!("  {core}: symbol {symbol}{memory}")
            }
            ImportKind::Host { name, .. } => format!("  {core}: {name}"),
            ImportKind::Destructor { resource } => format!("  {core}: destructor of {resource}"),
        });
    }
    lines.push(format!("functions dropped: {}", fused.dropped_functions));
    lines.push(match (fused.growth.len(), grow) {
        // With `Grow::Reject`, growth that is reachable is an error.
        (0, _) | (_, Grow::Reject) => "growth: none is reachable".to_owned(),
        (_, Grow::Deny) => "growth: gives -1 in:".to_owned(),
        (_, Grow::Bounded(size)) => format!("growth: each memory that grows has at most {size} bytes; in:"),
    });
    for growth in &fused.growth {
        lines.push(format!("  {} (component {}, module {})", growth.function, growth.component, growth.module));
    }
    lines.join("\n") + "\n"
}
