//! The arena of C guests on the host: compared with the Rust arena call by call, compared with a model, and with a
//! guest that overwrites its bookkeeping. The last two, and a sample of the first, also run under the address and
//! undefined behaviour sanitizers.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, thread};

use dissolve_arena::{Arena, lists};
use dissolve_tests::{clang, compile};

/// Flags that enable the sanitizers.
const CHECKED: &[&str] = &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/// Compiles a program of `tests/guests-c/native`. Returns its path.
fn program(name: &str, mode: &str, extra: &[&str]) -> PathBuf {
    let native = Path::new(env!("CARGO_MANIFEST_DIR")).join("guests-c/native");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_arena");
    fs::create_dir_all(&folder).unwrap();
    let output = folder.join(format!("{name}{mode}{}", extra.concat()).replace([',', '='], "-"));
    // Attributes for WebAssembly guests have no meaning on the host. Fixed addresses make runs reproducible.
    const FLAGS: &[&str] =
        &["-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Wno-ignored-attributes", "-Wno-unknown-attributes", "-Werror"];
    let source = format!("{name}.c");
    let own = [mode, &source, "-fno-pie", "-no-pie", "-o", output.to_str().unwrap()];
    let arguments = FLAGS.iter().chain(extra).chain(&own);
    compile(clang().c, &native, arguments).unwrap_or_else(|error| panic!("{error}"));
    output
}

/// Runs a program until it ends. Returns its output.
fn run(program: &Path, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output().unwrap();
    assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A call of `cabi_realloc`. The old block is an offset in the arena.
#[derive(Clone, Copy, Debug)]
struct Call {
    old: u64,
    old_len: u64,
    align: u64,
    new_len: u64,
    old_fill: u32,
    new_fill: u32,
}

/// The result of a call: its kind (0 a block, 1 none, 2 a trap), the block's offset or the returned value, bytes in
/// use, and the high-water mark.
type Answer = [u64; 4];

impl Call {
    fn bytes(&self) -> Vec<u8> {
        let words = [self.old, self.old_len, self.align, self.new_len].map(u64::to_ne_bytes);
        let fills = [self.old_fill, self.new_fill].map(u32::to_ne_bytes);
        [words.as_flattened(), fills.as_flattened()].concat()
    }
}

/// Random numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn choose<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// Lengths at the edges of an arena of `size` bytes: of blocks, of lists, of the arena, of the address space.
    fn len(&mut self, size: u64) -> u64 {
        match self.below(10) {
            0 => self.choose(&[1, 4, 11, 12, 13, 19, 20, 21, 51, 52, 53, 59, 60, 61, 68, 123, 124, 125]),
            1 => self.choose(&[size / 4, size / 2, size - 12, size - 8, size, size + 1]),
            2 if self.below(8) == 0 => self.choose(&[1 << 20, 1 << 21, 1 << 31, u64::MAX / 2, u64::MAX - 7, u64::MAX]),
            2..=5 => 1 + self.below(40),
            6..=8 => 1 + self.below(size / 8),
            _ => 1 + self.below(600),
        }
    }

    fn align(&mut self) -> u64 {
        match self.below(40) {
            0 => self.choose(&[0, 3, 12, u64::MAX, 1 << 31, 1 << 63]),
            1..=4 => 1 << self.below(22),
            _ => 1 << self.below(5),
        }
    }
}

/// A live block.
#[derive(Clone, Copy)]
struct Block {
    at: u64,
    len: u64,
    align: u64,
    fill: u32,
}

/// Makes random calls of the Rust arena. Returns them with their results. The base address has the low 22 bits of
/// `base`.
fn calls<const LISTS: usize>(size: usize, base: u64, count: usize) -> Vec<(Call, Answer)> {
    const SPAN: usize = 1 << 22;
    let mut bytes = vec![0u8; size + SPAN];
    let skip = (base as usize).wrapping_sub(bytes.as_ptr().addr()) % SPAN;
    let bytes = &mut bytes[skip..skip + size];
    let start = bytes.as_mut_ptr();
    let mut arena = Arena::<LISTS>::new(bytes);
    let mut random = Random(size as u64);
    let mut live: Vec<Block> = Vec::new();
    let mut freed = None;
    let mut done = Vec::with_capacity(count);
    for number in 0..count {
        let new_fill = random.below(256) as u32;
        let chosen = (!live.is_empty()).then(|| random.below(live.len() as u64) as usize);
        let (call, chosen) = match (random.below(32), chosen) {
            (0, Some(chosen)) => (misuse(&mut random, live[chosen], freed, size as u64), None),
            (1..=9, Some(chosen)) => (resize(live[chosen], random.len(size as u64)), Some(chosen)),
            (10..=17, Some(chosen)) => (resize(live[chosen], 0), Some(chosen)),
            _ => {
                let old = random.below(size as u64);
                let new_len = if random.below(50) == 0 { 0 } else { random.len(size as u64) };
                (Call { old, old_len: 0, align: random.align(), new_len, old_fill: 0, new_fill }, None)
            }
        };
        let call = Call { new_fill, ..call };
        let [old_len, align, new_len] = [call.old_len, call.align, call.new_len].map(|number| number as usize);
        let old = start.wrapping_add(call.old as usize);
        // SAFETY: nobody keeps a pointer to a block; a pointer that is no block is refused.
        let result = unsafe { arena.realloc(old, old_len, align, new_len) };
        freed = None;
        let (kind, value) = match result {
            Err(_) => (2, 0),
            Ok(returned) if new_len == 0 => {
                freed = chosen.map(|chosen| live.swap_remove(chosen));
                (1, returned.addr() as u64)
            }
            Ok(block) => {
                // SAFETY: the block is new, and has that length.
                unsafe { block.write_bytes(new_fill as u8, new_len) };
                let at = (block.addr() - start.addr()) as u64;
                if let Some(chosen) = chosen {
                    live.swap_remove(chosen);
                }
                live.push(Block { at, len: call.new_len, align: call.align, fill: new_fill });
                (0, at)
            }
        };
        done.push((call, [kind, value, arena.used() as u64, arena.high_water() as u64]));
        assert!(kind != 2 || chosen.is_none() || new_len > 0, "call {number} frees a live block: {call:?}");
    }
    done
}

fn resize(block: Block, new_len: u64) -> Call {
    Call { old: block.at, old_len: block.len, align: block.align, new_len, old_fill: block.fill, new_fill: 0 }
}

/// A call with a pointer, length or alignment that does not belong to the live block. Each must be refused.
fn misuse(random: &mut Random, block: Block, freed: Option<Block>, size: u64) -> Call {
    let call = resize(block, random.below(2) * 8);
    let elsewhere = |old: u64| Call { old, ..call };
    match random.below(8) {
        0 => elsewhere(block.at + 1),
        1 => elsewhere(block.at + 4),
        2 => elsewhere(block.at.wrapping_neg()),
        3 => elsewhere(size),
        4 => elsewhere(size + (1 << 33)),
        5 => Call { old_len: size, ..call },
        6 => Call { align: 0, ..call },
        _ => freed.map_or(elsewhere(0), |freed| resize(freed, 0)),
    }
}

/// Makes the C program run the same calls, and fails at the first result that differs.
fn compare<const LISTS: usize>(size: usize, count: usize, extra: &[&str]) {
    let program = program("replay", &format!("-DDISSOLVE_STATIC_ARENA={size}"), extra);
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut base = [0; 8];
    stdout.read_exact(&mut base).unwrap();
    let calls = calls::<LISTS>(size, u64::from_ne_bytes(base), count);
    let input: Vec<u8> = calls.iter().flat_map(|(call, _)| call.bytes()).collect();
    let mut stdin = child.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let mut output = Vec::new();
    stdout.read_to_end(&mut output).unwrap();
    writer.join().unwrap().unwrap();
    assert!(child.wait().unwrap().success());
    let (words, rest) = output.as_chunks::<8>();
    let (answers, cut) = words.as_chunks::<4>();
    assert_eq!((answers.len(), cut.len(), rest.len()), (count, 0, 0));
    for (number, ((call, expected), answer)) in calls.iter().zip(answers).enumerate() {
        let answer: Answer = answer.map(u64::from_ne_bytes);
        assert_eq!(answer, *expected, "call {number} in an arena of {size} bytes: {call:?}");
    }
    // Makes sure that the comparison is meaningful: every kind of result occurs often.
    for kind in 0..3 {
        let times = calls.iter().filter(|(_, answer)| answer[0] == kind).count();
        assert!(times > count / 100, "{times} of {count} answers are of kind {kind}");
    }
}

macro_rules! sizes {
    ($($name:ident: $size:expr, $count:expr;)*) => {
        $(#[test]
        fn $name() {
            compare::<{ lists($size) }>($size, $count, &[]);
        })*
    };
}

// Over a million calls in all.
sizes! {
    as_in_rust_in_the_smallest_arena: 24, 100_000;
    as_in_rust_in_an_arena_of_an_odd_size: 203, 100_000;
    as_in_rust_in_a_kilobyte: 1000, 200_000;
    as_in_rust_in_a_page: 4096, 400_000;
    as_in_rust_past_a_power_of_two: 65_544, 200_000;
    as_in_rust_in_a_megabyte: 1 << 20, 50_000;
    as_in_rust_in_pieces: (4 << 20) + 4096, 20_000;
}

#[test]
fn as_in_rust_under_the_sanitizers() {
    compare::<{ lists(3000) }>(3000, 50_000, CHECKED);
}

#[test]
fn random_programs_keep_their_blocks() {
    for mode in ["-DDISSOLVE_STATIC_ARENA=4096", "-DDISSOLVE_EXTERN_ARENA"] {
        for (extra, operations) in [(&[][..], "1000000"), (CHECKED, "200000")] {
            let printed = run(&program("churn", mode, extra), operations);
            assert!(printed.starts_with(&format!("{operations} operations")), "{printed}");
            assert!(!printed.contains(" 0 traps"), "the arena is never exhausted: {printed}");
        }
    }
}

#[test]
fn overwritten_books_let_nothing_outside_be_touched() {
    let printed = run(&program("hostile", "-DDISSOLVE_STATIC_ARENA=1000", CHECKED), "100000");
    assert!(printed.starts_with("100000 rounds") && !printed.contains(" 0 traps"), "{printed}");
}
