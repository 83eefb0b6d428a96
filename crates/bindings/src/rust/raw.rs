//! The library's symbols, memories and tables, and the C functions that the program calls.

use std::collections::BTreeSet;

use dissolve_canonical::{align, align_to, size};
use dissolve_interface::{StringEncoding, ValueType};
use dissolve_targets::CoreType;

use super::code::Code;
use super::exports::core_value;
use super::program::{Import, Moment, Program, Side};
use super::types::{begin, end, fallible};
use crate::signature::{is_spilled, spills};
use crate::{Error, Function};

const RT: &str = "::dissolve::rt";

/// A core type as C has it. Other types do not occur in bindings.
fn c_type(ty: CoreType) -> Option<&'static str> {
    match ty {
        CoreType::I32 => Some("u32"),
        CoreType::I64 => Some("u64"),
        CoreType::F32 => Some("f32"),
        CoreType::F64 => Some("f64"),
        CoreType::V128 | CoreType::FuncRef | CoreType::ExternRef => None,
    }
}

/// The parameters of a C function: `a0: u32, a1: u64`.
fn c_params(types: &[CoreType]) -> Option<Vec<String>> {
    let param = |(index, &ty): (usize, &CoreType)| c_type(ty).map(|ty| format!("a{index}: {ty}"));
    types.iter().enumerate().map(param).collect()
}

impl Program<'_> {
    /// Writes the module.
    pub fn write_raw(&self, code: &mut Code) -> Result<(), Error> {
        code.line("");
        code.line("/// The library.");
        code.line("mod raw {");
        code.line(format_args!("pub static STATE: {RT}::State = {RT}::State::new();"));
        if self.has_handles() {
            code.line(format_args!("pub static PENDING: {RT}::Pending = {RT}::Pending::new();"));
        }
        if !self.imports.is_empty() {
            code.line(format_args!("pub static HOST: {RT}::HostCell = {RT}::HostCell::new();"));
        }
        self.write_symbols(code);
        self.write_state(code)?;
        for (index, side) in self.sides.iter().enumerate() {
            for &moment in &side.moments {
                self.write_side(code, index, side, moment)?;
            }
        }
        if !self.imports.is_empty() {
            self.write_functions(code);
        }
        code.line("}");
        Ok(())
    }

    /// Declares the library's symbols.
    fn write_symbols(&self, code: &mut Code) {
        code.line("");
        code.line("pub mod c {");
        code.line("unsafe extern \"C\" {");
        code.line(format_args!("#[link_name = {:?}]", self.manifest.instance));
        code.line(format_args!("pub static INSTANCE: {RT}::Instance;"));
        for (index, memory) in self.manifest.memories.iter().enumerate() {
            code.line(format_args!("#[link_name = {:?}]", memory.symbol));
            code.line(format_args!("pub static mut WINDOW_{index}: [u8; 0];"));
            if let Some(constants) = &memory.constants {
                code.line(format_args!("#[link_name = {:?}]", constants.symbol));
                code.line(format_args!("pub static CONSTANTS_{index}: [u8; 0];"));
            }
            if let Some(size) = &memory.size {
                code.line(format_args!("#[link_name = {size:?}]"));
                code.line(format_args!("pub static SIZE_{index}: ::core::sync::atomic::AtomicU32;"));
            }
        }
        code.line(format_args!("#[link_name = {:?}]", self.manifest.instantiate));
        code.line("pub fn instantiate() -> u32;");
        for (function, names) in self.manifest.exports.iter().zip(&self.symbols) {
            let ready = [(Some(&function.symbol), Some(&names.ready)), (function.held.as_ref(), names.held.as_ref())];
            let entries = ready.map(|(symbol, name)| Some((symbol?, name?, entry_signature(function)?)));
            let inside = function.inside.as_ref().zip(names.inside.as_ref());
            let inside = inside.and_then(|(symbol, name)| Some((symbol, name, plain_signature(function)?)));
            for (symbol, name, signature) in entries.into_iter().chain([inside]).flatten() {
                code.line(format_args!("#[link_name = {symbol:?}]"));
                code.line(format_args!("pub fn {name}{signature};"));
            }
        }
        if !self.imports.is_empty() {
            code.line("pub fn __dissolve_raise(kind: u32, detail: usize) -> !;");
        }
        code.line("}");
        code.line("}");
    }

    /// Writes the functions on the state of the instance.
    fn write_state(&self, code: &mut Code) -> Result<(), Error> {
        code.line("");
        code.line("#[inline(always)]");
        code.line(format_args!("pub fn instance() -> &'static {RT}::Instance {{"));
        code.line("// SAFETY: a static of the library, of atomic words.");
        code.line("unsafe { &*(&raw const c::INSTANCE) }");
        code.line("}");
        code.line("");
        code.line("#[cold]");
        code.line("#[inline(never)]");
        code.line(format_args!("pub fn fail(fault: {RT}::Fault) -> ::dissolve::Trap {{"));
        code.line("STATE.fail(instance(), fault)");
        code.line("}");
        self.write_right(code);
        code.line("");
        code.line("/// Ends the use of a result.");
        code.line("pub fn finish(_result: u64) {");
        code.line("let _call = Call::go_on();");
        code.line("instance().release();");
        code.line("}");
        let mut finished = BTreeSet::new();
        for export in self.exports.iter().filter(|export| export.ty.result.as_ref().is_some_and(ValueType::has_pointer))
        {
            let Some(index) = export.post_return.filter(|&index| finished.insert(index)) else { continue };
            code.line("");
            code.line(format_args!("/// Ends the use of a result of `{}`.", export.wit));
            code.line(format_args!("pub fn finish_{index}(result: u64) {{"));
            code.line("let _call = Call::go_on();");
            code.line("// SAFETY: the result is the function's. A trap is told by the next call.");
            code.line(format_args!("unsafe {{ {} }};", self.post_return_call(export, index, "self")));
            code.line("}");
        }
        if !self.has_handles() {
            return Ok(());
        }
        code.line("");
        code.line("/// Drops a handle, now or when the program takes calls again.");
        code.line(format_args!(
            "pub fn destroy(rep: ::core::option::Option<u32>, destroy: {RT}::Destroy) -> ::core::result::Result<(), ::dissolve::Trap> {{"
        ));
        code.line("let ::core::option::Option::Some(rep) = rep else { return ::core::result::Result::Ok(()) };");
        code.line("match Call::begin() {");
        code.line("::core::result::Result::Ok(_call) => destroy(rep).map_err(fail),");
        code.line("::core::result::Result::Err(trap) => {");
        code.line("PENDING.push(rep, destroy);");
        code.line("// The other call may have ended before.");
        code.line("::core::mem::drop(Call::begin());");
        code.line("::core::result::Result::Err(trap)");
        code.line("}");
        code.line("}");
        code.line("}");
        for (index, resource) in self.resources.iter().enumerate().filter(|(_, resource)| resource.is_exported) {
            let tables = resource.tables.iter().map(|&table| &self.manifest.interface.resources[table]);
            let Some((table, drop)) = tables.into_iter().find_map(|table| Some((table, table.drop.as_ref()?))) else {
                continue;
            };
            let [new, drop] = [&table.new, drop].map(|core| self.symbol(&table.name, core, Moment::Ready));
            code.line("");
            code.line(format_args!("/// Destroys a resource `{}`.", resource.wit));
            begin(code, format_args!("pub fn destroy_{index}(rep: u32) -> {} {{", fallible("()")));
            code.line(format_args!("let handle = {RT}::word(c::{}(rep))?;", new?));
            code.line(format_args!("{RT}::done(c::{}(handle))", drop?));
            end(code);
        }
        Ok(())
    }

    /// Writes the type of the right to call.
    fn write_right(&self, code: &mut Code) {
        code.line("");
        code.line("/// The right to call the program, from the first argument on until the result is no longer in use. One context at a time has it.");
        code.line("pub struct Call(());");
        code.line("");
        code.line("impl Call {");
        code.line("#[inline]");
        code.line("pub fn begin() -> ::core::result::Result<Call, ::dissolve::Trap> {");
        code.line("match STATE.begin() {");
        code.line("true => ::core::result::Result::Ok(Call(())),");
        code.line("false => ::core::result::Result::Err(::dissolve::Trap::Reentered),");
        code.line("}");
        code.line("}");
        code.line("");
        code.line("/// The right that a guard has kept.");
        code.line("pub fn go_on() -> Call {");
        code.line("Call(())");
        code.line("}");
        code.line("}");
        code.line("");
        code.line("impl ::core::ops::Drop for Call {");
        code.line("#[inline]");
        code.line("fn drop(&mut self) {");
        code.line(if self.has_handles() { "PENDING.end(&STATE);" } else { "STATE.end();" });
        code.line("}");
        code.line("}");
    }

    /// Writes the component's side of some functions at a moment.
    fn write_side(&self, code: &mut Code, index: usize, side: &Side, moment: Moment) -> Result<(), Error> {
        let name = format!("{}{index}", moment.side());
        let encoding = match side.options.string_encoding {
            StringEncoding::Utf8 => "Utf8",
            StringEncoding::Utf16 => "Utf16",
            StringEncoding::CompactUtf16 => "CompactUtf16",
        };
        let number = side.options.memory.map(|memory| memory.as_u32() as usize);
        let memory = number.and_then(|number| self.manifest.memories.get(number));
        let during = match moment {
            Moment::Ready => "when it takes calls",
            Moment::Held => "while a result is in use",
            Moment::Inside => "during an import",
        };
        code.line("");
        match memory {
            Some(memory) => code.line(format_args!("/// The memory of `{}`, {during}.", memory.component)),
            None => code.line(format_args!("/// A component without a memory, {during}.")),
        }
        code.line(format_args!("pub struct {name};"));
        code.line("");
        code.line("// SAFETY: the manifest's window.");
        code.line(format_args!("unsafe impl {RT}::Guest for {name} {{"));
        code.line(format_args!("const BASE: u32 = {};", side.options.base));
        code.line(format_args!("const ENCODING: {RT}::Encoding = {RT}::Encoding::{encoding};"));
        code.line("");
        code.line("#[inline(always)]");
        code.line("fn window() -> *mut u8 {");
        match (number, memory) {
            (Some(number), Some(_)) => code.line(format_args!("(&raw mut c::WINDOW_{number}).cast()")),
            _ => code.line("::core::ptr::null_mut()"),
        }
        code.line("}");
        code.line("");
        code.line("#[inline(always)]");
        code.line("fn low() -> u32 {");
        match memory {
            Some(memory) if memory.absolute => code.line("Self::window().addr() as u32"),
            _ => code.line(format_args!("{}", memory.map_or(0, |memory| memory.low))),
        }
        code.line("}");
        code.line("");
        if let Some((number, constants)) = number.zip(memory.and_then(|memory| memory.constants.as_ref())) {
            code.line("#[inline(always)]");
            code.line("fn constants() -> (u32, &'static [u8]) {");
            code.line(format_args!("let first = (&raw const c::CONSTANTS_{number}).cast::<u8>();"));
            code.line("// SAFETY: the manifest's constants.");
            code.line(format_args!(
                "let bytes = unsafe {{ ::core::slice::from_raw_parts(first, {}) }};",
                constants.size
            ));
            match constants.low {
                Some(low) => code.line(format_args!("({low}, bytes)")),
                None => code.line("(first.addr() as u32, bytes)"),
            }
            code.line("}");
            code.line("");
        }
        code.line("#[inline(always)]");
        code.line("fn end() -> u64 {");
        match (number, memory) {
            (Some(number), Some(memory)) if memory.size.is_some() => {
                code.line("// SAFETY: a static of the library.");
                code.line(format_args!(
                    "unsafe {{ u64::from((*(&raw const c::SIZE_{number})).load(::core::sync::atomic::Ordering::Relaxed)).min({}) }}",
                    memory.high
                ));
            }
            (_, Some(memory)) if memory.absolute => {
                code.line(format_args!("u64::from(Self::low()) + {}", memory.high - u64::from(memory.low)));
            }
            _ => code.line(memory.map_or(0, |memory| memory.high)),
        }
        code.line("}");
        code.line("");
        code.line("#[inline]");
        begin(code, format_args!("fn realloc(align: u32, size: u32) -> {} {{", fallible("u32")));
        match &side.options.realloc {
            Some(realloc) => code.line(self.helper_call("realloc", realloc, moment, "0, 0, align, size")?),
            None => code
                .line(format_args!("::core::result::Result::Err({RT}::Fault::Violation(::dissolve::TrapKind::Abort))")),
        }
        end(code);
        code.line("}");
        self.write_tables(code, &name, side, moment)
    }

    /// Writes the tables of handles of a side, which is called `name`.
    fn write_tables(&self, code: &mut Code, name: &str, side: &Side, moment: Moment) -> Result<(), Error> {
        for &(resource, table) in &side.tables {
            let module = self.modules[self.resources[resource].module].path.join("::");
            let path = format!("super::{module}{}", if module.is_empty() { "" } else { "::" });
            let record = &self.manifest.interface.resources[table];
            let lifetime = if self.resources[resource].is_exported { "<'static>" } else { "" };
            code.line("");
            code.line("// SAFETY: the functions are the library's.");
            code.line(format_args!(
                "unsafe impl {RT}::Table<{path}{}{lifetime}> for {name} {{",
                self.resources[resource].name
            ));
            let functions = [
                ("create", Some(&record.new)),
                ("take", Some(&record.take)),
                ("rep", Some(&record.rep)),
                ("lend", record.borrow.as_ref()),
            ];
            for (function, core) in functions {
                code.line("#[inline]");
                begin(code, format_args!("fn {function}(value: u32) -> {} {{", fallible("u32")));
                match core {
                    Some(core) => code.line(self.helper_call(&record.name, core, moment, "value")?),
                    // The component gets the representation of its own resource.
                    None => code.line("::core::result::Result::Ok(value)"),
                }
                end(code);
            }
            code.line("}");
        }
        Ok(())
    }

    /// The call of a function of the library with one result. During an import, it does not return if it traps.
    fn helper_call(&self, function: &str, core: &str, moment: Moment, arguments: &str) -> Result<String, Error> {
        let name = self.symbol(function, core, moment)?;
        Ok(match moment {
            Moment::Ready | Moment::Held => format!("{RT}::word(c::{name}({arguments}))"),
            Moment::Inside => format!("::core::result::Result::Ok(c::{name}({arguments}))"),
        })
    }

    /// Writes the C functions that the program calls.
    fn write_functions(&self, code: &mut Code) {
        code.line("");
        code.line("/// Ends the call that is in progress.");
        code.line("#[cold]");
        code.line(format_args!("pub fn raise(fault: {RT}::Fault) -> ! {{"));
        code.line("// SAFETY: a call is in progress, since only the program calls the functions that come here. None of them keeps anything that");
        code.line("// has to be dropped.");
        code.line("unsafe { c::__dissolve_raise(fault.kind() as u32, 0) }");
        code.line("}");
        code.line("");
        code.line("/// The value, or the end of the call.");
        code.line("#[inline(always)]");
        code.line(format_args!("pub fn checked<T>(value: {}) -> T {{", fallible("T")));
        code.line("match value {");
        code.line("::core::result::Result::Ok(value) => value,");
        code.line("::core::result::Result::Err(fault) => raise(fault),");
        code.line("}");
        code.line("}");
        code.line("");
        code.line("/// The functions of the embedder.");
        code.line("pub struct Functions {");
        for (index, import) in self.imports.iter().enumerate() {
            let types: String = import.params.iter().filter_map(|&ty| c_type(ty)).map(|ty| format!(", {ty}")).collect();
            code.line(format_args!("import_{index}: unsafe fn(*mut (){types}){},", result_of(import)));
        }
        code.line("}");
        code.line("");
        code.line("impl Functions {");
        let bounds: Vec<String> = self.trait_modules().iter().map(|&module| self.host(module)).collect();
        code.line(format_args!("pub const fn of<H: {}>() -> Functions {{", bounds.join(" + ")));
        code.line("Functions {");
        for index in 0..self.imports.len() {
            code.line(format_args!("import_{index}: host_{index}::<H>,"));
        }
        code.line("}");
        code.line("}");
        code.line("}");
        for (index, import) in self.imports.iter().enumerate() {
            self.write_entry(code, index, import);
            self.write_host(code, index, import);
        }
    }

    /// The trait of a module.
    fn host(&self, module: usize) -> String {
        format!("super::{}::Host", self.modules[module].path.join("::"))
    }

    /// Writes the C function of an import.
    fn write_entry(&self, code: &mut Code, index: usize, import: &Import) {
        let params = c_params(&import.params).unwrap_or_default();
        let arguments: String = (0..params.len()).map(|index| format!(", a{index}")).collect();
        code.line("");
        code.line(format_args!("/// {}", import.wit));
        code.line(format_args!("#[unsafe(export_name = {:?})]", import.symbol));
        begin(
            code,
            format_args!("unsafe extern \"C\" fn import_{index}({}){} {{", params.join(", "), result_of(import)),
        );
        code.line(format_args!(
            "match HOST.enter(|functions: &Functions, host| (functions.import_{index})(host{arguments})) {{"
        ));
        code.line("::core::option::Option::Some(value) => value,");
        code.line(format_args!(
            "::core::option::Option::None => raise({RT}::Fault::Violation(::dissolve::TrapKind::CannotEnter)),"
        ));
        code.line("}");
        end(code);
    }

    /// Writes the function between the C function and the embedder's.
    fn write_host(&self, code: &mut Code, index: usize, import: &Import) {
        let side = format!("{}{}", Moment::Inside.side(), import.side);
        let host = self.host(import.module);
        let params = c_params(&import.params).unwrap_or_default();
        let declared: String = params.iter().map(|param| format!(", {param}")).collect();
        code.line("");
        code.line(format_args!("/// {}", import.wit));
        begin(code, format_args!("unsafe fn host_{index}<H: {host}>(host: *mut (){declared}){} {{", result_of(import)));
        let types: Vec<&ValueType> = import.ty.params.iter().map(|param| &param.ty).collect();
        let mut arguments = Vec::new();
        if spills(&import.ty) {
            let tuple = ValueType::Tuple(types.iter().map(|&ty| ty.clone()).collect());
            code.line(format_args!(
                "let from = checked({RT}::range::<{side}>(a0, {}, {}, ::dissolve::TrapKind::MemoryOutOfBounds));",
                size(&tuple),
                align(&tuple)
            ));
            let mut offset = 0;
            for (number, ty) in types.iter().enumerate() {
                let start = align_to(offset, align(ty));
                offset = start + size(ty);
                let lifted = format!("checked({RT}::Lift::<{side}>::load::<false>(from.add({start})))");
                arguments.push(self.argument(code, number, ty, &lifted));
            }
        } else {
            let slots = import.params.iter().take(types.iter().map(|ty| ty.flat_count()).sum()).enumerate();
            let slots: Vec<String> = slots.map(|(number, &ty)| slot(ty, &format!("a{number}"))).collect();
            code.line(format_args!("let flat: [u64; {}] = [{}];", slots.len(), slots.join(", ")));
            let mut next = 0;
            for (number, ty) in types.iter().enumerate() {
                let lifted = format!("checked({RT}::Lift::<{side}>::lift_flat(flat.as_ptr().add({next})))");
                next += ty.flat_count();
                arguments.push(self.argument(code, number, ty, &lifted));
            }
        }
        let arguments: String = arguments.iter().map(|argument| format!(", {argument}")).collect();
        let call = format!("<H as {host}>::{}(&mut *host.cast::<H>(){arguments})", import.name);
        let Some(ty) = &import.ty.result else {
            code.line(format_args!("{call};"));
            end(code);
            return;
        };
        // Nothing that has to be dropped may be alive when a call ends. Handles in the result are handed over.
        code.line(format_args!("let result = ::core::mem::ManuallyDrop::new({call});"));
        if is_spilled(ty) {
            let address = import.params.len().saturating_sub(1);
            code.line(format_args!(
                "let to = checked({RT}::writable::<{side}>(a{address}, {}, {}, ::dissolve::TrapKind::MemoryOutOfBounds));",
                size(ty),
                align(ty)
            ));
            code.line(format_args!("checked({RT}::Lower::<{side}>::store(&*result, to));"));
        } else if let Some(core) = import.result {
            code.line("let mut bits = 0_u64;");
            code.line(format_args!("checked({RT}::Lower::<{side}>::lower_flat(&*result, &raw mut bits));"));
            code.line(core_value(core, "bits"));
        }
        end(code);
    }

    /// Writes the conversion of an argument, and gives the expression that moves it to the embedder. Nothing that has to be dropped
    /// may be alive when a later argument ends the call.
    fn argument(&self, code: &mut Code, number: usize, ty: &ValueType, lifted: &str) -> String {
        if self.has_handle(ty) {
            code.line(format_args!("let p{number} = ::core::mem::ManuallyDrop::new({lifted});"));
            return format!("::core::mem::ManuallyDrop::into_inner(p{number})");
        }
        code.line(format_args!("let p{number} = {lifted};"));
        format!("p{number}")
    }
}

/// The signature of an entry of the library, which has one more result. `None` if a type has no place in bindings.
fn entry_signature(function: &Function) -> Option<String> {
    let params = c_params(&function.params)?;
    let result = function.result.map(|ty| c_type(ty).map(|_| ty));
    Some(match result {
        None => format!("({}) -> u32", params.join(", ")),
        Some(Some(CoreType::I64 | CoreType::F64)) => {
            let params: String = params.iter().map(|param| format!(", {param}")).collect();
            format!("(value: *mut u64{params}) -> u32")
        }
        Some(Some(_)) => format!("({}) -> u64", params.join(", ")),
        Some(None) => return None,
    })
}

/// The signature of a function for use in an import. `None` if a type has no place in bindings.
fn plain_signature(function: &Function) -> Option<String> {
    let params = c_params(&function.params)?.join(", ");
    match function.result {
        None => Some(format!("({params})")),
        Some(ty) => c_type(ty).map(|ty| format!("({params}) -> {ty}")),
    }
}

/// The result of an import, as its signature ends.
fn result_of(import: &Import) -> String {
    import.result.and_then(c_type).map_or(String::new(), |ty| format!(" -> {ty}"))
}

/// The bits of a core value, for a slot.
fn slot(ty: CoreType, value: &str) -> String {
    match ty {
        CoreType::I64 => value.to_owned(),
        CoreType::F32 => format!("u64::from({value}.to_bits())"),
        CoreType::F64 => format!("{value}.to_bits()"),
        _ => format!("u64::from({value})"),
    }
}
