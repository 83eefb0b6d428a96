//! Programs as libraries, in firmware that boots by itself: C that clang compiles and lld links, on emulated chips.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dissolve_pipeline::boards::{self, Board};
use dissolve_pipeline::codegen::{self, Addresses, Bounds, Constants, Traps};
use dissolve_pipeline::targets::{Abi, ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program, Runtime};
use dissolve_tests::{clang, compile, component_of, guest};
use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

/// The boards and processors on which libraries run.
const CHIPS: [(&str, Target); 8] = [
    ("microbit", Target::CortexM0),
    ("mps2-an385", Target::CortexM3),
    ("mps2-an386", Target::CortexM4F),
    ("mps2-an386", Target::CortexM4),
    ("mps2-an505", Target::CortexM33F),
    ("virt", Target::Riscv32imc),
    ("virt", Target::Riscv32imac),
    ("virt", Target::Riscv32imafc),
];

/// The folder of the programs.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library")
}

/// Clang's options for a processor.
pub(crate) fn clang_options(target: Target) -> Vec<String> {
    let mut options = match target.abi() {
        Abi::Aapcs | Abi::AapcsVfp => vec![format!("--target={}", target.triple()), format!("-mcpu={}", target.cpu())],
        Abi::Ilp32 | Abi::Ilp32f => {
            let architecture = target.triple().split('-').next().unwrap().trim_start_matches("riscv32");
            let (abi, csr) = (target.abi_name(), "_zicsr");
            vec![
                "--target=riscv32-unknown-elf".to_owned(),
                format!("-march=rv32{architecture}{csr}"),
                format!("-mabi={abi}"),
            ]
        }
        Abi::SystemV | Abi::Aapcs64 => panic!("{target} is no chip"),
    };
    match target.abi() {
        Abi::Aapcs => options.push("-mfloat-abi=soft".to_owned()),
        Abi::AapcsVfp => options.push("-mfloat-abi=hard".to_owned()),
        _ => {}
    }
    options.extend(["-ffreestanding", "-ffunction-sections", "-Os", "-Wall", "-Wextra"].map(str::to_owned));
    options
}

/// Links a program with a library, and returns what it prints on the emulated board.
fn run(folder: &Path, board: &Board, target: Target, sources: &[PathBuf], more: &[&str]) -> String {
    let mut objects = Vec::new();
    for source in sources {
        let object = folder.join(source.with_extension("o").file_name().unwrap());
        let mut arguments: Vec<_> = clang_options(target);
        let include = |path: &Path| format!("-I{}", path.display());
        arguments.extend([include(folder), include(&self::sources()), "-c".to_owned(), "-o".to_owned()]);
        arguments.extend([object.display().to_string(), source.display().to_string()]);
        compile(clang().c, folder, arguments).unwrap();
        objects.push(object);
    }
    let regions = [("FLASH", board.memory.flash), ("RAM", board.memory.ram)];
    let regions = regions.map(|(name, region)| {
        format!("    {name} : ORIGIN = {:#x}, LENGTH = {:#x}\n", region.origin, region.length.bytes())
    });
    let script =
        format!("MEMORY {{\n{}}}\n", regions.concat()) + &fs::read_to_string(self::sources().join("chip.ld")).unwrap();
    fs::write(folder.join("image.ld"), script).unwrap();
    let elf = folder.join("image.elf");
    let mut command = Command::new("ld.lld-22");
    command.current_dir(folder).args(["--gc-sections", "-e", "chip_boot", "-T", "image.ld", "-o"]).arg(&elf);
    // It stands in for the compiler's library of functions, such as `__aeabi_dmul`.
    let builtins = Runtime::Image.archive(target.triple()).unwrap().path;
    let output = command.args(objects).args(more).arg(builtins).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let emulator = board.emulator.as_ref().unwrap();
    let mut command = Command::new(&emulator.program);
    command.args(["-machine", &emulator.machine, "-nographic", "-monitor", "none", "-serial", "none"]);
    command.args(["-semihosting-config", "enable=on,target=native", "-icount"]);
    command.arg(format!("shift={}", board.emulation().unwrap().icount_shift));
    command.args(&emulator.arguments).args(emulator.target_arguments.get(&target).into_iter().flatten());
    let mut child = command.arg("-kernel").arg(&elf).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let started = std::time::Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed().as_secs() > 60 {
            child.kill().unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The linker's option that makes the library's handler the one of the chip's faults, where that is a vector.
fn handler(target: Target, traps: Traps) -> &'static [&'static str] {
    match (traps, target.abi()) {
        (Traps::Fault, Abi::Aapcs | Abi::AapcsVfp) => &["--defsym=hard_fault=__dissolve_fault_handler"],
        _ => &[],
    }
}

/// Compiles the text of a component as a library into a folder.
fn library(folder: &Path, input: &[u8], name: &str, target: Target, traps: Traps) {
    library_of(BuildOptions::default(), folder, input, name, target, traps);
}

/// The same, with a stack of its own.
fn library_on(own_stack: Option<ByteSize>, folder: &Path, input: &[u8], name: &str, target: Target, traps: Traps) {
    library_of(BuildOptions { own_stack, ..BuildOptions::default() }, folder, input, name, target, traps);
}

/// The same, with other options.
fn library_of(options: BuildOptions, folder: &Path, input: &[u8], name: &str, target: Target, traps: Traps) {
    let program = Program::load(input, name, Grow::Reject).unwrap();
    let options = BuildOptions { prefix: Some(name.to_owned()), ..options };
    for file in program.library(target, traps, &options).unwrap().files {
        fs::write(folder.join(file.name), file.bytes).unwrap();
    }
}

/// An entry answers, refuses a call inside another, comes back from a trap with the registers as they were, and works again after
/// instantiation; also when an interrupt calls it at any time.
#[test]
fn entries_answer_refuse_and_come_back() {
    let input = fs::read(sources().join("calls.wat")).unwrap();
    for (board, target) in CHIPS {
        let board = boards::find(board).unwrap();
        for (traps, own_stack) in kinds() {
            let folder = tempfile::tempdir().unwrap();
            library_on(own_stack, folder.path(), &input, "calls", target, traps);
            let more = [&["libcalls.a"], handler(target, traps)].concat();
            let programs = ["chip.c", "memory.c", "text.c", "calls.c"].map(|name| sources().join(name));
            let printed = run(folder.path(), &board, target, &programs, &more);
            assert_eq!(printed, EXPECTED, "{target}, {traps}, {own_stack:?}");
        }
    }
}

/// The size of stacks of libraries' own.
const OWN_STACK: ByteSize = ByteSize::kib(3);

/// The kinds of libraries: how they trap, and the stack of their own.
fn kinds() -> [(Traps, Option<ByteSize>); 4] {
    [Traps::Call, Traps::Fault]
        .map(|traps| [None, Some(OWN_STACK)].map(|stack| (traps, stack)))
        .concat()
        .try_into()
        .unwrap()
}

/// A component whose functions recur: with small frames; with a function in between that has a large one, and calls the embedder; and through
/// a table.
fn deep() -> String {
    let wide = 40;
    let locals = "i32 ".repeat(wide);
    let loads: String = (0..wide)
        .map(|index| format!("(local.set {} (i32.load offset={} (i32.const 1024)))\n", index + 1, 4 * index))
        .collect();
    let sum: String = (0..wide).map(|index| format!("(i32.add (local.get {}) ", index + 1)).collect();
    format!(
        r#"(component
  (import "poke" (func $poke (param "value" u32) (result u32)))
  (core func $poke (canon lower (func $poke)))
  (core module $m
    (import "" "poke" (func $poke (param i32) (result i32)))
    (type $function (func (param i32) (result i32)))
    (memory (export "memory") 1)
    (global (export "__stack_pointer") (mut i32) (i32.const 1024))
    (global (export "__data_end") i32 (i32.const 1280))
    (global (export "__heap_base") i32 (i32.const 1280))
    (table 2 2 funcref)
    (elem (i32.const 0) $table $leaf)
    (func $narrow (export "narrow") (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
        (else (i32.add (call $narrow (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))))
    (func $large (param i32) (result i32) (local {locals})
      {loads}
      (drop (call $poke (local.get 0)))
      {sum} (local.get 0) {close})
    (func $wide (export "wide") (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
        (else (i32.add
          (i32.and (call $large (local.get 0)) (i32.const 1))
          (i32.add (call $wide (i32.sub (local.get 0) (i32.const 1))) (i32.const 1))))))
    (func $leaf (type $function) (call $large (local.get 0)))
    (func $table (export "table") (type $function)
      (i32.store (i32.const 1024) (local.get 0))
      (i32.add (i32.const 1) (i32.and (i32.const 0xffff)
        (call_indirect (type $function) (i32.sub (local.get 0) (i32.const 1)) (i32.eqz (local.get 0)))))))
  (core instance $i (instantiate $m (with "" (instance (export "poke" (func $poke))))))
  (func (export "narrow") (param "n" u32) (result u32) (canon lift (core func $i "narrow")))
  (func (export "wide") (param "n" u32) (result u32) (canon lift (core func $i "wide")))
  (func (export "table") (param "n" u32) (result u32) (canon lift (core func $i "table"))))"#,
        close = ")".repeat(wide)
    )
}

/// On a stack of the library's own, a recursion without end traps before it gets beyond the end of the stack; how much the functions in between
/// need is part of it.
#[test]
fn a_stack_of_its_own_has_an_end() {
    let input = deep();
    for (board, target) in CHIPS {
        let board = boards::find(board).unwrap();
        for traps in [Traps::Call, Traps::Fault] {
            let folder = tempfile::tempdir().unwrap();
            library_on(Some(OWN_STACK), folder.path(), input.as_bytes(), "deep", target, traps);
            let more = [&["libdeep.a"], handler(target, traps)].concat();
            let programs = ["chip.c", "memory.c", "text.c", "stack.c"].map(|name| sources().join(name));
            assert_eq!(run(folder.path(), &board, target, &programs, &more), EXHAUSTED, "{target}, {traps}");
        }
        let program = Program::load(input.as_bytes(), "deep", Grow::Reject).unwrap();
        let options = BuildOptions { own_stack: Some(ByteSize::new(600)), ..BuildOptions::default() };
        let error = program.library(target, Traps::Call, &options).unwrap_err().to_string();
        let least = least_stack(&error);
        assert!(error.contains("the library has 600") && error.contains("`--native-stack SIZE`"), "{error}");
        // A stack of the size in the message is large enough.
        let options = BuildOptions { own_stack: Some(ByteSize::new(least)), ..BuildOptions::default() };
        program.library(target, Traps::Call, &options).unwrap();
    }
}

/// The number of bytes in the error for a stack that is too small.
fn least_stack(error: &str) -> u32 {
    let number = error.strip_prefix("calls need ").and_then(|rest| rest.split(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{error}"))
}

/// The stack has room for the allocator of the component, which bindings call while the component is in an import.
#[test]
fn a_stack_of_its_own_has_room_for_the_allocator_inside_an_import() {
    // Many values that are needed after a call, so the frame is large.
    let around = |call: &str, first: usize| -> String {
        let each =
            |text: fn(usize, usize) -> String| -> String { (0..40).map(|at| text(first + at, 4 * at)).collect() };
        let loads = each(|local, offset| format!("(local.set {local} (i32.load offset={offset} (i32.const 1024)))"));
        let sums = each(|local, _| format!("(i32.add (local.get {local}) "));
        format!("{loads} {call} (i32.store (i32.const 1040) {sums} (i32.const 0) {})", ")".repeat(40))
    };
    let locals = format!("(local {})", "i32 ".repeat(40));
    let component = |realloc: &str| {
        format!(
            r#"(component
  (import "name" (func $name (result string)))
  (core module $memory
    (memory (export "memory") 1)
    (global (export "__stack_pointer") (mut i32) (i32.const 1024))
    (global (export "__data_end") i32 (i32.const 1280))
    (global (export "__heap_base") i32 (i32.const 1280))
    (func $other (param i32)
      (i32.store (i32.const 1024) (local.get 0))
      (if (local.get 0) (then (call $other (i32.shr_u (local.get 0) (i32.const 1))) (i32.store (i32.const 1028) (local.get 0)))))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {locals} {realloc} (i32.const 1100)))
  (core instance $memory (instantiate $memory))
  (core func $name (canon lower (func $name) (memory $memory "memory") (realloc (func $memory "cabi_realloc"))))
  (core module $m
    (import "" "name" (func $name (param i32))) (import "" "memory" (memory 1))
    (func (export "run") {locals} {run}))
  (core instance $m (instantiate $m (with "" (instance (export "name" (func $name)) (export "memory" (memory $memory "memory"))))))
  (func (export "run") (canon lift (core func $m "run"))))"#,
            run = around("(call $name (i32.const 1200))", 0),
        )
    };
    let least = |realloc: &str| {
        let program = Program::load(component(realloc).as_bytes(), "text", Grow::Reject).unwrap();
        let options = BuildOptions { own_stack: Some(ByteSize::new(8)), ..BuildOptions::default() };
        let error = program.library(Target::CortexM3, Traps::Call, &options).unwrap_err().to_string();
        least_stack(&error)
    };
    let (small, large) = (least(""), least(&around("(call $other (local.get 3))", 4)));
    assert!(small > 600 && large >= small + 100, "{small} and {large} bytes");
}

/// A function that only computes is called on the stack of the caller, so it looks for no end of another.
#[test]
fn a_function_that_computes_checks_no_stack() {
    // By its type alone, what makes a tail call could call itself, so all functions check.
    let module = wat::parse_str(
        r#"(module (memory 1)
          (func $one (param i32) (if (local.get 0) (then (return_call $two))) (return_call $three))
          (func $two (i32.store (i32.const 0) (i32.const 1)))
          (func $three (i32.store (i32.const 8) (i32.const 1)))
          (func $four (param i32) (i32.store (i32.const 12) (local.get 0)))
          (func $five (param i32) (return_call $four (local.get 0)))
          (func (export "through") (param i32)
            (call $one (local.get 0)) (call $five (local.get 0)) (i32.store (i32.const 4) (i32.const 1)))
          (func $square (export "computes") (param i32) (result i32) (i32.mul (local.get 0) (local.get 0))))"#,
    )
    .unwrap();
    let options = codegen::Options {
        library: true,
        traps: Traps::Fault,
        own_stack: Some(4096),
        ..codegen::Options::new(Target::CortexM3, "m")
    };
    let object = codegen::compile(&module, &options).unwrap();
    let file = object::File::parse(&*object.bytes).unwrap();
    // `udf #9`
    let checks = |section: object::Section<'_, '_>| section.data().unwrap().chunks(2).any(|half| half == [0x09, 0xDE]);
    let with: Vec<_> = file
        .sections()
        .filter(|section| section.name().unwrap().starts_with(".text."))
        .filter_map(|section| {
            let name = section.name().unwrap().to_owned();
            checks(section).then_some(name)
        })
        .collect();
    let has = |name: &str| with.iter().any(|section| section == name);
    assert!(has(".text.two") && !has(".text.square"), "{with:?}");
}

/// Links a program with libraries for this machine, with the checks of addresses and of undefined behaviour that it has, and returns
/// what the program prints.
fn run_here(folder: &Path, sources: &[PathBuf], archives: &[&str]) -> String {
    let mut command = Command::new("cc");
    command.current_dir(folder).args(["-std=gnu11", "-O1", "-g", "-Wall", "-Wextra", "-Werror"]);
    command.args(["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-I."]);
    command.arg(format!("-I{}", self::sources().display())).args(sources).args(archives).args(["-lm", "-o", "program"]);
    errors_of(&mut command);
    errors_of(Command::new("timeout").arg("60").arg(folder.join("program")))
}

/// Runs a command that succeeds, and returns what it prints on standard error.
fn errors_of(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}\n{printed}");
    printed
}

/// A library for this machine gives the answers of the chips, with the same components and bindings. A signal stands for the interrupt.
#[test]
fn a_library_works_on_the_host() {
    let Some(host) = Target::host() else { return eprintln!("skipped: this machine is no target") };
    let calls = fs::read(sources().join("calls.wat")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let programs = |name: &str| ["host.c", "text.c", name].map(|name| sources().join(name));

    library(folder, &calls, "calls", host, Traps::Call);
    assert_eq!(run_here(folder, &programs("calls.c"), &["libcalls.a"]), EXPECTED);
    library_on(Some(OWN_STACK), folder, &calls, "calls", host, Traps::Call);
    assert_eq!(run_here(folder, &programs("calls.c"), &["libcalls.a"]), EXPECTED);
    library_on(Some(OWN_STACK), folder, deep().as_bytes(), "deep", host, Traps::Call);
    assert_eq!(run_here(folder, &programs("stack.c"), &["libdeep.a"]), EXHAUSTED);

    library(folder, &calls, "outer", host, Traps::Call);
    library(folder, &calls, "inner", host, Traps::Call);
    assert_eq!(run_here(folder, &programs("nested.c"), &["libouter.a", "libinner.a"]), NESTED);

    library(folder, &component_of(&guest("sensor"), "sensor").bytes, "sensor", host, Traps::Call);
    let mut sources = programs("sensor_program.c").to_vec();
    sources.push(folder.join("sensor.c"));
    assert_eq!(run_here(folder, &sources, &["libsensor.a"]), SENSOR);
}

/// A library for AArch64 gives the same answers, in an emulator and without a C library.
#[test]
fn a_library_works_on_aarch64() {
    let target = Target::Aarch64Linux;
    let calls = fs::read(sources().join("calls.wat")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    library(folder, &calls, "calls", target, Traps::Call);
    let sensor = component_of(&guest("sensor"), "sensor").bytes;
    library(folder, &sensor, "sensor", target, Traps::Call);
    let run = |programs: &[PathBuf], archive: &str| {
        let mut command = Command::new(clang().c);
        command.current_dir(folder).args([
            "--target=aarch64-unknown-linux-gnu",
            "-ffreestanding",
            "-nostdlib",
            "-static",
        ]);
        command.args(["-fuse-ld=lld-22", "-Wl,--entry=chip_boot", "-O1", "-Wall", "-Wextra", "-Werror", "-I."]);
        command.arg(format!("-I{}", sources().display())).args(programs).args([archive, "-o", "program"]);
        errors_of(&mut command);
        errors_of(Command::new("timeout").args(["60", "qemu-aarch64"]).arg(folder.join("program")))
    };
    let programs = |name: &str| ["linux.c", "memory.c", "text.c", name].map(|name| sources().join(name)).to_vec();
    assert_eq!(run(&programs("calls.c"), "libcalls.a"), EXPECTED);
    library_on(Some(OWN_STACK), folder, &calls, "calls", target, Traps::Call);
    assert_eq!(run(&programs("calls.c"), "libcalls.a"), EXPECTED);
    library_on(Some(OWN_STACK), folder, deep().as_bytes(), "deep", target, Traps::Call);
    assert_eq!(run(&programs("stack.c"), "libdeep.a"), EXHAUSTED);
    let programs = [programs("sensor_program.c"), vec![folder.join("sensor.c")]].concat();
    assert_eq!(run(&programs, "libsensor.a"), SENSOR);
}

/// Two libraries fit into one firmware. A trap ends the innermost call only, and kills only the instance that it belongs to.
#[test]
fn a_trap_ends_the_innermost_call() {
    let input = fs::read(sources().join("calls.wat")).unwrap();
    for (board, target) in CHIPS {
        let board = boards::find(board).unwrap();
        for (traps, own_stack) in kinds() {
            let folder = tempfile::tempdir().unwrap();
            // With a stack of their own, or only one of them.
            for (name, own_stack) in [("outer", own_stack), ("inner", own_stack.filter(|_| traps == Traps::Call))] {
                library_on(own_stack, folder.path(), &input, name, target, traps);
            }
            let programs = ["chip.c", "memory.c", "text.c", "nested.c"].map(|name| sources().join(name));
            let printed = run(
                folder.path(),
                &board,
                target,
                &programs,
                &[&["libouter.a", "libinner.a"], handler(target, traps)].concat(),
            );
            assert_eq!(printed, NESTED, "{target}, {traps}, {own_stack:?}");
        }
    }
}

/// The bindings in C work with the library on each chip, wherever its constants are, and whatever numbers its addresses are.
#[test]
fn c_calls_a_component_by_its_bindings() {
    let component = component_of(&guest("sensor"), "sensor").bytes;
    let flash =
        |addresses| BuildOptions { addresses: Some(addresses), constants: Constants::Flash, ..BuildOptions::default() };
    let unchecked = BuildOptions { bounds: Bounds::None, ..BuildOptions::default() };
    let all = [BuildOptions::default(), flash(Addresses::Based), flash(Addresses::Absolute), unchecked];
    for ((board, target), options) in CHIPS.into_iter().flat_map(|chip| all.clone().map(|options| (chip, options))) {
        let board = boards::find(board).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let how = format!("{target}, {}, {:?}, {}", options.bounds, options.addresses, options.constants);
        library_of(options, folder.path(), &component, "sensor", target, Traps::Fault);
        let programs = ["chip.c", "memory.c", "text.c", "sensor_program.c"].map(|name| sources().join(name));
        let programs = [&programs[..], &[folder.path().join("sensor.c")]].concat();
        let more = [&["libsensor.a"], handler(target, Traps::Fault)].concat();
        let printed = run(folder.path(), &board, target, &programs, &more);
        assert_eq!(printed, SENSOR, "{how}");
    }
}

/// A call of four numbers by the bindings in C takes at most four instructions more than a call of a C function that does the same. A string
/// result is where the component has it. A stack of its own costs at most 30 instructions a call.
#[test]
fn a_call_of_four_numbers_costs_four_instructions_and_a_string_no_copy() {
    let costs = [None, Some(OWN_STACK)].map(|own_stack| {
        let costs = Costs::measure(own_stack);
        let Costs { c, bindings, string } = costs;
        println!("{own_stack:?}: a call of four numbers: {c:.1} instructions in C, {bindings:.1} by the bindings; a string result and its release: {string:.1}");
        assert!(c > 5.0 && bindings > c, "{c}, {bindings}");
        assert!(bindings - c <= 4.05, "{c} instructions in C, {bindings} by the bindings");
        costs
    });
    // The call and the release are two.
    let more = (costs[1].string - costs[0].string) / 2.0;
    assert!(more > 5.0 && more <= 30.0, "{more} instructions a call for a stack of its own");
}

/// Instructions on a Cortex-M4F, the loop around them included.
struct Costs {
    /// A C function of four numbers.
    c: f64,
    /// The same as an export, by the bindings.
    bindings: f64,
    /// A string result and its release.
    string: f64,
}

impl Costs {
    fn measure(own_stack: Option<ByteSize>) -> Costs {
        const CALLS: f64 = 1000.0;
        let target = Target::CortexM4F;
        let board = boards::find("mps2-an386").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let component = component_of(&guest("sensor"), "sensor").bytes;
        library_on(own_stack, folder.path(), &component, "sensor", target, Traps::Fault);
        let programs = ["chip.c", "memory.c", "text.c", "cost.c"].map(|name| sources().join(name));
        let programs = [&programs[..], &[folder.path().join("sensor.c")]].concat();
        let more = [&["libsensor.a"], handler(target, Traps::Fault)].concat();
        let printed = run(folder.path(), &board, target, &programs, &more);
        let emulation = board.emulation().unwrap();
        let ticks = f64::from(1 << emulation.icount_shift) * 1e-9 * f64::from(emulation.core_hz);
        let number = |name: &str| {
            let words = |line: &str| {
                line.split_once(' ').filter(|(word, _)| *word == name).map(|(_, number)| number.to_owned())
            };
            let line = printed.lines().find_map(words).unwrap_or_else(|| panic!("{printed}"));
            line.trim().parse::<u32>().unwrap()
        };
        let instructions = |name: &str| f64::from(number(name)) / ticks / CALLS;
        let image = fs::read(folder.path().join("image.elf")).unwrap();
        let image = object::File::parse(&*image).unwrap();
        let memory = image.symbols().find(|symbol| symbol.name() == Ok("__dissolve_sensor_memory_0")).unwrap();
        let window = memory.address()..memory.address() + memory.size();
        assert!(window.contains(&u64::from(number("text"))), "{window:x?}: {printed}");
        Costs { c: instructions("c"), bindings: instructions("bindings"), string: instructions("string") }
    }
}

/// Types that the world itself declares keep their names, beside those of interfaces.
#[test]
fn types_of_the_world_have_names() {
    let component = component_of(&guest("sensor"), "sensor");
    let program = Program::load(&component.bytes, "sensor", Grow::Reject).unwrap();
    let types = program.interface.unwrap().types;
    let names: Vec<_> = types.iter().map(|ty| (ty.interface.as_deref(), ty.name.as_str())).collect();
    assert_eq!(
        names,
        [
            (None, "reading"),
            (None, "ability"),
            (None, "channel"),
            (None, "failure"),
            (Some("acme:sensor/i2c"), "error"),
            (Some("acme:sensor/log"), "level"),
            (Some("acme:sensor/filter"), "problem"),
        ]
    );
}

/// On a host only libraries are compiled, with traps that are calls: an object has nothing that could end a call.
#[test]
fn a_host_is_for_libraries() {
    let input = fs::read(sources().join("calls.wat")).unwrap();
    let program = Program::load(&input, "calls", Grow::Reject).unwrap();
    for &host in Target::HOSTS {
        let options = BuildOptions::default();
        let error = program.library(host, Traps::Fault, &options).unwrap_err().to_string();
        assert!(error.contains("only libraries are compiled for") && error.contains("--traps call"), "{error}");
        assert!(program.compile(host, &options).unwrap_err().to_string().contains(host.name()));
    }
}

/// The archive of a library defines the symbols of the program and of the runtime, and no others: nothing that boots, nothing of Rust's
/// library that the firmware may have too. Only the float functions of C are there besides, weak.
#[test]
fn a_library_defines_nothing_that_firmware_has_too() {
    let input = fs::read(sources().join("calls.wat")).unwrap();
    for &target in Target::ALL {
        let folder = tempfile::tempdir().unwrap();
        library(folder.path(), &input, "calls", target, Traps::Call);
        let bytes = fs::read(folder.path().join("libcalls.a")).unwrap();
        let archive = ArchiveFile::parse(&*bytes).unwrap();
        let mut defined = Vec::new();
        for member in archive.members().map(Result::unwrap) {
            let object = object::File::parse(member.data(&*bytes).unwrap()).unwrap();
            let global = object.symbols().filter(|symbol| symbol.is_definition() && symbol.is_global());
            defined.extend(global.map(|symbol| (symbol.name().unwrap().to_owned(), symbol.is_weak())));
        }
        let is_ours = |name: &str| ["__dissolve_", "__cabi_arena_"].iter().any(|prefix| name.starts_with(prefix));
        let (ours, others): (Vec<_>, Vec<_>) = defined.into_iter().partition(|(name, _)| is_ours(name));
        assert!(ours.iter().any(|(name, _)| name == "__dissolve_calls_export_add"), "{target}");
        assert!(others.iter().all(|(_, is_weak)| *is_weak), "{target}: {others:?}");
        let mut names: Vec<_> = others.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        // A host has a C library.
        let expected: &[&str] = if target.is_host() { &[] } else { &FLOAT };
        assert_eq!(names, expected, "{target}");
    }
}

/// The float functions for which processors have no instruction.
const FLOAT: [&str; 12] =
    ["ceil", "ceilf", "floor", "floorf", "fma", "fmaf", "roundeven", "roundevenf", "sqrt", "sqrtf", "trunc", "truncf"];

/// The output of `nested.c`.
const NESTED: &str = "\
instantiated 2
inner divides = 42
inner divides by zero failed
outer calls = 5
outer is alive 1
inner is alive 0
";

/// The output of `stack.c`.
const EXHAUSTED: &str = "\
narrow: answered 1
  exhausted 1
  the end is intact 1
wide: answered 1
  exhausted 1
  the end is intact 1
through a table: answered 1
  exhausted 1
  the end is intact 1
imports on the stack of the library 1
the limit is as before 1
";

/// The output of `sensor_program.c`.
const SENSOR: &str = "\
warning: no channel 9
acme température µ1
channel 0
channel 1
channel 2
oven from 20 to 250 heats
lines 1
failures 0
";

/// The output of `calls.c`.
const EXPECTED: &str = "\
count before failed, reason 0
instantiate = 0
add = 4321
count = 1
count = 2
count = 3
divide = 42
half 1
half double is valid 1
half double 1
many = 87651
call out = 5
count inside failed, reason 1
add inside failed, reason 1
instantiate inside failed, reason 1
call out = 9
divide by zero failed, reason 259
place is known 1
count of the dead failed, reason 259
add of the dead failed, reason 259
instantiate again = 0
count again = 1
registers are kept 1
trapped 1000
no call was lost 1
interrupts were answered or refused 1
";
