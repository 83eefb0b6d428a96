//! `dissolve debug`: starts a board's emulator and lets a debugger connect to it.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use dissolve_pipeline::{boards, choose_target, run};

use crate::args::Debug;
use crate::{Failure, files};

/// Says how to connect, and becomes the emulator.
pub fn debug(arguments: &Debug) -> Result<(), Failure> {
    let image = &arguments.image;
    let board = boards::find(&arguments.board)?;
    let target = choose_target(&board, arguments.target)?;
    let port = match arguments.port {
        Some(port) => port.get(),
        None => free_port().map_err(|error| format!("no TCP port is free: {error}"))?,
    };
    let emulator =
        run::debugged(image, &board, target, port).map_err(|error| format!("{}: {error}", image.display()))?;
    // A name that begins with a minus would be an option.
    let file = Path::new(".").join(image);
    let file = if image.to_string_lossy().starts_with('-') { file.as_path() } else { image.as_path() };
    let file = files::quoted(&file.to_string_lossy());
    files::print(&format!("gdb-multiarch -ex 'target remote localhost:{port}' {file}\n"))?;
    become_it(emulator)
}

/// Runs a command in place of this process, so that whoever ends this process ends it.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<(), Failure> {
    let error = std::os::unix::process::CommandExt::exec(&mut command);
    Err(run::not_started(&command, error).into())
}

/// Runs a command, and waits for its end.
#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| run::not_started(&command, error))?;
    if status.success() { Ok(()) } else { Err(format!("the emulator ended: {status}").into()) }
}

/// A port that nobody uses now.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
