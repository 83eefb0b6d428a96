//! Random functions, shortened and not, on a stock engine: the same result, the same effects, a trap in the same cases.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dissolve_reach::{Calls, Graph};
use dissolve_wasm::{GlobalIndex, Module};
use wasmtime::{Engine, Instance, Store, Val};

use super::body::Body;
use super::{Changes, flags, shorten};
use crate::{Options, live};

/// Locals of a random function; the first two are its parameters.
const LOCALS: usize = 5;

/// A writer of a function as text; random numbers choose each statement.
struct Writer<'a> {
    numbers: &'a [u8],
    text: String,
    /// The open blocks, innermost last: true for a loop.
    blocks: Vec<bool>,
}

impl Writer<'_> {
    fn number(&mut self, below: usize) -> usize {
        let Some((&first, rest)) = self.numbers.split_first() else { return 0 };
        self.numbers = rest;
        usize::from(first) % below
    }

    fn expression(&mut self, depth: usize) -> String {
        match self.number(if depth > 2 { 4 } else { 9 }) {
            0 => "(i32.const 0)".into(),
            1 => "(i32.const 1)".into(),
            2 | 3 => format!("(local.get {})", self.number(LOCALS)),
            4 => format!("(i32.eqz {})", self.expression(depth + 1)),
            5 => format!("(local.tee {} {})", self.number(LOCALS), self.expression(depth + 1)),
            6 => format!("(i32.add {} {})", self.expression(depth + 1), self.expression(depth + 1)),
            7 => {
                let value = self.expression(depth + 1);
                format!("(i32.wrap_i64 (i64.shl (i64.extend_i32_u {value}) (i64.const {})))", self.number(70))
            }
            _ => "(global.get $effects)".into(),
        }
    }

    /// Some statements.
    fn statements(&mut self, depth: usize) {
        for _ in 0..=self.number(4) {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        match self.number(if depth > 3 { 7 } else { 13 }) {
            0 | 1 => {
                let (local, value) = (self.number(LOCALS), self.expression(0));
                write!(self.text, "(local.set {local} {value})").unwrap();
            }
            2 => {
                let value = self.expression(0);
                write!(self.text, "(call $effect {value})").unwrap();
            }
            3 => {
                let value = self.expression(0);
                write!(self.text, "(drop {value})").unwrap();
            }
            4 => {
                let (label, condition) = (self.label(), self.expression(0));
                write!(self.text, "(br_if {label} {condition})").unwrap();
            }
            5 => {
                let traps = self.number(9) == 8;
                self.text.push_str(if traps { "call $trap unreachable" } else { "nop" });
            }
            6 => {
                let label = self.label();
                match self.number(8) {
                    0 => write!(self.text, "(br {label})").unwrap(),
                    1 => {
                        let (other, index) = (self.label(), self.expression(0));
                        write!(self.text, "(br_table {label} {other} {index})").unwrap();
                    }
                    2 => self.text.push_str("(return (i32.const 5))"),
                    _ => {}
                }
            }
            7 | 8 => self.block("(block ", false, depth),
            9 => {
                self.block("(loop (br_if 1 (call $spent))", true, depth);
            }
            _ => {
                let condition = self.expression(0);
                write!(self.text, "(if {condition} (then ").unwrap();
                self.blocks.push(false);
                self.statements(depth + 1);
                if self.number(2) == 0 {
                    self.text.push_str(") (else ");
                    self.statements(depth + 1);
                }
                self.blocks.pop();
                self.text.push_str("))");
            }
        }
        self.text.push('\n');
    }

    fn block(&mut self, head: &str, is_loop: bool, depth: usize) {
        if is_loop {
            // A block around the loop: the branch goes to its end when the fuel is spent.
            self.text.push_str("(block ");
            self.blocks.push(false);
        }
        self.text.push_str(head);
        self.blocks.push(is_loop);
        self.statements(depth + 1);
        self.blocks.pop();
        self.text.push(')');
        if is_loop {
            self.blocks.pop();
            self.text.push(')');
        }
    }

    /// A random label that takes no value: any but the function's own. A block around all statements makes sure that
    /// there is one.
    fn label(&mut self) -> usize {
        self.number(self.blocks.len())
    }
}

fn module(numbers: &[u8]) -> String {
    let mut writer = Writer { numbers, text: String::new(), blocks: vec![false] };
    writer.statements(0);
    let result = (0..LOCALS).fold("(i32.const 7)".to_owned(), |sum, local| {
        format!("(i32.add (i32.mul {sum} (i32.const 31)) (local.get {local}))")
    });
    format!(
        r#"(module
            (global $effects (export "effects") (mut i32) (i32.const 0))
            (global $fuel (mut i32) (i32.const 50))
            (func $trap unreachable)
            (func $effect (param i32)
                (global.set $effects (i32.add (i32.mul (global.get $effects) (i32.const 31)) (local.get 0))))
            (func $spent (result i32)
                (global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))
                (i32.lt_s (global.get $fuel) (i32.const 0)))
            (func (export "f") (param i32 i32) (result i32) (local i32 i32 i32)
                (block {})
                {result}))"#,
        writer.text
    )
}

/// Returns the module with its last function shortened, and the number of instructions before and after.
fn shortened(wasm: &[u8]) -> (Vec<u8>, usize, usize) {
    let module = Module::read(wasm).unwrap();
    let (last, body) = module.defined_functions().last().unwrap();
    let mut body = Body::read(body).unwrap();
    let before = body.ops.len();
    shorten(&mut body, 2);
    let after = body.ops.len();
    let changes = Changes {
        bodies: vec![(last, body.encode().unwrap())],
        forwarded: module.functions.keys().collect(),
        unused_globals: BTreeSet::new(),
    };
    let graph = Graph::new(&module).unwrap();
    let thin = changes.apply(module, graph).unwrap();
    (live::unpruned(&thin, &Options::new("random")).unwrap(), before, after)
}

fn run(engine: &Engine, wasm: &[u8], arguments: [i32; 2]) -> (Option<i32>, i32) {
    let module = wasmtime::Module::new(engine, wasm)
        .unwrap_or_else(|error| panic!("{error:#}\n{}", wasmprinter::print_bytes(wasm).unwrap()));
    let mut store = Store::new(engine, ());
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let function = instance.get_func(&mut store, "f").unwrap();
    let mut results = [Val::I32(0)];
    let ran = function.call(&mut store, &arguments.map(Val::I32), &mut results);
    let effects = instance.get_global(&mut store, "effects").unwrap().get(&mut store).unwrap_i32();
    (ran.ok().map(|()| results[0].unwrap_i32()), effects)
}

#[test]
fn a_shortened_function_does_the_same() {
    let engine = Engine::default();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 24) as u8
    };
    let mut shorter = 0;
    for case in 0..400 {
        let numbers: Vec<u8> = (0..1 + case % 150).map(|_| next()).collect();
        let text = module(&numbers);
        let wasm = wat::parse_str(&text).unwrap();
        let (short, before, after) = shortened(&wasm);
        for arguments in [[0, 0], [1, 0], [-1, 2]] {
            assert_eq!(run(&engine, &short, arguments), run(&engine, &wasm, arguments), "{text}");
        }
        shorter += usize::from(after < before);
    }
    assert!(shorter > 300, "only {shorter} became shorter");
}

/// Returns the shortened body of a function with two parameters, as text.
fn left(body: &str) -> Vec<String> {
    let text = format!(
        r#"(module (func $trap unreachable) (func $use (param i32))
            (func (param i32 i32) (result i32) (local i32 i32 i64) {body}))"#
    );
    let (short, ..) = shortened(&wat::parse_str(text).unwrap());
    let text = wasmprinter::print_bytes(short).unwrap();
    let body = text.split("(func (;2;)").nth(1).unwrap();
    let lines = body.lines().skip(1).map(str::trim).take_while(|line| *line != ")");
    let lines = lines.filter(|line| !line.starts_with("(local"));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_test_of_a_constant_flag_leaves_nothing() {
    let test = "block i32.const 1 local.tee 2 br_if 0 call $trap unreachable end";
    assert_eq!(left(&format!("{test} local.get 0")), ["local.get 0"]);
    let zero = test.replace("i32.const 1", "i32.const 0");
    assert_eq!(left(&format!("{zero} local.get 0")), ["call $trap", "unreachable"]);
}

#[test]
fn arms_that_never_run_are_left_out() {
    for (condition, kept) in [(0, "local.get 1"), (7, "local.get 0")] {
        let body = format!("i32.const {condition} if (result i32) local.get 0 else local.get 1 end");
        assert_eq!(left(&body), [kept]);
    }
    assert_eq!(left("i32.const 0 i32.eqz if unreachable end local.get 0"), ["unreachable"]);
    assert_eq!(left("i32.const 5 i32.eqz if unreachable end local.get 0"), ["local.get 0"]);
}

#[test]
fn copies_of_parameters_go() {
    assert_eq!(
        left("local.get 0 local.set 2 local.get 1 call $use local.get 2"),
        ["local.get 1", "call $use", "local.get 0"]
    );
    // A parameter that is written is not the same later on.
    let body = "local.get 0 local.set 2 i32.const 9 local.set 0 local.get 2 call $use local.get 0";
    assert_eq!(left(body).join(" "), body);
}

#[test]
fn a_copy_in_one_arm_counts_in_that_arm_only() {
    let body = "local.get 1 if local.get 0 local.set 2 local.get 2 call $use end local.get 2";
    assert!(left(body).contains(&"local.tee 2".to_owned()), "{:?}", left(body));
}

#[test]
fn what_a_loop_reads_in_its_next_round_is_kept() {
    let body = "loop local.get 2 call $use local.get 1 local.set 2 local.get 0 br_if 0 end local.get 0";
    assert!(left(body).contains(&"local.set 2".to_owned()), "{:?}", left(body));
    let unread = "loop local.get 1 local.set 2 local.get 0 br_if 0 end local.get 0";
    assert!(!left(unread).contains(&"local.set 2".to_owned()), "{:?}", left(unread));
}

/// Returns true if the flag of a module is a constant. Function 0 of the module reads the flag, 1 does not, 2 is
/// `body`.
fn is_unobservable(body: &str, live: bool) -> bool {
    let text = format!(
        r#"(module (global $flag (mut i32) (i32.const 1)) (table 2 funcref) (elem (i32.const 0) $quiet)
            (type $plain (func))
            (func $reader (drop (global.get $flag)))
            (func $quiet)
            (func (param i32) (local $saved i32) {body}))"#
    );
    let wasm = wat::parse_str(text).unwrap();
    let module = Module::read(&wasm).unwrap();
    let calls = Calls::new(&module, &Graph::new(&module).unwrap());
    let flags = [GlobalIndex::from_u32(0)].into();
    !flags::unobservable(&module, &calls, &flags, &vec![true, true, live].into()).unwrap().is_empty()
}

#[test]
fn a_flag_is_constant_where_nothing_reads_it_while_it_is_zero() {
    let span = |inside: &str| {
        format!(
            "block global.get $flag local.tee $saved br_if 0 unreachable end i32.const 0 global.set $flag {inside}
            local.get $saved global.set $flag call $reader"
        )
    };
    for inside in ["", "call $quiet", "(call_indirect (type $plain) (i32.const 0))", "block local.get 0 br_if 0 end"] {
        assert!(is_unobservable(&span(inside), true), "{inside}");
    }
    let observed = [
        "call $reader",
        "block call $quiet call $reader end",
        // The flag would stay zero.
        "local.get 0 br_if 0",
        "return",
        "block local.get 0 br_table 0 1 end",
        "local.get 0 if return_call $quiet end",
        // The restored value is not the flag's.
        "local.get 0 local.set $saved",
        // The flag is cleared on one path only, or never restored.
        "local.get 0 if i32.const 0 global.set $flag end",
        "i32.const 5 global.set $flag",
    ];
    for inside in observed {
        assert!(!is_unobservable(&span(inside), true), "{inside}");
        assert!(is_unobservable(&span(inside), false), "nothing reaches it: {inside}");
    }
    assert!(!is_unobservable("i32.const 0 global.set $flag", true));
    assert!(is_unobservable("", true));
}
