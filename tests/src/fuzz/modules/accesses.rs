//! Random modules whose functions access memory many times through few addresses: what shared bounds checks are made
//! for.
//!
//! A function has three parameters, of which two are addresses, and locals for more of them. Its statements load and
//! store at small and at large offsets, move addresses by constants, branch, loop a few times, call the function before
//! it, or one that traps, divide, and open frames on a stack as a linker lays it out.

use std::fmt::Write as _;

use crate::fuzz::random::Random;

/// The locals that hold addresses: two parameters, and two others.
const ADDRESSES: &[&str] = &["$p", "$q", "$r", "$s"];

/// The most blocks inside each other.
const DEPTH: usize = 3;

/// Returns the text of a module with the exports `f0`, `f1`, ….
pub fn text(random: &mut Random) -> String {
    // The stack fits its budget and everything above is in use, so the whole memory is backed.
    let mut text = String::from(
        "(module (memory 1) (global $__stack_pointer (mut i32) (i32.const 2048)) (global $state (mut i32) (i32.const 0))
         (global (export \"__data_end\") i32 (i32.const 65536)) (global (export \"__heap_base\") i32 (i32.const 65536))
         (data (i32.const 2048) \"0123456789abcdef\")
         (func $out (if (i32.eq (i32.and (global.get $state) (i32.const 3)) (i32.const 3)) (then unreachable)))\n",
    );
    for function in 0..1 + random.below(2) {
        let mut body = Body { random: &mut *random, text: String::new(), function, loops: 0, frames: 0 };
        body.start();
        body.statements(0);
        let Body { text: statements, loops, frames, .. } = body;
        let locals = (0..loops).map(|number| format!("(local $i{number} i32)"));
        let locals: String = locals.chain((0..frames).map(|number| format!("(local $f{number} i32)"))).collect();
        writeln!(
            text,
            "(func $f{function} (export \"f{function}\") (param $p i32) (param $q i32) (param $n i32) (result i32)
             (local $r i32) (local $s i32) (local $sum i32) {locals}\n{statements} (local.get $sum))"
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
    /// The function's number.
    function: usize,
    /// The loops so far, each of which has a local that counts.
    loops: usize,
    /// The frames so far, each of which has a local.
    frames: usize,
}

impl Body<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Moves addresses into the memory, many of them to one of its ends, and gives the sum a value.
    fn start(&mut self) {
        self.line("(local.set $sum (local.get $n))");
        for local in ["$p", "$q"] {
            let low = format!("(i32.and (local.get {local}) (i32.const 63))");
            match self.random.below(8) {
                0 => self.line(&format!("(local.set {local} (i32.sub {low} (i32.const 16)))")),
                1 | 2 => self.line(&format!("(local.set {local} (i32.add {low} (i32.const 65440)))")),
                3 => {}
                _ => self.line(&format!("(local.set {local} (i32.and (local.get {local}) (i32.const 0xbff0)))")),
            }
        }
        self.line("(local.set $r (local.get $p)) (local.set $s (i32.add (local.get $q) (i32.const 8)))");
    }

    fn statements(&mut self, depth: usize) {
        let least = if depth == 0 { 6 } else { 1 };
        for _ in 0..least + self.random.below(4) {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        match self.random.below(20) {
            0..10 => self.access(),
            10 | 11 => {
                let (to, from) = (self.pick(ADDRESSES), self.address());
                self.line(&format!("(local.set {to} {from})"));
            }
            12 if depth < DEPTH => self.choice(depth),
            13 if depth < DEPTH => {
                self.line("(block");
                self.statements(depth + 1);
                let condition = self.condition();
                self.line(&format!("(br_if 0 {condition})"));
                self.statements(depth + 1);
                self.line(")");
            }
            14 if depth < DEPTH => {
                let (counter, rounds) = (self.loops, 1 + self.random.below(3));
                self.loops += 1;
                self.line(&format!("(local.set $i{counter} (i32.const {rounds})) (loop"));
                self.statements(depth + 1);
                self.line(&format!(
                    "(br_if 0 (local.tee $i{counter} (i32.sub (local.get $i{counter}) (i32.const 1)))))"
                ));
            }
            // Traps for another reason than an address, depending on what was done before.
            15 if self.random.one_in(2) => self.line("(call $out)"),
            15 if self.function > 0 => {
                let arguments = [self.address(), self.address()].join(" ");
                self.sum(&format!("(call $f{} {arguments} (i32.const 0))", self.function - 1));
            }
            16 => self.frame(),
            17 => self.sum("(i32.div_u (i32.const 1000) (i32.and (local.get $sum) (i32.const 15)))"),
            18 => self.line("(global.set $state (i32.add (global.get $state) (local.get $sum)))"),
            19 if depth < DEPTH => {
                // `$n` gets smaller, so the function ends.
                let arguments = [self.address(), self.address()].join(" ");
                self.line(&format!(
                    "(if (i32.and (local.get $n) (i32.const 3)) (then (return_call $f{} {arguments}
                     (i32.sub (i32.and (local.get $n) (i32.const 3)) (i32.const 1)))))",
                    self.function
                ));
            }
            _ => self.access(),
        }
    }

    fn choice(&mut self, depth: usize) {
        let condition = self.condition();
        self.line(&format!("(if {condition} (then"));
        self.statements(depth + 1);
        self.line(")");
        if self.random.one_in(2) {
            self.line("(else");
            self.statements(depth + 1);
            self.line(")");
        }
        self.line(")");
    }

    /// A frame, of a function that may call others or of a leaf, and accesses to it.
    fn frame(&mut self) {
        let (frame, bytes) = (self.frames, 16 << self.random.below(3));
        self.frames += 1;
        let (leaf, mask) = (self.random.one_in(2), if self.random.one_in(3) { "(i32.const -16) i32.and" } else { "" });
        let (open, close) = match leaf {
            true => (format!("local.set $f{frame}"), String::new()),
            false => (
                format!("local.tee $f{frame} global.set $__stack_pointer"),
                format!("(global.set $__stack_pointer (i32.add (local.get $f{frame}) (i32.const {bytes})))"),
            ),
        };
        // The size of an aligned frame is not the distance to where the stack pointer was, as in a function that restores it.
        let mask = if leaf { mask } else { "" };
        self.line(&format!("(global.get $__stack_pointer) (i32.const {bytes}) i32.sub {mask} {open}"));
        for _ in 0..self.random.below(4) {
            let (at, value) = (self.random.below(bytes), self.random.below(100));
            match self.random.below(3) {
                0 => self.line(&format!("(i32.store8 offset={at} (local.get $f{frame}) (i32.const {value}))")),
                1 => self.sum(&format!("(i32.load8_u offset={at} (local.get $f{frame}))")),
                _ => self.sum(&format!("(i32.load8_u (i32.add (local.get $f{frame}) (i32.const {at})))")),
            }
        }
        self.line(&close);
    }

    /// Adds a value to the sum.
    fn sum(&mut self, value: &str) {
        self.line(&format!("(local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) {value}))"));
    }

    fn access(&mut self) {
        let (address, offset) = (self.address(), self.offset());
        match self.random.below(8) {
            0 => self.line(&format!("(i32.store8 offset={offset} {address} (local.get $sum))")),
            1 => self.line(&format!("(i64.store offset={offset} {address} (i64.extend_i32_u (local.get $sum)))")),
            2 => self.line(&format!("(i32.store offset={offset} {address} (local.get $sum))")),
            3 => self.sum(&format!("(i32.load8_s offset={offset} {address})")),
            4 => self.sum(&format!("(i32.load16_u offset={offset} {address})")),
            5 => self.sum(&format!("(i32.wrap_i64 (i64.load offset={offset} {address}))")),
            _ => self.sum(&format!("(i32.load offset={offset} {address})")),
        }
    }

    fn offset(&mut self) -> u64 {
        match self.random.below(40) {
            0 if self.random.one_in(4) => *self.random.pick(&[65_520, 65_532, u32::MAX.into()]),
            1 if self.random.one_in(4) => self.random.next() % (1 << 32),
            2 => self.random.next() % 65_536,
            _ => self.random.next() % 40,
        }
    }

    /// An address: that of a local, or a constant from it; rarely another.
    fn address(&mut self) -> String {
        let local = self.pick(ADDRESSES);
        let by = match self.random.below(8) {
            0 => -(self.random.below(40) as i64),
            1 if self.random.one_in(4) => self.random.below(70_000) as i64,
            _ => self.random.below(40) as i64,
        };
        match self.random.below(12) {
            0..6 => format!("(local.get {local})"),
            6..9 => format!("(i32.add (local.get {local}) (i32.const {by}))"),
            9 => format!("(local.tee {} (i32.add (local.get {local}) (i32.const {by})))", self.pick(ADDRESSES)),
            10 => format!("(i32.const {})", self.random.below(65_540)),
            _ => "(i32.and (local.get $sum) (i32.const 65535))".to_owned(),
        }
    }

    fn condition(&mut self) -> String {
        let mask = 1 << self.random.below(4);
        format!("(i32.and (local.get {}) (i32.const {mask}))", self.pick(&["$sum", "$n", "$p"]))
    }

    fn pick(&mut self, names: &[&'static str]) -> &'static str {
        names[self.random.below(names.len())]
    }
}
