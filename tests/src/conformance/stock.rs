//! The stock engine's verdict about a component, with every feature of the Component Model that the engine has.

use wasmtime::component::Component;
use wasmtime::{Config, Engine};

/// The engine, for core modules with several memories and for components.
///
/// # Panics
///
/// When it lacks one of these features. The release of the engine that these tests use has all of them.
pub fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(true);
    config.wasm_component_model_async(true);
    config.wasm_component_model_async_stackful(true);
    config.wasm_component_model_more_async_builtins(true);
    config.wasm_component_model_error_context(true);
    config.wasm_component_model_fixed_length_lists(true);
    config.wasm_component_model_implements(true);
    config.wasm_component_model_map(true);
    config.wasm_component_model_threading(true);
    Engine::new(&config).expect("the engine has these features")
}

/// Checks that the engine compiles a component.
///
/// # Errors
///
/// The engine's message, when it does not.
pub fn compiles(engine: &Engine, component: &[u8]) -> Result<(), String> {
    Component::new(engine, component).map(drop).map_err(|error| format!("{error:#}"))
}
