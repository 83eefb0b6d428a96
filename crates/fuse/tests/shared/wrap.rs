//! Addresses far outside a component's memory: an access that traps in an isolated memory also traps in a shared one,
//! wherever the sum of an address, an offset and the base wraps. Nearer addresses outside may be another component's
//! (contract, section 4). There is one exception: for a component with a small stack, the common stack has addresses
//! above all others.
//!
//! Every form of access runs at both ends of the address space on a stock engine, in the isolated layout and in the
//! shared one.

use dissolve_fuse::{Fused, MemoryMode, Method, Options, fuse};
use wasmtime::{Config, Engine, Instance, Linker, Memory, Module, Store, Val};

use super::engines::{on_component, on_fused, share};
use super::guests::guest;

/// The kind of memory that the component under test has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A page, kept whole.
    Whole,
    /// A stack of 1 MiB below the statics: the base is negative.
    Low,
    /// A stack that is smaller than the common one: the component sees it at negative addresses.
    Wrapping,
}

const KINDS: [Kind; 3] = [Kind::Whole, Kind::Low, Kind::Wrapping];
const STATICS: u32 = 256;

impl Kind {
    /// The start and the end of the memory that belongs to the component.
    fn statics(self) -> (u32, u32) {
        match self {
            Kind::Whole => (0, 65_536),
            Kind::Low => (1 << 20, (1 << 20) + STATICS),
            Kind::Wrapping => (1024, 1024 + STATICS),
        }
    }

    fn declared(self) -> u64 {
        let (_, end) = self.statics();
        match self {
            Kind::Whole => 65_536,
            _ => u64::from(end.div_ceil(65_536) + 1) << 16,
        }
    }

    fn module(self, body: &str) -> String {
        let (start, _) = self.statics();
        match self {
            Kind::Whole => format!(
                r#"(core module $m (memory (export "memory") 1) (data (i32.const 0) "0123456789abcdef")
                    (data (i32.const 65520) "the end of it...") (data $passive "passive!") {body})"#
            ),
            _ => guest(start, STATICS, "", body),
        }
    }
}

/// A component of three: the one under test, with `exports` of type `(at: u32, n: u32) -> u32`, between two neighbours.
fn between_neighbours(kind: Kind, body: &str, exports: &[String]) -> String {
    let neighbour = |name: &str| {
        let module = guest(1 << 20, 512, "", r#"(data (i32.const 1048800) "a neighbour's data")"#);
        let page = r#"(core module $page (memory 1) (data (i32.const 0) "\11\11") (data (i32.const 65520) "page")
            (func (export "f") (result i32) (i32.load (i32.const 4))))"#;
        // Each function uses some of its memory, so that the memory stays.
        let module = module.replace(
            "(data $passive",
            r#"(func (export "f") (result i32) (i32.load (i32.const 1048576))) (data $passive"#,
        );
        format!(
            r#"(component ${name} {module} {page} (core instance $i (instantiate $m)) (core instance $p (instantiate $page))
                (func (export "f") (result u32) (canon lift (core func $i "f")))
                (func (export "p") (result u32) (canon lift (core func $p "f"))))
            (instance ${name} (instantiate ${name}))"#
        )
    };
    let lifted: String = exports
        .iter()
        .map(|name| {
            format!(
                r#"(func (export "{name}") (param "at" u32) (param "n" u32) (result u32) (canon lift (core func $i "{name}")))"#
            )
        })
        .collect();
    let exported: String = exports.iter().map(|name| format!(r#"(export "{name}" (func $b "{name}"))"#)).collect();
    format!(
        r#"(component {}
            (component $b {} (core instance $i (instantiate $m)) {lifted}
                (func (export "take") (param "list" (list u8)) (canon lift (core func $i "take")
                    (memory $i "memory") (realloc (func $i "realloc")))))
            (instance $b (instantiate $b)) {}
            {exported} (export "take" (func $b "take"))
            (export "f" (func $a "f")) (export "g" (func $c "f")) (export "h" (func $a "p")) (export "k" (func $c "p")))"#,
        neighbour("a"),
        kind.module(&format!("{HELPERS} {body}")),
        neighbour("c"),
    )
}

/// A form of access: its code, with the parameters `at` and `n`; its offset; and the number of bytes that it touches.
struct Form {
    code: String,
    offset: u32,
    bytes: fn(u32) -> u64,
}

const LOADS: [(&str, &str, u32); 27] = [
    ("i32.load", "i32", 4),
    ("i32.load8_s", "i32", 1),
    ("i32.load8_u", "i32", 1),
    ("i32.load16_s", "i32", 2),
    ("i32.load16_u", "i32", 2),
    ("i64.load", "i64", 8),
    ("i64.load8_s", "i64", 1),
    ("i64.load8_u", "i64", 1),
    ("i64.load16_s", "i64", 2),
    ("i64.load16_u", "i64", 2),
    ("i64.load32_s", "i64", 4),
    ("i64.load32_u", "i64", 4),
    ("f32.load", "f32", 4),
    ("f64.load", "f64", 8),
    ("v128.load", "v128", 16),
    ("v128.load8x8_s", "v128", 8),
    ("v128.load8x8_u", "v128", 8),
    ("v128.load16x4_s", "v128", 8),
    ("v128.load16x4_u", "v128", 8),
    ("v128.load32x2_s", "v128", 8),
    ("v128.load32x2_u", "v128", 8),
    ("v128.load8_splat", "v128", 1),
    ("v128.load16_splat", "v128", 2),
    ("v128.load32_splat", "v128", 4),
    ("v128.load64_splat", "v128", 8),
    ("v128.load32_zero", "v128", 4),
    ("v128.load64_zero", "v128", 8),
];

const STORES: [(&str, &str, u32); 10] = [
    ("i32.store", "i32", 4),
    ("i32.store8", "i32", 1),
    ("i32.store16", "i32", 2),
    ("i64.store", "i64", 8),
    ("i64.store8", "i64", 1),
    ("i64.store16", "i64", 2),
    ("i64.store32", "i64", 4),
    ("f32.store", "f32", 4),
    ("f64.store", "f64", 8),
    ("v128.store", "v128", 16),
];

/// Returns the instructions that convert a value to an `i32`.
fn to_i32(ty: &str) -> &'static str {
    match ty {
        "i32" => "",
        "i64" => "i32.wrap_i64",
        "f32" => "i32.reinterpret_f32",
        "f64" => "i64.reinterpret_f64 i32.wrap_i64",
        _ => "i32x4.extract_lane 0",
    }
}

fn from_n(ty: &str) -> &'static str {
    match ty {
        "i32" => "(local.get $n)",
        "i64" => "(i64.extend_i32_u (local.get $n))",
        "f32" => "(f32.reinterpret_i32 (local.get $n))",
        "f64" => "(f64.promote_f32 (f32.convert_i32_u (local.get $n)))",
        _ => "(i32x4.splat (local.get $n))",
    }
}

const WIDTHS: [fn(u32) -> u64; 5] = [|_| 1, |_| 2, |_| 4, |_| 8, |_| 16];

fn width(bytes: u32) -> fn(u32) -> u64 {
    WIDTHS[bytes.ilog2() as usize]
}

/// Returns every load, store and lane access at an offset. The producer of the address is one instruction, or none.
fn accesses(offset: u32) -> Vec<Form> {
    let mut forms = Vec::new();
    for address in ["(local.get $at)", "(call $two (local.get $at)) (drop)", "(i32.add (local.get $at) (i32.const 0))"]
    {
        for (load, ty, bytes) in LOADS {
            let code = format!("{address} {load} offset={offset} {}", to_i32(ty));
            forms.push(Form { code, offset, bytes: width(bytes) });
        }
        for (store, ty, bytes) in STORES {
            let code = format!("{address} {} {store} offset={offset} (i32.const 1)", from_n(ty));
            forms.push(Form { code, offset, bytes: width(bytes) });
        }
        for (bits, lanes) in [(8, 16), (16, 8), (32, 4), (64, 2)] {
            let lane = lanes - 1;
            let splat = from_n("v128");
            let load = format!("{address} {splat} v128.load{bits}_lane offset={offset} {lane} i32x4.extract_lane 3");
            let store = format!("{address} {splat} v128.store{bits}_lane offset={offset} {lane} (i32.const 1)");
            for code in [load, store] {
                forms.push(Form { code, offset, bytes: width(bits / 8) });
            }
        }
    }
    forms
}

/// Returns operations on ranges of `n` bytes. `inside` is an address in the component's memory.
fn ranges(inside: u32) -> Vec<Form> {
    let codes = [
        "(memory.fill (local.get $at) (i32.const 9) (local.get $n)) (i32.const 1)".to_owned(),
        format!("(memory.copy (local.get $at) (i32.const {inside}) (local.get $n)) (i32.const 1)"),
        format!("(memory.copy (i32.const {inside}) (local.get $at) (local.get $n)) (i32.load (i32.const {inside}))"),
        "(memory.init $passive (local.get $at) (i32.const 0) (local.get $n)) (i32.const 1)".to_owned(),
        "(call $two (local.get $at)) (local.get $n) memory.fill (i32.const 1)".to_owned(),
    ];
    let of_n = codes.into_iter().map(|code| Form { code, offset: 0, bytes: |n| n.into() });
    let eight = "(memory.fill (local.get $at) (local.get $n) (i32.const 8)) (i32.const 1)".to_owned();
    of_n.chain([Form { code: eight, offset: 0, bytes: |_| 8 }]).collect()
}

/// An instance whose memory can be restored.
struct Side {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
    first: Vec<u8>,
}

impl Side {
    fn new(engine: &Engine, wasm: &[u8], memory: &str) -> Side {
        let module = Module::new(engine, wasm).unwrap();
        let mut store = Store::new(engine, ());
        let instance = Linker::new(engine).instantiate(&mut store, &module).unwrap();
        let memory = instance.get_memory(&mut store, memory).unwrap();
        let first = memory.data(&store).to_vec();
        Side { store, instance, memory, first }
    }

    /// Calls a function; gives the answer, or none for a trap.
    fn call(&mut self, name: &str, at: u32, n: u32) -> Option<u32> {
        let function = self.instance.get_func(&mut self.store, name).unwrap();
        let mut results = [Val::I32(0)];
        let arguments = [Val::I32(at.cast_signed()), Val::I32(n.cast_signed())];
        function.call(&mut self.store, &arguments, &mut results).ok()?;
        Some(results[0].unwrap_i32().cast_unsigned())
    }

    /// Returns true if the memory changed, and restores it.
    fn changed(&mut self) -> bool {
        let data = self.memory.data_mut(&mut self.store);
        let changed = data != self.first;
        if changed {
            data.copy_from_slice(&self.first);
        }
        changed
    }
}

/// The functions that every module under test has: a producer of two values, and a receiver of a list, so that the
/// memory is exported.
const HELPERS: &str = r#"(func $two (param i32) (result i32 i32) (local.get 0) (i32.const 3))
    (func (export "take") (param i32 i32))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))"#;

/// Returns the export name of the memory of the component under test.
fn memory_under_test(isolated: &Fused) -> String {
    let take = isolated.interface.exports.iter().find(|export| export.name.function == "take").unwrap();
    take.options
        .memory
        .filter(|memory| memory.as_u32() > 0)
        .map_or("memory".to_owned(), |memory| format!("memory@{memory}"))
}

/// Runs forms of access at addresses in both layouts, and compares.
fn compare(kind: Kind, forms: &[Form], addresses: impl Fn(&Form, i64) -> Vec<(u32, u32)>) {
    let names: Vec<String> = (0..forms.len()).map(|index| format!("x{index}")).collect();
    let functions: String = names
        .iter()
        .zip(forms)
        .map(|(name, form)| {
            format!("(func (export \"{name}\") (param $at i32) (param $n i32) (result i32) {})\n", form.code)
        })
        .collect();
    let component = between_neighbours(kind, &functions, &names);
    let wasm = wat::parse_str(&component).unwrap();
    let isolated = fuse(&wasm, &Options::new("test")).unwrap();
    let shared = fuse(&wasm, &Options { memory: MemoryMode::Shared, ..Options::new("test") }).unwrap();
    let sharing = shared.sharing.as_ref().unwrap();
    let of_b = sharing.memories.iter().find(|memory| memory.component == "b").unwrap();
    let Method::Folded { base } = of_b.method else { panic!("without relocations") };
    let bias = if kind == Kind::Low { i64::from(base.cast_signed()) } else { i64::from(base) };
    assert_eq!(bias < 0, kind == Kind::Low, "{sharing}");
    let mut config = Config::new();
    config.wasm_multi_memory(true);
    let engine = Engine::new(&config).unwrap();
    let mut one = Side::new(&engine, &isolated.bytes, &memory_under_test(&isolated));
    let mut all = Side::new(&engine, &shared.bytes, "memory");
    let size = all.first.len() as i64;
    let stack = sharing.regions[0].end;
    let (start, end) = kind.statics();
    let mut trapped = 0;
    for (name, form) in names.iter().zip(forms) {
        for (at, n) in addresses(form, bias) {
            let expected = one.call(name, at, n);
            let actual = all.call(name, at, n);
            one.changed();
            let has_changed = all.changed();
            let what = || format!("{kind:?}: {} at {at:#x}, {n}\n{sharing}", form.code);
            // The bytes that it touches, as addresses of the component that do not wrap.
            let (first, bytes) = (i64::from(at) + i64::from(form.offset), (form.bytes)(n) as i64);
            let is_own = first >= i64::from(start) && first + bytes <= i64::from(end);
            let stays = first + bias >= 0 && first + bias + bytes <= size;
            let rebased = first + bias - (1 << 32);
            let is_stack =
                kind == Kind::Wrapping && rebased >= 0 && rebased + bytes <= i64::from(stack) && first < 1 << 32;
            match expected {
                Some(_) if is_own => assert_eq!(actual, expected, "{}", what()),
                Some(_) => {}
                None if bytes == 0 => assert!(!has_changed, "{}", what()),
                None if stays || is_stack => {}
                None => {
                    assert_eq!(actual, None, "{}", what());
                    assert!(!has_changed, "{}", what());
                    trapped += 1;
                }
            }
        }
    }
    assert!(trapped > forms.len() * 4, "{kind:?}: {trapped} of what traps is far outside");
}

/// Returns addresses of the first byte that is touched, around every border and up to twice the address space.
fn places(kind: Kind, bias: i64) -> Vec<i64> {
    let (start, end) = kind.statics();
    let space = 1i64 << 32;
    let mut places = Vec::new();
    let corners = [
        0,
        start.into(),
        end.into(),
        kind.declared() as i64,
        space - bias,
        space - bias.abs(),
        space - bias + 2048,
        space - 65_536,
        space / 2,
        space,
        space + i64::from(start),
        space + i64::from(end),
        2 * space - bias,
        2 * space - 17,
    ];
    for corner in corners {
        places.extend([-17, -16, -8, -4, -1, 0, 1, 8, 100].map(|more| corner + more));
    }
    places.retain(|place| (0..2 * space).contains(place));
    places
}

#[test]
fn accesses_far_outside_trap() {
    for kind in KINDS {
        let (start, _) = kind.statics();
        for offset in [0, 8, start + 4, 65_520, 65_536, 1 << 21, 1 << 31, 0xFFFF_0000, 0xFFFF_FFF0, u32::MAX] {
            compare(kind, &accesses(offset), |form, bias| {
                let addresses = places(kind, bias).into_iter();
                let at = addresses.filter_map(|place| u32::try_from(place - i64::from(form.offset)).ok());
                at.map(|at| (at, 0x0102_0304)).collect()
            });
        }
    }
}

#[test]
fn ranges_far_outside_trap() {
    for kind in KINDS {
        let (start, _) = kind.statics();
        compare(kind, &ranges(start + 64), |_, bias| {
            let at: Vec<u32> = places(kind, bias).into_iter().filter_map(|place| u32::try_from(place).ok()).collect();
            let lengths = [0, 1, 7, 8, 4096, 65_536, 1 << 31, u32::MAX - 65_535, u32::MAX];
            at.iter().flat_map(|&at| lengths.map(|length| (at, length))).collect()
        });
    }
}

/// Constant addresses, which the pass knows: each one outside the component's memory in its isolated layout traps.
#[test]
fn constants_far_outside_trap() {
    for kind in KINDS {
        let (start, end) = kind.statics();
        let declared = kind.declared();
        let mut forms = Vec::new();
        for offset in [0u32, 4, u32::MAX - 15, u32::MAX] {
            let near = [0u64, start.into(), u64::from(end) - 4, declared - 4, declared - 3, declared];
            let far = [1 << 31, (1 << 32) - 65_536, (1 << 32) - 1, 1 << 32, (1 << 32) + u64::from(start)];
            let places = near.into_iter().chain(far);
            for at in places.filter_map(|place| u32::try_from(place.checked_sub(offset.into())?).ok()) {
                let fill = format!("(memory.fill (i32.const {at}) (local.get $n) (i32.const 4)) (i32.const 1)");
                forms.push(format!("(i32.load offset={offset} (i32.const {at}))"));
                forms.push(format!("(i32.store offset={offset} (i32.const {at}) (local.get $n)) (i32.const 1)"));
                // A range slightly outside may be another component's, and one at the end may be the common stack.
                forms.extend(((1 << 31)..0xFFFF_F000).contains(&at).then_some(fill));
            }
        }
        let names: Vec<String> = (0..forms.len()).map(|index| format!("x{index}")).collect();
        let functions: String = names
            .iter()
            .zip(&forms)
            .map(|(name, code)| {
                format!("(func (export \"{name}\") (param $at i32) (param $n i32) (result i32) {code})\n")
            })
            .collect();
        let wasm = wat::parse_str(between_neighbours(kind, &functions, &names)).unwrap();
        let isolated = fuse(&wasm, &Options::new("test")).unwrap();
        let shared = fuse(&wasm, &Options { memory: MemoryMode::Shared, ..Options::new("test") }).unwrap();
        let mut config = Config::new();
        config.wasm_multi_memory(true);
        let engine = Engine::new(&config).unwrap();
        let mut one = Side::new(&engine, &isolated.bytes, &memory_under_test(&isolated));
        let mut all = Side::new(&engine, &shared.bytes, "memory");
        let mut trapped = 0;
        for (name, code) in names.iter().zip(&forms) {
            let (expected, actual) = (one.call(name, 0, 77), all.call(name, 0, 77));
            one.changed();
            let has_changed = all.changed();
            if expected.is_none() {
                assert!(actual.is_none() && !has_changed, "{kind:?}: {code}");
                trapped += 1;
            }
        }
        assert!(trapped > 20, "{kind:?}: {trapped}");
    }
}

/// Lists and strings with pointers that wrap, through adapters and transcoders, as arguments and as results.
#[test]
fn pointers_across_a_seam_that_wrap_trap() {
    for kind in KINDS {
        for (encoding, names) in [("utf8", &["list", "text", "back"][..]), ("utf16", &["text"])] {
            let (start, _) = kind.statics();
            let component = seam(kind, encoding);
            let fused = share(&component);
            let wasm = wat::parse_str(&component).unwrap();
            for at in [0xFFFF_0000, 0xFFF0_1000, 0x8000_0000, start + 4] {
                for (length, name) in
                    [1, 0x7FFF_FFF0].into_iter().flat_map(|length| names.iter().map(move |name| (length, name)))
                {
                    let calls: super::engines::Calls<'_> = &[("f", &[]), (name, &[at, length])];
                    let (expected, actual) = (on_component(&wasm, calls), on_fused(&fused.bytes, calls));
                    assert_eq!(expected[1].is_some(), at == start + 4 && length == 1, "{name} of {at:#x}, {length}");
                    assert_eq!(actual, expected, "{kind:?}, {encoding}: {name} of {at:#x}, {length}");
                }
            }
        }
    }
}

/// A component of four: the one under test passes a list or a string with any pointer, and returns a list.
fn seam(kind: Kind, encoding: &str) -> String {
    let ty = r#"(param "at" u32) (param "n" u32) (result u32)"#;
    let (start, _) = kind.statics();
    let result = start + 32;
    let body = format!(
        r#"(import "" "list" (func $list (param i32 i32) (result i32)))
        (import "" "text" (func $text (param i32 i32) (result i32)))
        (func (export "list") (param i32 i32) (result i32) (call $list (local.get 0) (local.get 1)))
        (func (export "text") (param i32 i32) (result i32) (call $text (local.get 0) (local.get 1)))
        (func (export "give") (param i32 i32) (result i32)
            (i32.store (i32.const {result}) (local.get 0)) (i32.store (i32.const {}) (local.get 1)) (i32.const {result}))"#,
        result + 4
    );
    let (imports, functions): (Vec<&str>, Vec<&str>) = body.lines().partition(|line| line.contains("(import "));
    let module = kind.module(&functions.join("\n")).replacen("$m ", &format!("$m {} ", imports.join(" ")), 1);
    let user = guest(
        1 << 20,
        65_536,
        r#"(import "" "give" (func $give (param i32 i32 i32)))"#,
        r#"(func (export "realloc") (param i32 i32 i32 i32) (result i32)
            (if (i32.gt_u (local.get 3) (i32.const 60000)) (then unreachable)) (i32.const 1049000))
        (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load8_u (local.get 0))))
        (func (export "back") (param i32 i32) (result i32)
            (call $give (local.get 0) (local.get 1) (i32.const 1048608)) (i32.load offset=4 (i32.const 1048608)))
        (func (export "f") (result i32) (i32.load (i32.const 1048576)))"#,
    );
    format!(
        r#"(component
            (component $low {page} (core instance $i (instantiate $m))
                (func (export "f") (result u32) (canon lift (core func $i "f"))))
            (instance $low (instantiate $low))
            (component $sink {sink} (core instance $i (instantiate $m))
                (func (export "list") (param "l" (list u8)) (result u32) (canon lift (core func $i "sum")
                    (memory $i "memory") (realloc (func $i "realloc"))))
                (func (export "text") (param "l" string) (result u32) (canon lift (core func $i "sum")
                    (memory $i "memory") (realloc (func $i "realloc")) string-encoding={encoding})))
            (instance $sink (instantiate $sink))
            (component $b (import "list" (func $list (param "l" (list u8)) (result u32)))
                (import "text" (func $text (param "l" string) (result u32)))
                (core module $memory (memory (export "memory") 1))
                {module}
                (core module $table (table (export "t") 2 funcref)
                    (func (export "list") (param i32 i32) (result i32) (call_indirect (param i32 i32) (result i32) (local.get 0) (local.get 1) (i32.const 0)))
                    (func (export "text") (param i32 i32) (result i32) (call_indirect (param i32 i32) (result i32) (local.get 0) (local.get 1) (i32.const 1))))
                (core instance $t (instantiate $table))
                (core instance $i (instantiate $m (with "" (instance $t))))
                (core func $list (canon lower (func $list) (memory $i "memory")))
                (core func $text (canon lower (func $text) (memory $i "memory")))
                (core module $fix (import "" "t" (table 2 funcref)) (import "" "list" (func $a (param i32 i32) (result i32)))
                    (import "" "text" (func $b (param i32 i32) (result i32))) (elem (i32.const 0) $a $b))
                (core instance $fix (instantiate $fix (with "" (instance (export "t" (table $t "t"))
                    (export "list" (func $list)) (export "text" (func $text))))))
                (func (export "list") {ty} (canon lift (core func $i "list")))
                (func (export "text") {ty} (canon lift (core func $i "text")))
                (func (export "give") (param "at" u32) (param "n" u32) (result (list u8))
                    (canon lift (core func $i "give") (memory $i "memory"))))
            (instance $b (instantiate $b (with "list" (func $sink "list")) (with "text" (func $sink "text"))))
            (component $user (import "give" (func $give (param "at" u32) (param "n" u32) (result (list u8))))
                {user}
                (core module $table (table (export "t") 1 funcref)
                    (func (export "give") (param i32 i32 i32) (call_indirect (param i32 i32 i32) (local.get 0) (local.get 1) (local.get 2) (i32.const 0))))
                (core instance $t (instantiate $table))
                (core instance $i (instantiate $m (with "" (instance $t))))
                (core func $give (canon lower (func $give) (memory $i "memory") (realloc (func $i "realloc"))))
                (core module $fix (import "" "t" (table 1 funcref)) (import "" "give" (func $a (param i32 i32 i32))) (elem (i32.const 0) $a))
                (core instance $fix (instantiate $fix (with "" (instance (export "t" (table $t "t")) (export "give" (func $give))))))
                (func (export "back") {ty} (canon lift (core func $i "back"))))
            (instance $user (instantiate $user (with "give" (func $b "give"))))
            (export "list" (func $b "list")) (export "text" (func $b "text")) (export "back" (func $user "back"))
            (export "f" (func $low "f")))"#,
        page = guest(1 << 20, 4096, "", r#"(func (export "f") (result i32) (i32.load (i32.const 1048576)))"#),
        sink = user
            .replace(
                "(import \"\" \"give\" (func $give (param i32 i32 i32)))",
                "(import \"x\" \"give\" (func $give (param i32 i32 i32)))"
            )
            .replace("(call $give (local.get 0) (local.get 1) (i32.const 1048608))", "")
            .replace("(import \"x\" \"give\" (func $give (param i32 i32 i32)))", ""),
    )
}

/// Segments outside the memory that their component declares, at both ends of the address space.
#[test]
fn segments_outside_trap() {
    for (at, bytes) in
        [(65_533u32, 4), (65_536, 1), (1 << 31, 1), (0xFFFF_0000, 8), (u32::MAX, 1), (u32::MAX - 3, 4), (65_537, 0)]
    {
        let text = "x".repeat(bytes);
        let segment = format!(r#"(data (i32.const {}) "{text}")"#, at.cast_signed());
        let component = between_neighbours(Kind::Whole, &segment, &[]);
        let fused = share(&component);
        let calls: super::engines::Calls<'_> = &[("f", &[])];
        assert_eq!(on_component(&wat::parse_str(&component).unwrap(), calls), [None], "{segment}");
        assert_eq!(on_fused(&fused.bytes, calls), [None], "{segment}");
    }
}
