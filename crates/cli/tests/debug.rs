//! Tests of `dissolve debug`, as a debugger sees it: over gdb's remote protocol.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

const PROGRAM: &str = r#"(module (func (export "run")))"#;

fn dissolve(folder: &Path, arguments: &[&str]) -> Output {
    crate::command().args(arguments).current_dir(folder).output().unwrap()
}

/// Sends a packet, and returns the answer without its checksum.
fn ask(stream: &mut TcpStream, request: &str) -> String {
    let sum = request.bytes().fold(0, u8::wrapping_add);
    write!(stream, "${request}#{sum:02x}").unwrap();
    let (mut answer, mut byte) = (Vec::new(), [0]);
    while byte != *b"#" {
        stream.read_exact(&mut byte).unwrap();
        answer.extend(byte);
    }
    // The checksum, which is acknowledged.
    stream.read_exact(&mut [0; 2]).unwrap();
    stream.write_all(b"+").unwrap();
    let text = String::from_utf8(answer).unwrap();
    let (_, packet) = text.split_once('$').unwrap_or_else(|| panic!("{text}"));
    packet.trim_end_matches('#').to_owned()
}

/// The chip is stopped where its image begins.
#[test]
fn a_debugger_finds_the_chip_before_its_first_instruction() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.wat"), PROGRAM).unwrap();
    for (board, registers) in [("mps2-an385", 17), ("virt", 33)] {
        let image = "an app.elf";
        let build = dissolve(folder.path(), &["build", "app.wat", "--board", board, "--entry", "run", "-o", image]);
        assert!(build.status.success(), "{build:?}");
        let mut process = crate::command();
        process.args(["debug", image, "--board", board]).current_dir(folder.path());
        let mut process = process.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.strip_prefix("gdb-multiarch -ex 'target remote localhost:").unwrap();
        let (port, rest) = port.split_once('\'').unwrap();
        assert_eq!(rest, " 'an app.elf'\n");
        // The emulator may not listen yet.
        let connect = || TcpStream::connect(("localhost", port.parse::<u16>().unwrap())).ok();
        let mut stream = (0..200)
            .find_map(|_| {
                connect().or_else(|| {
                    thread::sleep(Duration::from_millis(50));
                    None
                })
            })
            .unwrap_or_else(|| panic!("{board}: nothing listens at {port}"));
        let stopped = ask(&mut stream, "?");
        assert!(stopped.starts_with('T') || stopped.starts_with('S'), "{board}: {stopped}");
        let values = ask(&mut stream, "g");
        assert!(values.len() >= registers * 8, "{board}: {values}");
        if board == "mps2-an385" {
            // On Arm, the chip begins where the image does: `e_entry` of the ELF header, with the bit of Thumb.
            let elf = fs::read(folder.path().join(image)).unwrap();
            let begin = u32::from_le_bytes(elf[24..28].try_into().unwrap());
            let counter = u32::from_str_radix(&values[15 * 8..][..8], 16).unwrap().swap_bytes();
            assert_eq!(counter, begin & !1, "the program counter");
        }
        write!(stream, "$k#6b").unwrap();
        assert!(process.wait().unwrap().success(), "{board}");
    }
}

#[test]
fn what_cannot_run_on_the_board_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.wat"), PROGRAM).unwrap();
    fs::write(folder.path().join("text.elf"), PROGRAM).unwrap();
    let made = dissolve(folder.path(), &["compile", "app.wat", "--target", "cortex-m3", "-o", "app.o"]);
    assert!(made.status.success(), "{made:?}");
    let made = dissolve(folder.path(), &["build", "app.wat", "--board", "virt", "-o", "riscv.elf"]);
    assert!(made.status.success(), "{made:?}");
    for (image, board, more, message) in [
        ("app.o", "mps2-an385", "", "app.o: the image cannot be read: it is no executable for cortex-m3"),
        ("riscv.elf", "mps2-an385", "", "it is no executable for cortex-m3"),
        ("text.elf", "mps2-an385", "", "text.elf: the image cannot be read: "),
        ("none.elf", "mps2-an385", "", "none.elf: the image cannot be read: "),
        ("riscv.elf", "none", "", "none"),
        ("riscv.elf", "virt", "--target=cortex-m3", "cortex-m3"),
        ("riscv.elf", "virt", "--port=0", "invalid value '0' for '--port <PORT>'"),
        ("riscv.elf", "virt", "--port=65536", "invalid value '65536' for '--port <PORT>'"),
    ] {
        let mut arguments = vec!["debug", image, "--board", board];
        arguments.extend([more].iter().filter(|more| !more.is_empty()));
        let output = dissolve(folder.path(), &arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && text.contains(message), "{arguments:?}: {text}");
    }
}
