//! Calling conventions: functions of random types on every target. Each returns some of its parameters.

use std::fmt::Write as _;

use dissolve_pipeline::run::{CallError, CoreValue, Instance as _};
use dissolve_pipeline::targets::{ByteSize, CoreType, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::OnChip;

/// Random numbers that are the same in every run (a linear congruential generator: Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 16 ^ self.0 << 40
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 8) as usize % limit
    }

    fn ty(&mut self) -> CoreType {
        use CoreType::{ExternRef, F32, F64, FuncRef, I32, I64, V128};
        [I32, I64, F32, F64, V128, I32, I64, F32, F64, V128, FuncRef, ExternRef][self.below(12)]
    }

    fn value(&mut self, ty: CoreType) -> CoreValue {
        match ty {
            CoreType::V128 => CoreValue::V128(u128::from(self.next()) << 64 | u128::from(self.next())),
            _ => CoreValue::from_bits(ty, self.next() & !(0x7f80 << 16 | 0x7ff << 52)),
        }
    }
}

/// A function. Its results are the parameters with these indices.
struct Function {
    params: Vec<CoreType>,
    results: Vec<usize>,
}

fn functions(count: usize) -> Vec<Function> {
    let mut numbers = Numbers(5);
    (0..count)
        .map(|index| {
            let params: Vec<_> = (0..1 + numbers.below(14)).map(|_| numbers.ty()).collect();
            // Half of them have one result; the others have up to six, or none.
            let results = if index % 2 == 0 { 1 } else { numbers.below(7) };
            let results = (0..results).map(|_| numbers.below(params.len())).collect();
            Function { params, results }
        })
        .collect()
}

fn module(functions: &[Function]) -> Vec<u8> {
    let mut text = String::from("(module\n");
    for (index, Function { params, results }) in functions.iter().enumerate() {
        let types =
            |types: &mut dyn Iterator<Item = CoreType>| types.fold(String::new(), |all, ty| format!("{all} {ty}"));
        let gives = types(&mut results.iter().map(|&result| params[result]));
        let takes = types(&mut params.iter().copied());
        write!(text, "(func (export \"f{index}\") (param{takes}) (result{gives})").unwrap();
        for result in results {
            write!(text, " local.get {result}").unwrap();
        }
        text.push_str(")\n");
    }
    text.push(')');
    wat::parse_str(text).unwrap()
}

#[test]
fn values_arrive_where_the_convention_says() {
    let functions = functions(60);
    let program = Program::load(&module(&functions), "test", Grow::Reject).unwrap();
    for &target in Target::CHIPS {
        let options = BuildOptions { native_stack: ByteSize::kib(1), ..BuildOptions::default() };
        let mut chip = OnChip::with_options(&program, target, options).chip;
        let mut numbers = Numbers(9);
        for (index, Function { params, results }) in functions.iter().enumerate() {
            let arguments: Vec<_> = params.iter().map(|&ty| numbers.value(ty)).collect();
            let expected: Vec<_> = results.iter().map(|&result| arguments[result]).collect();
            let actual = chip.call(&format!("f{index}"), &arguments).unwrap();
            assert_eq!(actual, expected, "{target}: f{index} of {arguments:x?}");
        }
    }
}

/// A loop takes the same number of instructions in each iteration, whatever clock the board counts with.
#[test]
fn instructions_are_counted_on_every_target() {
    let text = r#"(module (func (export "loop") (param i32) (result i32) (local i32)
        (loop $next
            (local.set 1 (i32.xor (i32.mul (local.get 1) (i32.const 31)) (local.get 0)))
            (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get 1)))"#;
    let program = Program::load(&wat::parse_str(text).unwrap(), "test", Grow::Reject).unwrap();
    for &target in Target::CHIPS {
        let mut chip = OnChip::new(&program, target).chip;
        let mut count = |times: u32| {
            chip.call("loop", &[CoreValue::I32(times)]).unwrap();
            chip.instructions("loop").unwrap()
        };
        let (one, two) = (count(1), count(2));
        let each = two - one;
        assert!((3..=6).contains(&each), "{target}: {each} instructions each time");
        for times in [3, 10, 1000, 100_000] {
            assert_eq!(count(times), one + each * u64::from(times - 1), "{target}: {times} times");
        }
    }
}

/// The chip's description of a module is untrusted input: a call with other arguments than the function takes is an
/// error, and is not made.
/// error, and is not made.
#[test]
fn other_arguments_are_refused() {
    let module = wat::parse_str(
        r#"(module (global $calls (mut i32) (i32.const 0))
            (func (export "f") (param i32) (result i32) (global.set $calls (i32.add (global.get $calls) (i32.const 1))) (local.get 0))
            (func (export "calls") (result i32) (global.get $calls)))"#,
    );
    let mut chip = OnChip::core(&module.unwrap(), Target::CortexM3);
    let one = CoreValue::I32(1);
    for arguments in [&[][..], &[one, one], &[CoreValue::I64(1)], &[CoreValue::F32(1)]] {
        let error = chip.call("f", arguments).unwrap_err();
        assert!(matches!(&error, CallError::Arguments { expected, .. } if expected == "(i32)"), "{error}");
    }
    assert_eq!(chip.call("calls", &[]).unwrap(), [CoreValue::I32(0)]);
    assert_eq!(chip.call("f", &[one]).unwrap(), [one]);
}
