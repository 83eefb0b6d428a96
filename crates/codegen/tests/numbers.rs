//! The numbers of addresses: when they are native ones, when constants stay in flash, and records that the module contradicts.

use dissolve_codegen::{Addresses, Bounds, Constants, Listing, Options, compile, list};
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

/// A window is aligned to 16 bytes: native addresses of statics with a larger alignment would not have it. A window that reaches the
/// first constant's number would hide it.
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
