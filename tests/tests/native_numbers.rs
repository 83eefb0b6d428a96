//! Every numeric instruction on the emulated chips and on a stock engine, with edge cases as operands.

use std::fmt::Write as _;

use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::targets::{CoreType, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program, image, linker};
use dissolve_run::{CallError, CoreValue, Instance};
use dissolve_tests::{OnChip, OnEngine, board_of, precompiled};

/// The number that a result which overflowed becomes: the sign of local 2, which is shifted right, flipped.
macro_rules! limit {
    ($shift:literal) => {
        concat!("(i32.xor (i32.shr_s (local.get 2) (i32.const ", $shift, ")) (i32.const 0x80000000)) (local.get 2) ")
    };
}

/// Chooses by whether a result, local 2, overflowed: if one side has a sign, the result is less than the other.
macro_rules! overflow {
    ($sign:literal, $other:literal, $side:literal) => {
        concat!(
            "(i32.xor (i32.",
            $sign,
            "_s (local.get ",
            $side,
            ") (i32.const 0)) (i32.lt_s (local.get 2) (local.get ",
            $other,
            "))) select"
        )
    };
}

/// Instructions, by the types of their operands and of their result.
const INSTRUCTIONS: &[(&[CoreType], CoreType, &str)] = {
    use CoreType::{F32, F64, I32, I64};
    &[
        (&[I32, I32], I32, "i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor"),
        (&[I32, I32], I32, "i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s"),
        (&[I32, I32], I32, "i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u"),
        (&[I32], I32, "i32.clz i32.ctz i32.popcnt i32.eqz i32.extend8_s i32.extend16_s"),
        (&[I64, I64], I64, "i64.add i64.sub i64.mul i64.div_s i64.div_u i64.rem_s i64.rem_u i64.and i64.or i64.xor"),
        (&[I64, I64], I64, "i64.shl i64.shr_s i64.shr_u i64.rotl i64.rotr"),
        (&[I64, I64], I32, "i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u i64.ge_s i64.ge_u"),
        (&[I64], I64, "i64.clz i64.ctz i64.popcnt i64.extend8_s i64.extend16_s i64.extend32_s"),
        (&[I64], I32, "i64.eqz i32.wrap_i64"),
        (&[I32], I64, "i64.extend_i32_s i64.extend_i32_u"),
        (&[F32, F32], F32, "f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign"),
        (&[F32, F32], I32, "f32.eq f32.ne f32.lt f32.gt f32.le f32.ge"),
        (&[F32], F32, "f32.abs f32.neg f32.sqrt f32.ceil f32.floor f32.trunc f32.nearest"),
        (&[F64, F64], F64, "f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign"),
        (&[F64, F64], I32, "f64.eq f64.ne f64.lt f64.gt f64.le f64.ge"),
        (&[F64], F64, "f64.abs f64.neg f64.sqrt f64.ceil f64.floor f64.trunc f64.nearest"),
        (&[F32], I32, "i32.trunc_f32_s i32.trunc_f32_u i32.trunc_sat_f32_s i32.trunc_sat_f32_u i32.reinterpret_f32"),
        (&[F64], I32, "i32.trunc_f64_s i32.trunc_f64_u i32.trunc_sat_f64_s i32.trunc_sat_f64_u"),
        (&[F32], I64, "i64.trunc_f32_s i64.trunc_f32_u i64.trunc_sat_f32_s i64.trunc_sat_f32_u"),
        (&[F64], I64, "i64.trunc_f64_s i64.trunc_f64_u i64.trunc_sat_f64_s i64.trunc_sat_f64_u i64.reinterpret_f64"),
        (&[I32], F32, "f32.convert_i32_s f32.convert_i32_u f32.reinterpret_i32"),
        (&[I64], F32, "f32.convert_i64_s f32.convert_i64_u"),
        (&[I32], F64, "f64.convert_i32_s f64.convert_i32_u"),
        (&[I64], F64, "f64.convert_i64_s f64.convert_i64_u f64.reinterpret_i64"),
        (&[F64], F32, "f32.demote_f64"),
        (&[F32], F64, "f64.promote_f32"),
    ]
};

/// Functions of two words: saturating addition and subtraction as compilers write them, and functions that differ from them in one
/// detail, which must not be taken for them.
const PATTERNS: &[(&str, &str)] = &[
    ("sum", concat!("(local.tee 2 (i32.add (local.get 0) (local.get 1))) drop ", limit!(31), overflow!("lt", 0, 1))),
    (
        "sum, swapped",
        concat!("(local.tee 2 (i32.add (local.get 0) (local.get 1))) drop ", limit!(31), overflow!("lt", 1, 0)),
    ),
    (
        "difference",
        concat!("(local.tee 2 (i32.sub (local.get 0) (local.get 1))) drop ", limit!(31), overflow!("gt", 0, 1)),
    ),
    (
        "another limit",
        concat!("(local.tee 2 (i32.add (local.get 0) (local.get 1))) drop ", limit!(30), overflow!("lt", 0, 1)),
    ),
    (
        "another sign",
        concat!("(local.tee 2 (i32.add (local.get 0) (local.get 1))) drop ", limit!(31), overflow!("gt", 0, 1)),
    ),
    (
        "sides of a difference",
        concat!("(local.tee 2 (i32.sub (local.get 0) (local.get 1))) drop ", limit!(31), overflow!("gt", 1, 0)),
    ),
    (
        "in 64 bits",
        "(local.set 3 (i64.add (i64.extend_i32_s (local.get 0)) (i64.extend_i32_s (local.get 1))))
        (i64.xor (i64.shr_s (local.get 3) (i64.const 31)) (i64.const 0x80000000)) (local.get 3)
        (i32.xor (i64.lt_s (i64.extend_i32_s (local.get 1)) (i64.const 0))
            (i64.lt_s (local.get 3) (i64.extend_i32_s (local.get 0)))) select i32.wrap_i64",
    ),
    (
        "one side twice",
        concat!("(local.tee 2 (i32.add (local.get 0) (local.get 1))) drop ", limit!(31), overflow!("lt", 0, 0)),
    ),
];

/// Operands of a type: zero, one, limits, numbers next to the limits of conversions, NaNs.
fn operands(ty: CoreType) -> Vec<CoreValue> {
    match ty {
        CoreType::I32 => [0, 1, 2, 5, 31, 32, 33, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0x1234_5678]
            .into_iter()
            .chain([0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, u32::MAX])
            .map(CoreValue::I32)
            .collect(),
        CoreType::I64 => [0, 1, 7, 63, 64, 65, 0x80, 0x8000, 0x8000_0000, 0xffff_ffff, 1 << 32, 1 << 53]
            .into_iter()
            .chain([0x0123_4567_89ab_cdef, (1 << 63) - 1, 1 << 63, (1 << 63) + 1, u64::MAX - 1, u64::MAX])
            .map(CoreValue::I64)
            .collect(),
        CoreType::F32 => {
            let numbers = [0.0, 0.5, 1.0, 1.5, 2.5, 0.999_999_94, 4.5, 16_777_216.0, 3.0e38, 1.0e-40, f32::INFINITY];
            let limits = [2_147_483_648.0, 2_147_483_520.0, 4_294_967_296.0, 9.223_372e18, 1.844_674_4e19];
            let nans = [0x7fc0_0000, 0xffc0_0000, 0x7fa0_0000, 0x7f80_0001].map(CoreValue::F32);
            let both = numbers.into_iter().chain(limits).flat_map(|number: f32| [number, -number]);
            both.map(|number| CoreValue::F32(number.to_bits())).chain(nans).collect()
        }
        CoreType::F64 => {
            let numbers = [0.0, 0.5, 1.0, 1.5, 2.5, 0.999_999_999_999_999_9, 4.5, 9e15, 1e308, 1e-310, f64::INFINITY];
            let limits = [2_147_483_647.9, 2_147_483_648.0, 2_147_483_648.9, 2_147_483_649.0, 4_294_967_295.9];
            let wide =
                [4_294_967_296.0, 9.223_372_036_854_775e18, 9.223_372_036_854_776e18, 1.844_674_407_370_955_2e19];
            let narrow = [3.402_823_466_385_288_6e38, 1e-46, 16_777_217.0];
            let nans = [0x7ff8 << 48, 0xfff8 << 48, 0x7ff4 << 48, (0x7ff0 << 48) + 1].map(CoreValue::F64);
            let all = numbers.into_iter().chain(limits).chain(wide).chain(narrow);
            let both = all.flat_map(|number: f64| [number, -number]);
            both.map(|number| CoreValue::F64(number.to_bits())).chain(nans).collect()
        }
        // Vectors have their own test; references are not numbers.
        CoreType::V128 | CoreType::FuncRef | CoreType::ExternRef => Vec::new(),
    }
}

fn module() -> Vec<u8> {
    let mut text = String::from("(module\n");
    for (params, result, names) in INSTRUCTIONS {
        for name in names.split(' ') {
            let types: Vec<_> = params.iter().map(CoreType::to_string).collect();
            let gets: Vec<_> = (0..params.len()).map(|index| format!("local.get {index}")).collect();
            let (types, gets) = (types.join(" "), gets.join(" "));
            writeln!(text, r#"(func (export "{name}") (param {types}) (result {result}) {gets} {name})"#).unwrap();
        }
    }
    for (name, body) in PATTERNS {
        writeln!(text, r#"(func (export "{name}") (param i32 i32) (result i32) (local i32 i64) {body})"#).unwrap();
    }
    text.push(')');
    wat::parse_str(text).unwrap()
}

/// A result with all NaNs replaced by one, since the NaN of a result is not determined (WebAssembly, 4.3.3).
fn answer(result: Result<Vec<CoreValue>, CallError>, computes: bool) -> Result<Vec<CoreValue>, String> {
    let values = result.map_err(|error| match error {
        CallError::Trap(trap) => trap.kind.map_or_else(|| trap.to_string(), |kind| kind.to_string()),
        other => other.to_string(),
    })?;
    Ok(values
        .into_iter()
        .map(|value| match value {
            CoreValue::F32(bits) if computes && f32::from_bits(bits).is_nan() => CoreValue::F32(f32::NAN.to_bits()),
            CoreValue::F64(bits) if computes && f64::from_bits(bits).is_nan() => CoreValue::F64(f64::NAN.to_bits()),
            other => other,
        })
        .collect())
}

/// Compares every `stride`-th call, at least one for each instruction.
fn compare(target: Target, stride: usize) {
    let module = module();
    let mut engine = OnEngine::core(&module);
    let mut chip = OnChip::core(&module, target);
    let mut compared = 0;
    for (params, _, names) in INSTRUCTIONS {
        let first = operands(params[0]);
        let second = params.get(1).map_or_else(|| vec![None], |&ty| operands(ty).into_iter().map(Some).collect());
        for name in names.split(' ') {
            // These instructions only move bits; a NaN is unchanged.
            let computes = !["abs", "neg", "copysign", "reinterpret"].iter().any(|moving| name.contains(moving));
            for (row, &left) in first.iter().enumerate() {
                for &right in second.iter().skip(row % stride.min(second.len())).step_by(stride) {
                    let arguments: Vec<_> = std::iter::once(left).chain(right).collect();
                    let expected = answer(engine.call(name, &arguments), computes);
                    let actual = answer(chip.call(name, &arguments), computes);
                    match (&expected, &actual) {
                        // The engine's message contains the kind.
                        (Err(expected), Err(actual)) if expected.contains(actual.as_str()) => {}
                        _ => assert_eq!(actual, expected, "{target}: {name} of {arguments:x?}"),
                    }
                    compared += 1;
                }
            }
        }
    }
    for (name, _) in PATTERNS {
        for left in operands(CoreType::I32) {
            for right in operands(CoreType::I32) {
                let expected = answer(engine.call(name, &[left, right]), false);
                assert_eq!(
                    answer(chip.call(name, &[left, right]), false),
                    expected,
                    "{target}: {name} of {left:x?}, {right:x?}"
                );
            }
        }
    }
    assert!(compared > 20_000 / stride, "{compared}");
}

#[test]
fn cortex_m3() {
    compare(Target::CortexM3, 1);
}

#[test]
fn cortex_m4_soft_float() {
    compare(Target::CortexM4, 1);
}

#[test]
fn cortex_m4_hard_float() {
    compare(Target::CortexM4F, 1);
}

#[test]
fn riscv32imac() {
    compare(Target::Riscv32imac, 1);
}

/// Targets that share the code generation of the others: a sample of the operands.
#[test]
fn the_other_targets() {
    let compared = [Target::CortexM3, Target::CortexM4, Target::CortexM4F, Target::Riscv32imac];
    for &target in Target::CHIPS.iter().filter(|target| !compared.contains(target)) {
        compare(target, 5);
    }
}

/// Loads and stores of every size at every address, also on chips that require alignment, where one shared function
/// does each kind of access. A page has one byte, so that the memory fits the smallest board.
#[test]
fn accesses_of_any_alignment() {
    let mut functions = String::new();
    let mut names = Vec::new();
    for (ty, load, store) in [
        ("i32", "i32.load", "i32.store"),
        ("i64", "i64.load", "i64.store"),
        ("f32", "f32.load", "f32.store"),
        ("f64", "f64.load", "f64.store"),
        ("i32", "i32.load16_s", "i32.store16"),
        ("i64", "i64.load32_u", "i64.store32"),
        ("i64", "i64.load16_u", "i64.store16"),
    ] {
        // Each one twice, at offsets without a known alignment, so that the shared function pays off.
        for offset in [0, 5] {
            let name = format!("{load}+{offset}");
            writeln!(
                functions,
                "(func (export \"{name}\") (param i32 i32) (result {ty})
                    ({store} offset={offset} (local.get 0) ({load} offset={offset} (local.get 1)))
                    ({load} offset={offset} (local.get 0)))"
            )
            .unwrap();
            names.push(name);
        }
    }
    // All bytes differ, and those of floats are not a signalling NaN.
    let bytes: String = (0..64).map(|byte| format!("\\{:02x}", byte * 2 + 1)).collect();
    let text = format!(
        "(module (memory (export \"memory\") 64 (pagesize 1)) (data (i32.const 0) \"{bytes}\") {functions}
            (func (export \"sum\") (param i32 i32) (result i32)
                (loop (local.set 1 (i32.add (i32.mul (local.get 1) (i32.const 31)) (i32.load8_u (local.get 0))))
                    (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 64))))
                (local.get 1)))"
    );
    let module = wat::parse_str(&text).unwrap();
    for &target in Target::CHIPS {
        let (mut engine, mut chip) = (OnEngine::core(&module), OnChip::core(&module, target));
        for name in &names {
            for (to, from) in
                (0..9).flat_map(|to| (16..25).map(move |from| (to, from))).chain([(57, 3), (60, 0), (3, 61)])
            {
                for (name, arguments) in [(name.as_str(), [to, from]), ("sum", [0, 0])] {
                    let arguments = arguments.map(CoreValue::I32);
                    match (engine.call(name, &arguments), chip.call(name, &arguments)) {
                        (Ok(expected), actual) => {
                            assert_eq!(actual.unwrap(), expected, "{target}: {name}({arguments:?})")
                        }
                        (Err(_), Err(CallError::Trap(trap))) => {
                            assert_eq!(trap.kind, Some(dissolve_abi::TrapKind::MemoryOutOfBounds), "{target}: {name}");
                        }
                        (Err(_), other) => panic!("{target}: {name}({arguments:?}): {other:?}"),
                    }
                }
            }
        }
    }
}

/// Copies and fills of a length given by the call, on a page of 256 bytes: with both ends at every alignment, apart,
/// and overlapping in both directions. The module then checks every byte, and returns the address of the first wrong
/// one.
const RANGES: &str = r#"(module (memory 256 (pagesize 1))
    (func $byte (param $at i32) (result i32)
        (i32.and (i32.add (i32.mul (local.get $at) (i32.const 7)) (i32.const 1)) (i32.const 255)))
    (func $number (local $at i32)
        (loop $next
            (i32.store8 (local.get $at) (call $byte (local.get $at)))
            (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 256)))))
    (func $copied (param $to i32) (param $from i32) (param $length i32) (result i32) (local $at i32)
        (call $number)
        (memory.copy (local.get $to) (local.get $from) (local.get $length))
        (loop $next
            (if (i32.ne (i32.load8_u (local.get $at))
                    (call $byte (i32.add (local.get $at) (select (i32.sub (local.get $from) (local.get $to)) (i32.const 0)
                        (i32.lt_u (i32.sub (local.get $at) (local.get $to)) (local.get $length))))))
                (then (return (i32.add (i32.mul (local.get $to) (i32.const 1000)) (local.get $from)))))
            (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 256))))
        (i32.const 0))
    (func (export "copy") (param $length i32) (result i32) (local $to i32) (local $from i32) (local $wrong i32)
        (local.set $to (i32.const 64))
        (loop $targets
            (local.set $from (i32.const 44))
            (loop $sources
                (if (local.tee $wrong (call $copied (local.get $to) (local.get $from) (local.get $length)))
                    (then (return (local.get $wrong))))
                ;; Around the target, and far from it.
                (local.set $from (i32.add (local.get $from)
                    (select (i32.const 1) (i32.const 70) (i32.ne (local.get $from) (i32.const 90)))))
                (br_if $sources (i32.lt_u (local.get $from) (i32.const 164))))
            (br_if $targets (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 1))) (i32.const 68))))
        (i32.const 0))
    (func $filled (param $to i32) (param $value i32) (param $length i32) (result i32) (local $at i32)
        (call $number)
        (memory.fill (local.get $to) (local.get $value) (local.get $length))
        (loop $next
            (if (i32.ne (i32.load8_u (local.get $at)) (select (i32.and (local.get $value) (i32.const 255))
                    (call $byte (local.get $at)) (i32.lt_u (i32.sub (local.get $at) (local.get $to)) (local.get $length))))
                (then (return (local.get $to))))
            (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 256))))
        (i32.const 0))
    (func (export "fill") (param $length i32) (result i32) (local $to i32) (local $wrong i32)
        (local.set $to (i32.const 64))
        (loop $targets
            (if (local.tee $wrong (i32.or (call $filled (local.get $to) (i32.const 0x1a5) (local.get $length))
                    (call $filled (local.get $to) (i32.const 0) (local.get $length))))
                (then (return (local.get $wrong))))
            (br_if $targets (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 1))) (i32.const 68))))
        (i32.const 0)))"#;

#[test]
fn ranges_of_any_length_and_alignment() {
    let module = wat::parse_str(RANGES).unwrap();
    let mut engine = OnEngine::core(&module);
    for &target in Target::CHIPS {
        let mut chip = OnChip::core(&module, target);
        for length in (0..=21).chain([31, 32, 33, 35, 47, 48, 63, 64, 65, 66, 67]) {
            for name in ["copy", "fill"] {
                let length = [CoreValue::I32(length)];
                let expected = vec![CoreValue::I32(0)];
                assert_eq!(engine.call(name, &length).unwrap(), expected, "{name} of {length:?} bytes");
                assert_eq!(chip.call(name, &length).unwrap(), expected, "{target}: {name} of {length:?} bytes");
            }
        }
    }
}

/// All numeric instructions, compiled for speed and for size above all, only call the runtime's own functions. Every
/// other test on a chip checks this for its own image, at the default level.
#[test]
fn nothing_precompiled_is_linked_at_any_level() {
    let program = Program::load(&module(), "test", Grow::Deny).unwrap();
    for &target in Target::CHIPS {
        for opt in [OptLevel::Three, OptLevel::SizeAboveAll] {
            let options = BuildOptions { target: Some(target), opt, grow: Grow::Deny, ..BuildOptions::default() };
            let firmware = program.build(&board_of(target), &options).unwrap();
            precompiled::check(&firmware).unwrap_or_else(|error| panic!("-O{opt}: {error}"));
        }
    }
}

/// Makes sure that the test above can fail: a function that only Rust's libraries define is found in an image.
#[test]
fn what_is_precompiled_is_found() {
    for &target in Target::CHIPS {
        let program = Program::load(b"(module)", "test", Grow::Deny).unwrap();
        let object = program.compile(target, &BuildOptions::default()).unwrap();
        let runtime = dissolve_pipeline::Runtime::Image.archive(target.triple()).unwrap();
        let mut options = image::Options::new(runtime);
        options.keep = vec!["__udivmodti4".into()];
        options.instantiate = Some(object.instantiate.clone());
        let image = image::link(&[&object.bytes], &board_of(target), &options, linker::run).unwrap();
        let firmware = dissolve_pipeline::Firmware {
            image,
            object,
            native_stack: dissolve_pipeline::codegen::StackNeed::default(),
            target,
            entries: dissolve_pipeline::Entries::default(),
            components: Vec::new(),
        };
        let found = precompiled::symbols_in(&firmware).unwrap();
        assert!(found.contains(&"__udivmodti4".into()), "{target}: {found:?}");
    }
}
