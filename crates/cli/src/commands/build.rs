//! `dissolve compile` and `dissolve build`.

use std::path::Path;

use dissolve::{BuildOptions, Program};

use crate::args::{Build, Codegen, Compile, OnBoard, Plugs};
use crate::{Failure, files, inputs, sizes};

/// `dissolve compile`
pub fn compile(arguments: &Compile) -> Result<(), Failure> {
    files::check_output(&arguments.output, arguments.plugs.files().chain([&arguments.input]))?;
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let object = program.compile(arguments.target, &options(&arguments.codegen))?;
    files::write(&arguments.output, &object.bytes)
}

/// `dissolve build`
pub fn build(arguments: &Build) -> Result<(), Failure> {
    let inputs = arguments.plugs.files().chain([&arguments.input]).chain(&arguments.on_board.link);
    files::check_output(&arguments.output, inputs)?;
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let board = dissolve::board(&arguments.on_board.board)?;
    let options = BuildOptions {
        entry: arguments.entry.clone(),
        gate: arguments.gate,
        ..on_board(&arguments.on_board, &arguments.codegen)
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
        ..dissolve::fuse::Options::new(name)
    };
    Ok(Program::load_with(&loaded.bytes, &options)?)
}

fn options(codegen: &Codegen) -> BuildOptions {
    BuildOptions {
        opt: codegen.opt,
        bounds: codegen.bounds,
        grow: codegen.grow,
        arena: codegen.arena,
        stack: codegen.stack,
        ..BuildOptions::default()
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
