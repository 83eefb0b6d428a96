//! Functions that the component imports: prototypes of those that the user defines, and the symbols behind them.
//!
//! A symbol lifts its arguments, calls the user's function and lowers the result into the guest's memory (Component Model,
//! *CanonicalABI*, `canon_lower`). A value that is not valid ends the call of the export with a trap.

use std::collections::BTreeSet;

use dissolve_canonical as layout;
use dissolve_interface::{CanonicalOptions, FuncType, FunctionName, ImportKind, ValueType};
use dissolve_targets::CoreType;

use super::code::Code;
use super::codec::{Codec, Context};
use super::functions::{names, offsets, params, spilled};
use super::library::{State, check_encoding, parameters};
use super::names::snake;
use super::scalar;
use super::types::{has_string, is_handle};
use super::wit::func_text;
use crate::manifest::import_item;
use crate::signature::{self, core_result, imported, is_spilled};
use crate::{Error, Function, Manifest};

/// The generated functions.
#[derive(Default)]
pub struct Imports {
    /// Prototypes of the user's functions.
    pub header: Code,
    /// Definitions of the library's symbols.
    pub source: Code,
    /// True if a definition can end the call of the export.
    pub fails: bool,
    /// The user's functions: WIT name, type, C name.
    known: Vec<(FunctionName, FuncType, String)>,
    /// The resources whose destructors are declared, by their C types.
    destructors: BTreeSet<String>,
}

/// One import in the making.
struct Import<'i> {
    name: &'i FunctionName,
    ty: &'i FuncType,
    options: &'i CanonicalOptions,
    function: &'i Function,
}

impl Imports {
    /// Generates all imports that the embedder defines.
    ///
    /// # Errors
    ///
    /// If the manifest lacks something, or has types that C cannot express.
    pub fn generate(codec: &mut Codec<'_, '_>, manifest: &Manifest) -> Result<Imports, Error> {
        let mut imports = Imports::default();
        for (import, function) in manifest.interface.imports.iter().zip(&manifest.imports) {
            let Some(function) = function else { continue };
            match &import.kind {
                ImportKind::Passthrough { symbol, .. } => {
                    imports.header.comment(&format!(
                        "The component also calls the symbol `{symbol}` itself, which you define or link."
                    ));
                }
                ImportKind::Destructor { resource } => {
                    imports.write_destructor(codec, &resource.to_string(), function)?
                }
                ImportKind::Host { name, ty, options } => {
                    imports.write(codec, &Import { name, ty, options, function })?;
                }
            }
        }
        Ok(imports)
    }

    fn write_destructor(&mut self, codec: &mut Codec<'_, '_>, name: &str, function: &Function) -> Result<(), Error> {
        signature::check(function, &[CoreType::I32], None)?;
        let is_it = |handle: &&super::types::Handle| handle.name == name && !handle.is_exported;
        let Some(handle) = codec.types.handles.iter().find(is_it) else { return Ok(()) };
        let stem = handle.stem.clone();
        let prototype = format!("void {stem}_drop({stem}_t resource);");
        self.begin(codec, function, "uint32_t rep");
        self.source.lines([
            format!("{stem}_t resource;"),
            "resource.rep = rep;".into(),
            format!("{stem}_drop(resource);"),
        ]);
        self.source.line("}");
        if self.destructors.insert(stem) {
            self.header.comment(&format!(
                "Yours to define. Called when the component drops its last handle of a resource {name}."
            ));
            self.header.line(prototype);
        }
        Ok(())
    }

    /// Writes the beginning of a definition of a symbol, up to its open brace; returns its C name.
    fn begin(&mut self, codec: &mut Codec<'_, '_>, function: &Function, params: &str) -> String {
        let result = function.result.map_or("void", scalar::core_c_type);
        let name =
            codec.types.globals.claim(&[format!("{}_core_import_{}", codec.types.prefix, snake(&function.core))]);
        self.source.line("");
        self.source.line(format!("{result} {name}({params}) __asm__({:?});", function.symbol));
        self.source.line(format!("{result} {name}({params})"));
        self.source.line("{");
        name
    }

    /// The user's function for an import: the same for all components that import it.
    fn user_function(&mut self, codec: &mut Codec<'_, '_>, import: &Import<'_>) -> String {
        let same = |(name, ty, _): &&(FunctionName, FuncType, String)| {
            name == import.name && codec.types.is_same(ty, import.ty)
        };
        if let Some((.., name)) = self.known.iter().find(same) {
            return name.clone();
        }
        let name = codec.types.globals.claim(&names(codec.types, import.name, "import"));
        self.known.push((import.name.clone(), import.ty.clone(), name.clone()));
        let result = import.ty.result.as_ref();
        let returned = result.filter(|ty| is_returned(ty)).map_or("void".to_owned(), |ty| codec.types.c_type(ty));
        let written = result.filter(|ty| !is_returned(ty)).map(|ty| format!("{} *result", codec.types.c_type(ty)));
        let declarations = params(codec.types, import.ty).into_iter().map(|param| param.declaration).chain(written);
        self.header.comment(&comment(codec, import));
        self.header.line(format!("{returned} {name}({});", parameters(declarations)));
        name
    }

    fn write(&mut self, codec: &mut Codec<'_, '_>, import: &Import<'_>) -> Result<(), Error> {
        let user = import.name.to_string();
        let ty = import.ty;
        let all = || ty.params.iter().map(|param| &param.ty).chain(&ty.result);
        check_encoding(import.options, &user, all().any(has_string))?;
        let in_memory = ty.result.as_ref().filter(|ty| is_spilled(ty));
        let (core, core_result) = imported(ty);
        signature::check(import.function, &core, core_result)?;
        let allocates = ty.result.as_ref().is_some_and(ValueType::has_pointer);
        let memory = match spilled(ty).is_some() || in_memory.is_some() || all().any(ValueType::has_pointer) {
            true => {
                codec.library.memory(&mut codec.types.globals, import.options, &user, (allocates, State::Inside))?
            }
            false => String::new(),
        };
        let name = self.user_function(codec, import);
        // Core parameters are `a0`, `a1` and so on; those of the user's function `p0`, `p1` and so on.
        let declarations = core.iter().enumerate().map(|(index, &ty)| format!("{} a{index}", scalar::core_c_type(ty)));
        self.begin(codec, import.function, &parameters(declarations));
        let fail = format!("{}_core_fail", codec.types.prefix);
        let at = Context { memory: &memory, fail: Some(&fail), state: State::Inside };
        let mut body = Code::default();
        let arguments = lift_arguments(codec, ty, at, &mut body)?;
        call_user(codec, ty, (&name, arguments, core.len()), at, &mut body)?;
        let body = body.into_text();
        self.fails |= body.contains("DISSOLVE_CHECK(");
        self.source.lines(body.lines().map(str::trim_start));
        self.source.line("}");
        Ok(())
    }
}

/// Writes the lifting of all arguments; returns those of the user's function.
fn lift_arguments(
    codec: &mut Codec<'_, '_>,
    ty: &FuncType,
    at: Context<'_>,
    code: &mut Code,
) -> Result<Vec<String>, Error> {
    for (index, param) in ty.params.iter().enumerate() {
        code.line(format!("{} p{index};", codec.types.c_type(&param.ty)));
    }
    if let Some(tuple) = spilled(ty) {
        let (size, alignment) = (layout::size(&tuple), layout::align(&tuple));
        code.line("const uint8_t *area;");
        code.line(at.guard(&format!("dissolve_source({}, a0, {size}u, {alignment}u, &area)", at.memory)));
        for (index, (param, offset)) in ty.params.iter().zip(offsets(ty)).enumerate() {
            let from = if offset == 0 { "area".to_owned() } else { format!("area + {offset}") };
            codec.load(&param.ty, &from, &format!("p{index}"), at, code)?;
        }
    } else {
        let mut core = 0;
        for (index, param) in ty.params.iter().enumerate() {
            let to = format!("p{index}");
            if scalar::is_scalar(&param.ty) {
                codec.lift_scalar(&param.ty, &format!("a{core}"), &to, at, code);
                core += 1;
                continue;
            }
            let mut flat = Vec::new();
            layout::flatten(&param.ty, &mut flat);
            code.lines(["{".to_owned(), format!("uint64_t core_flat[{}];", flat.len())]);
            code.lines(flat.iter().enumerate().map(|(index, &ty)| {
                format!("core_flat[{index}] = {};", scalar::to_bits(ty, &format!("a{}", core + index)))
            }));
            codec.lift(&param.ty, 0, &to, at, code)?;
            code.line("}");
            core += flat.len();
        }
    }
    let argument = |(index, param): (usize, &dissolve_interface::Field)| match codec.types.is_by_value(&param.ty) {
        true => format!("p{index}"),
        false => format!("&p{index}"),
    };
    Ok(ty.params.iter().enumerate().map(argument).collect())
}

/// Writes the call of the user's function, and the lowering of its result. `core` is the number of core parameters.
fn call_user(
    codec: &mut Codec<'_, '_>,
    ty: &FuncType,
    (name, mut arguments, core): (&str, Vec<String>, usize),
    at: Context<'_>,
    code: &mut Code,
) -> Result<(), Error> {
    let Some(result) = &ty.result else {
        code.line(format!("{name}({});", arguments.join(", ")));
        return Ok(());
    };
    let c_type = codec.types.c_type(result);
    code.line(format!("{c_type} result;"));
    if is_spilled(result) {
        let (size, alignment) = (layout::size(result), layout::align(result));
        code.line("uint8_t *bytes;");
        let area = format!("dissolve_area({}, a{}, {size}u, {alignment}u, &bytes)", at.memory, core - 1);
        code.line(at.guard(&area));
    }
    if is_returned(result) {
        code.line(format!("result = {name}({});", arguments.join(", ")));
    } else {
        code.line("__builtin_memset(&result, 0, sizeof result);");
        arguments.push("&result".to_owned());
        code.line(format!("{name}({});", arguments.join(", ")));
    }
    if is_spilled(result) {
        return codec.store(result, "result", "bytes", at, code);
    }
    if scalar::is_scalar(result) {
        code.lines(scalar::check(result, "result").map(|status| at.guard(&status)));
        code.line(format!("return {};", scalar::to_core(result, "result")));
        return Ok(());
    }
    let core = core_result(result).unwrap_or(CoreType::I32);
    code.lines(["{", "uint64_t core_flat[1];"]);
    codec.lower(result, "result", 0, at, code)?;
    code.line(format!("return {};", scalar::from_bits(core, "core_flat[0]")));
    code.line("}");
    Ok(())
}

/// Returns true if the user's function returns a result of this type, and does not write it through a pointer.
fn is_returned(ty: &ValueType) -> bool {
    scalar::is_scalar(ty) || is_handle(ty)
}

fn comment(codec: &Codec<'_, '_>, import: &Import<'_>) -> String {
    let Import { name, ty, .. } = import;
    let mut text = codec.library.documented(&import_item(name));
    text += &format!("Yours to define. {name}: {}", func_text(codec.types.interface, ty));
    if ty.params.iter().any(|param| param.ty.has_pointer()) {
        text += "\nStrings and lists among the arguments are views of the component's memory, which end when the function returns.";
    }
    if ty.params.iter().any(|param| param.ty.has_own()) {
        text += "\nOwned resources among the arguments become yours.";
    }
    if ty.params.iter().any(|param| param.ty.has_borrow()) {
        text += "\nBorrowed resources among the arguments are lent until the function returns.";
    }
    match &ty.result {
        Some(result) if result.has_pointer() => {
            text += "\n`*result` is zero at first. What it points to stays yours, is copied when the function has returned, and has to last until then:\nstatic data, or a buffer that the next call may overwrite.";
        }
        Some(result) if !is_returned(result) => text += "\n`*result` is zero at first.",
        _ => {}
    }
    if ty.result.as_ref().is_some_and(ValueType::has_own) {
        text += "\nOwned resources in the result are handed over.";
    }
    text
}
