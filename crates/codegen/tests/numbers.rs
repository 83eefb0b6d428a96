//! The numbers of addresses: when they are native ones, when constants stay in flash, and records that the module contradicts.

use dissolve_codegen::{Addresses, Bounds, Constants, Listing, OptLevel, Options, compile, list};
use dissolve_interface::{AddressPlaces, Objects, Relocated};
use dissolve_targets::Target;
use dissolve_wasm::{DataIndex, FuncIndex, GlobalIndex, MemoryIndex};

/// A module whose first 16 bytes of statics are constants, and the record of its addresses.
const MODULE: &str = r#"(module
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (global (export "__heap_base") i32 (i32.const 65568))
  (global (export "__data_end") i32 (i32.const 65556))
  (data (i32.const 65536) "constants")
  (data (i32.const 65552) "\04\00\01\00")
  (func (export "f") (param i32) (result i32)
    (i32.store (i32.const 65552) (i32.load (local.get 0)))
    (i32.load offset=65536 (local.get 0))))"#;

fn record() -> Relocated {
    let code = |ordinals: &[u32]| vec![(FuncIndex::from_u32(0), ordinals.to_vec())];
    let constants = dissolve_interface::Constants {
        range: 65536..65552,
        places: AddressPlaces { code: code(&[5]), data: vec![(DataIndex::from_u32(1), vec![0])] },
    };
    Relocated {
        memory: MemoryIndex::FIRST,
        align: 16,
        places: AddressPlaces { code: code(&[0]), data: Vec::new() },
        globals: (0..3).map(GlobalIndex::from_u32).collect(),
        constants: Some(constants),
    }
}

fn module(record: Relocated) -> Vec<u8> {
    let mut module = wat::parse_str(MODULE).unwrap();
    Objects::new(Vec::new(), vec![record], None).append_to(&mut module).unwrap();
    module
}

/// All options that choose numbers.
fn options() -> impl Iterator<Item = Options> {
    let all = |bounds| {
        Addresses::ALL
            .iter()
            .flat_map(move |addresses| Constants::ALL.iter().map(move |constants| (bounds, *addresses, *constants)))
    };
    Bounds::ALL.iter().flat_map(move |bounds| all(*bounds)).map(|(bounds, addresses, constants)| Options {
        bounds,
        addresses,
        constants,
        stack: 32,
        ..Options::new(Target::CortexM3, "m")
    })
}

/// Returns whether the addresses are native ones, and the bytes of constants in flash.
fn numbers(record: Relocated, options: &Options) -> (bool, Option<u32>) {
    let object = compile(&module(record), options).unwrap();
    let memory = &object.memories[0];
    (memory.absolute, memory.constants.as_ref().map(|constants| constants.size))
}

#[test]
fn constants_stay_in_flash_where_reads_find_them() {
    for options in options() {
        let is_absolute = options.addresses == Addresses::Absolute;
        let is_found = is_absolute || options.bounds == Bounds::Check;
        let expected = (is_absolute, Some(16).filter(|_| is_found && options.constants != Constants::Ram));
        assert_eq!(numbers(record(), &options), expected, "{options:?}");
    }
}

/// A window is aligned to 16 bytes: native addresses of statics with a larger alignment would not have it. No target has a window of
/// 16 MiB, with which the numbers of constants would be large.
#[test]
fn what_native_addresses_and_constants_cannot_do_is_left_out() {
    for options in options() {
        let aligned = Relocated { align: 32, constants: None, ..record() };
        assert_eq!(numbers(aligned, &options), (false, None), "{options:?}");
    }
    for options in options() {
        let large = Options { arena: 1 << 24, ..options };
        assert_eq!(numbers(record(), &large).1, None, "{large:?}");
    }
}

/// The number of reads that may find the window or constants, in a module whose only function with an export, `f`, has this body. Its
/// parameter can be any number; `$table` is the address of a constant, and `$state` that of a variable.
fn reads_of_either(functions: &str) -> usize {
    let options = Options { constants: Constants::Flash, ..Options::new(Target::CortexM3, "m") };
    reads_of_either_with(functions, options)
}

/// The same, with these options.
fn reads_of_either_with(functions: &str, options: Options) -> usize {
    let text = format!(
        r#"(module
          (import "env" "get" (func $get (result i32)))
          (memory 2)
          (global $__stack_pointer (mut i32) (i32.const 65536))
          (global (export "__heap_base") i32 (i32.const 65568))
          (global (export "__data_end") i32 (i32.const 65568))
          (data (i32.const 65536) "constants")
          (data (i32.const 65552) "\04\00\01\00")
          {})"#,
        functions.replace("$table", "(i32.const 65536)").replace("$state", "(i32.const 65552)")
    );
    let mut module = wat::parse_str(text).unwrap();
    let bodies = wasmparser::Parser::new(0).parse_all(&module).filter_map(|payload| match payload.unwrap() {
        wasmparser::Payload::CodeSectionEntry(body) => Some(body),
        _ => None,
    });
    // Every function comes after the import.
    let bodies: Vec<Vec<_>> = bodies
        .map(|body| body.get_operators_reader().unwrap().into_iter().collect::<Result<_, _>>().unwrap())
        .collect();
    let places = |value: i32| {
        let held = bodies.iter().zip(1..).map(move |(operators, function)| {
            let is_held = |operator: &wasmparser::Operator<'_>| {
                matches!(operator, wasmparser::Operator::I32Const { value: held } if *held == value)
            };
            let ordinals = operators.iter().zip(0..).filter(|(operator, _)| is_held(operator)).map(|(_, ordinal)| ordinal);
            (FuncIndex::from_u32(function), ordinals.collect())
        });
        AddressPlaces { code: held.collect(), data: Vec::new() }
    };
    let constants = dissolve_interface::Constants { range: 65536..65552, places: places(65536) };
    let record = Relocated { places: places(65552), constants: Some(constants), ..record() };
    Objects::new(Vec::new(), vec![record], None).append_to(&mut module).unwrap();
    list(&module, Listing::Unoptimized, &Options { stack: 32, ..options }).unwrap().matches(" select ").count()
}

/// A read in a loop counts as eight at levels for speed, and one in two loops as 64: then 16 bytes of constants are not worth it.
#[test]
fn reads_in_loops_weigh_more_at_levels_for_speed() {
    let read = "(drop (i32.load (local.get 0)))";
    let bodies =
        [read.to_owned(), format!("(block {read})"), format!("(loop {read})"), format!("(loop (block (loop {read})))")];
    let after = format!("(loop) (block (loop)) {read}");
    for (opt, expected) in [
        (OptLevel::SizeAboveAll, [1, 1, 1, 1]),
        (OptLevel::Size, [1, 1, 1, 1]),
        (OptLevel::Two, [1, 1, 0, 0]),
        (OptLevel::Three, [1, 1, 0, 0]),
    ] {
        let options = || Options { opt, constants: Constants::Auto, ..Options::new(Target::CortexM3, "m") };
        let reads = |body: &str| reads_of_either_with(&format!(r#"(func (export "f") (param i32) {body})"#), options());
        assert_eq!(bodies.each_ref().map(|body| reads(body)), expected, "{opt}");
        assert_eq!(reads(&after), 1, "{opt}: the loops are closed");
    }
    let flash = Options { opt: OptLevel::Three, constants: Constants::Flash, ..Options::new(Target::CortexM3, "m") };
    assert_eq!(reads_of_either_with(&format!(r#"(func (export "f") (param i32) {})"#, bodies[3]), flash), 1);
}

/// A read whose address is known to be one of the window, or of a constant, is checked once.
#[test]
fn a_read_of_one_part_is_checked_once() {
    for body in [
        "(i32.load $state)",
        "(i32.load (i32.add $table (i32.shl (local.get 0) (i32.const 2))))",
        // A frame.
        "(i32.load (i32.sub (global.get $__stack_pointer) (i32.const 16)))",
        // An aligned address, and the remainder of one.
        "(i32.load (i32.and (i32.add $state (local.get 0)) (i32.const -8)))",
        "(i32.load (i32.add $table (i32.and (i32.sub (i32.const 0) $state) (i32.const 3))))",
        // The difference of two addresses in one part is a number.
        "(i32.load (i32.add $table (i32.sub (i32.add $state (i32.and (local.get 0) (i32.const 7))) $state)))",
        // A path that makes it a number, and one that does not.
        "(local $at i32) (if (local.get 0) (then (local.set $at $state))) (i32.load offset=4 (local.get $at))",
        // A number from memory, where only this module stores.
        "(i32.store $state $table) (i32.load (i32.load $state))",
        // A loop over an array, with another variable in the same local before.
        "(local $at i32) (local.set $at $table)
         (loop (result i32) (local.set $at (i32.add (local.get $at) (i32.const 4)))
           (br_if 0 (i32.load8_u (local.get $at))) (i32.load (local.get $at)))",
        // Through a parameter, a result and a global.
        "(i32.load (call $plus (call $of)))",
    ] {
        let helpers = "(func $of (result i32) $state) (func $plus (param i32) (result i32) (i32.add (local.get 0) (i32.const 8)))";
        let text = format!(r#"{helpers} (func (export "f") (param i32) (result i32) {body})"#);
        assert_eq!(reads_of_either(&text), 0, "{body}");
    }
}

/// A read looks in both parts if its address may be in either, or cannot be followed.
#[test]
fn a_read_of_any_address_is_checked_for_both_parts() {
    for body in [
        "(i32.load (local.get 0))",
        "(i32.load (call $get))",
        "(i32.load (select $state $table (local.get 0)))",
        "(if (local.get 0) (then (local.set 0 $table)) (else (local.set 0 $state))) (i32.load (local.get 0))",
        // A number from memory, where this module and the host store.
        "(i32.store $state $table) (i32.load (i32.load $state))",
        // A copy byte by byte.
        "(i32.store8 $state (i32.load8_u (local.get 0))) (i32.load (i32.load $state))",
        // The sum of an address and the difference of two arrays, as optimizers make it of a loop over both.
        "(i32.load (i32.add (i32.add $state (local.get 0)) (i32.sub $table $state)))",
        "(i32.load (i32.add (i32.add $state (i32.const 4)) (i32.sub (local.get 0) $state)))",
        "(i32.load (i32.add (i32.add (i32.add $state (local.get 0)) (i32.mul $state (i32.const -1))) (i32.add (local.get 0) (i32.const 4))))",
        "(i32.load (i32.add (i32.add $table (i32.const 4)) (i32.add (local.get 0) (i32.sub (i32.const 0) $table))))",
        "(i32.load (i32.sub (i32.add (i32.add $state (local.get 0)) (i32.load offset=4 $state)) $state))",
        // The same, where the difference went through memory, or through a table.
        "(i32.store $state (i32.sub $table $state)) (i32.load (i32.add $state (i32.load $state)))",
        "(i32.load (i32.add $state (call_indirect (type $t) (i32.const 0))))",
        // Code after a loop may follow any round of it.
        "(local $at i32) (local.set $at $state)
         (loop (br_if 0 (i32.load8_u (local.get $at))) (local.set $at $table) (br_if 0 (local.get 0)))
         (i32.load (local.get $at))",
    ] {
        let helpers =
            "(export \"memory\" (memory 0)) (type $t (func (result i32))) (table 1 funcref) (elem (i32.const 0) $get)";
        let text = format!(r#"{helpers} (func (export "f") (param i32) (result i32) {body})"#);
        assert!(reads_of_either(&text) > 0, "{body}");
    }
    // A parameter that gets addresses of both, and a global.
    let both = r#"(func $read (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "f") (result i32) (i32.add (call $read $state) (call $read $table)))"#;
    assert_eq!(reads_of_either(both), 1);
    let global = r#"(global $at (mut i32) (i32.const 0))
        (func (export "set") (global.set $at $table))
        (func (export "f") (result i32) (global.set $at $state) (call $get) (i32.load (global.get $at)) (i32.add))"#;
    assert_eq!(reads_of_either(global), 1);
}

/// The program may have the address before its first constant, and add an index to it.
#[test]
fn an_address_before_the_constants_is_one_of_them() {
    let text = MODULE.replace("offset=65536", "offset=65532");
    let mut module = wat::parse_str(text).unwrap();
    Objects::new(Vec::new(), vec![record()], None).append_to(&mut module).unwrap();
    for options in options().filter(|options| options.constants == Constants::Flash) {
        let text = list(&module, Listing::Unoptimized, &options).unwrap();
        assert!(!text.contains("br i1 true"), "it traps always: {options:?}\n{text}");
    }
}

/// A record comes from outside: whatever it says, a module compiles, or is refused with a reason.
#[test]
fn records_that_the_module_contradicts_do_no_harm() {
    let edges =
        [0, 1, 3, 4, 15, 16, 65535, 65536, 65537, 65552, 65555, 65568, 65569, 131_072, 1 << 24, u32::MAX - 3, u32::MAX];
    let mut records = Vec::new();
    for edge in edges {
        for other in edges {
            let mut changed = record();
            changed.constants.as_mut().unwrap().range = edge..other;
            records.push(changed);
        }
        let places = |ordinals: Vec<u32>| vec![(FuncIndex::from_u32(edge), ordinals)];
        let mut changed = record();
        changed.places.code = places(vec![edge, edge, 0]);
        changed.places.data = vec![(DataIndex::from_u32(edge), vec![edge, 0, 1])];
        records.push(changed.clone());
        changed.places.data = vec![(DataIndex::from_u32(1), vec![0]), (DataIndex::from_u32(0), vec![5, 2, edge])];
        changed.globals = vec![GlobalIndex::from_u32(edge), GlobalIndex::from_u32(0)];
        records.push(changed);
        records.push(Relocated { align: edge, ..record() });
        records.push(Relocated { memory: MemoryIndex::from_u32(edge), ..record() });
    }
    let mut compiled = 0;
    for record in records {
        for options in options().filter(|options| options.constants == Constants::Flash) {
            compiled += u32::from(compile(&module(record.clone()), &options).is_ok());
        }
    }
    assert!(compiled > 1000, "{compiled}");
}
