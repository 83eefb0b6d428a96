//! The text form of an inspection.

use dissolve_pipeline::inspect::{Function, Inspection, Memory, Symbol};
use dissolve_pipeline::interface::{Resource, StringEncoding};

use crate::findings::Page;

/// Formats the record of a fused module as readable text.
pub fn text(inspection: &Inspection) -> String {
    let mut page = Page::default();
    page.line(&format!("{}: a fused module", inspection.name));
    list(&mut page, "imports", &inspection.imports, function);
    list(&mut page, "exports", &inspection.exports, function);
    list(&mut page, "symbols of the embedder", &inspection.symbols, symbol);
    list(&mut page, "memories", &inspection.memories.iter().enumerate().collect::<Vec<_>>(), memory);
    if !inspection.resources.is_empty() {
        list(&mut page, "resources", &inspection.resources, resource);
    }
    if let Some(lending) = &inspection.lending {
        page.line(&format!("  around a call that handles are lent to: core {}, {}", lending.enter, lending.exit));
    }
    list(&mut page, "types", &inspection.types, |page, ty| {
        let interface = ty.interface.as_ref().map_or_else(String::new, |interface| format!("  of {interface}"));
        page.line(&format!("  {}{interface}", ty.declaration));
    });
    list(&mut page, "custom sections", &inspection.custom_sections, |page, section| {
        page.line(&format!("  {}  {} bytes", section.name, section.size));
    });
    page.into_text()
}

fn list<T>(page: &mut Page, title: &str, items: &[T], line: impl Fn(&mut Page, &T)) {
    page.line("");
    if items.is_empty() {
        return page.line(&format!("{title}: none"));
    }
    page.line(title);
    items.iter().for_each(|item| line(page, item));
}

fn function(page: &mut Page, function: &Function) {
    page.line(&format!("  {}: {}", function.name, function.ty));
    page.line(&format!("    core {} {}", function.core, function.core_type));
    let encoding = match function.string_encoding {
        StringEncoding::Utf8 => "utf-8",
        StringEncoding::Utf16 => "utf-16",
        StringEncoding::CompactUtf16 => "latin1+utf-16",
    };
    let parts = [
        function.memory.map(|memory| format!("memory {memory}, strings in {encoding}")),
        (function.base != 0).then(|| based(function.base)),
        function.realloc.as_ref().map(|realloc| format!("realloc {realloc}")),
        function.post_return.as_ref().map(|post_return| format!("post-return {post_return}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        page.line(&format!("    {}", parts.join(", ")));
    }
}

/// Describes the number that is added to an address that is passed, to get its index in the memory.
fn based(base: u32) -> String {
    format!("addresses plus {base:#x}")
}

fn resource(page: &mut Page, resource: &Resource) {
    page.line(&format!("  {} in {}", resource.name, resource.component));
    page.line(&format!("    core {}", resource.exports().collect::<Vec<_>>().join(", ")));
}

fn symbol(page: &mut Page, symbol: &Symbol) {
    let memory = symbol.memory.map_or_else(String::new, |memory| format!(" for memory {memory}"));
    let base = if symbol.base == 0 { String::new() } else { format!(", {}", based(symbol.base)) };
    page.line(&format!("  {}{memory}{base}", symbol.symbol));
    page.line(&format!("    core {} {}", symbol.core, symbol.core_type));
}

fn memory(page: &mut Page, (index, memory): &(usize, &Memory)) {
    let maximum = match memory.maximum {
        Some(maximum) => format!("at most {maximum}"),
        None => "no maximum".to_owned(),
    };
    let pages = if memory.minimum == 1 { "page" } else { "pages" };
    page.line(&format!("  {index} of {}: {} {pages}, {maximum}", memory.component, memory.minimum));
    if let Some(layout) = &memory.layout {
        let heap = layout.heap_base.map_or_else(String::new, |base| format!(", heap from {base}"));
        let data = match layout.data.is_empty() {
            true => String::new(),
            false => format!(", data from {} to {}", layout.data.start, layout.data.end),
        };
        page.line(&format!("    stack down from {}{data}{heap}", layout.stack_top));
    }
    if !memory.statics.is_empty() {
        page.line(&format!("    statics: {}", memory.statics.join(", ")));
    }
    for region in &memory.regions {
        let components = region.components.join(", ");
        page.line(&format!("    {:#x} to {:#x}: {} of {components}", region.start, region.end, region.kind));
    }
}
