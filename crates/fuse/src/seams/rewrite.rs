//! Writes the module again, with shorter bodies and without calls of forwarders.

use std::convert::Infallible;

use dissolve_wasm::{FuncIndex, PrimaryMap};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{
    CodeSection, ElementSection, ExportSection, GlobalSection, Module as Encoded, RawSection, StartSection,
    TableSection,
};
use wasmparser::{Parser, Payload};

use super::Facts;
use super::body::Body;

/// Bodies that replace those of the module, by function.
type Bodies<'a> = PrimaryMap<FuncIndex, Option<Body<'a>>>;

/// Returns the module with the given bodies where there are any, and each function replaced by the one it is
/// `forwarded` to.
pub fn rewrite(
    wasm: &[u8],
    facts: &Facts<'_, '_>,
    bodies: &Bodies<'_>,
    forwarded: &PrimaryMap<FuncIndex, FuncIndex>,
) -> Result<Vec<u8>, ReencodeError<Infallible>> {
    let mut forward = Forward(forwarded);
    let mut encoded = Encoded::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TableSection(section) => {
                let mut tables = TableSection::new();
                forward.parse_table_section(&mut tables, section)?;
                encoded.section(&tables);
            }
            Payload::GlobalSection(section) => {
                let mut globals = GlobalSection::new();
                forward.parse_global_section(&mut globals, section)?;
                encoded.section(&globals);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                forward.parse_export_section(&mut exports, section)?;
                encoded.section(&exports);
            }
            Payload::StartSection { func, .. } => {
                encoded.section(&StartSection { function_index: forward.function_index(func)? });
            }
            Payload::ElementSection(section) => {
                let mut elements = ElementSection::new();
                forward.parse_element_section(&mut elements, section)?;
                encoded.section(&elements);
            }
            Payload::CodeSectionStart { .. } => _ = encoded.section(&forward.code(facts, bodies)?),
            // The start of the section has written all bodies.
            Payload::CodeSectionEntry(_) => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    encoded.section(&RawSection { id, data: &wasm[range] });
                }
            }
        }
    }
    Ok(encoded.finish())
}

/// Function indices after forwarding.
struct Forward<'a>(&'a PrimaryMap<FuncIndex, FuncIndex>);

impl Forward<'_> {
    fn code(&mut self, facts: &Facts<'_, '_>, bodies: &Bodies<'_>) -> Result<CodeSection, ReencodeError<Infallible>> {
        let mut code = CodeSection::new();
        for (function, body) in facts.module.defined_functions() {
            let mut used = facts.graph.functions_used_by(function);
            match &bodies[function] {
                Some(own) => _ = code.function(&own.encode(self)?),
                None if used.any(|function| self.0[function] != function) => {
                    self.parse_function_body(&mut code, body.clone())?;
                }
                None => _ = code.raw(body.as_bytes()),
            }
        }
        Ok(code)
    }
}

impl Reencode for Forward<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.0[FuncIndex::from_u32(function)].as_u32())
    }
}
