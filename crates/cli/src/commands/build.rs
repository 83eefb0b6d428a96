//! `dissolve compile` and `dissolve build`.

use std::env;
use std::path::{Path, PathBuf};

use dissolve_pipeline::codegen::Traps;
use dissolve_pipeline::interface::Observer;
use dissolve_pipeline::library::Library;
use dissolve_pipeline::{BuildOptions, Cache, Program};

use crate::args::{Build, Codegen, Compile, Emit, OnBoard, Plugs, StackSize};
use crate::{Failure, files, inputs, sizes};

/// `dissolve compile`
pub fn compile(arguments: &Compile, observer: &Observer) -> Result<(), Failure> {
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
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen, observer)?;
    let mut options =
        BuildOptions { own_stack: arguments.native_stack, ..options(&program, &arguments.codegen, observer) };
    if let Some(wit) = &arguments.wit {
        let world = options.prefix.clone().unwrap_or_default();
        options.docs = dissolve_pipeline::docs::docs(wit, &world)?;
    }
    match emit {
        Emit::Library => {
            let library = program.library(*target, arguments.traps.unwrap_or(Traps::Call), &options)?;
            write_library(&library, output, observer)
        }
        Emit::Object => write(output, &program.compile(*target, &options)?.bytes, observer),
        Emit::Listing(listing) => write(output, program.list(listing, *target, &options)?.as_bytes(), observer),
    }
}

/// Writes an output; that is the last phase.
fn write(output: &Path, bytes: &[u8], observer: &Observer) -> Result<(), Failure> {
    files::write(output, bytes)?;
    observer.left("write", bytes.len());
    Ok(())
}

/// Writes the files of a library into a folder, and says what they are.
fn write_library(library: &Library, folder: &Path, observer: &Observer) -> Result<(), Failure> {
    files::make_folder(folder)?;
    let mut rows = Vec::new();
    for file in &library.files {
        let path = folder.join(&file.name);
        files::write(&path, &file.bytes)?;
        rows.push([path.display().to_string(), file.purpose.to_owned()]);
    }
    observer.left("write", library.files.iter().map(|file| file.bytes.len()).sum());
    let width = rows.iter().map(|[path, _]| path.len()).max().unwrap_or(0);
    let lines = rows.iter().map(|[path, purpose]| format!("{path:width$}  {purpose}\n"));
    files::print(&lines.collect::<String>())?;
    files::print(&sizes::library_stack(library))
}

/// `dissolve build`
pub fn build(arguments: &Build, observer: &Observer) -> Result<(), Failure> {
    let inputs = arguments.plugs.files().chain([&arguments.input]).chain(&arguments.on_board.link);
    files::check_output(&arguments.output, inputs)?;
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen, observer)?;
    let board = dissolve_pipeline::boards::find(&arguments.on_board.board)?;
    let options = BuildOptions {
        entry: arguments.entry.clone(),
        gate: arguments.gate,
        ..on_board(&program, &arguments.on_board, &arguments.codegen, observer)
    };
    let firmware = program.build(&board, &options)?;
    write(&arguments.output, &firmware.image.elf, observer)?;
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
pub fn load(input: &Path, plugs: &Plugs, codegen: &Codegen, observer: &Observer) -> Result<Program, Failure> {
    let name = files::name(codegen.prefix.as_deref(), input);
    let loaded = inputs::load(input, &name, plugs, observer)?;
    let options = dissolve_pipeline::fuse::Options {
        grow: Some(codegen.grow),
        memory: codegen.memory,
        handles: codegen.handles,
        stack: codegen.stack.bytes().map_or(dissolve_pipeline::fuse::DEFAULT_STACK, |stack| stack.bytes()),
        bind_arena: super::bound_arena(codegen.bind_arena)?,
        heap: codegen.heap.map(|heap| heap.bytes()),
        world: loaded.world.clone(),
        statics: codegen.statics,
        observer: observer.clone(),
        ..dissolve_pipeline::fuse::Options::new(name)
    };
    Ok(Program::load_with(&loaded.bytes, &options)?)
}

fn options(program: &Program, codegen: &Codegen, observer: &Observer) -> BuildOptions {
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
        stack: codegen.stack.bytes().unwrap_or(defaults.stack),
        stack_is_computed: codegen.stack == StackSize::Auto,
        heap: codegen.heap,
        cache: cache(codegen),
        observer: observer.clone(),
        ..defaults
    }
}

/// The cache of compiled objects: in the folder that is asked for, or else in the user's folder for caches, if there is one.
fn cache(codegen: &Codegen) -> Option<Cache> {
    if codegen.no_cache {
        return None;
    }
    let folder = codegen.cache.clone().or_else(|| Some(users_caches()?.join("dissolve")))?;
    Some(Cache::new(folder).limited(codegen.cache_size))
}

/// The user's folder for caches, by the XDG Base Directory Specification: a relative path counts as none.
fn users_caches() -> Option<PathBuf> {
    let folder = |variable| env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache")))
}

/// The options of a command that links for a board.
pub fn on_board(program: &Program, on_board: &OnBoard, codegen: &Codegen, observer: &Observer) -> BuildOptions {
    let options = options(program, codegen, observer);
    BuildOptions {
        target: on_board.target,
        native_stack: on_board.native_stack.bytes().unwrap_or(options.native_stack),
        native_stack_is_computed: on_board.native_stack == StackSize::Auto,
        handler_stack: on_board.handler_stack.bytes(),
        link: on_board.link.clone(),
        runtime: on_board.runtime,
        ..options
    }
}
