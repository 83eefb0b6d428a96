//! `dissolve debug`: starts a board's emulator and lets a debugger connect to it.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use dissolve_pipeline::{boards, choose_target, run};

use crate::args::Debug;
use crate::{Failure, files};

/// Starts the emulator, says how to connect, and waits for its end.
pub fn debug(arguments: &Debug) -> Result<(), Failure> {
    let image = &arguments.image;
    let board = boards::find(&arguments.board)?;
    let target = choose_target(&board, arguments.target)?;
    let port = match arguments.port {
        Some(port) => port.get(),
        None => free_port().map_err(|error| format!("no TCP port is free: {error}"))?,
    };
    let mut emulator =
        run::debug(image, &board, target, port).map_err(|error| format!("{}: {error}", image.display()))?;
    files::print(&format!(
        "gdb-multiarch -ex 'target remote localhost:{port}' {}\n",
        files::quoted(&image.to_string_lossy())
    ))?;
    let status = emulator.wait().map_err(|error| format!("the emulator is lost: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("the emulator ended: {status}").into()) }
}

/// A port that nobody uses now.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
