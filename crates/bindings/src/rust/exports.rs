//! The world's type, and the functions that call the program.

use dissolve_canonical::{align, align_to, size};
use dissolve_interface::ValueType;
use dissolve_targets::CoreType;

use super::code::Code;
use super::names::{Scope, snake};
use super::program::{Export, IMPORTS, Moment, Owner, Program, ROOT};
use super::types::{ANY, Lifetimes};
use crate::Error;
use crate::signature::{flat_params, is_spilled, spills};

const RT: &str = "::dissolve::rt";

/// An argument of a core function, from the bits in a slot.
pub fn core_value(ty: CoreType, bits: &str) -> String {
    match ty {
        CoreType::I64 => bits.to_owned(),
        CoreType::F32 => format!("f32::from_bits({bits} as u32)"),
        CoreType::F64 => format!("f64::from_bits({bits})"),
        _ => format!("{bits} as u32"),
    }
}

/// Returns true if the result of a function refers to the program's memory.
fn is_guarded(export: &Export) -> bool {
    export.ty.result.as_ref().is_some_and(ValueType::has_pointer)
}

impl Program<'_> {
    /// Returns true if the embedder implements functions.
    fn has_host(&self) -> bool {
        !self.imports.is_empty()
    }

    /// The traits that the embedder's type implements, in the outermost module.
    fn host_bounds(&self) -> String {
        let path = |module| self.path(ROOT, module, "Host");
        self.trait_modules().into_iter().map(path).collect::<Vec<_>>().join(" + ")
    }

    /// Writes the world's type.
    pub fn write_world(&self, code: &mut Code) -> Result<(), Error> {
        let world = &self.world;
        let (plain, bounded) = match self.has_host() {
            true => ("<H>", format!("<H: {}>", self.host_bounds())),
            false => ("", String::new()),
        };
        let text = format!("An instance of the component `{}`. There is at most one at a time.", self.manifest.name);
        code.doc(self.documented(Some(""), &text));
        code.doc("");
        code.doc("It makes one call at a time: a call while another one is in progress, or while a guard of a result is alive, gives");
        code.doc("`Trap::Reentered`, also to interrupts and tasks that share it. After a trap, calls give `Trap::Dead` until the instance is");
        code.doc("reset.");
        if self.has_host() {
            code.doc("");
            code.doc(format_args!("`H` implements what the component imports: `{}`.", self.host_bounds()));
        }
        code.line(format_args!("pub struct {world}{plain} {{"));
        match self.has_host() {
            true => code.line(format_args!("host: {RT}::Host<H>,")),
            false => code.line("private: (),"),
        }
        code.line("}");
        code.line("");
        code.line(format_args!("impl{plain} ::core::fmt::Debug for {world}{plain} {{"));
        code.line("fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {");
        code.line(format_args!("f.debug_struct(\"{world}\").finish_non_exhaustive()"));
        code.line("}");
        code.line("}");
        code.line("");
        code.line(format_args!("impl{plain} ::core::ops::Drop for {world}{plain} {{"));
        code.line("fn drop(&mut self) {");
        if self.has_host() {
            code.line("raw::HOST.bind(::core::ptr::null_mut::<()>());");
        }
        code.line("raw::STATE.release();");
        code.line("}");
        code.line("}");
        code.line("");
        code.line(format_args!("impl{bounded} {world}{plain} {{"));
        self.write_life(code);
        for module in self.exported_modules().filter(|&module| self.has_functions(module)) {
            self.write_accessor(code, module);
        }
        for export in self.exports.iter().filter(|export| export.owner == Owner::World) {
            self.write_export(code, ROOT, export)?;
        }
        code.line("}");
        for resource in (0..self.resources.len()).filter(|&resource| self.resources[resource].module == ROOT) {
            self.write_methods(code, resource)?;
        }
        Ok(())
    }

    /// Writes how an instance begins and ends.
    fn write_life(&self, code: &mut Code) {
        let (parameter, field) = match self.has_host() {
            true => ("host: H", format!("host: {RT}::Host::new(host)")),
            false => ("", "private: ()".into()),
        };
        code.doc("Instantiates the component.");
        code.doc("");
        code.doc("# Errors");
        code.doc("");
        code.doc("`Trap::InUse` if there is an instance already, or the trap of the component's start functions.");
        code.line(format_args!("pub fn new({parameter}) -> ::core::result::Result<Self, ::dissolve::Trap> {{"));
        code.line("raw::STATE.claim()?;");
        code.line(format_args!("let mut this = Self {{ {field} }};"));
        if self.has_host() {
            code.line("raw::HOST.implement(const { &raw::Functions::of::<H>() });");
        }
        code.line("this.reset()?;");
        code.line("::core::result::Result::Ok(this)");
        code.line("}");
        code.line("");
        code.doc(
            "Instantiates the component anew, for example after a trap. Its memory is as it was in the beginning.",
        );
        code.doc("");
        code.doc("# Errors");
        code.doc("");
        code.doc("The trap of the component's start functions.");
        code.line("pub fn reset(&mut self) -> ::core::result::Result<(), ::dissolve::Trap> {");
        if self.has_handles() {
            code.line("raw::PENDING.forget();");
        }
        code.line("raw::STATE.renew();");
        code.line("let _call = self.bind()?;");
        code.line("// SAFETY: instantiation has no parameters.");
        code.line(format_args!("{RT}::done(unsafe {{ raw::c::instantiate() }}).map_err(raw::fail)"));
        code.line("}");
        code.line("");
        if self.has_host() {
            code.doc("The embedder's implementation of the imports.");
            code.line("pub fn host_mut(&mut self) -> &mut H {");
            code.line("self.host.get_mut()");
            code.line("}");
            code.line("");
        }
        code.doc("Begins a call, in which the program's imports get this instance's host.");
        code.line("#[inline]");
        code.line("fn bind(&self) -> ::core::result::Result<raw::Call, ::dissolve::Trap> {");
        code.line("let call = raw::Call::begin()?;");
        if self.has_host() {
            code.line("raw::HOST.bind(self.host.get());");
        }
        code.line("::core::result::Result::Ok(call)");
        code.line("}");
    }

    fn has_functions(&self, module: usize) -> bool {
        self.exports.iter().any(|export| match export.owner {
            Owner::Interface(of) => of == module,
            Owner::Resource(resource) => self.resources[resource].module == module,
            Owner::World => false,
        })
    }

    /// Writes the method that leads to the functions of an interface.
    fn write_accessor(&self, code: &mut Code, module: usize) {
        let [name] = &self.modules[module].path[..] else { return };
        let interface = self.modules[module].interface.as_deref().unwrap_or(name);
        code.line("");
        code.doc(format_args!("The functions of `{interface}`."));
        code.line("#[inline]");
        code.line(format_args!("pub fn {name}(&self) -> {name}::Exports<'_> {{"));
        if self.has_host() {
            code.line("// Calls through an interface get the host of the last call. If one is in progress, it has set the same host.");
            code.line("::core::mem::drop(self.bind());");
        }
        code.line(format_args!("{name}::Exports {{ program: ::core::marker::PhantomData }}"));
        code.line("}");
    }

    /// Writes the module of an exported interface.
    pub fn write_exported_module(&self, code: &mut Code, module: usize) -> Result<(), Error> {
        let [name] = &self.modules[module].path[..] else { return Ok(()) };
        let interface = self.modules[module].interface.as_deref().unwrap_or(name);
        code.line("");
        code.doc(self.documented(Some(interface), &format!("The interface `{interface}`.")));
        code.line(format_args!("pub mod {name} {{"));
        if self.has_functions(module) {
            code.doc(format_args!("The functions of `{interface}`."));
            code.line("#[derive(Clone, Copy, Debug)]");
            code.line("pub struct Exports<'s> {");
            code.line("pub(super) program: ::core::marker::PhantomData<(&'s (), *mut ())>,");
            code.line("}");
            code.line("");
            code.line("impl<'s> Exports<'s> {");
            for export in self.exports.iter().filter(|export| export.owner == Owner::Interface(module)) {
                self.write_export(code, module, export)?;
            }
            code.line("}");
        }
        self.write_contents(code, module);
        for resource in (0..self.resources.len()).filter(|&resource| self.resources[resource].module == module) {
            self.write_methods(code, resource)?;
        }
        code.line("}");
        Ok(())
    }

    /// Writes a method that calls the program.
    pub fn write_export(&self, code: &mut Code, from: usize, export: &Export) -> Result<(), Error> {
        let raw = self.path(from, ROOT, "raw");
        let lifetime = if export.owner == Owner::World { "'_" } else { "'s" };
        let lifetimes = Lifetimes { program: lifetime, memory: lifetime };
        let value_type = export.ty.result.as_ref().map_or("()".into(), |ty| self.rust_type(from, ty, lifetimes));
        let returned = match is_guarded(export) {
            true => format!("::dissolve::Guard<{lifetime}, {value_type}>"),
            false => value_type.clone(),
        };
        let (declared, params) = self.parameters_of(from, export);
        code.line("");
        code.doc(self.documented(Some(&export.item), &format!("`{}`", export.wit)));
        code.doc("");
        code.doc("# Errors");
        code.doc("");
        code.doc("If the call is refused, or traps.");
        code.line("#[inline]");
        code.line(format_args!(
            "pub fn {}(&self{declared}) -> ::core::result::Result<{returned}, ::dissolve::Trap> {{",
            export.name
        ));
        let function = &self.manifest.exports[export.function];
        match export.owner {
            // Such a call shares nothing with others, not even the embedder's value.
            _ if function.computes => {}
            Owner::World => code.line("let call = self.bind()?;"),
            _ => code.line(format_args!("let call = {raw}::Call::begin()?;")),
        }
        code.line("// SAFETY: the arguments are those of the function's type, and what the program gives is checked.");
        code.line("unsafe {");
        let lending = self.manifest.interface.lending.as_ref();
        let lending = lending.filter(|_| export.ty.params.iter().any(|param| param.ty.has_borrow()));
        let mark = |core: &str, moment| self.symbol(&export.wit, core, moment);
        if let Some(lending) = lending {
            let enter = mark(&lending.enter, Moment::Ready)?;
            code.line(format_args!("{RT}::done({raw}::c::{enter}()).map_err({raw}::fail)?;"));
        }
        let arguments = self.write_lowering(code, export, &params, &raw);
        self.write_call(code, export, &arguments, &raw);
        let after = if function.holds { Moment::Held } else { Moment::Ready };
        let exit = lending.map(|lending| mark(&lending.exit, after)).transpose()?;
        self.write_result(code, export, &value_type, exit, &raw);
        code.line("}");
        code.line("}");
        Ok(())
    }

    /// The parameters of a method as they are declared, and the expressions for their values, the receiver included.
    fn parameters_of(&self, from: usize, export: &Export) -> (String, Vec<String>) {
        let is_method = matches!(export.owner, Owner::Resource(_));
        let mut names = Scope::with(&["call", "flat", "to", "address", "result", "value"]);
        let (mut declared, mut values) = (String::new(), Vec::new());
        for (index, param) in export.ty.params.iter().enumerate() {
            let name = if is_method && index == 0 { "self".into() } else { names.take(snake(&param.name)) };
            let lent = match &param.ty {
                ValueType::Borrow(resource) => Some(*resource as usize),
                _ => None,
            };
            let lent = lent.filter(|&resource| self.resources[resource].is_exported);
            let ty = match lent {
                Some(resource) => format!("&{}", self.owner_type(from, resource, "'_")),
                None => self.rust_type(from, &param.ty, ANY),
            };
            if name != "self" {
                declared += &format!(", {name}: {ty}");
            }
            values.push(if lent.is_some() { name + ".borrow()" } else { name });
        }
        (declared, values)
    }

    /// Writes the conversion of the result, whose bits are in `result`, and the end of its use. `exit` ends the lending of handles.
    fn write_result(&self, code: &mut Code, export: &Export, value_type: &str, exit: Option<&str>, raw: &str) {
        let side = format!("{raw}::{}{}", export.lifting.side(), export.side);
        let result = export.ty.result.as_ref();
        if let Some(ty) = result {
            let lifted = match is_spilled(ty) {
                true => format!("{RT}::lift_at::<{side}, _>(result as u32)"),
                false => format!("{RT}::Lift::<{side}>::lift_flat(&raw const result)"),
            };
            code.line(format_args!("let value: {value_type} = {lifted}.map_err({raw}::fail)?;"));
        }
        if let Some(exit) = exit {
            code.line(format_args!("{RT}::done({raw}::c::{exit}()).map_err({raw}::fail)?;"));
        }
        if is_guarded(export) {
            let finish = export.post_return.map_or("finish".into(), |index| format!("finish_{index}"));
            code.line("// The guard keeps the right to call.");
            code.line("::core::mem::forget(call);");
            code.line(format_args!(
                "::core::result::Result::Ok(::dissolve::Guard::new(value, result, {raw}::{finish}))"
            ));
            return;
        }
        if let Some(index) = export.post_return {
            let call = self.post_return_call(export, index, raw);
            code.line(format_args!("{RT}::done({call}).map_err({raw}::fail)?;"));
        } else if self.manifest.exports[export.function].holds {
            code.line(format_args!("{raw}::instance().release();"));
        }
        code.line(format_args!("::core::result::Result::Ok({})", if result.is_some() { "value" } else { "()" }));
    }

    /// The call of a post-return function with the bits in `result`.
    pub fn post_return_call(&self, export: &Export, index: usize, raw: &str) -> String {
        let argument = export.result.map_or(String::new(), |ty| core_value(ty, "result"));
        format!("{raw}::c::{}({argument})", self.symbols[index].ready)
    }

    /// Writes the conversion of the parameters, and gives the arguments of the core function.
    fn write_lowering(&self, code: &mut Code, export: &Export, params: &[String], raw: &str) -> Vec<String> {
        let side = format!("{raw}::Side{}", export.side);
        let types: Vec<&ValueType> = export.ty.params.iter().map(|param| &param.ty).collect();
        if spills(&export.ty) {
            let tuple = ValueType::Tuple(types.iter().map(|&ty| ty.clone()).collect());
            let kind = "::dissolve::TrapKind::MemoryOutOfBounds";
            code.line(format_args!(
                "let (address, to) = {RT}::allocate::<{side}>({}, {}, {kind}).map_err({raw}::fail)?;",
                size(&tuple),
                align(&tuple)
            ));
            let mut offset = 0;
            for (name, ty) in params.iter().zip(types) {
                let start = align_to(offset, align(ty));
                offset = start + size(ty);
                code.line(format_args!(
                    "{RT}::Lower::<{side}>::store(&{name}, to.add({start})).map_err({raw}::fail)?;"
                ));
            }
            return vec!["address".into()];
        }
        let count = flat_params(&export.ty);
        if count > 0 {
            code.line(format_args!("let mut flat = [0_u64; {count}];"));
        }
        let mut slot = 0;
        for (name, ty) in params.iter().zip(types) {
            code.line(format_args!(
                "{RT}::Lower::<{side}>::lower_flat(&{name}, flat.as_mut_ptr().add({slot})).map_err({raw}::fail)?;"
            ));
            slot += ty.flat_count();
        }
        let arguments = export.params.iter().enumerate();
        arguments.map(|(slot, &ty)| core_value(ty, &format!("flat[{slot}]"))).collect()
    }

    /// Writes the call itself. The bits of the value are in `result`.
    fn write_call(&self, code: &mut Code, export: &Export, arguments: &[String], raw: &str) {
        let function = &self.symbols[export.function].ready;
        let list = arguments.join(", ");
        match export.result {
            None => {
                code.line(format_args!("{RT}::done({raw}::c::{function}({list})).map_err({raw}::fail)?;"));
                if export.ty.result.is_some() {
                    code.line("let result = 0_u64;");
                }
            }
            Some(CoreType::I64 | CoreType::F64) => {
                let list = if list.is_empty() { list } else { format!(", {list}") };
                code.line(format_args!(
                    "let result = {RT}::wide(|result| {raw}::c::{function}(result{list})).map_err({raw}::fail)?;"
                ));
            }
            Some(_) => {
                code.line(format_args!(
                    "let result = u64::from({RT}::word({raw}::c::{function}({list})).map_err({raw}::fail)?);"
                ));
            }
        }
    }

    /// The module of the world's imports, if they have anything in it.
    pub fn has_imports_module(&self) -> bool {
        self.modules.len() > IMPORTS + 1 && self.modules.iter().any(|module| module.path.len() == 2)
            || self.imports.iter().any(|import| import.module == IMPORTS)
            || self.resources.iter().any(|resource| resource.module == IMPORTS)
    }
}
