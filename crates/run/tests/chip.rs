//! Tests the host's side of the call gate against an emulator that gives prepared answers: the requests that the host
//! sends, and its results from the answers. The real emulator is in the workspace's tests.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS, op, status};
use dissolve_abi::{TrapKind, symbol};
use dissolve_boards::Board;
use dissolve_run::{CallError, Chip, ChipError, CoreValue, Export, Instance as _, Memory, ProgramInfo, RepeatError};
use dissolve_targets::{CoreFuncType, CoreType, Target};
use dissolve_wasm::MemoryIndex;
use object::write::{Object, Symbol, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, SymbolFlags, SymbolKind, SymbolScope};
use tempfile::TempDir;

/// A memory that the program does not have.
const NO_MEMORY: MemoryIndex = MemoryIndex::from_u32(1);
/// The capacity in the gate's greeting: the largest request, in bytes.
const CAPACITY: u32 = 1024;
/// Ticks of a call that does nothing: five instructions at 25 MHz and 64 ns.
const NOP_TICKS: u32 = 8;

/// The native addresses of the symbols in the image of these tests.
const NOP: u32 = 0x100;
const INSTANTIATE: u32 = 0x120;
const ADD: u32 = 0x140;
const FAIL: u32 = 0x160;
const WINDOW: u32 = 0x200;
const STACK_TOP: u32 = 0x300;

/// An image with symbols, and nothing else that the host looks at.
fn image() -> Vec<u8> {
    let mut object = Object::new(BinaryFormat::Elf, Architecture::Arm, Endianness::Little);
    let text = object.section_id(object::write::StandardSection::Text);
    object.append_section_data(text, &[0; 0x400], 4);
    for (name, value, size) in [
        (symbol::GATE_NOP, NOP, 2),
        (symbol::INSTANTIATE, INSTANTIATE, 16),
        ("t_add", ADD, 16),
        ("_ZN4test4fail17h0123456789abcdefE", FAIL, 16),
        ("__dissolve_memory_0", WINDOW, 0),
        (symbol::STACK_TOP, STACK_TOP, 0),
    ] {
        object.add_symbol(Symbol {
            name: name.into(),
            // The addresses of functions have the lowest bit set: Thumb code.
            value: u64::from(value) | u64::from(size > 0),
            size,
            kind: if size > 0 { SymbolKind::Text } else { SymbolKind::Data },
            scope: SymbolScope::Dynamic,
            weak: false,
            section: SymbolSection::Section(text),
            flags: SymbolFlags::None,
        });
    }
    object.write().unwrap()
}

/// The meaning of the image's symbols: `add: (i32, i64) -> i32`, others, and a memory that is backed from 0x1000 to
/// 0x2000 and that the program takes for one page.
fn info() -> ProgramInfo {
    let export = |name: &str, symbol: &str, params: &[CoreType], results: &[CoreType]| Export {
        name: name.into(),
        symbol: symbol.into(),
        ty: CoreFuncType { params: params.to_vec(), results: results.to_vec() },
    };
    ProgramInfo {
        exports: vec![
            export("add", "t_add", &[CoreType::I32, CoreType::I64], &[CoreType::I32]),
            export("pair", "t_add", &[], &[CoreType::I32; 2]),
            export("several", "t_add", &[CoreType::I32; 6], &[CoreType::I32, CoreType::I64]),
            export("gone", "t_gone", &[], &[]),
        ],
        memories: vec![Memory {
            absolute: false,
            constants: None,
            symbol: "__dissolve_memory_0".into(),
            low: 0x1000,
            high: 0x2000,
            declared: 0x1_0000,
            size: None,
            component: None,
            stack: 0,
            stack_pointer: None,
            heap: 0,
            arena: 0,
        }],
        arenas: Vec::new(),
        globals: Vec::new(),
        target: Target::CortexM4,
    }
}

/// A chip with prepared answers.
struct Bench {
    chip: Chip,
    files: TempDir,
}

/// The words of the answer to a call that returns `r0`.
fn returned(r0: u32, ticks: u32) -> Vec<u32> {
    let mut answer = vec![status::OK, r0];
    answer.resize(1 + CORE_REGISTERS + FPU_REGISTERS, 0);
    answer.extend([ticks, 0]);
    answer
}

fn frames(answers: &[Vec<u32>]) -> Vec<u8> {
    let words =
        answers.iter().flat_map(|answer| std::iter::once(answer.len() as u32 * 4).chain(answer.iter().copied()));
    words.flat_map(u32::to_le_bytes).collect()
}

/// Boots an emulator whose whole output is these bytes.
fn boot(bytes: &[u8], timeout: Duration) -> Result<Bench, ChipError> {
    let files = tempfile::tempdir().unwrap();
    let (answers, requests) = (files.path().join("answers"), files.path().join("requests"));
    fs::write(&answers, bytes).unwrap();
    let arguments = [format!("answers={}", answers.display()), format!("requests={}", requests.display())];
    let chip = Chip::boot(&image(), &board(&arguments), info(), timeout)?;
    Ok(Bench { chip, files })
}

/// A board whose emulator is the script beside this file.
fn board(arguments: &[String]) -> Board {
    let mut board = dissolve_boards::find("mps2-an386").unwrap();
    let emulator = board.emulator.as_mut().unwrap();
    emulator.program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/emulator.sh").into();
    emulator.arguments = arguments.to_vec();
    board
}

impl Bench {
    /// A chip that boots, and then gives these answers.
    fn new(answers: &[Vec<u32>]) -> Bench {
        let start = [vec![status::OK, CAPACITY], returned(0, NOP_TICKS)];
        boot(&frames(&[&start[..], answers].concat()), Duration::from_secs(60)).unwrap()
    }

    /// The requests so far, without the one of the boot; there must be `count` of them.
    fn requests(&self, count: usize) -> Vec<Vec<u32>> {
        let path: PathBuf = self.files.path().join("requests");
        // The emulator's process writes the requests to the file at its own pace.
        let start = Instant::now();
        loop {
            let requests = parse(&fs::read(&path).unwrap_or_default());
            if requests.len() > count || start.elapsed() > Duration::from_secs(20) {
                assert_eq!(requests.len(), count + 1);
                assert_eq!(requests[0][..2], [op::CALL, NOP | 1]);
                return requests[1..].to_vec();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn parse(bytes: &[u8]) -> Vec<Vec<u32>> {
    let words: Vec<u32> = bytes.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect();
    let mut frames = Vec::new();
    let mut rest = &words[..];
    while let [length, after @ ..] = rest {
        let Some((frame, after)) = after.split_at_checked(*length as usize / 4) else { break };
        frames.push(frame.to_vec());
        rest = after;
    }
    frames
}

#[test]
fn a_call_passes_registers_and_counts() {
    let mut bench = Bench::new(&[returned(42, NOP_TICKS + 16)]);
    let results = bench.chip.call("add", &[CoreValue::I32(7), CoreValue::I64(0x2222_1111_0000_0003)]).unwrap();
    assert_eq!(results, [CoreValue::I32(42)]);
    // 16 ticks of 40 ns each, at 64 ns per instruction.
    assert_eq!(bench.chip.instructions("add"), Some(10));
    assert_eq!(bench.chip.instructions("pair"), None);
    let mut expected = vec![op::CALL, ADD | 1, 7, 0, 3, 0x2222_1111];
    expected.extend([0; CORE_REGISTERS - 4 + FPU_REGISTERS + 1]);
    assert_eq!(bench.requests(1), [expected]);
}

/// Several results are returned in memory, on the stack behind the arguments.
#[test]
fn several_results_are_a_structure_on_the_stack() {
    let mut answer = returned(0, 0);
    let ticks = answer.split_off(1 + CORE_REGISTERS + FPU_REGISTERS);
    answer.extend([10, 11, 12, 0, 1, 0, 2, 3]);
    answer.extend(ticks);
    let mut bench = Bench::new(&[answer]);
    let arguments = [1, 2, 3, 4, 5, 6].map(CoreValue::I32);
    assert_eq!(bench.chip.call("several", &arguments).unwrap(), [CoreValue::I32(1), CoreValue::I64(2 | 3 << 32)]);
    let request = &bench.requests(1)[0];
    // Eight words below the top: the arguments from the first on, the results from the fifth on.
    let first = STACK_TOP - 32;
    assert_eq!(request[2..2 + 4], [first + 16, 1, 2, 3]);
    assert_eq!(request[2 + CORE_REGISTERS + FPU_REGISTERS..], [8, 4, 5, 6, 0, 0, 0, 0, 0]);
}

#[test]
fn a_fresh_instance_is_one_call_without_an_arena() {
    let mut bench = Bench::new(&[returned(0, 0)]);
    bench.chip.instantiate().unwrap();
    assert_eq!(bench.requests(1)[0][..2], [op::CALL, INSTANTIATE | 1]);
    assert_eq!(bench.chip.arena().unwrap(), None);
}

#[test]
fn a_trap_has_its_kind_and_its_function() {
    let trap = |kind, pc| vec![status::TRAP, kind, pc, ADD | 1, 0x0001_0000, 0xe000_0000];
    let mut bench = Bench::new(&[
        trap(TrapKind::DivideByZero as u32, FAIL + 6),
        trap(TrapKind::HardwareFault as u32, 0x0800_0000),
        trap(77, 0),
    ]);
    let mut next = || match bench.chip.call("add", &[CoreValue::I32(0), CoreValue::I64(0)]).unwrap_err() {
        CallError::Trap(trap) => trap,
        other => panic!("{other}"),
    };
    let first = next();
    assert_eq!((first.kind, first.function.as_deref()), (Some(TrapKind::DivideByZero), Some("test::fail")));
    assert_eq!(first.to_string(), "trap: integer divide by zero in `test::fail`, address 0x00000166");
    let text = next().to_string();
    assert_eq!(text, "trap: hardware fault, address 0x08000000 (fault status 0x00010000, of address 0xe0000000)");
    assert_eq!(next().to_string(), "trap: unknown kind 77");
}

#[test]
fn exports_that_cannot_be_called_are_errors_without_a_request() {
    let mut bench = Bench::new(&[]);
    for (name, expected) in [("nowhere", "no core export `nowhere`"), ("gone", "the image has no symbol `t_gone`")] {
        let error = bench.chip.call(name, &[]).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(bench.requests(0).is_empty());
}

#[test]
fn addresses_are_moved_to_the_window() {
    let mut bench =
        Bench::new(&[vec![status::OK], vec![status::OK, 0x4433_2211, 0x55], vec![status::OK], vec![status::OK]]);
    bench.chip.write(MemoryIndex::FIRST, 0x1010, &[1, 2, 3, 4, 5]).unwrap();
    let mut buffer = [0; 5];
    bench.chip.read(MemoryIndex::FIRST, 0x1fe0, &mut buffer).unwrap();
    assert_eq!(buffer, [0x11, 0x22, 0x33, 0x44, 0x55]);
    // Data that does not fit one request is sent in several.
    bench.chip.write(MemoryIndex::FIRST, 0x1000, &[9; CAPACITY as usize]).unwrap();
    let requests = bench.requests(4);
    assert_eq!(requests[0], [op::WRITE, WINDOW + 0x10, 5, 0x0403_0201, 5]);
    assert_eq!(requests[1], [op::READ, WINDOW + 0xfe0, 5]);
    assert_eq!(requests[2][..3], [op::WRITE, WINDOW, CAPACITY - 16]);
    assert_eq!(
        requests[3],
        [op::WRITE, WINDOW + CAPACITY - 16, 16, 0x0909_0909, 0x0909_0909, 0x0909_0909, 0x0909_0909]
    );
    assert!(requests.iter().all(|request| request.len() * 4 <= CAPACITY as usize));
}

#[test]
fn addresses_outside_the_window_are_errors_without_a_request() {
    let mut bench = Bench::new(&[]);
    assert_eq!(bench.chip.memory_size(MemoryIndex::FIRST).unwrap(), 0x1_0000);
    for (address, length) in [(0xfff, 1), (0x1fff, 2), (0x2000, 1), (u32::MAX, 1), (0, 1), (0x1_0001, 0)] {
        let error = bench.chip.read(MemoryIndex::FIRST, address, &mut vec![0; length]).unwrap_err();
        assert!(matches!(error, CallError::OutOfBounds { low: 0x1000, high: 0x2000, .. }), "{address:#x}: {error}");
        assert!(bench.chip.write(MemoryIndex::FIRST, address, &vec![0; length]).is_err());
    }
    // An empty range may be at any address in the memory, even one that is not backed.
    for address in [0, 1, 0x2000, 0x1_0000] {
        bench.chip.read(MemoryIndex::FIRST, address, &mut []).unwrap();
        bench.chip.write(MemoryIndex::FIRST, address, &[]).unwrap();
    }
    assert!(matches!(bench.chip.read(NO_MEMORY, 0, &mut []), Err(CallError::NoMemory(NO_MEMORY))));
    assert!(bench.requests(0).is_empty());
}

#[test]
fn answers_that_are_none_are_errors() {
    for (answer, expected) in [
        (vec![status::OK, 1], "a short answer"),
        (vec![status::TRAP, 1], "a trap without its five words"),
        (vec![status::MALFORMED], "an answer that is none"),
        (vec![99], "an answer that is none"),
        (vec![], "an answer that is none"),
    ] {
        let mut bench = Bench::new(std::slice::from_ref(&answer));
        let error = bench.chip.call("add", &[CoreValue::I32(0), CoreValue::I64(0)]).unwrap_err().to_string();
        assert!(error.contains(expected), "{answer:?}: {error}");
    }
}

#[test]
fn an_emulator_that_ends_is_quoted() {
    let error = Chip::boot(&image(), &board(&[]), info(), Duration::from_secs(60)).err().unwrap();
    assert!(error.to_string().starts_with("the emulator ended ("), "{error}");
    assert!(error.to_string().ends_with("no such machine"), "{error}");
}

#[test]
fn an_emulator_that_is_not_there_is_named() {
    let mut board = board(&[]);
    board.emulator.as_mut().unwrap().program = "/nowhere/qemu".into();
    let error = Chip::boot(&image(), &board, info(), Duration::from_secs(60)).err().unwrap().to_string();
    assert!(
        error.starts_with("cannot start the emulator `/nowhere/qemu`") && error.contains("DISSOLVE_QEMU"),
        "{error}"
    );
    board.emulator = None;
    let error = Chip::boot(&image(), &board, info(), Duration::from_secs(60)).err().unwrap().to_string();
    assert!(error.contains("board `mps2-an386` has no emulator"), "{error}");
}

#[test]
fn silence_is_an_error_and_stays_one() {
    let start = frames(&[vec![status::OK, CAPACITY], returned(0, NOP_TICKS)]);
    let mut bench = boot(&start, Duration::from_millis(500)).unwrap();
    let began = Instant::now();
    let error = bench.chip.instantiate().unwrap_err().to_string();
    assert!(error.contains("the chip has not answered"), "{error}");
    let error = bench.chip.instantiate().unwrap_err().to_string();
    assert!(error.contains("the emulator ended"), "{error}");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn what_is_no_frame_is_an_error() {
    for greeting in [
        b"QEMU 7.2.0 monitor - type 'help' for more information\n".to_vec(),
        frames(&[vec![status::OK]]),
        frames(&[vec![status::OK, 8]]),
        frames(&[vec![status::MALFORMED, CAPACITY]]),
        vec![3, 0, 0, 0, 1, 2, 3],
    ] {
        let error = boot(&greeting, Duration::from_secs(60)).err().unwrap();
        assert!(matches!(error, ChipError::Protocol(_) | ChipError::Ended { .. }), "{error}");
    }
}

#[test]
fn an_image_without_the_gate_is_refused() {
    let object = Object::new(BinaryFormat::Elf, Architecture::Arm, Endianness::Little).write().unwrap();
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("answers"), frames(&[vec![status::OK, CAPACITY]])).unwrap();
    let arguments = ["answers", "requests"].map(|name| format!("{name}={}", files.path().join(name).display()));
    let error = Chip::boot(&object, &board(&arguments), info(), Duration::from_secs(60)).err().unwrap().to_string();
    assert!(error.contains("no symbol `__dissolve_gate_nop`; was it built with the call gate?"), "{error}");
    let error = Chip::boot(b"no ELF", &board(&arguments), info(), Duration::from_secs(60)).err().unwrap().to_string();
    assert!(error.contains("the image cannot be read"), "{error}");
}

/// A round of two calls; the argument of the second is the result of the first.
fn round(chip: &mut Chip) -> Result<u64, CallError> {
    let first = chip.call("add", &[CoreValue::I32(1), CoreValue::I64(0)])?;
    let second = chip.call("add", &[first[0], CoreValue::I64(0)])?;
    Ok(second[0].bits())
}

/// The answer to a replay that stopped at a different answer.
fn diverged(iteration: u32, step: u32, answer: Vec<u32>) -> Vec<u32> {
    [vec![status::DIVERGED, iteration, step], answer].concat()
}

#[test]
fn a_repetition_is_one_request() {
    let mut bench = Bench::new(&[returned(5, 100), returned(6, 108), vec![status::OK, 999]]);
    assert_eq!(bench.chip.repeat(1000, round).unwrap(), 6);
    assert_eq!(bench.chip.instructions("add"), Some(63), "of the first round");
    let requests = bench.requests(3);
    let replay = &requests[2];
    assert_eq!(replay[..4], [op::REPLAY, 999, 2, requests[0].len() as u32]);
    let step = &replay[4..];
    assert_eq!(step[..requests[0].len()], requests[0]);
    // The recorded answer ends before the ticks, which may differ.
    let kept = 1 + CORE_REGISTERS + FPU_REGISTERS;
    assert_eq!(step[requests[0].len()..][..3], [kept as u32, status::OK, 5]);
}

#[test]
fn an_answer_that_differs_inside_is_gone_on_from() {
    // In the fourth round the first call returns another value, as an address may; the round's result is the same.
    let mut bench = Bench::new(&[
        returned(5, 1),
        returned(6, 1),
        diverged(2, 0, returned(9, 1)),
        returned(6, 1),
        vec![status::OK, 6],
    ]);
    assert_eq!(bench.chip.repeat(10, round).unwrap(), 6);
    let requests = bench.requests(5);
    assert_eq!(requests[3][2], 9, "the round goes on with what the chip gave");
    assert_eq!(requests[4][..2], [op::REPLAY, 6]);
    assert!(requests[4].windows(2).any(|words| words == [status::OK, 9]), "the new round is the one to repeat");
}

#[test]
fn a_result_that_differs_is_an_error_with_its_round() {
    let mut bench = Bench::new(&[returned(5, 1), returned(6, 1), diverged(2, 1, returned(7, 1))]);
    let error = bench.chip.repeat(10, round).unwrap_err();
    assert!(matches!(error, RepeatError::Differs { round: 4, first: 6, value: 7 }), "{error:?}");
}

#[test]
fn a_trap_in_a_later_round_is_an_error_with_its_round() {
    let trap = vec![status::TRAP, TrapKind::Unreachable as u32, FAIL, 0, 0, 0];
    let mut bench = Bench::new(&[returned(5, 1), returned(6, 1), diverged(0, 1, trap)]);
    let error = bench.chip.repeat(10, round).unwrap_err();
    let RepeatError::Failed { round: 2, error: CallError::Trap(trap) } = error else { panic!("{error:?}") };
    assert_eq!(trap.function.as_deref(), Some("test::fail"));
}

#[test]
fn what_the_chip_cannot_hold_is_repeated_from_here() {
    let answers: Vec<_> = (0..60).map(|_| returned(1, 1)).collect();
    let mut bench = Bench::new(&answers);
    let many = |chip: &mut Chip| (0..20).try_fold(0, |_, _| round_of_one(chip));
    assert_eq!(bench.chip.repeat(3, many).unwrap(), 1);
    assert!(bench.requests(60).iter().all(|request| request[0] == op::CALL));
}

fn round_of_one(chip: &mut Chip) -> Result<u64, CallError> {
    Ok(chip.call("add", &[CoreValue::I32(1), CoreValue::I64(0)])?[0].bits())
}

#[test]
fn a_replay_that_is_answered_with_nonsense_is_an_error() {
    for answer in [vec![status::MALFORMED], diverged(0, 2, returned(1, 1)), diverged(0, u32::MAX, vec![])] {
        let mut bench = Bench::new(&[returned(5, 1), returned(6, 1), answer.clone()]);
        let error = bench.chip.repeat(10, round).unwrap_err();
        assert!(matches!(error, RepeatError::Chip(ChipError::Protocol(_))), "{answer:?}: {error:?}");
    }
}
