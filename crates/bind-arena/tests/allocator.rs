//! The arena on a stock engine: section 2 of the contract row by row, and long random runs compared with a model that
//! knows every gap, so that it predicts the address of each block and each trap.

use std::collections::BTreeMap;

use wasmtime::{Config, Engine, Instance, Memory, Module, Store, Trap, TypedFunc};

const PAGE: u32 = 65536;

/// A module with an arena, on an engine.
struct Bound {
    store: Store<()>,
    realloc: TypedFunc<(u32, u32, u32, u32), u32>,
    memory: Memory,
    instance: Instance,
    start: u32,
    end: u32,
}

impl Bound {
    /// An arena of `size` bytes after one page of the guest's own.
    fn new(size: u32) -> Bound {
        let module = r#"(module
            (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (export "realloc" (func $realloc)))"#;
        let bound = dissolve_bind_arena::bind(&wat::parse_str(module).unwrap(), size).unwrap();
        let [arena] = &bound.arenas[..] else { panic!("{:?}", bound.arenas) };
        let mut config = Config::new();
        config.wasm_backtrace_max_frames(None);
        let engine = Engine::new(&config).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &Module::new(&engine, &bound.bytes).unwrap(), &[]).unwrap();
        let realloc = instance.get_typed_func(&mut store, "realloc").unwrap();
        let memory = instance.get_memory(&mut store, "memory").unwrap();
        let (start, end) = (arena.start as u32, arena.end() as u32);
        assert_eq!((start, end - start), (PAGE, size));
        assert_eq!(memory.data_size(&store), (end as usize).next_multiple_of(PAGE as usize));
        Bound { store, realloc, memory, instance, start, end }
    }

    /// Makes a call. Returns `None` if it traps, which it must do with `unreachable`.
    fn realloc(&mut self, old: u32, old_len: u32, align: u32, new_len: u32) -> Option<u32> {
        match self.realloc.call(&mut self.store, (old, old_len, align, new_len)) {
            Ok(block) => Some(block),
            Err(error) => {
                assert_eq!(error.downcast_ref::<Trap>(), Some(&Trap::UnreachableCodeReached), "{error:?}");
                None
            }
        }
    }

    fn allocate(&mut self, align: u32, length: u32) -> Option<u32> {
        self.realloc(0, 0, align, length)
    }

    fn bytes(&mut self) -> &mut [u8] {
        self.memory.data_mut(&mut self.store)
    }

    fn global(&mut self, name: &str) -> u32 {
        let global = self.instance.get_global(&mut self.store, name).unwrap();
        global.get(&mut self.store).unwrap_i32().cast_unsigned()
    }

    fn used(&mut self) -> u32 {
        self.global("__cabi_arena_used")
    }

    /// The contents of the memory outside the arena.
    fn outside(&mut self) -> Vec<u8> {
        let (start, end) = (self.start as usize, self.end as usize);
        let bytes = self.bytes();
        [&bytes[..start], &bytes[end..]].concat()
    }
}

/// Edge cases of alignments and lengths.
const ALIGNMENTS: [u32; 8] = [1, 2, 4, 8, 16, 4096, 1 << 30, 1 << 31];
const HUGE: [u32; 7] = [1 << 31, (1 << 31) + 1, u32::MAX - 12, u32::MAX - 11, u32::MAX - 7, u32::MAX - 3, u32::MAX];

#[test]
fn nothing_of_nothing_is_the_alignment_and_touches_nothing() {
    let mut bound = Bound::new(4096);
    let before = bound.bytes().to_vec();
    for align in ALIGNMENTS {
        for old in [0, bound.start, bound.start + 8, 0xDEAD_BEEF, u32::MAX] {
            assert_eq!(bound.realloc(old, 0, align, 0), Some(align));
        }
    }
    assert_eq!(bound.bytes(), before);
    assert_eq!(bound.used(), 0);
}

#[test]
fn a_new_block_is_aligned_and_its_old_address_is_ignored() {
    for old in [0, PAGE, PAGE + 8, 0xDEAD_BEEF] {
        for align in [1, 2, 4, 8, 16, 32, 1024, 4096, PAGE] {
            for length in [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 100] {
                let mut bound = Bound::new(2 * PAGE);
                let block = bound.realloc(old, 0, align, length).unwrap();
                assert_eq!(block % align, 0);
                assert!(block >= bound.start && block + length <= bound.end);
            }
        }
    }
}

#[test]
fn a_wrong_alignment_traps_before_all_else() {
    let mut bound = Bound::new(4096);
    let block = bound.allocate(8, 8).unwrap();
    for align in [0, 3, 5, 6, 7, 12, (1 << 31) + 1, u32::MAX] {
        for (old, old_len, new_len) in [(0, 0, 0), (0, 0, 8), (block, 8, 0), (block, 8, 16)] {
            assert_eq!(bound.realloc(old, old_len, align, new_len), None, "{align}");
        }
    }
    assert_eq!(bound.realloc(block, 8, 8, 0), Some(8), "it is still live");
}

#[test]
fn what_cannot_be_met_traps_and_changes_nothing() {
    let mut bound = Bound::new(4096);
    let block = bound.allocate(8, 8).unwrap();
    bound.bytes()[block as usize] = 7;
    // Blocks use 16 of the 4088 bytes. The block itself could grow into the rest.
    for (new, grown) in [(4069, 4085), (4096, 4096), (4097, 4097)].into_iter().chain(HUGE.map(|huge| (huge, huge))) {
        for align in ALIGNMENTS {
            assert_eq!(bound.allocate(align, new), None, "{new} bytes aligned to {align}");
            assert_eq!(bound.realloc(block, 8, align, grown), None, "to {grown} bytes aligned to {align}");
        }
    }
    for align in [1 << 17, 1 << 30, 1 << 31] {
        assert_eq!(bound.allocate(align, 1), None, "no such address is in the arena");
        assert_eq!(bound.realloc(block, 8, align, 8), None);
    }
    assert_eq!((bound.bytes()[block as usize], bound.used()), (7, 16));
    // Fragmentation: 4088 bytes of blocks, every other one free.
    let mut bound = Bound::new(4096);
    let blocks: Vec<_> = (0..4088 / 56).map(|_| bound.allocate(8, 52).unwrap()).collect();
    assert_eq!(bound.allocate(1, 1), None, "full to the last byte");
    for block in blocks.iter().step_by(2) {
        assert_eq!(bound.realloc(*block, 52, 8, 0), Some(8));
    }
    assert_eq!(bound.allocate(1, 53), None);
    assert_eq!(bound.allocate(1, 52), Some(blocks[0]));
}

#[test]
fn no_live_block_no_answer() {
    let mut bound = Bound::new(4096);
    let first = bound.allocate(8, 20).unwrap();
    let freed = bound.allocate(8, 20).unwrap();
    let last = bound.allocate(8, 20).unwrap();
    assert_eq!(bound.realloc(freed, 20, 8, 0), Some(8));
    let (start, end) = (bound.start, bound.end);
    for (old, old_len) in [
        // A block that is already freed.
        (freed, 20),
        // An address inside a block, or in its header.
        (first + 1, 20),
        (first + 4, 16),
        (first + 8, 12),
        (first - 4, 20),
        // An address outside of the blocks.
        (0, 20),
        (1, 20),
        (4, 20),
        (start, 20),
        (end, 20),
        (end - 8, 4),
        (u32::MAX, 20),
        (u32::MAX - 3, 20),
        // Another length than the block's.
        (first, 1),
        (first, 12),
        (first, 21),
        (first, 4096),
        (first, 1 << 31),
        (first, u32::MAX),
    ] {
        for new_len in [0, 1, 20, 40] {
            assert_eq!(bound.realloc(old, old_len, 8, new_len), None, "{old_len} at {old:#x}");
        }
    }
    for block in [first, last] {
        assert_eq!(bound.realloc(block, 20, 8, 0), Some(8));
    }
    assert_eq!(bound.used(), 0);
}

#[test]
fn a_block_grows_and_shrinks_where_it_is_if_it_can() {
    let mut bound = Bound::new(4096);
    let first = bound.allocate(8, 8).unwrap();
    assert_eq!(bound.realloc(first, 8, 8, 1000), Some(first));
    assert_eq!(bound.realloc(first, 1000, 8, 100), Some(first));
    let second = bound.allocate(8, 8).unwrap();
    assert_eq!(second, first + 104, "what was cut off is free");
    bound.bytes()[first as usize..][..100].fill(0xAB);
    let moved = bound.realloc(first, 100, 8, 200).unwrap();
    assert_eq!(moved, second + 16);
    assert_eq!(bound.bytes()[moved as usize..][..100], [0xAB; 100]);
    assert_eq!(bound.allocate(8, 100), Some(first), "its old place is free");
    // A stricter alignment than the old address has, so the block moves although it would fit.
    let aligned = bound.realloc(moved, 200, 1024, 4).unwrap();
    assert_eq!((aligned % 1024, aligned == moved), (0, false));
    assert_eq!(bound.bytes()[aligned as usize..][..4], [0xAB; 4]);
    // A block that grows in place to the whole arena.
    let mut bound = Bound::new(4096);
    let block = bound.allocate(1, 1).unwrap();
    assert_eq!(bound.realloc(block, 1, 1, 4084), Some(block));
    assert_eq!(bound.used(), 4088);
    assert_eq!(bound.realloc(block, 4084, 1, 4085), None);
    assert_eq!(bound.realloc(block, 4084, 1, 0), Some(1));
}

#[test]
fn a_tiny_arena_has_what_it_can() {
    for size in 1..12 {
        let mut bound = Bound::new(size);
        for align in ALIGNMENTS {
            assert_eq!(bound.allocate(align, 0), Some(align));
            assert_eq!(bound.allocate(align, 1), None);
            assert_eq!(bound.realloc(PAGE + 8, 1, align, 0), None);
        }
    }
    let mut bound = Bound::new(12);
    let block = bound.allocate(1, 4).unwrap();
    assert_eq!(block + 4, bound.end);
    assert_eq!(bound.allocate(1, 1), None);
    assert_eq!(bound.realloc(block, 4, 1, 0), Some(1));
    assert_eq!(bound.allocate(8, 3), Some(block));
}

#[test]
fn an_embedder_reads_size_use_and_high_water_mark() {
    let mut bound = Bound::new(5000);
    let read =
        |bound: &mut Bound| ["size", "used", "high_water"].map(|what| bound.global(&format!("__cabi_arena_{what}")));
    assert_eq!(read(&mut bound), [5000, 0, 0]);
    let block = bound.allocate(8, 100).unwrap();
    assert_eq!(read(&mut bound), [5000, 104, 104]);
    assert_eq!(bound.realloc(block, 100, 8, 4), Some(block));
    assert_eq!(read(&mut bound), [5000, 8, 104]);
    bound.realloc(block, 4, 8, 0).unwrap();
    assert_eq!(read(&mut bound), [5000, 0, 104]);
}

/// Two of three memories have an arena. The first memory is unchanged.
#[test]
fn an_arena_is_in_the_memory_that_it_serves() {
    let module = wat::parse_str(include_str!("cases/fused-memories/module.wat")).unwrap();
    let bound = dissolve_bind_arena::bind(&module, 4096).unwrap();
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let tick = wasmtime::Func::wrap(&mut store, || {});
    let module = Module::new(&engine, &bound.bytes).unwrap();
    let instance = Instance::new(&mut store, &module, &[tick.into()]).unwrap();
    instance.get_typed_func::<(), u32>(&mut store, "run").unwrap().call(&mut store, ()).unwrap();
    let used = ["memory", "memory@1", "memory@2"].map(|name| {
        let memory = instance.get_memory(&mut store, name).unwrap();
        memory.data(&store).iter().position(|&byte| byte != 0).map(|at| at as u64 / 4096 * 4096)
    });
    let starts: Vec<_> = bound.arenas.iter().map(|arena| Some(arena.start)).collect();
    assert_eq!(used, [None, starts[0], starts[1]]);
}

#[test]
fn a_start_function_may_allocate() {
    let module = r#"(module
        (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory 1)
        (global $block (mut i32) (i32.const 0))
        (func $begin (global.set $block (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 8))))
        (start $begin)
        (export "block" (global $block)))"#;
    let bound = dissolve_bind_arena::bind(&wat::parse_str(module).unwrap(), 64).unwrap();
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let instance = Instance::new(&mut store, &Module::new(&engine, &bound.bytes).unwrap(), &[]).unwrap();
    let block = instance.get_global(&mut store, "block").unwrap();
    assert_eq!(block.get(&mut store).i32(), Some(65544));
}

/// This arena includes the last byte of the address space.
#[test]
fn the_end_of_the_address_space_is_an_end_like_any() {
    let module = r#"(module
        (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory 65535)
        (export "realloc" (func $realloc)))"#;
    let bound = dissolve_bind_arena::bind(&wat::parse_str(module).unwrap(), PAGE).unwrap();
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let instance = Instance::new(&mut store, &Module::new(&engine, &bound.bytes).unwrap(), &[]).unwrap();
    let realloc = instance.get_typed_func::<(u32, u32, u32, u32), u32>(&mut store, "realloc").unwrap();
    let start = u32::MAX - (PAGE - 1);
    let mut call = |old, old_len, align, len| realloc.call(&mut store, (old, old_len, align, len)).ok();
    assert_eq!(call(0, 0, PAGE, 1), None, "only its first byte, where a header is");
    assert_eq!(call(0, 0, 1 << 31, 1), None);
    assert_eq!(call(0, 0, 1, PAGE - 11), None);
    assert_eq!(call(0, 0, 1 << 15, 1), Some(start + (1 << 15)));
    assert_eq!(call(0, 0, 1, (1 << 15) - 20), Some(start + 8));
    assert_eq!(call(0, 0, 1 << 15, 1), None);
    assert_eq!(call(start + (1 << 15), 1, 8, (1 << 15) - 4), Some(start + (1 << 15)));
    for align in ALIGNMENTS {
        assert_eq!(call(0, 0, align, 16), None, "full");
    }
}

/// Random numbers that are the same in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }

    fn below(&mut self, limit: u32) -> u32 {
        self.next() % limit
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next() as usize % from.len()]
    }
}

/// A model of the arena: first fit over a map of live blocks, from the address of their contents to their length.
struct Model {
    first: u32,
    end: u32,
    live: BTreeMap<u32, Block>,
    used: u32,
    high_water: u32,
}

#[derive(Clone, Copy)]
struct Block {
    length: u32,
    /// The seed of the bytes that fill the block.
    seed: u8,
}

/// The size of a block in bytes, including its header.
fn taken(length: u32) -> u32 {
    (length + 4).next_multiple_of(8)
}

impl Model {
    fn new(start: u32, end: u32) -> Model {
        let first = start + 8;
        let end = first + (end - start).saturating_sub(4) / 8 * 8;
        Model { first, end, live: BTreeMap::new(), used: 0, high_water: 0 }
    }

    /// The free ranges in the order of their addresses, each from the first address of contents in it to the first
    /// address after it.
    fn gaps(&self, ignored: Option<u32>) -> Vec<(u32, u32)> {
        let mut at = self.first;
        let mut gaps = Vec::new();
        for (&block, &Block { length, .. }) in self.live.iter().filter(|(block, _)| Some(**block) != ignored) {
            gaps.extend((at < block).then_some((at, block)));
            at = block + taken(length);
        }
        gaps.extend((at < self.end).then_some((at, self.end)));
        gaps
    }

    fn find(&self, align: u32, length: u32) -> Option<u32> {
        self.gaps(None).into_iter().find_map(|(low, high)| {
            let at = low.checked_next_multiple_of(align)?;
            (u64::from(at) + (u64::from(length) + 4).next_multiple_of(8) <= u64::from(high)).then_some(at)
        })
    }

    /// Predicts the result of a call.
    fn foretell(&self, old: u32, old_len: u32, align: u32, new_len: u32) -> Option<u32> {
        if !align.is_power_of_two() {
            return None;
        }
        if old_len > 0 {
            let block = self.live.get(&old)?;
            if u64::from(taken(block.length)) != (u64::from(old_len) + 4).next_multiple_of(8) {
                return None;
            }
        }
        if new_len == 0 {
            return Some(align);
        }
        if old_len > 0 && old.is_multiple_of(align) {
            let (_, high) = self.gaps(Some(old)).into_iter().find(|&(low, high)| low <= old && old < high)?;
            if (u64::from(new_len) + 4).next_multiple_of(8) <= u64::from(high - old) {
                return Some(old);
            }
        }
        self.find(align, new_len)
    }

    fn add(&mut self, at: u32, block: Block) {
        self.used += taken(block.length);
        self.high_water = self.high_water.max(self.used);
        assert!(self.live.insert(at, block).is_none());
    }

    fn remove(&mut self, at: u32) -> Block {
        let block = self.live.remove(&at).unwrap();
        self.used -= taken(block.length);
        block
    }
}

fn fill(bytes: &mut [u8], seed: u8) {
    bytes.iter_mut().enumerate().for_each(|(index, byte)| *byte = seed.wrapping_add((index % 251) as u8));
}

fn require_filled(bytes: &[u8], seed: u8) {
    let wrong = bytes.iter().enumerate().find(|(index, byte)| **byte != seed.wrapping_add((index % 251) as u8));
    assert_eq!(wrong, None, "of {}", bytes.len());
}

/// A length for a call: mostly small, with all edge cases.
fn length(random: &mut Random, size: u32) -> u32 {
    match random.below(16) {
        0 => random.pick(&[size.saturating_sub(12), size - size.min(11), size, size + 1, size / 2]),
        1 => random.pick(&HUGE),
        2..=4 => random.below(size + 1),
        5..=8 => random.pick(&[1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 16]),
        _ => random.below(size / 16 + 2),
    }
}

fn run(size: u32, operations: u32, seed: u64) -> u32 {
    let mut bound = Bound::new(size);
    let mut model = Model::new(bound.start, bound.end);
    let mut random = Random(seed);
    fill(&mut bound.bytes()[..PAGE as usize], 0x5A);
    let outside = bound.outside();
    let mut traps = 0;
    for operation in 0..operations {
        let any = random.next() as usize % model.live.len().max(1);
        let known = model.live.iter().nth(any).map(|(&at, &block)| (at, block.length));
        let (old, old_len) = match (random.below(16), known) {
            // Any address and length, a block with another length, or no block.
            (0, _) => (bound.start + random.below(size + 8), random.pick(&[1, 8, 4, 100, u32::MAX])),
            (1, Some((at, length))) => (at, random.pick(&[length + 1, length + 8, 1, u32::MAX])),
            (2..=6, _) | (_, None) => (random.next(), 0),
            (_, Some(known)) => known,
        };
        let align = match random.below(32) {
            0 => random.pick(&[0, 3, 12, u32::MAX]),
            1 => random.pick(&ALIGNMENTS),
            2..=4 => 1 << random.below(13),
            _ => random.pick(&[1, 2, 4, 8, 16]),
        };
        // Alternates phases with more allocations and with more frees, so that the arena is sometimes full and
        // sometimes nearly empty.
        let frees = if operation / 500 % 2 == 0 { 2 } else { 9 };
        let new_len = if random.below(16) < frees { 0 } else { length(&mut random, size) };

        let expected = model.foretell(old, old_len, align, new_len);
        let actual = bound.realloc(old, old_len, align, new_len);
        assert_eq!(actual, expected, "{operation}: realloc({old:#x}, {old_len}, {align}, {new_len})");
        let Some(new) = actual else {
            traps += 1;
            continue;
        };
        if old_len > 0 {
            let block = model.live[&old];
            if new_len > 0 {
                // The length in the call and the block's own length may differ, if they need the same space.
                let kept = block.length.min(old_len).min(new_len);
                require_filled(&bound.bytes()[new as usize..][..kept as usize], block.seed);
            }
            if new_len > 0 && new != old {
                // Both blocks exist while the contents are copied.
                model.high_water = model.high_water.max(model.used + taken(new_len));
            }
            model.remove(old);
        }
        if new_len > 0 {
            let block = Block { length: new_len, seed: random.next() as u8 };
            assert!(
                new.is_multiple_of(align)
                    && new >= bound.start
                    && u64::from(new) + u64::from(new_len) <= u64::from(bound.end)
            );
            fill(&mut bound.bytes()[new as usize..][..new_len as usize], block.seed);
            model.add(new, block);
        }
        assert_eq!(bound.used(), model.used);
        assert_eq!(bound.global("__cabi_arena_high_water"), model.high_water);
        if operation % 64 == 0 {
            for (&at, block) in &model.live {
                require_filled(&bound.bytes()[at as usize..][..block.length as usize], block.seed);
            }
        }
    }
    for (at, block) in std::mem::take(&mut model.live) {
        require_filled(&bound.bytes()[at as usize..][..block.length as usize], block.seed);
        assert_eq!(bound.realloc(at, block.length, 1, 0), Some(1));
    }
    assert_eq!(bound.used(), 0);
    if size >= 12 {
        let all = model.end - model.first - 4;
        let block = bound.allocate(1, all).expect("all of it is one gap again");
        assert_eq!(bound.realloc(block, all, 1, 0), Some(1));
    }
    assert!(bound.outside() == outside, "something outside of the arena has changed");
    traps
}

#[test]
fn random_calls_do_what_the_model_does() {
    const OPERATIONS: u32 = 20_000;
    let sizes = [11, 12, 20, 64, 100, 1000, 4095, 4096, 4097, 16 * 1024, 65536, 100_000];
    let mut traps = 0;
    for (size, seed) in sizes.into_iter().zip(1..) {
        traps += run(size, OPERATIONS, 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
    }
    let all = OPERATIONS * sizes.len() as u32;
    assert!(traps > all / 20 && traps < all * 3 / 4, "{traps} of {all} calls trapped, which is no mixture");
}

/// A guest that overwrites its own arena only harms itself, and every call ends.
#[test]
fn overwritten_headers_trap_or_stay_inside() {
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    for header in [1, 2, 4, 7, 9, 4096, 4097, u32::MAX, u32::MAX - 7, 1 << 31] {
        let mut bound = Bound::new(4096);
        let block = bound.allocate(8, 100).unwrap();
        bound.bytes()[block as usize - 4..][..4].copy_from_slice(&header.to_le_bytes());
        assert_eq!(bound.realloc(block, 100, 8, 0), None, "{header:#x}");
    }
    for size in [12, 100, 4096] {
        let mut bound = Bound::new(size);
        fill(&mut bound.bytes()[..PAGE as usize], 0x5A);
        let outside = bound.outside();
        for _ in 0..2000 {
            let (start, end) = (bound.start as usize, bound.end as usize);
            for at in start..end {
                // Many small headers, so that consecutive bytes look like blocks.
                bound.bytes()[at] = if random.below(4) == 0 { random.next() as u8 } else { 0 };
            }
            for _ in 0..4 {
                let old = bound.start + random.below(size / 8 + 1) * 8;
                let lengths = [random.below(size), random.below(32)];
                bound.realloc(old, lengths[0], 1 << random.below(6), lengths[1]);
            }
        }
        assert!(bound.outside() == outside, "something outside of the arena has changed");
    }
}
