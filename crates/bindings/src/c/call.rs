//! One call of an export: its arguments are lowered into the guest's memory, the core function is called, and the result is lifted
//! and released (Component Model, *CanonicalABI*, `canon_lift`).

use dissolve_canonical as layout;
use dissolve_interface::{Export, ValueType};
use dissolve_targets::CoreType;

use super::code::Code;
use super::codec::{Codec, Context};
use super::functions::{Param, names, offsets, params, spilled};
use super::library::{Raw, State, check_encoding, parameters};
use super::scalar;
use super::types::{has_string, is_handle, parts};
use super::wit::func_text;
use crate::Error;
use crate::signature::{exported, is_spilled, missing};

/// One export in the making.
pub struct Call<'e> {
    /// Its record.
    export: &'e Export,
    /// The C name.
    name: String,
    params: Vec<Param>,
    raw: Raw,
    /// The core function that releases the result.
    post_return: Option<Raw>,
    /// The C name of the function by which the user releases the result.
    release: Option<String>,
    /// The address of the memory's description, if a value is in memory.
    memory: String,
}

impl<'e> Call<'e> {
    /// Names the function and finds what it needs in the library.
    ///
    /// # Errors
    ///
    /// If the manifest lacks something, or the strings are in an encoding that C does not have.
    pub fn new(codec: &mut Codec<'_, '_>, export: &'e Export) -> Result<Call<'e>, Error> {
        let user = export.name.to_string();
        let ty = &export.ty;
        let all = || ty.params.iter().map(|param| &param.ty).chain(&ty.result);
        check_encoding(&export.options, &user, all().any(has_string))?;
        let (core, result) = exported(ty);
        let allocates = spilled(ty).is_some() || ty.params.iter().any(|param| param.ty.has_pointer());
        let uses_memory = allocates || ty.result.as_ref().is_some_and(is_spilled) || all().any(ValueType::has_pointer);
        let name = codec.types.globals.claim(&names(codec.types, &export.name, "export"));
        let mut call = Call {
            export,
            name,
            params: params(codec.types, ty),
            raw: codec.library.raw(&mut codec.types.globals, (&export.core, State::Idle), &user, (&core, result))?,
            post_return: None,
            release: None,
            memory: String::new(),
        };
        if call.has_views() {
            let candidates = [format!("{}_free", call.name), format!("{}_post_return", call.name)];
            call.release = Some(codec.types.globals.claim(&candidates));
        }
        if let Some(post_return) = &export.post_return {
            let params: Vec<CoreType> = result.into_iter().collect();
            let globals = &mut codec.types.globals;
            call.post_return = Some(codec.library.raw(globals, (post_return, State::Idle), &user, (&params, None))?);
        }
        if uses_memory {
            let globals = &mut codec.types.globals;
            call.memory = codec.library.memory(globals, &export.options, &user, (allocates, State::Idle))?;
        }
        if call.is_inline() {
            codec.library.publish(&call.raw);
        }
        if codec.types.interface.lending.is_none() && all().any(|ty| lends(codec, ty)) {
            return Err(missing(&user, "the functions that begin and end lending"));
        }
        Ok(call)
    }

    /// The WIT name, for errors.
    fn user(&self) -> String {
        self.export.name.to_string()
    }

    /// Returns true if the call passes numbers only, so that it is no more than the call of the core function.
    pub fn is_inline(&self) -> bool {
        let ty = &self.export.ty;
        let all_scalars = ty.params.iter().map(|param| &param.ty).chain(&ty.result).all(scalar::is_scalar);
        all_scalars && spilled(ty).is_none() && self.post_return.is_none() && !self.raw.holds
    }

    /// Returns true if the result has views of the guest's memory, so that the user releases it.
    pub fn has_views(&self) -> bool {
        self.export.ty.result.as_ref().is_some_and(ValueType::has_pointer)
    }

    /// The declaration of the function, without a semicolon.
    pub fn signature(&self, codec: &Codec<'_, '_>) -> String {
        format!("dissolve_status_t {}({})", self.name, parameters(self.declarations(codec)))
    }

    fn declarations(&self, codec: &Codec<'_, '_>) -> Vec<String> {
        let result = self.export.ty.result.as_ref().map(|ty| format!("{} *result", codec.types.c_type(ty)));
        self.params.iter().map(|param| param.declaration.clone()).chain(result).collect()
    }

    /// The text above the prototype: WIT name and type, and who owns what.
    pub fn comment(&self, codec: &Codec<'_, '_>) -> String {
        let Export { name, ty, .. } = self.export;
        let mut text = codec.library.documented(&name.to_string());
        text += &format!("{name}: {}", func_text(codec.types.interface, ty));
        if ty.params.iter().any(|param| param.ty.has_pointer()) {
            text += "\nStrings and lists among the arguments are copied; they stay yours.";
        }
        if ty.params.iter().any(|param| param.ty.has_own()) {
            text += "\nOwned resources among the arguments are handed over, even if the call fails.";
        }
        if ty.params.iter().any(|param| param.ty.has_borrow()) {
            text += "\nBorrowed resources among the arguments stay yours.";
        }
        if let Some(release) = &self.release {
            text += &format!(
                "\nThe result has views of the component's memory. They last until {release},\nwhich has to come before any other call."
            );
        }
        if ty.result.as_ref().is_some_and(ValueType::has_own) {
            text += "\nOwned resources in the result are yours.";
        }
        text
    }

    /// Returns true if nothing is left to do once the result is lifted, whether or not that succeeds.
    pub fn is_simple(&self, codec: &Codec<'_, '_>) -> bool {
        !self.raw.holds && self.post_return.is_none() && !self.is_lent(codec)
    }

    /// Returns true if the call is one between marks of lending.
    fn is_lent(&self, codec: &Codec<'_, '_>) -> bool {
        codec.types.interface.lending.is_some() && self.export.ty.params.iter().any(|param| param.ty.has_borrow())
    }

    /// Writes a call whose result needs no release: lowering, the call, lifting.
    pub fn write_simple(&self, codec: &mut Codec<'_, '_>, code: &mut Code) -> Result<(), Error> {
        self.write_steps(codec, false, code)
    }

    /// Writes any call: lowering, the call and lifting as a function of their own, and the function around it, which ends lending and the
    /// use of the result. `owner` is the number by which the release of a result with views is known.
    pub fn write_guarded(&self, codec: &mut Codec<'_, '_>, owner: Option<usize>, code: &mut Code) -> Result<(), Error> {
        let prefix = codec.types.prefix.clone();
        let inner = codec.types.globals.claim(&[format!("{}_inner", self.name)]);
        let core = self.raw.result;
        let value = core.map(|ty| format!("{} *core_value", scalar::core_c_type(ty)));
        let held = self.raw.holds.then_some("bool *core_held");
        let declarations = self.declarations(codec).into_iter().chain(value).chain(held.map(str::to_owned));
        let declarations = parameters(declarations);
        code.line("");
        code.line(format!("static dissolve_status_t {inner}({declarations})"));
        code.line("{");
        self.write_steps(codec, true, code)?;
        code.line("}");
        code.line("");
        code.line(self.signature(codec));
        code.line("{");
        code.line("dissolve_status_t call_status;");
        code.lines(core.map(|ty| format!("{} core_value = 0;", scalar::core_c_type(ty))));
        code.lines(held.map(|_| "bool core_held = false;"));
        let lending = codec.types.interface.lending.as_ref().filter(|_| self.is_lent(codec));
        if let Some(lending) = lending {
            let enter = codec.library.raw(
                &mut codec.types.globals,
                (&lending.enter, State::Idle),
                &self.user(),
                (&[], None),
            )?;
            code.lines(enter.call(&[], &format!("{prefix}_core_failure()")).0);
        }
        let names = self.params.iter().map(|param| param.name.as_str());
        let result = self.export.ty.result.as_ref().map(|_| "result");
        let own = core.map(|_| "&core_value").into_iter().chain(held.map(|_| "&core_held"));
        let arguments: Vec<&str> = names.chain(result).chain(own).collect();
        code.line(format!("call_status = {inner}({});", arguments.join(", ")));
        if let Some(lending) = lending {
            let mut exit = |state: State| -> Result<String, Error> {
                let raw =
                    codec.library.raw(&mut codec.types.globals, (&lending.exit, state), &self.user(), (&[], None))?;
                Ok(format!("{}()", raw.name))
            };
            let exit = match self.raw.holds {
                true => format!("(core_held ? {} : {})", exit(State::Held)?, exit(State::Idle)?),
                false => exit(State::Idle)?,
            };
            code.line(format!("if ({exit} == 0u && call_status == DISSOLVE_OK) {{"));
            code.lines([format!("call_status = {prefix}_core_failure();"), "}".into()]);
        }
        self.write_end(&prefix, owner, code);
        code.lines(["return call_status;", "}"]);
        Ok(())
    }

    /// Writes the end of the use of a result, now or later.
    fn write_end(&self, prefix: &str, owner: Option<usize>, code: &mut Code) {
        if let Some(owner) = owner {
            code.line("if (call_status == DISSOLVE_OK) {");
            code.line(format!("{prefix}_core_held.area = core_value;"));
            code.line(format!("{prefix}_core_held.owner = {owner}u;"));
            code.lines(["return DISSOLVE_OK;", "}"]);
        }
        if self.raw.holds {
            code.line("if (core_held) {");
        } else if self.post_return.is_some() {
            code.line("if (call_status == DISSOLVE_OK) {");
        } else {
            return;
        }
        match &self.post_return {
            Some(post_return) => {
                let value = if self.raw.result.is_some() { "core_value" } else { "" };
                code.line(format!("if ({}({value}) == 0u && call_status == DISSOLVE_OK) {{", post_return.name));
                code.lines([format!("call_status = {prefix}_core_failure();"), "}".into()]);
            }
            None => code.lines(make_ready(prefix)),
        }
        code.line("}");
    }

    /// Writes the function that releases a result with views.
    pub fn write_release(&self, codec: &Codec<'_, '_>, owner: usize, header: &mut Code, source: &mut Code) {
        let Some(name) = &self.release else { return };
        let prefix = &codec.types.prefix;
        header.comment(&format!(
            "Releases the result of {}, whose views end; other calls are possible again. Does nothing if it is released already.",
            self.name
        ));
        header.line(format!("dissolve_status_t {name}(void);"));
        source.line("");
        source.line(format!("dissolve_status_t {name}(void)"));
        source.line("{");
        source.line(format!("if ({prefix}_core_held.owner != {owner}u) {{"));
        source.lines(["return DISSOLVE_OK;", "}"]);
        source.line(format!("{prefix}_core_held.owner = 0u;"));
        match &self.post_return {
            Some(post_return) => {
                let area = format!("{prefix}_core_held.area");
                source.lines(post_return.call(&[area], &format!("{prefix}_core_failure()")).0);
            }
            None => source.lines(make_ready(prefix)),
        }
        source.lines(["return DISSOLVE_OK;", "}"]);
    }

    /// Writes lowering, the call and lifting. `keeps` asks for the core result in `*core_value`.
    fn write_steps(&self, codec: &mut Codec<'_, '_>, keeps: bool, code: &mut Code) -> Result<(), Error> {
        let prefix = codec.types.prefix.clone();
        let at = Context { memory: &self.memory, fail: None, state: State::Idle };
        self.declare_objects(code);
        let arguments = self.lower_arguments(codec, at, code)?;
        let (lines, value) = self.raw.call(&arguments, &format!("dissolve_failed({prefix}_core_failure())"));
        code.lines(lines);
        if self.raw.holds {
            code.line("*core_held = true;");
        }
        if let (true, Some(value)) = (keeps, &value) {
            code.line(format!("*core_value = {value};"));
        }
        if let (Some(ty), Some(value)) = (&self.export.ty.result, &value) {
            let state = if self.raw.holds { State::Held } else { State::Idle };
            self.lift_result(codec, ty, value, Context { state, ..at }, code)?;
        }
        code.line("return DISSOLVE_OK;");
        Ok(())
    }

    /// Writes the lowering of all arguments; returns those of the core function.
    fn lower_arguments(
        &self,
        codec: &mut Codec<'_, '_>,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<Vec<String>, Error> {
        let ty = &self.export.ty;
        let all = ty.params.iter().zip(&self.params);
        if let Some(tuple) = spilled(ty) {
            let (size, alignment) = (layout::size(&tuple), layout::align(&tuple));
            code.line("uint32_t core_area;");
            let memory = at.memory;
            code.line(
                at.guard(&format!("dissolve_allocate({memory}, 1u, {size}u, {alignment}u, &core_area, &core_bytes)")),
            );
            for ((field, param), offset) in all.zip(offsets(ty)) {
                let to = if offset == 0 { "core_bytes".to_owned() } else { format!("core_bytes + {offset}") };
                codec.store(&field.ty, &param.object, &to, at, code)?;
            }
            return Ok(vec!["core_area".to_owned()]);
        }
        let handles = ty.params.iter().filter(|param| is_handle(&param.ty)).count();
        if handles > 0 {
            code.line(format!("uint32_t core_handle[{handles}];"));
        }
        let mut arguments = Vec::new();
        let (mut first, mut next_handle) = (0, 0);
        for (field, param) in all {
            if scalar::is_scalar(&field.ty) {
                code.lines(scalar::check(&field.ty, &param.object).map(|status| at.guard(&status)));
                arguments.push(scalar::to_core(&field.ty, &param.object));
            } else if is_handle(&field.ty) {
                let handle = format!("core_handle[{next_handle}]");
                next_handle += 1;
                codec.lower_handle(&field.ty, &param.object, &handle, at, code)?;
                arguments.push(handle);
            } else {
                codec.lower(&field.ty, &param.object, first, at, code)?;
                let mut flat = Vec::new();
                layout::flatten(&field.ty, &mut flat);
                let value = |(index, ty)| scalar::from_bits(ty, &format!("core_flat[{}]", first + index));
                arguments.extend(flat.iter().copied().enumerate().map(value));
                first += flat.len();
            }
        }
        Ok(arguments)
    }

    /// Writes the lifting of the result from a core value.
    fn lift_result(
        &self,
        codec: &mut Codec<'_, '_>,
        ty: &ValueType,
        value: &str,
        at: Context<'_>,
        code: &mut Code,
    ) -> Result<(), Error> {
        if scalar::is_scalar(ty) {
            codec.lift_scalar(ty, value, "*result", at, code);
            return Ok(());
        }
        if is_spilled(ty) {
            let (size, alignment) = (layout::size(ty), layout::align(ty));
            code.line(
                at.guard(&format!("dissolve_source({}, {value}, {size}u, {alignment}u, &core_source)", at.memory)),
            );
            return codec.load(ty, "core_source", "(*result)", at, code);
        }
        let core = self.raw.result.unwrap_or(CoreType::I32);
        code.line(format!("core_flat[0] = {};", scalar::to_bits(core, value)));
        codec.lift(ty, 0, "(*result)", at, code)
    }

    /// Declares the objects that lowering and lifting need.
    fn declare_objects(&self, code: &mut Code) {
        let ty = &self.export.ty;
        let spills = spilled(ty).is_some();
        let result = ty.result.as_ref().filter(|ty| !scalar::is_scalar(ty));
        let in_array = |ty: &&ValueType| !spills && !scalar::is_scalar(ty) && !is_handle(ty);
        let params: usize = ty.params.iter().map(|param| &param.ty).filter(in_array).map(ValueType::flat_count).sum();
        let flat = params.max(result.filter(|ty| !is_spilled(ty)).map_or(0, ValueType::flat_count));
        if flat > 0 {
            code.line(format!("uint64_t core_flat[{flat}];"));
        }
        if spills {
            code.line("uint8_t *core_bytes;");
        }
        if result.is_some_and(is_spilled) {
            code.line("const uint8_t *core_source;");
        }
    }
}

/// Statements that let a program take calls again after a result of it was used, unless it has trapped. No use of the result may be left
/// to do then.
fn make_ready(prefix: &str) -> [String; 4] {
    let set = format!("{prefix}_core_instance.ready = 1u;");
    let condition = format!("if ({prefix}_core_instance.reason == 1u) {{");
    ["DISSOLVE_BARRIER();".to_owned(), condition, set, "}".to_owned()]
}

/// Returns true if a value of the type contains a handle that the callee has to drop before the call ends.
fn lends(codec: &Codec<'_, '_>, ty: &ValueType) -> bool {
    match ty {
        ValueType::Borrow(table) => codec.types.interface.resources[*table as usize].borrow.is_some(),
        _ => parts(ty).into_iter().any(|part| lends(codec, part)),
    }
}
