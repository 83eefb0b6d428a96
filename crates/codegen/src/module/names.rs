//! The names of places in messages.

use dissolve_wasm::Module;

/// Returns the function, or the part of the module, that contains an offset, as messages call it.
pub fn place_of(bytes: &[u8], offset: usize) -> String {
    // Messages name places of modules that were validated before; only the name would be missing otherwise.
    let module = Module::read(bytes).unwrap_or_default();
    let found = module.defined_functions().find(|(_, body)| body.range().contains(&offset));
    match found.map(|(function, _)| (function, module.function_name(function))) {
        Some((_, Some(name))) => format!("function `{}`", dissolve_reach::demangle(name)),
        Some((function, None)) => format!("function #{function}"),
        None => "the module's definitions".to_owned(),
    }
}
