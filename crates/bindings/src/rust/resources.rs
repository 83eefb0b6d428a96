//! The types of handles.

use super::code::Code;
use super::program::{Owner, Program};
use super::types::{begin, end, fallible};
use crate::Error;

const RT: &str = "::dissolve::rt";

impl Program<'_> {
    /// Writes the types of a resource's handles.
    pub fn write_resource(&self, code: &mut Code, index: usize) {
        match self.resources[index].is_exported {
            true => self.write_exported_resource(code, index),
            false => self.write_imported_resource(code, index),
        }
    }

    /// Handles of a resource of the embedder are representations.
    fn write_imported_resource(&self, code: &mut Code, index: usize) {
        let resource = &self.resources[index];
        let (name, borrowed, wit) = (&resource.name, &resource.borrowed, &resource.wit);
        for (ty, kind) in [(name, "an owned"), (borrowed, "a borrowed")] {
            code.line("");
            let text = format!(
                "`{wit}`: {kind} handle of a resource of the embedder, by its representation, a number of the embedder's choice."
            );
            code.doc(self.documented(Some(&resource.full), &text));
            code.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]");
            code.line(format_args!("pub struct {ty} {{"));
            code.doc("The representation.");
            code.line("pub rep: u32,");
            code.line("}");
        }
        self.write_codec(code, index, name, "'_", ("self.rep", "create", ""), ("take", "Self { rep }"));
        self.write_codec(code, index, borrowed, "'_", ("self.rep", "lend", ""), ("rep", "Self { rep }"));
    }

    /// An owned handle of a resource of the program ends when it is dropped.
    fn write_exported_resource(&self, code: &mut Code, index: usize) {
        let resource = &self.resources[index];
        let (name, borrowed, wit) = (&resource.name, &resource.borrowed, &resource.wit);
        let raw = self.path(resource.module, super::program::ROOT, "raw");
        code.line("");
        let text = format!("`{wit}`: an owned handle of a resource of the program.");
        code.doc(self.documented(Some(&resource.full), &text));
        code.doc("");
        code.doc("When it is dropped, the program destroys the resource: at once, or as soon as the program takes calls again. Up to eight");
        code.doc("handles can wait for that; any further one is lost until the program is reset.");
        code.line("#[derive(Debug)]");
        code.line(format_args!("pub struct {name}<'s> {{"));
        code.line(format_args!("handle: {RT}::Handle<'s>,"));
        code.line("}");
        code.line("");
        code.doc(format_args!("`borrow<{wit}>`: a borrowed handle of a resource of the program."));
        code.line("#[derive(Clone, Copy, Debug, PartialEq)]");
        code.line(format_args!("pub struct {borrowed}<'a> {{"));
        code.line("rep: ::core::option::Option<u32>,");
        code.line("owner: ::core::marker::PhantomData<(&'a (), *mut ())>,");
        code.line("}");
        code.line("");
        code.line(format_args!("impl<'s> {name}<'s> {{"));
        code.doc("A borrowed handle, to pass it inside another value.");
        code.line(format_args!("pub fn borrow(&self) -> {borrowed}<'_> {{"));
        code.line(format_args!("{borrowed} {{ rep: self.handle.rep().ok(), owner: ::core::marker::PhantomData }}"));
        code.line("}");
        code.line("");
        code.doc("Takes the handle out of a value that cannot be moved, such as the result in a guard. The handle that stays behind is");
        code.doc("empty: to pass it on is a violation of the canonical ABI, which ends the instance.");
        code.line(format_args!("pub fn take(&self) -> ::core::option::Option<{name}<'s>> {{"));
        code.line(format_args!("self.handle.take().map(|rep| {name} {{ handle: {RT}::Handle::new(rep) }})"));
        code.line("}");
        code.line("");
        code.doc("Drops the handle, and tells whether the program destroyed the resource.");
        code.doc("");
        code.doc("# Errors");
        code.doc("");
        code.doc("If the destructor traps. With `Trap::Reentered`, the program destroys the resource as soon as it takes calls again.");
        code.line("pub fn close(self) -> ::core::result::Result<(), ::dissolve::Trap> {");
        code.line(format_args!("{raw}::destroy(self.handle.take(), {raw}::destroy_{index})"));
        code.line("}");
        code.line("}");
        code.line("");
        code.line(format_args!("impl ::core::ops::Drop for {name}<'_> {{"));
        code.line("fn drop(&mut self) {");
        code.line("// A trap is told by the next call.");
        code.line(format_args!("let _ = {raw}::destroy(self.handle.take(), {raw}::destroy_{index});"));
        code.line("}");
        code.line("}");
        let lent = format!("self.rep.ok_or({RT}::Fault::Violation(::dissolve::TrapKind::UnknownHandle))?");
        let made = format!("Self {{ handle: {RT}::Handle::new(rep) }}");
        let received = "Self { rep: ::core::option::Option::Some(rep), owner: ::core::marker::PhantomData }";
        self.write_codec(
            code,
            index,
            &format!("{name}<'s>"),
            "'s",
            ("self.handle.rep()?", "create", "self.handle.take();"),
            ("take", &made),
        );
        self.write_codec(code, index, &format!("{borrowed}<'s>"), "'s", (&lent, "lend", ""), ("rep", received));
    }

    /// Implements the traits of a type of handles. `lower` is the representation, the function that makes a handle of it, and the
    /// statement after that; `lift` is the function that gives the representation, and the value that is made of it.
    fn write_codec(
        &self,
        code: &mut Code,
        index: usize,
        ty: &str,
        lifetime: &str,
        lower: (&str, &str, &str),
        lift: (&str, &str),
    ) {
        let resource = &self.resources[index];
        let table = format!("{RT}::Table<{}>", self.owner_type(resource.module, index, "'static"));
        let parameters = if lifetime == "'_" { "" } else { "'s, " };
        let own = parameters.trim_end_matches(", ");
        let own = if own.is_empty() { String::new() } else { format!("<{own}>") };
        let (rep, lower, done) = lower;
        let (take, made) = lift;
        code.line("");
        code.line("// SAFETY: a handle is one word.");
        code.line(format_args!("unsafe impl{own} {RT}::Abi for {ty} {{"));
        code.line("const SIZE: u32 = 4;");
        code.line("const ALIGN: u32 = 4;");
        code.line("const FLAT: usize = 1;");
        code.line("}");
        code.line("");
        code.line("// SAFETY: the lifetime of the program is not shortened.");
        code.line(format_args!("unsafe impl{own} {RT}::View for {ty} {{"));
        code.line(format_args!("type At<'g> = {ty};"));
        code.line("}");
        code.line("");
        code.line("// SAFETY: writes one word.");
        code.line(format_args!("unsafe impl<{parameters}G: {table}> {RT}::Lower<G> for {ty} {{"));
        begin(code, format_args!("unsafe fn lower_flat(&self, to: *mut u64) -> {} {{", fallible("()")));
        code.line(format_args!("to.write(<G as {table}>::{lower}({rep})?.into());"));
        code.statement(done);
        code.line("::core::result::Result::Ok(())");
        end(code);
        begin(code, format_args!("unsafe fn store(&self, to: *mut u8) -> {} {{", fallible("()")));
        code.line(format_args!("to.cast::<u32>().write(<G as {table}>::{lower}({rep})?);"));
        code.statement(done);
        code.line("::core::result::Result::Ok(())");
        end(code);
        code.line("}");
        code.line("");
        code.line("// SAFETY: a handle that was looked up once stays in the table; owned handles are loaded once.");
        code.line(format_args!("unsafe impl<{parameters}G: {table}> {RT}::Lift<G> for {ty} {{"));
        begin(code, format_args!("unsafe fn lift_flat(from: *const u64) -> {} {{", fallible("Self")));
        code.line(format_args!("let rep = <G as {table}>::{take}(from.read() as u32)?;"));
        code.line(format_args!("::core::result::Result::Ok({made})"));
        end(code);
        begin(code, format_args!("unsafe fn load<const TRUSTED: bool>(from: *const u8) -> {} {{", fallible("Self")));
        code.line(format_args!("let rep = <G as {table}>::{take}(from.cast::<u32>().read());"));
        code.line("// With `TRUSTED`, nothing fails.");
        code.line("let rep = if TRUSTED { rep.unwrap_or_default() } else { rep? };");
        code.line(format_args!("::core::result::Result::Ok({made})"));
        end(code);
        code.line("}");
    }

    /// Writes the methods of an exported resource.
    pub fn write_methods(&self, code: &mut Code, index: usize) -> Result<(), Error> {
        let resource = &self.resources[index];
        let methods: Vec<_> = self.exports.iter().filter(|export| export.owner == Owner::Resource(index)).collect();
        if methods.is_empty() {
            return Ok(());
        }
        code.line("");
        code.line(format_args!("impl<'s> {}<'s> {{", resource.name));
        for method in methods {
            self.write_export(code, resource.module, method)?;
        }
        code.line("}");
        Ok(())
    }
}
