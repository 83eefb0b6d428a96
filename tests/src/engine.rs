//! Runs a fused module on a stock engine: a core module, with a host function behind each arena import.

use dissolve_interface::{ImportKind, Interface};
use dissolve_run::{CallError, CoreValue, Instance};
use dissolve_wasm::{EntityRef as _, MemoryIndex};
use wasmtime::{Caller, Config, Engine, Extern, Func, Linker, Module, Store, V128, Val};

use crate::arena::HostArena;

/// An instance on the engine.
pub struct OnEngine {
    module: Module,
    linker: Linker<Host>,
    arenas: Vec<ArenaPlace>,
    store: Store<Host>,
    instance: wasmtime::Instance,
    /// The functions that calls returned as references. A reference is an index into this list plus one.
    functions: Vec<Func>,
}

/// The host's state of an instance.
struct Host {
    /// The arenas, in the order of their imports.
    arenas: Vec<HostArena>,
}

/// The place of an arena in a memory.
#[derive(Clone)]
struct ArenaPlace {
    /// The field name of its import.
    field: String,
    /// The export name of its memory.
    memory: String,
    /// The address where it starts; `None` for the end of the memory.
    start: Option<u32>,
    /// The size in bytes.
    size: u32,
}

impl OnEngine {
    /// Instantiates a fused module, with an arena of 4 KiB.
    ///
    /// # Panics
    ///
    /// When the engine refuses it: then the test has found a defect.
    pub fn new(module: &[u8], interface: &Interface) -> OnEngine {
        OnEngine::with_arena(module, interface, 4096)
    }

    /// Same as [`OnEngine::new`], for a module with more imports than the arena. A call of any other import traps.
    ///
    /// # Panics
    ///
    /// When the engine refuses it: then the test has found a defect.
    pub fn with_traps(module: &[u8], interface: &Interface) -> OnEngine {
        OnEngine::linked(module, interface, 4096, |linker, module| {
            linker.define_unknown_imports_as_traps(module).expect("every import is a function");
        })
    }

    /// Same as [`OnEngine::new`], with `size` bytes for each imported arena. The host grows a memory if the arena needs
    /// it.
    ///
    /// # Panics
    ///
    /// When the engine refuses it: then the test has found a defect.
    pub fn with_arena(module: &[u8], interface: &Interface, size: u32) -> OnEngine {
        OnEngine::linked(module, interface, size, |_, _| {})
    }

    fn linked(
        module: &[u8],
        interface: &Interface,
        size: u32,
        define: impl FnOnce(&mut Linker<Host>, &Module),
    ) -> OnEngine {
        let mut config = Config::new();
        config.wasm_multi_memory(true).wasm_custom_page_sizes(true).relaxed_simd_deterministic(true);
        let engine = Engine::new(&config).expect("the configuration is one");
        let module = Module::new(&engine, module).expect("the fused module validates");
        let mut linker = Linker::new(&engine);
        let arenas = ArenaPlace::all(interface, size);
        for (index, place) in arenas.iter().enumerate() {
            let memory = place.memory.clone();
            let function = move |caller: Caller<'_, Host>, old, old_length, align, length| {
                realloc(caller, index, &memory, [old, old_length, align, length])
            };
            linker.func_wrap("env", &place.field, function).expect("the name is free");
        }
        define(&mut linker, &module);
        let (store, instance) = instantiate(&linker, &module, &arenas);
        OnEngine { module, linker, arenas, store, instance, functions: Vec::new() }
    }

    /// Replaces this instance with a fresh one.
    ///
    /// # Panics
    ///
    /// When the engine refuses it, although it accepted it before.
    pub fn renew(&mut self) {
        (self.store, self.instance) = instantiate(&self.linker, &self.module, &self.arenas);
        self.functions.clear();
    }

    /// Instantiates a core module that imports nothing.
    ///
    /// # Panics
    ///
    /// When the engine refuses it.
    pub fn core(module: &[u8]) -> OnEngine {
        OnEngine::new(module, &Interface::new())
    }

    /// Bytes in live blocks of all arenas.
    pub fn arena_used(&self) -> u64 {
        self.store.data().arenas.iter().map(HostArena::used).sum()
    }

    /// The value of an exported global. Returns `None` if there is none or it is not an `i32`.
    pub fn global(&mut self, name: &str) -> Option<u32> {
        let global = self.instance.get_global(&mut self.store, name)?;
        global.get(&mut self.store).i32().map(i32::cast_unsigned)
    }

    /// Converts an argument to the engine's type. A reference to a function must come from an earlier call.
    fn value(&mut self, value: CoreValue) -> Result<Val, CallError> {
        Ok(match value {
            CoreValue::I32(bits) => Val::I32(bits.cast_signed()),
            CoreValue::I64(bits) => Val::I64(bits.cast_signed()),
            CoreValue::F32(bits) => Val::F32(bits),
            CoreValue::F64(bits) => Val::F64(bits),
            CoreValue::V128(bits) => Val::V128(V128::from(bits)),
            CoreValue::FuncRef(reference) => {
                Val::FuncRef(reference.and_then(|number| self.functions.get(number as usize - 1).copied()))
            }
            CoreValue::ExternRef(None) => Val::ExternRef(None),
            CoreValue::ExternRef(Some(word)) => {
                // Host references need the engine's garbage collector, which is not built.
                return Err(CallError::Host(format!("the engine has no reference to {word} of the host").into()));
            }
        })
    }

    /// Converts a result of the engine. References to functions are numbered in the order in which they are returned.
    fn core_value(&mut self, value: Val) -> Result<CoreValue, CallError> {
        Ok(match value {
            Val::I32(value) => CoreValue::I32(value.cast_unsigned()),
            Val::I64(value) => CoreValue::I64(value.cast_unsigned()),
            Val::F32(bits) => CoreValue::F32(bits),
            Val::F64(bits) => CoreValue::F64(bits),
            Val::V128(bits) => CoreValue::V128(bits.as_u128()),
            Val::FuncRef(None) => CoreValue::FuncRef(None),
            Val::FuncRef(Some(function)) => {
                self.functions.push(function);
                CoreValue::FuncRef(Some(self.functions.len() as u32))
            }
            Val::ExternRef(None) => CoreValue::ExternRef(None),
            other => return Err(CallError::Host(format!("{other:?} is no value of these tests").into())),
        })
    }

    fn memory(&mut self, index: MemoryIndex) -> Result<wasmtime::Memory, CallError> {
        self.instance.get_memory(&mut self.store, &memory_name(index)).ok_or(CallError::NoMemory(index))
    }
}

impl ArenaPlace {
    /// The arena of each import, above the linker's data in the memory that it allocates in.
    fn all(interface: &Interface, size: u32) -> Vec<ArenaPlace> {
        let imports = interface.imports.iter().filter_map(|import| match &import.kind {
            ImportKind::Passthrough { symbol, memory: Some(memory), .. } if symbol == "__cabi_arena_realloc" => {
                let layout = interface.memories.get(memory.index())?.layout.as_ref();
                let start = layout.and_then(|layout| layout.heap_base);
                Some(ArenaPlace { field: import.field.clone(), memory: memory_name(*memory), start, size })
            }
            _ => None,
        });
        imports.collect()
    }
}

/// The export name of the memory with this index.
fn memory_name(index: MemoryIndex) -> String {
    if index.as_u32() == 0 { "memory".to_owned() } else { format!("memory@{index}") }
}

fn instantiate(linker: &Linker<Host>, module: &Module, places: &[ArenaPlace]) -> (Store<Host>, wasmtime::Instance) {
    // A start function may allocate already, if the layout says where the heap starts.
    let known = |place: &ArenaPlace| place.start.map_or((0, 0), |start| (start, start + place.size));
    let arenas = places.iter().map(known).map(|(start, end)| HostArena::new(start, end)).collect();
    let mut store = Store::new(module.engine(), Host { arenas });
    let instance = linker.instantiate(&mut store, module).expect("the fused module instantiates");
    for (index, place) in places.iter().enumerate() {
        let Some(memory) = instance.get_memory(&mut store, &place.memory) else { continue };
        let size = memory.data_size(&store);
        let start = place.start.map_or(size, |start| start as usize);
        let end = start + place.size as usize;
        let pages = (end.saturating_sub(size) as u64).div_ceil(memory.page_size(&store));
        memory.grow(&mut store, pages).expect("the memory has no limit");
        if place.start.is_none() {
            store.data_mut().arenas[index] = HostArena::new(start as u32, end as u32);
        }
    }
    (store, instance)
}

fn realloc(mut caller: Caller<'_, Host>, arena: usize, memory: &str, call: [u32; 4]) -> wasmtime::Result<u32> {
    let [old, old_length, align, length] = call;
    let arena = caller.data_mut().arenas.get_mut(arena).ok_or_else(|| wasmtime::Error::msg("arena exhausted"))?;
    let new = arena.realloc(old, old_length, align, length).map_err(wasmtime::Error::msg)?;
    if let Some(Extern::Memory(memory)) = caller.get_export(memory) {
        let kept = old_length.min(length) as usize;
        let bytes = memory.data_mut(&mut caller);
        bytes.copy_within(old as usize..old as usize + kept, new as usize);
    }
    Ok(new)
}

impl Instance for OnEngine {
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError> {
        let missing = || CallError::NoExport(export.to_owned());
        let function = self.instance.get_func(&mut self.store, export).ok_or_else(missing)?;
        let arguments: Vec<Val> =
            arguments.iter().map(|&argument| self.value(argument)).collect::<Result<_, CallError>>()?;
        let mut results = vec![Val::I32(0); function.ty(&self.store).results().len()];
        function
            .call(&mut self.store, &arguments, &mut results)
            .map_err(|error| CallError::Host(format!("{error:#}").into()))?;
        results.into_iter().map(|result| self.core_value(result)).collect()
    }

    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError> {
        Ok(self.memory(memory)?.data_size(&self.store) as u64)
    }

    fn read(&mut self, memory: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        let memory = self.memory(memory)?;
        memory.read(&self.store, address as usize, buffer).map_err(|error| CallError::Host(error.into()))
    }

    fn write(&mut self, memory: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        let memory = self.memory(memory)?;
        memory.write(&mut self.store, address as usize, bytes).map_err(|error| CallError::Host(error.into()))
    }
}
