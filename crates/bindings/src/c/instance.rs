//! The state of the instance in the generated source: instantiation, the last trap, and the status of a call that did not return.

use super::code::Code;
use super::library::Library;
use crate::Manifest;

/// Parts of the state that not all bindings need.
pub struct Parts {
    /// The result that the user has to release.
    pub owns: bool,
    /// The function that ends a call from an import.
    pub fails: bool,
}

/// Writes the state of the instance and its functions.
pub fn write(manifest: &Manifest, prefix: &str, library: &Library<'_>, parts: &Parts, code: &mut Code) {
    code.line(format!("extern dissolve_instance_t {prefix}_core_instance __asm__({:?});", manifest.instance));
    code.line(format!("uint32_t {prefix}_core_instantiate(void) __asm__({:?});", manifest.instantiate));
    code.append(&library.private_declarations().into_text());
    code.comment("True if the trap that ended the instance was the status of a call already.");
    code.line(format!("static volatile bool {prefix}_core_reported;"));
    if parts.owns {
        code.comment(
            "The result that the user has to release: its address and the function that gave it. Written only while the program takes no\ncalls or after instantiation, so an interrupt, which releases its own results, finds and leaves it as it was.",
        );
        code.lines(["static struct {", "uint32_t area;", "uint32_t owner;"]);
        code.line(format!("}} {prefix}_core_held;"));
    }
    code.line("");
    code.line(format!("dissolve_status_t {prefix}_core_failure(void)"));
    code.line("{");
    code.line(format!("const uintptr_t reason = {prefix}_core_instance.reason;"));
    code.lines([
        "if (reason < 0x100u) {",
        "return reason == 0u ? DISSOLVE_NOT_INSTANTIATED : DISSOLVE_REENTERED;",
        "}",
    ]);
    code.lines([format!("if ({prefix}_core_reported) {{").as_str(), "return DISSOLVE_DEAD;", "}"]);
    code.line(format!("{prefix}_core_reported = true;"));
    code.lines(["return (dissolve_status_t)(0x100u | ((uint32_t)reason & 0xffu));", "}", ""]);
    code.line(format!("dissolve_status_t {prefix}_instantiate(void)"));
    code.line("{");
    code.line(format!("{prefix}_core_reported = false;"));
    code.lines([
        format!("if ({prefix}_core_instantiate() == 0u) {{"),
        format!("return {prefix}_core_failure();"),
        "}".into(),
    ]);
    if parts.owns {
        code.line(format!("{prefix}_core_held.owner = 0u;"));
    }
    code.lines(["return DISSOLVE_OK;", "}", ""]);
    code.line(format!("bool {prefix}_last_trap(dissolve_trap_t *trap)"));
    code.line("{");
    code.line(format!("const uintptr_t reason = {prefix}_core_instance.reason;"));
    code.lines(["if (reason < 0x100u) {", "return false;", "}"]);
    code.lines(["trap->kind = (uint32_t)reason & 0xffu;", "trap->status = (dissolve_status_t)(0x100u | trap->kind);"]);
    code.lines(["place", "detail"].map(|word| format!("trap->{word} = {prefix}_core_instance.{word};")));
    code.lines(["return true;", "}"]);
    if parts.fails {
        code.comment(
            "Ends the call of the export that led to a function that the component imports. The call gives the status.",
        );
        code.line(format!("static void {prefix}_core_fail(dissolve_status_t status) __attribute__((__noreturn__));"));
        code.line(format!("static void {prefix}_core_fail(dissolve_status_t status)"));
        code.line("{");
        code.comment("A status that is no trap is that of an element of a list whose use has ended.");
        code.line(
            "dissolve_raise(dissolve_kind((uint32_t)status < 0x100u ? DISSOLVE_TRAP_CANNOT_ENTER : status), 0u);",
        );
        code.line("}");
    }
}
