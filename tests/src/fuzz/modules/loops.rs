//! Random modules with loops whose rounds can be counted, and with loops that differ from them in one detail: what checks that are
//! made before a loop are made for.
//!
//! Each loop has a counter, and accesses whose addresses change with it. Its last address is often near an end of the
//! memory. Each round accesses one address that is the counter's, so a loop whose counter never meets its limit ends with a trap.

use std::fmt::Write as _;

use crate::fuzz::random::Random;

/// The numbers that counters change by.
const STEPS: &[i64] = &[1, 1, 1, 1, -1, -1, -1, 2, -2, 4, 4, -4, 8, 3, -12, 1024];

/// Returns the text of a module with the exports `f0`, `f1`, ….
pub fn text(random: &mut Random) -> String {
    // Everything above the stack is in use, so the whole memory is backed.
    let mut text = String::from(
        "(module (memory 1) (global $__stack_pointer (mut i32) (i32.const 2048)) (global $state (mut i32) (i32.const 0))
         (global (export \"__data_end\") i32 (i32.const 65536)) (global (export \"__heap_base\") i32 (i32.const 65536))
         (data (i32.const 2048) \"0123456789abcdef\")
         (func $out (if (i32.eq (i32.and (global.get $state) (i32.const 3)) (i32.const 3)) (then unreachable)))\n",
    );
    for function in 0..1 + random.below(2) {
        let mut body = Body { random: &mut *random, text: String::new(), loops: 0 };
        for _ in 0..1 + body.random.below(2) {
            body.counted(0);
        }
        let Body { text: statements, loops, .. } = body;
        let locals: String =
            (0..loops).map(|number| format!("(local $i{number} i32) (local $a{number} i32)")).collect();
        writeln!(
            text,
            "(func $f{function} (export \"f{function}\") (param $p i32) (param $q i32) (param $n i32) (result i32)
             (local $sum i32) {locals}\n{statements} (local.get $sum))"
        )
        .expect("writing to a string");
    }
    text.push(')');
    text
}

/// The body of a function while it is written.
struct Body<'r> {
    random: &'r mut Random,
    text: String,
    /// The loops so far, each of which has two locals.
    loops: usize,
}

impl Body<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A loop, and maybe one inside it.
    fn counted(&mut self, depth: usize) {
        let this = self.loops;
        self.loops += 1;
        let (counter, pointer) = (format!("$i{this}"), format!("$a{this}"));
        let step = *self.random.pick(STEPS);
        let rounds = self.rounds(depth);
        let by = *self.random.pick(&[step, step, 4, 1, -8]);
        let start = self.start(step, &rounds);
        self.line(&format!("(local.set {counter} {start})"));
        let base = self.start(by, &rounds);
        self.line(&format!("(local.set {pointer} {base})"));
        let is_plain = !self.random.one_in(3);
        let (limit, exact) = self.limit(&counter, step, &rounds, depth);
        let limit = if exact { limit } else { (*self.random.pick(&["(local.get $n)", "(i32.const 0)"])).to_owned() };
        self.line(&format!("(local.set $p {limit})"));
        let comparison = self.comparison(step);
        // The exit is the last branch, or one that leaves the loop in the middle.
        let is_last = self.random.one_in(2);
        self.line("(block (loop");
        let tested = if self.random.one_in(3) {
            format!("(local.tee {counter} {})", sum(&counter, step))
        } else {
            String::new()
        };
        let is_moved = !tested.is_empty();
        let tested = if is_moved { tested } else { format!("(local.get {counter})") };
        let (before, after) = (self.random.below(3), self.random.below(3));
        self.accesses(before, &counter, &pointer, (depth, is_plain));
        if !is_moved {
            self.certain(&counter);
        }
        let other = match self.random.below(8) {
            0 if exact => limit.clone(),
            _ => "(local.get $p)".to_owned(),
        };
        let mut condition = match self.random.one_in(5) {
            true => format!("({} {other} {tested})", swapped(comparison)),
            false => format!("({comparison} {tested} {other})"),
        };
        if !is_last {
            condition = format!("(i32.eqz {condition})");
            self.line(&format!("(br_if 1 {condition})"));
        }
        self.accesses(after, &counter, &pointer, (depth, is_plain));
        if is_moved {
            self.certain(&counter);
        }
        if self.random.one_in(2) {
            self.line(&format!("(local.set {pointer} {})", sum(&pointer, by)));
        }
        if is_last && !is_moved {
            let moved = format!("(local.tee {counter} {})", sum(&counter, step));
            condition = condition.replacen(&tested, &moved, 1);
        } else if !is_moved {
            self.line(&format!("(local.set {counter} {})", sum(&counter, step)));
        }
        self.line(&if is_last { format!("(br_if 0 {condition})") } else { "(br 0)".to_owned() });
        if is_last && self.random.one_in(4) {
            self.accesses(1, &counter, &pointer, (depth, is_plain));
        }
        self.line("))");
    }

    /// The number of times that the exit of a loop goes on: a constant, or a few bits of a parameter.
    fn rounds(&mut self, depth: usize) -> String {
        match self.random.below(4) {
            _ if depth > 0 => format!("(i32.const {})", self.random.below(20)),
            0 => format!("(i32.const {})", self.random.below(40)),
            1 => format!("(i32.const {})", self.random.below(3000)),
            _ => format!("(i32.and (local.get $n) (i32.const {}))", (1 << self.random.below(9)) - 1),
        }
    }

    /// An address, mostly one from which the rounds lead to an end of the memory.
    fn start(&mut self, step: i64, rounds: &str) -> String {
        let parameter = *self.random.pick(&["$p", "$q"]);
        match self.random.below(8) {
            0 => format!("(i32.const {})", self.random.below(65_540)),
            1 => format!("(i32.and (local.get {parameter}) (i32.const 0xffff))"),
            2 => format!("(i32.and (local.get {parameter}) (i32.const 0xfffc))"),
            3 => format!("(i32.const {})", 2000 + self.random.below(100)),
            _ => {
                let end = if step < 0 { -16 } else { 65_536 - 120 };
                let near = end + self.random.below(136) as i64;
                format!("(i32.sub (i32.const {near}) (i32.mul {rounds} (i32.const {step})))")
            }
        }
    }

    /// The value that a counter is compared with, and false if it has nothing to do with the rounds.
    fn limit(&mut self, counter: &str, step: i64, rounds: &str, depth: usize) -> (String, bool) {
        let mut limit = format!("(i32.add (local.get {counter}) (i32.mul {rounds} (i32.const {step})))");
        if self.random.one_in(6) {
            limit = format!("(i32.add {limit} (i32.const {}))", self.random.below(5) as i64 - 2);
        }
        (limit, depth > 0 || !self.random.one_in(6))
    }

    /// The comparison with which a loop goes on: mostly one that ends with the counter's limit.
    fn comparison(&mut self, step: i64) -> &'static str {
        let all: &[&'static str] = match (self.random.below(12), step) {
            (0, _) => &["i32.le_u", "i32.ge_u", "i32.le_s", "i32.ge_s", "i32.eq"],
            (1, _) => &["i32.lt_s", "i32.lt_u", "i32.gt_s", "i32.gt_u"],
            (2..7, 1) => &["i32.lt_s", "i32.lt_u"],
            (2..7, -1) => &["i32.gt_s", "i32.gt_u"],
            _ => &["i32.ne"],
        };
        self.random.pick::<&str>(all)
    }

    /// An access that every round makes.
    fn certain(&mut self, counter: &str) {
        self.add(&format!("(i32.load8_u (local.get {counter}))"));
    }

    fn accesses(&mut self, count: usize, counter: &str, pointer: &str, (depth, is_plain): (usize, bool)) {
        for _ in 0..count {
            match if is_plain { 24 } else { self.random.below(16) } {
                0 if depth == 0 => self.counted(depth + 1),
                1 => {
                    let access = self.access(counter, pointer);
                    self.line(&format!("(if (i32.and (local.get $sum) (i32.const 1)) (then {access}))"));
                }
                2 => {
                    let access = self.access(counter, pointer);
                    self.line(&format!("(block (br_if 0 (i32.and (local.get $sum) (i32.const 2))) {access})"));
                }
                // Leaves the loop in another way.
                3 => self.line("(br_if 1 (i32.eq (i32.and (local.get $sum) (i32.const 31)) (i32.const 7)))"),
                4 => self.line("(global.set $state (local.get $sum)) (call $out)"),
                5 => self.add("(i32.div_u (i32.const 1000) (i32.and (local.get $sum) (i32.const 15)))"),
                6 => self.add("(i32.rem_u (local.get $sum) (i32.const 7))"),
                7 => self.line("(if (i32.eq (i32.and (local.get $sum) (i32.const 63)) (i32.const 9)) (then (return (local.get $sum))))"),
                8 => self.line(&format!("(if (i32.and (local.get $sum) (i32.const 1)) (then (local.set {pointer} {})))", sum(pointer, 4))),
                _ => {
                    let access = self.access(counter, pointer);
                    self.line(&access);
                }
            }
        }
    }

    fn access(&mut self, counter: &str, pointer: &str) -> String {
        let address = match self.random.below(8) {
            0..3 => format!("(local.get {counter})"),
            3..5 => format!("(local.get {pointer})"),
            5 => sum(counter, self.random.below(40) as i64 - 12),
            6 => {
                let scaled = format!("(i32.shl (local.get {counter}) (i32.const {}))", self.random.below(4));
                format!("(i32.add {scaled} (i32.and (local.get $q) (i32.const 0xff)))")
            }
            _ => "(i32.and (local.get $q) (i32.const 0xffef))".to_owned(),
        };
        let offset = if self.random.one_in(60) { self.random.below(70_000) } else { self.random.below(24) };
        match self.random.below(6) {
            0 => format!("(i32.store8 offset={offset} {address} (local.get $sum))"),
            1 => format!("(i32.store offset={offset} {address} (local.get $sum))"),
            2 => added(&format!("(i32.load16_u offset={offset} {address})")),
            3 => added(&format!("(i32.wrap_i64 (i64.load offset={offset} {address}))")),
            4 => added(&format!("(i32.load8_s offset={offset} {address})")),
            _ => added(&format!("(i32.load offset={offset} {address})")),
        }
    }

    /// Adds a value to the sum.
    fn add(&mut self, value: &str) {
        self.line(&added(value));
    }
}

/// The statement that adds a value to the sum.
fn added(value: &str) -> String {
    format!("(local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) {value}))")
}

/// A local and a constant, as compilers add them.
fn sum(local: &str, by: i64) -> String {
    match by {
        ..-8 => format!("(i32.sub (local.get {local}) (i32.const {}))", -by),
        _ => format!("(i32.add (local.get {local}) (i32.const {by}))"),
    }
}

/// The comparison of the same operands in the other order.
fn swapped(comparison: &str) -> &'static str {
    match comparison {
        "i32.lt_s" => "i32.gt_s",
        "i32.lt_u" => "i32.gt_u",
        "i32.gt_s" => "i32.lt_s",
        "i32.gt_u" => "i32.lt_u",
        "i32.le_s" => "i32.ge_s",
        "i32.le_u" => "i32.ge_u",
        "i32.ge_s" => "i32.le_s",
        "i32.ge_u" => "i32.le_u",
        "i32.eq" => "i32.eq",
        _ => "i32.ne",
    }
}
