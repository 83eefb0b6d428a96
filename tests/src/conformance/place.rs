//! Places where a fused module runs: a stock engine, and an emulated chip. Each can start over with a new instance.

use std::time::Duration;

use dissolve_abi::TrapKind;
use dissolve_interface::PlaceMap;
use dissolve_pipeline::fuse::Fused;
use dissolve_pipeline::run::{CallError, Chip, CoreValue, Instance, Trap};
use dissolve_pipeline::targets::{ByteSize, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_wasm::MemoryIndex;
use wasmtime::{Engine, Linker, Module, Store, Val, WasmBacktrace};

use crate::{board_of, precompiled};

/// The time limit for an answer of the chip. Long, since CI machines are slow and shared.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The processor on which the tests run.
const TARGET: Target = Target::CortexM4F;

/// Bytes of the native stack, for calls that cross many components.
const NATIVE_STACK: ByteSize = ByteSize::kib(8);

/// A place where a fused module runs.
pub trait Place: Instance {
    /// Discards the instance, if there is one, and makes a new one.
    ///
    /// # Errors
    ///
    /// When a start function traps, or the module imports something.
    fn start_over(&mut self) -> Result<(), CallError>;
}

/// A core module on the engine.
pub struct OnEngine<'a> {
    engine: &'a Engine,
    module: Module,
    /// The places in the module whose traps mean a violation of the canonical ABI.
    places: Option<PlaceMap>,
    live: Option<(Store<()>, wasmtime::Instance)>,
}

impl OnEngine<'_> {
    /// Compiles a module.
    ///
    /// # Errors
    ///
    /// When the engine refuses it.
    pub fn new<'a>(engine: &'a Engine, fused: &Fused) -> Result<OnEngine<'a>, String> {
        let module = Module::new(engine, &fused.bytes).map_err(|error| format!("{error:#}"))?;
        let places = PlaceMap::read(&fused.bytes).map_err(|error| error.to_string())?;
        Ok(OnEngine { engine, module, places, live: None })
    }

    fn live(&mut self) -> Result<(&mut Store<()>, wasmtime::Instance), CallError> {
        let live = self.live.as_mut().map(|(store, instance)| (store, *instance));
        live.ok_or_else(|| CallError::Host("it was not instantiated".into()))
    }

    fn memory(&mut self, index: MemoryIndex) -> Result<(&mut Store<()>, wasmtime::Memory), CallError> {
        let name = if index.as_u32() == 0 { "memory".to_owned() } else { format!("memory@{index}") };
        let (store, instance) = self.live()?;
        let memory = instance.get_memory(&mut *store, &name).ok_or(CallError::NoMemory(index))?;
        Ok((store, memory))
    }
}

impl Place for OnEngine<'_> {
    fn start_over(&mut self) -> Result<(), CallError> {
        let mut store = Store::new(self.engine, ());
        let instance = Linker::new(self.engine).instantiate(&mut store, &self.module);
        let instance = instance.map_err(|error| call_error(&error, self.places.as_ref()))?;
        self.live = Some((store, instance));
        Ok(())
    }
}

impl Instance for OnEngine<'_> {
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError> {
        let places = self.places.clone();
        let (store, instance) = self.live()?;
        let function = instance.get_func(&mut *store, export).ok_or_else(|| CallError::NoExport(export.to_owned()))?;
        let arguments = arguments.iter().map(|&argument| value(argument)).collect::<Result<Vec<_>, _>>()?;
        let mut results = vec![Val::I32(0); function.ty(&mut *store).results().len()];
        let called = function.call(&mut *store, &arguments, &mut results);
        called.map_err(|error| call_error(&error, places.as_ref()))?;
        results.iter().map(core_value).collect()
    }

    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError> {
        let (store, memory) = self.memory(memory)?;
        Ok(memory.data_size(store) as u64)
    }

    fn read(&mut self, memory: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        let (store, memory) = self.memory(memory)?;
        memory.read(store, address as usize, buffer).map_err(|error| CallError::Host(error.into()))
    }

    fn write(&mut self, memory: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        let (store, memory) = self.memory(memory)?;
        memory.write(store, address as usize, bytes).map_err(|error| CallError::Host(error.into()))
    }
}

fn value(value: CoreValue) -> Result<Val, CallError> {
    match value {
        CoreValue::I32(bits) => Ok(Val::I32(bits.cast_signed())),
        CoreValue::I64(bits) => Ok(Val::I64(bits.cast_signed())),
        CoreValue::F32(bits) => Ok(Val::F32(bits)),
        CoreValue::F64(bits) => Ok(Val::F64(bits)),
        _ => Err(CallError::Host("an argument is no number".into())),
    }
}

fn core_value(value: &Val) -> Result<CoreValue, CallError> {
    match *value {
        Val::I32(value) => Ok(CoreValue::I32(value.cast_unsigned())),
        Val::I64(value) => Ok(CoreValue::I64(value.cast_unsigned())),
        Val::F32(bits) => Ok(CoreValue::F32(bits)),
        Val::F64(bits) => Ok(CoreValue::F64(bits)),
        _ => Err(CallError::Host("a result is no number".into())),
    }
}

/// The violation of the canonical ABI that a trap means, if any. The trap is raised in a function that only traps; the
/// place map records the reason at the call of that function.
fn violation(error: &wasmtime::Error, places: Option<&PlaceMap>) -> Option<TrapKind> {
    let frames = error.downcast_ref::<WasmBacktrace>()?.frames().iter().take(2);
    let mut offsets = frames.filter_map(|frame| u32::try_from(frame.module_offset()?).ok());
    offsets.find_map(|offset| Some(places?.trap_at(offset)?.kind()))
}

/// Converts an error of the engine. Traps become traps of dissolve; other errors are kept.
fn call_error(error: &wasmtime::Error, places: Option<&PlaceMap>) -> CallError {
    if let Some(kind) = violation(error, places) {
        return CallError::Trap(Box::new(Trap::new(kind)));
    }
    let kind = match error.downcast_ref::<wasmtime::Trap>() {
        Some(wasmtime::Trap::UnreachableCodeReached) => TrapKind::Unreachable,
        Some(wasmtime::Trap::MemoryOutOfBounds) => TrapKind::MemoryOutOfBounds,
        Some(wasmtime::Trap::TableOutOfBounds) => TrapKind::TableOutOfBounds,
        Some(wasmtime::Trap::IntegerDivisionByZero) => TrapKind::DivideByZero,
        Some(wasmtime::Trap::IntegerOverflow) => TrapKind::IntegerOverflow,
        Some(wasmtime::Trap::BadConversionToInteger) => TrapKind::InvalidConversion,
        Some(wasmtime::Trap::BadSignature) => TrapKind::IndirectCallMismatch,
        Some(wasmtime::Trap::IndirectCallToNull) => TrapKind::UninitializedElement,
        Some(wasmtime::Trap::StackOverflow) => TrapKind::StackExhausted,
        _ => return CallError::Host(format!("{error:#}").into()),
    };
    CallError::Trap(Box::new(Trap::new(kind)))
}

/// An image on the chip.
pub struct OnBoard(Chip);

impl OnBoard {
    /// Compiles, links and boots a module.
    ///
    /// # Errors
    ///
    /// When a stage refuses it.
    pub fn new(fused: &Fused, name: &str) -> Result<OnBoard, String> {
        let program =
            Program { module: fused.bytes.clone(), interface: Some(fused.interface.clone()), name: name.to_owned() };
        let board = board_of(TARGET);
        let options =
            BuildOptions { target: Some(TARGET), gate: true, native_stack: NATIVE_STACK, ..BuildOptions::default() };
        let firmware = program.build(&board, &options).map_err(|error| error.to_string())?;
        precompiled::check(&firmware)?;
        firmware.boot(&board, TIMEOUT).map(OnBoard).map_err(|error| error.to_string())
    }
}

impl Place for OnBoard {
    fn start_over(&mut self) -> Result<(), CallError> {
        self.0.instantiate()
    }
}

impl Instance for OnBoard {
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError> {
        self.0.call(export, arguments)
    }

    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError> {
        self.0.memory_size(memory)
    }

    fn read(&mut self, memory: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        self.0.read(memory, address, buffer)
    }

    fn write(&mut self, memory: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        self.0.write(memory, address, bytes)
    }
}
