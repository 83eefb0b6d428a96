//! Transcoders on a stock engine.

use wasmtime::{Config, Engine, Extern, Func, Instance, Memory, MemoryType, Module, Store, Trap, Val};
use wasmtime_environ::component::Transcode;

use super::model::{Answer, Case, FROM_UTF16, model};
use super::{OPERATIONS, source};

/// The size of every memory: two pages.
pub const MEMORY: usize = 2 << 16;
/// The places of source and destination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Each at the end of a memory of its own.
    End,
    /// Each in the middle of a memory of its own.
    Middle,
    /// Both in one memory, the source right after the destination.
    Together,
}

/// A transcoder on the engine, instantiated with two memories and with one.
pub struct Machine {
    store: Store<()>,
    apart: Func,
    together: Func,
    from: Memory,
    to: Memory,
}

impl Machine {
    pub fn new(op: Transcode) -> Machine {
        let engine = Engine::new(Config::new().wasm_multi_memory(true).wasm_backtrace_max_frames(None)).unwrap();
        let module = Module::new(&engine, source::text(op)).unwrap();
        let mut store = Store::new(&engine, ());
        let pages = MemoryType::new(2, Some(2));
        let [from, to] = [(); 2].map(|()| Memory::new(&mut store, pages.clone()).unwrap());
        let mut wired = |from: Memory, to: Memory| {
            let memories = [Extern::from(from), Extern::from(to)];
            Instance::new(&mut store, &module, &memories).unwrap().get_func(&mut store, "transcode").unwrap()
        };
        let (apart, together) = (wired(from, to), wired(from, from));
        Machine { store, apart, together, from, to }
    }

    /// Runs `case`; returns `None` if it trapped, which it may do by `unreachable` only.
    pub fn run(&mut self, case: &Case, place: Place) -> Option<Answer> {
        let (source, destination) = match place {
            Place::End => (MEMORY - case.source.len(), MEMORY - case.room),
            Place::Middle => (MEMORY / 2, MEMORY / 4),
            Place::Together => (MEMORY / 2, MEMORY / 2 - case.room - case.room % 2),
        };
        let (function, to) = if place == Place::Together { (self.together, self.from) } else { (self.apart, self.to) };
        self.put(self.from, source, &case.source);
        // Low surrogates or continuation bytes, which would complete a string that the end of the source cuts off.
        let behind = if FROM_UTF16.contains(&case.op) { [0x80, 0xDC, 0x80, 0xDC] } else { [0x80; 4] };
        let end = source + case.source.len();
        self.put(self.from, end, &behind[..behind.len().min(MEMORY - end)]);
        self.put(to, destination, &case.before());
        let guard = self.guard(to, destination, case.room);

        let mut results = vec![Val::I32(0); OPERATIONS.iter().find(|row| row.0 == case.op).unwrap().2];
        let outcome = function.call(&mut self.store, &case.parameters(source, destination), &mut results);

        assert_eq!(self.get(self.from, source, case.source.len()), case.source, "{case:x?}: the source changed");
        assert!(self.guard(to, destination, case.room) == guard, "{case:x?} wrote outside its destination");
        match outcome {
            Ok(()) => {
                let results = results.iter().map(|result| result.unwrap_i32() as u32).collect();
                Some(Answer { results, destination: self.get(to, destination, case.room).to_vec() })
            }
            Err(error) => {
                let trap = error.downcast_ref::<Trap>();
                assert_eq!(trap, Some(&Trap::UnreachableCodeReached), "{case:x?} at {place:?}: {error:?}");
                None
            }
        }
    }

    /// Fails unless the engine's answer to `case` at `place` equals the model's.
    pub fn check_at(&mut self, case: &Case, place: Place) {
        assert_eq!(self.run(case, place), model(case), "{case:x?} at {place:?}");
    }

    /// Fails unless the engine's answer to `case` equals the model's at every place.
    pub fn check(&mut self, case: &Case) {
        for place in [Place::End, Place::Middle, Place::Together] {
            self.check_at(case, place);
        }
    }

    fn put(&mut self, memory: Memory, at: usize, bytes: &[u8]) {
        memory.data_mut(&mut self.store)[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn get(&self, memory: Memory, at: usize, length: usize) -> &[u8] {
        &memory.data(&self.store)[at..at + length]
    }

    /// Returns the bytes around a destination.
    fn guard(&self, memory: Memory, at: usize, length: usize) -> Vec<u8> {
        let data = memory.data(&self.store);
        let end = at + length;
        [&data[at - 8..at], &data[end..data.len().min(end + 8)]].concat()
    }
}
