//! An embedder's handler of a device's interrupt has the vector that the board's file gives to its name.

use dissolve_pipeline::boards::find;
use dissolve_pipeline::targets::{ByteSize, Grow};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, clang, compile};

/// Makes an interrupt pending by its number (Armv7-M Architecture Reference Manual, B3.4), and returns the calls of the handler.
const SOURCE: &str = "
static volatile unsigned seen;
void HANDLER(void) { seen++; }
__attribute__((used, retain)) unsigned pend(unsigned number) {
    volatile unsigned *enable = (volatile unsigned *)0xE000E100, *pending = (volatile unsigned *)0xE000E200;
    enable[number / 32] = 1u << number % 32;
    pending[number / 32] = 1u << number % 32;
    __asm volatile(\"dsb\\n isb\" ::: \"memory\");
    return seen;
}";

#[test]
fn a_handler_is_called_by_the_name_of_its_interrupt() {
    for (board, handler, number, last) in
        [("stm32vldiscovery", "TIM2", 28, 55), ("microbit", "RADIO", 1, 25), ("mps2-an385", "TIMER0", 8, 31)]
    {
        let board = find(board).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("handler.c"), SOURCE.replace("HANDLER", handler)).unwrap();
        let target = format!("--target={}", board.targets[0].triple());
        let flags = [target.as_str(), "-Os", "-ffreestanding", "-c", "handler.c", "-o", "handler.o"];
        compile(clang().c, folder.path(), flags).unwrap();
        let options = BuildOptions {
            link: vec![folder.path().join("handler.o")],
            native_stack: ByteSize::kib(1),
            ..BuildOptions::default()
        };
        let program = Program::load(br#"(module (func (export "f")))"#, "empty", Grow::Reject).unwrap();
        let image = program.build(&board, &options).unwrap().image;
        let vectors = image.report.flash.bytes_of(".vector_table");
        assert_eq!(vectors, 4 * (16 + last + 1), "{}: the table ends with the last interrupt", board.name);
        let mut chip = OnChip::on_board(&program, &board, options).chip;
        for seen in 1..4 {
            assert_eq!(chip.call_symbol("pend", [number, 0, 0, 0]).unwrap(), seen, "{}: {handler}", board.name);
        }
    }
}

/// An import with the name of a handler is served by the embedder, or by nobody.
#[test]
fn an_import_is_no_handler() {
    for name in ["SysTick", "TIM2"] {
        let text = format!(r#"(module (import "env" "{name}" (func $f)) (func (export "g") (call $f)))"#);
        let program = Program::load(text.as_bytes(), "imports", Grow::Reject).unwrap();
        let error =
            program.build(&find("stm32vldiscovery").unwrap(), &BuildOptions::default()).unwrap_err().to_string();
        assert!(error.contains("nothing defines what the program imports") && error.contains(name), "{error}");
    }
}
