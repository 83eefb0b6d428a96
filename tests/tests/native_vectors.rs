//! Every vector instruction on the emulated chips and on a stock engine, with edge cases in the lanes.
//!
//! Each instruction is in a function that applies it to all pairs of the vectors in memory and stores the results. Then
//! the memories are compared. So one call tests thousands of cases, and no vector is passed in a call.

use std::fmt::Write as _;

use dissolve_pipeline::targets::Target;
use dissolve_run::{CoreValue, Instance};
use dissolve_tests::{OnChip, OnEngine};
use dissolve_wasm::MemoryIndex;

/// The maximum number of vectors.
const VECTORS: u32 = 48;

/// The part of the test that a board can take at once.
#[derive(Clone, Copy)]
struct Room {
    /// The number of vectors. The results of all pairs must fit into memory.
    vectors: u32,
    /// The number of instructions in the program.
    instructions: usize,
}

/// A board with plenty of memory.
const LARGE: Room = Room { vectors: VECTORS, instructions: 1000 };
/// A board with 16 KiB of RAM and 256 KiB of flash.
const SMALL: Room = Room { vectors: 18, instructions: 40 };

impl Room {
    /// The address of the first result.
    const RESULTS: u32 = VECTORS * 16 + 16;

    /// Bytes of memory, including some that are read or written after the last result.
    fn bytes(self) -> u32 {
        Room::RESULTS + self.vectors * self.vectors * 16 + 32
    }
}

/// The lane types of the operands, and the way results are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lanes {
    /// Bits. Results must be equal.
    Bits,
    /// 32-bit floats. Any two quiet NaNs count as equal.
    F32,
    /// 64-bit floats.
    F64,
    /// Operands are 32-bit floats; results must be equal as bits.
    F32Bits,
    /// Operands are 64-bit floats; results must be equal as bits.
    F64Bits,
    /// Operands are 64-bit floats, results are 32-bit floats.
    Demoted,
    /// Operands are 32-bit floats, results are 64-bit floats.
    Promoted,
}

const A: &str = "(v128.load (local.get $i))";
const B: &str = "(v128.load (local.get $j))";
const C: &str = "(v128.load (i32.and (i32.add (local.get $i) (local.get $j)) (i32.const 0x1f0)))";
const COUNT: &str = "(i32.load8_u (local.get $j))";

/// Instructions as expressions, with the types of their lanes.
fn instructions() -> Vec<(Lanes, String)> {
    let mut all = Vec::new();
    let mut add = |lanes, text: String| all.push((lanes, text));
    for name in "and andnot or xor".split(' ') {
        add(Lanes::Bits, format!("(v128.{name} {A} {B})"));
    }
    add(Lanes::Bits, format!("(v128.not {A})"));
    add(Lanes::Bits, format!("(v128.bitselect {A} {B} {C})"));
    add(Lanes::Bits, format!("(i32x4.splat (v128.any_true {A}))"));
    for (shape, names) in [
        ("i8x16", "abs neg popcnt"),
        ("i16x8", "abs neg extadd_pairwise_i8x16_s extadd_pairwise_i8x16_u"),
        ("i16x8", "extend_low_i8x16_s extend_low_i8x16_u extend_high_i8x16_s extend_high_i8x16_u"),
        ("i32x4", "abs neg extadd_pairwise_i16x8_s extadd_pairwise_i16x8_u"),
        ("i32x4", "extend_low_i16x8_s extend_low_i16x8_u extend_high_i16x8_s extend_high_i16x8_u"),
        ("i64x2", "abs neg extend_low_i32x4_s extend_low_i32x4_u extend_high_i32x4_s extend_high_i32x4_u"),
    ] {
        for name in names.split(' ') {
            add(Lanes::Bits, format!("({shape}.{name} {A})"));
        }
    }
    let compares = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
    let halves = "low high".split(' ');
    for (shape, names) in [
        ("i8x16", compares),
        ("i8x16", "add add_sat_s add_sat_u sub sub_sat_s sub_sat_u min_s min_u max_s max_u avgr_u"),
        ("i8x16", "narrow_i16x8_s narrow_i16x8_u swizzle relaxed_swizzle"),
        ("i16x8", compares),
        ("i16x8", "add add_sat_s add_sat_u sub sub_sat_s sub_sat_u mul min_s min_u max_s max_u avgr_u q15mulr_sat_s"),
        ("i16x8", "narrow_i32x4_s narrow_i32x4_u relaxed_q15mulr_s relaxed_dot_i8x16_i7x16_s"),
        ("i32x4", compares),
        ("i32x4", "add sub mul min_s min_u max_s max_u dot_i16x8_s"),
        ("i64x2", "eq ne lt_s gt_s le_s ge_s add sub mul"),
    ] {
        for name in names.split(' ') {
            add(Lanes::Bits, format!("({shape}.{name} {A} {B})"));
        }
    }
    for half in halves {
        for (shape, from) in [("i16x8", "i8x16"), ("i32x4", "i16x8"), ("i64x2", "i32x4")] {
            for sign in ["s", "u"] {
                add(Lanes::Bits, format!("({shape}.extmul_{half}_{from}_{sign} {A} {B})"));
            }
        }
    }
    for (shape, lanes, number) in [("i8x16", 16, "i32"), ("i16x8", 8, "i32"), ("i32x4", 4, "i32"), ("i64x2", 2, "i64")]
    {
        let wide = if lanes == 2 { "i64x2" } else { "i32x4" };
        for name in ["shl", "shr_s", "shr_u"] {
            add(Lanes::Bits, format!("({shape}.{name} {A} {COUNT})"));
        }
        for name in ["all_true", "bitmask"] {
            add(Lanes::Bits, format!("(i32x4.splat ({shape}.{name} {A}))"));
        }
        add(Lanes::Bits, format!("({shape}.relaxed_laneselect {A} {B} {C})"));
        add(Lanes::Bits, format!("({shape}.splat ({number}.load (local.get $i)))"));
        for lane in 0..lanes {
            let signs: &[&str] = if lanes > 4 { &["_s", "_u"] } else { &[""] };
            for sign in signs {
                add(Lanes::Bits, format!("({wide}.splat ({shape}.extract_lane{sign} {lane} {A}))"));
            }
            add(Lanes::Bits, format!("({shape}.replace_lane {lane} {A} ({number}.load (local.get $j)))"));
            let bits = 128 / lanes;
            add(Lanes::Bits, format!("(v128.load{bits}_lane offset=3 {lane} (local.get $i) {B})"));
            add(
                Lanes::Bits,
                format!(
                    "(v128.store{bits}_lane offset=5 {lane} (local.get $o) {B}) (v128.load offset=2 (local.get $o))"
                ),
            );
        }
    }
    for lane in 0..4 {
        add(Lanes::F32Bits, format!("(f32x4.splat (f32x4.extract_lane {lane} {A}))"));
        add(Lanes::F32Bits, format!("(f32x4.replace_lane {lane} {A} (f32.load (local.get $j)))"));
    }
    for lane in 0..2 {
        add(Lanes::F64Bits, format!("(f64x2.splat (f64x2.extract_lane {lane} {A}))"));
        add(Lanes::F64Bits, format!("(f64x2.replace_lane {lane} {A} (f64.load (local.get $j)))"));
    }
    for name in "8x8_s 8x8_u 16x4_s 16x4_u 32x2_s 32x2_u 8_splat 16_splat 32_splat 64_splat 32_zero 64_zero".split(' ')
    {
        add(Lanes::Bits, format!("(v128.load{name} offset=1 (local.get $i))"));
    }
    for lanes in [
        "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
        "16 17 18 19 4 5 6 7 24 25 26 27 12 13 14 15",
        "31 0 30 1 29 2 28 3 27 4 26 5 25 6 24 7",
        "3 3 3 3 18 18 18 18 9 8 7 6 31 16 15 0",
        "2 3 0 1 6 7 4 5 10 11 8 9 14 15 12 13",
    ] {
        add(Lanes::Bits, format!("(i8x16.shuffle {lanes} {A} {B})"));
    }
    add(Lanes::Bits, format!("(i32x4.relaxed_dot_i8x16_i7x16_add_s {A} {B} {C})"));
    for (shape, lanes, bits) in [("f32x4", Lanes::F32, Lanes::F32Bits), ("f64x2", Lanes::F64, Lanes::F64Bits)] {
        for name in "ceil floor trunc nearest sqrt".split(' ') {
            add(lanes, format!("({shape}.{name} {A})"));
        }
        for name in "add sub mul div min max relaxed_min relaxed_max".split(' ') {
            add(lanes, format!("({shape}.{name} {A} {B})"));
        }
        for name in "relaxed_madd relaxed_nmadd".split(' ') {
            add(lanes, format!("({shape}.{name} {A} {B} {C})"));
        }
        for name in ["abs", "neg"] {
            add(bits, format!("({shape}.{name} {A})"));
        }
        for name in "eq ne lt gt le ge pmin pmax".split(' ') {
            add(bits, format!("({shape}.{name} {A} {B})"));
        }
        // A neutral operand, which the compiler can optimize away.
        let count = if shape == "f32x4" { 4 } else { 2 };
        let [one, zero] = ["1", "-0"].map(|lane| format!("(v128.const {shape} {})", vec![lane; count].join(" ")));
        add(lanes, format!("({shape}.mul {A} {one})"));
        add(lanes, format!("({shape}.div {A} {one})"));
        add(lanes, format!("({shape}.add {A} {zero})"));
        add(lanes, format!("({shape}.sub {zero} {A})"));
    }
    for name in "trunc_sat_f32x4_s trunc_sat_f32x4_u relaxed_trunc_f32x4_s relaxed_trunc_f32x4_u".split(' ') {
        add(Lanes::F32Bits, format!("(i32x4.{name} {A})"));
    }
    for name in
        "trunc_sat_f64x2_s_zero trunc_sat_f64x2_u_zero relaxed_trunc_f64x2_s_zero relaxed_trunc_f64x2_u_zero".split(' ')
    {
        add(Lanes::F64Bits, format!("(i32x4.{name} {A})"));
    }
    for name in
        "f32x4.convert_i32x4_s f32x4.convert_i32x4_u f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u".split(' ')
    {
        add(Lanes::Bits, format!("({name} {A})"));
    }
    add(Lanes::Demoted, format!("(f32x4.demote_f64x2_zero {A})"));
    add(Lanes::Promoted, format!("(f64x2.promote_low_f32x4 {A})"));
    all
}

/// A module with one function for each instruction, exported under the instruction's number.
fn module(instructions: &[(Lanes, String)], room: Room) -> Vec<u8> {
    let mut text = format!("(module (memory (export \"memory\") {} (pagesize 1))\n", room.bytes());
    for (index, (_, expression)) in instructions.iter().enumerate() {
        let end = room.vectors * 16;
        let results = Room::RESULTS;
        let inner = if [B, C, "$j"].iter().any(|operand| expression.contains(operand)) { end } else { 16 };
        let (before, value) = match expression.split_once(") (v128.load offset=2") {
            Some((store, _)) => (format!("{store})"), "(v128.load offset=2 (local.get $o))".to_owned()),
            None => (String::new(), expression.clone()),
        };
        writeln!(
            text,
            "(func (export \"{index}\") (local $i i32) (local $j i32) (local $o i32)
                (local.set $o (i32.const {results}))
                (loop $outer
                    (local.set $j (i32.const 0))
                    (loop $inner
                        {before}
                        (v128.store (local.get $o) {value})
                        (local.set $o (i32.add (local.get $o) (i32.const 16)))
                        (local.set $j (i32.add (local.get $j) (i32.const 16)))
                        (br_if $inner (i32.lt_u (local.get $j) (i32.const {inner}))))
                    (local.set $i (i32.add (local.get $i) (i32.const 16)))
                    (br_if $outer (i32.lt_u (local.get $i) (i32.const {end})))))"
        )
        .unwrap();
    }
    text.push(')');
    wat::parse_str(text).unwrap()
}

/// Vectors whose lanes are edge cases of integers of every width.
fn integers() -> Vec<u8> {
    let mut bytes = Vec::new();
    for byte in [0, 1, 0x7f, 0x80, 0xff, 0x81, 0x0f] {
        bytes.extend([byte; 16]);
    }
    for word in [0x8000_0000u32, 0x7fff_ffff, 0x8000_8000, 0x7fff_8001, 0xffff_0000, 0x0000_ffff, 0x0102_0304] {
        bytes.extend([word.to_le_bytes(); 4].concat());
    }
    for long in [1u64 << 63, (1 << 63) - 1, u64::MAX - 1, 1 << 32, 0x8080_7f7f_0001_fffe] {
        bytes.extend([long.to_le_bytes(); 2].concat());
    }
    bytes.extend((0..16).map(|lane| if lane == 11 { 0 } else { 0x80 }));
    bytes.extend([5, 0, 15, 16, 17, 255, 128, 14, 1, 2, 31, 32, 7, 8, 9, 3]);
    // The remaining bytes are random.
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    while bytes.len() < VECTORS as usize * 16 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bytes.push((state >> 33) as u8);
    }
    bytes
}

/// Vectors of floats: each edge case once in the first lane, and some of them in the other lanes.
fn floats(double: bool) -> Vec<u8> {
    let limits = [0.0, 0.5, 1.0, 1.5, 2.5, 4.5, 3.0e38, f64::INFINITY, 2_147_483_648.0, 4_294_967_296.0, 1.0e-40];
    let edges: Vec<f64> = limits.into_iter().chain([2_147_483_647.5, 4_294_967_295.5, 1e-310, 16_777_217.0]).collect();
    let signed: Vec<f64> = edges.into_iter().flat_map(|number| [number, -number]).collect();
    let mut lanes: Vec<Vec<u8>> = Vec::new();
    if double {
        let nans = [0x7ff8u64 << 48, 0xfff8 << 48, 0x7ff4 << 48, (0x7ff0 << 48) + 1, 0xfff0_0000_0000_0001];
        lanes.extend(signed.iter().map(|number| number.to_le_bytes().to_vec()));
        lanes.extend(nans.iter().map(|bits| bits.to_le_bytes().to_vec()));
        lanes.extend(
            [1.000_000_119_209_289_6f64, 3.402_823_466_385_288_6e38].map(|number| number.to_le_bytes().to_vec()),
        );
    } else {
        let nans = [0x7fc0_0000u32, 0xffc0_0000, 0x7fa0_0000, 0x7f80_0001, 0xff80_0001];
        lanes.extend(signed.iter().map(|&number| (number as f32).to_le_bytes().to_vec()));
        lanes.extend(nans.iter().map(|bits| bits.to_le_bytes().to_vec()));
        lanes.extend([1.000_000_1f32, 0.999_999_94, 8_388_609.5].map(|number| number.to_le_bytes().to_vec()));
    }
    let each = if double { 2 } else { 4 };
    let vector =
        |index: usize| (0..each).flat_map(|lane| lanes[(index + lane * 11) % lanes.len()].clone()).collect::<Vec<u8>>();
    (0..VECTORS as usize).flat_map(vector).collect()
}

fn operands(lanes: Lanes) -> Vec<u8> {
    match lanes {
        Lanes::Bits => integers(),
        Lanes::F32 | Lanes::F32Bits | Lanes::Promoted => floats(false),
        Lanes::F64 | Lanes::F64Bits | Lanes::Demoted => floats(true),
    }
}

/// Replaces every quiet NaN by the same one, since the NaN of a result is not determined (WebAssembly, 4.3.3).
fn canonical(lanes: Lanes, results: &mut [u8]) {
    match lanes {
        Lanes::Bits | Lanes::F32Bits | Lanes::F64Bits => {}
        Lanes::F32 | Lanes::Demoted => {
            for lane in results.chunks_exact_mut(4) {
                let bits = u32::from_le_bytes(lane.try_into().unwrap());
                if bits & 0x7fc0_0000 == 0x7fc0_0000 {
                    lane.copy_from_slice(&0x7fc0_0000u32.to_le_bytes());
                }
            }
        }
        Lanes::F64 | Lanes::Promoted => {
            for lane in results.chunks_exact_mut(8) {
                let bits = u64::from_le_bytes(lane.try_into().unwrap());
                if bits >> 51 & 0xfff == 0xfff {
                    lane.copy_from_slice(&(0x7ff8u64 << 48).to_le_bytes());
                }
            }
        }
    }
}

fn compare(target: Target, room: Room) {
    let all = instructions();
    assert!(all.len() > 300, "{}", all.len());
    for instructions in all.chunks(room.instructions) {
        compare_some(target, room, instructions);
    }
}

fn compare_some(target: Target, room: Room, instructions: &[(Lanes, String)]) {
    let module = module(instructions, room);
    let mut engine = OnEngine::core(&module);
    let mut chip = OnChip::core(&module, target);
    for (index, (lanes, expression)) in instructions.iter().enumerate() {
        let operands = operands(*lanes);
        let inner = if [B, C, "$j"].iter().any(|operand| expression.contains(operand)) { room.vectors } else { 1 };
        let mut expected = vec![0; (room.vectors * inner * 16) as usize];
        let mut actual = expected.clone();
        for (instance, results) in [(&mut engine as &mut dyn Instance, &mut expected), (&mut chip, &mut actual)] {
            instance.write(MemoryIndex::FIRST, 0, &operands).unwrap();
            let given = instance.call(&index.to_string(), &[]).unwrap_or_else(|error| panic!("{expression}: {error}"));
            assert_eq!(given, []);
            instance.read(MemoryIndex::FIRST, Room::RESULTS, results).unwrap();
            canonical(*lanes, results);
        }
        if let Some(at) = (0..expected.len()).step_by(16).find(|&at| expected[at..at + 16] != actual[at..at + 16]) {
            let (first, second) = (at / 16 / inner as usize * 16, at / 16 % inner as usize * 16);
            panic!(
                "{target}: {expression}\nof {:02x?}\nand {:02x?}\ngives {:02x?}\ninstead of {:02x?}",
                &operands[first..first + 16],
                &operands[second..second + 16],
                &actual[at..at + 16],
                &expected[at..at + 16]
            );
        }
    }
}

#[test]
fn cortex_m0() {
    compare(Target::CortexM0, SMALL);
}

#[test]
fn cortex_m3() {
    compare(Target::CortexM3, LARGE);
}

#[test]
fn cortex_m4_hard_float() {
    compare(Target::CortexM4F, LARGE);
}

#[test]
fn cortex_m7_double_precision() {
    compare(Target::CortexM7D, LARGE);
}

/// Cortex-M55 has vector instructions of its own (Helium).
#[test]
fn cortex_m55() {
    compare(Target::CortexM55, LARGE);
}

#[test]
fn riscv() {
    compare(Target::Riscv32imac, LARGE);
}

#[test]
fn riscv_hard_float() {
    compare(Target::Riscv32imafc, LARGE);
}

/// Vectors as locals, globals, parameters, results and operands of branches; one function for each use.
const PROGRAM: &str = r#"(module
    (memory (export "memory") 1)
    (data (i32.const 0) "0123456789abcdefGHIJKLMNOPQRSTUV")
    (global $kept (mut v128) (v128.const i32x4 1 2 3 4))
    (global $fixed v128 (v128.const i64x2 -1 5))
    (type $mix (func (param i32 v128 f32 v128 i64) (result v128 i32 v128)))
    (table funcref (elem $mix))
    (func $mix (type $mix)
        (i8x16.add (local.get 1) (local.get 3))
        (i32.add (local.get 0) (i32.wrap_i64 (local.get 4)))
        (v128.xor (local.get 1) (f32x4.splat (local.get 2))))
    (func (export "calls") (param i32 i32) (result i32) (local v128 i32 v128)
        (call $mix (local.get 0) (v128.load (local.get 1)) (f32.const 2.5) (global.get $fixed) (i64.const 7))
        (local.set 2) (local.set 3) (local.set 4)
        (v128.store offset=64 (i32.const 0) (local.get 4))
        (call_indirect (type $mix) (local.get 3) (local.get 2) (f32.const 1) (local.get 4) (i64.const 9) (i32.const 0))
        (local.set 2) (local.set 3) (local.set 4)
        (v128.store (i32.const 80) (i64x2.add (local.get 2) (local.get 4)))
        (local.get 3))
    (func (export "globals") (param i32 i32) (result i32)
        (global.set $kept (i32x4.add (global.get $kept) (i32x4.splat (local.get 0))))
        (v128.store (i32.const 96) (global.get $kept))
        (i32x4.extract_lane 3 (global.get $kept)))
    (func (export "branches") (param i32 i32) (result i32)
        (v128.store (i32.const 112)
            (block $a (result v128) (block $b (result v128) (block $c (result v128)
                (br_table $c $b $a (v128.load (local.get 1)) (local.get 0)))
                (i16x8.add (global.get $fixed))) (v128.not)))
        (loop $l (param) (result i32)
            (v128.store (i32.const 128) (select (v128.load (i32.const 112)) (global.get $fixed) (local.get 0)))
            (v128.store (i32.const 144)
                (select (result v128) (global.get $fixed) (v128.load (i32.const 0)) (local.get 1)))
            (v128.any_true (if (result v128) (local.get 0)
                (then (v128.load (i32.const 128))) (else (v128.const i8x16 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0))))))
    (func (export "bounds") (param i32 i32) (result i32)
        (v128.store offset=65519 (local.get 0) (v128.load offset=65519 (local.get 1)))
        (v128.any_true (v128.load64_lane offset=65528 1 (local.get 0) (v128.load32_zero offset=65532 (local.get 1))))))"#;

#[test]
fn vectors_go_everywhere() {
    let module = wat::parse_str(PROGRAM).unwrap();
    for target in [Target::CortexM3, Target::CortexM4F, Target::CortexM55, Target::Riscv32imac] {
        let mut engine = OnEngine::core(&module);
        let mut chip = OnChip::core(&module, target);
        for name in ["calls", "globals", "branches", "bounds"] {
            for left in [0, 1, 2, 3, 17] {
                for right in [0, 1, 2, 16] {
                    let arguments = [CoreValue::I32(left), CoreValue::I32(right)];
                    let expected = engine.call(name, &arguments).map_err(|_| ());
                    let actual = chip.call(name, &arguments).map_err(|_| ());
                    assert_eq!(actual, expected, "{target}: {name}({left}, {right})");
                }
            }
            let (mut expected, mut actual) = (vec![0; 65536], vec![0; 65536]);
            engine.read(MemoryIndex::FIRST, 0, &mut expected).unwrap();
            chip.read(MemoryIndex::FIRST, 0, &mut actual).unwrap();
            assert!(expected == actual, "{target}: the memory differs after {name}");
        }
    }
}
