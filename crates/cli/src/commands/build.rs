//! `dissolve compile` and `dissolve build`.

use std::path::Path;

use dissolve::image::ByteSize;
use dissolve::{BuildOptions, Program};

use crate::args::{Build, Codegen, Compile, OnBoard, Plugs};
use crate::{Failure, files, inputs, sizes};

/// `dissolve compile`
pub fn compile(arguments: &Compile) -> Result<(), Failure> {
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let object = program.compile(arguments.target, &options(&arguments.codegen))?;
    files::write(&arguments.output, &object.bytes)
}

/// `dissolve build`
pub fn build(arguments: &Build) -> Result<(), Failure> {
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let board = dissolve::board(&arguments.on_board.board)?;
    let options = BuildOptions {
        entry: arguments.entry.clone(),
        gate: arguments.gate,
        ..on_board(&arguments.on_board, &arguments.codegen)
    };
    let firmware = program.build(&board, &options)?;
    files::write(&arguments.output, &firmware.image.elf)?;
    files::print(&sizes::regions(&firmware.image.report))?;
    if arguments.symbols {
        files::print(&format!("symbols:\n{}", sizes::symbols(&firmware.image.report)))?;
    }
    Ok(())
}

/// The program of an input with its plugs.
pub fn load(input: &Path, plugs: &Plugs, codegen: &Codegen) -> Result<Program, Failure> {
    let name = files::name(codegen.prefix.as_deref(), input);
    let loaded = inputs::load(input, &name, plugs)?;
    let options = dissolve::fuse::Options {
        grow: super::growth(codegen.grow),
        memory: codegen.memory,
        handles: codegen.handles,
        stack: codegen.stack.bytes(),
        bind_arena: codegen.bind_arena.map(ByteSize::bytes),
        ..dissolve::fuse::Options::new(name)
    };
    Ok(Program::load_with(&loaded.bytes, &options)?)
}

fn options(codegen: &Codegen) -> BuildOptions {
    let defaults = BuildOptions::default();
    let (named, all): (Vec<_>, Vec<_>) = codegen.arena.iter().partition(|arena| arena.name.is_some());
    BuildOptions {
        opt: codegen.opt,
        bounds: codegen.bounds,
        grow: codegen.grow,
        arena: all.last().map_or(defaults.arena, |arena| arena.size),
        arenas: named.into_iter().filter_map(|arena| Some((arena.name.clone()?, arena.size))).collect(),
        stack: codegen.stack,
        ..defaults
    }
}

/// Options of a command that links for a board.
pub fn on_board(on_board: &OnBoard, codegen: &Codegen) -> BuildOptions {
    BuildOptions {
        target: on_board.target,
        native_stack: on_board.native_stack,
        link: on_board.link.clone(),
        ..options(codegen)
    }
}
