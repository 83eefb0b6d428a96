//! `dissolve compile` and `dissolve build`.

use std::path::Path;

use dissolve_pipeline::codegen::Traps;
use dissolve_pipeline::library::Library;
use dissolve_pipeline::{BuildOptions, Program};

use crate::args::{Build, Codegen, Compile, Emit, OnBoard, Plugs};
use crate::{Failure, files, inputs, sizes};

/// `dissolve compile`
pub fn compile(arguments: &Compile) -> Result<(), Failure> {
    let Compile { output, target, .. } = arguments;
    let emit = arguments.emit.unwrap_or(if files::is_folder(output) { Emit::Library } else { Emit::Object });
    if emit != Emit::Library {
        files::check_output(output, arguments.plugs.files().chain([&arguments.input]))?;
        let of_libraries = [
            ("--traps", arguments.traps.is_some()),
            ("--native-stack", arguments.native_stack.is_some()),
            ("--wit", arguments.wit.is_some()),
        ];
        if let Some((option, _)) = of_libraries.into_iter().find(|(_, is_given)| *is_given) {
            return Err(format!(
                "`{option}` is an option of a library; give a folder as the output, or `--emit library`"
            )
            .into());
        }
    }
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let mut options = BuildOptions { own_stack: arguments.native_stack, ..options(&program, &arguments.codegen) };
    if let Some(wit) = &arguments.wit {
        let world = options.prefix.clone().unwrap_or_default();
        options.docs = dissolve_pipeline::docs::docs(wit, &world)?;
    }
    match emit {
        Emit::Library => {
            let library = program.library(*target, arguments.traps.unwrap_or(Traps::Call), &options)?;
            write_library(&library, output)
        }
        Emit::Object => files::write(output, &program.compile(*target, &options)?.bytes),
        Emit::Listing(listing) => files::write(output, program.list(listing, *target, &options)?.as_bytes()),
    }
}

/// Writes the files of a library into a folder, and says what they are.
fn write_library(library: &Library, folder: &Path) -> Result<(), Failure> {
    files::make_folder(folder)?;
    let mut rows = Vec::new();
    for file in &library.files {
        let path = folder.join(&file.name);
        files::write(&path, &file.bytes)?;
        rows.push([path.display().to_string(), file.purpose.to_owned()]);
    }
    let width = rows.iter().map(|[path, _]| path.len()).max().unwrap_or(0);
    let lines = rows.iter().map(|[path, purpose]| format!("{path:width$}  {purpose}\n"));
    files::print(&lines.collect::<String>())?;
    files::print(&sizes::library_stack(library))
}

/// `dissolve build`
pub fn build(arguments: &Build) -> Result<(), Failure> {
    let inputs = arguments.plugs.files().chain([&arguments.input]).chain(&arguments.on_board.link);
    files::check_output(&arguments.output, inputs)?;
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let board = dissolve_pipeline::boards::find(&arguments.on_board.board)?;
    let options = BuildOptions {
        entry: arguments.entry.clone(),
        gate: arguments.gate,
        ..on_board(&program, &arguments.on_board, &arguments.codegen)
    };
    let firmware = program.build(&board, &options)?;
    files::write(&arguments.output, &firmware.image.elf)?;
    if !arguments.gate && arguments.entry.is_none() && arguments.on_board.link.is_empty() {
        eprintln!("note: nothing is called at boot, so the image only instantiates the program and sleeps");
        eprintln!(
            "  give the function to call with `--entry FUNCTION`, or an object that calls one with `--link FILE`"
        );
        eprintln!("  {}", firmware.entries);
    }
    files::print(&sizes::regions(&firmware.image.report))?;
    files::print(&sizes::reasons(&program, &firmware))?;
    if arguments.symbols {
        files::print(&format!("symbols:\n{}", sizes::symbols(&firmware.image.report)))?;
    }
    Ok(())
}

/// Loads a program from an input and its plugs.
pub fn load(input: &Path, plugs: &Plugs, codegen: &Codegen) -> Result<Program, Failure> {
    let name = files::name(codegen.prefix.as_deref(), input);
    let loaded = inputs::load(input, &name, plugs)?;
    let options = dissolve_pipeline::fuse::Options {
        grow: Some(codegen.grow),
        memory: codegen.memory,
        handles: codegen.handles,
        stack: codegen.stack.map_or(dissolve_pipeline::fuse::DEFAULT_STACK, |stack| stack.bytes()),
        bind_arena: super::bound_arena(codegen.bind_arena)?,
        heap: codegen.heap.map(|heap| heap.bytes()),
        world: loaded.world.clone(),
        statics: codegen.statics,
        ..dissolve_pipeline::fuse::Options::new(name)
    };
    Ok(Program::load_with(&loaded.bytes, &options)?)
}

fn options(program: &Program, codegen: &Codegen) -> BuildOptions {
    let defaults = BuildOptions::default();
    let (named, all): (Vec<_>, Vec<_>) = codegen.arena.iter().partition(|arena| arena.name.is_some());
    BuildOptions {
        opt: codegen.opt,
        prefix: Some(codegen.prefix.clone().unwrap_or_else(|| program.own_name())),
        bounds: codegen.bounds,
        addresses: codegen.addresses,
        constants: codegen.constants,
        alignment: codegen.alignment,
        trap_order: codegen.trap_order,
        grow: codegen.grow,
        arena: all.last().map_or(defaults.arena, |arena| arena.size),
        arenas: named.into_iter().filter_map(|arena| Some((arena.name.clone()?, arena.size))).collect(),
        arena_descriptor: codegen.arena_descriptor,
        stack: codegen.stack.unwrap_or(defaults.stack),
        stack_is_computed: codegen.stack.is_none(),
        heap: codegen.heap,
        ..defaults
    }
}

/// The options of a command that links for a board.
pub fn on_board(program: &Program, on_board: &OnBoard, codegen: &Codegen) -> BuildOptions {
    let options = options(program, codegen);
    BuildOptions {
        target: on_board.target,
        native_stack: on_board.native_stack.unwrap_or(options.native_stack),
        native_stack_is_computed: on_board.native_stack.is_none(),
        link: on_board.link.clone(),
        ..options
    }
}
