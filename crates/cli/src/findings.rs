//! The text form of a check: short lines, the verdict last.

use std::collections::BTreeSet;

use dissolve_pipeline::Remedy;
use dissolve_pipeline::check::{
    Analysis, Check, Entity, EntityKind, Growth, InputKind, Memory, Origin, Range, Through, Usage,
};
use dissolve_pipeline::imports::Import;

/// The maximum width of the column of names. After a longer name, its description follows at once.
const NAME_WIDTH: usize = 36;

/// Formats the report.
pub fn text(check: &Check) -> String {
    let mut page = Page::default();
    let kind = match check.kind {
        InputKind::Component => "component",
        InputKind::CoreModule => "core module",
    };
    page.line(&format!("{}: a {kind}", check.name));
    let width = check.imports.iter().chain(&check.exports).map(|entity| columns(&entity.name)).max().unwrap_or(0);
    entities(&mut page, "imports", &check.imports, width.min(NAME_WIDTH));
    entities(&mut page, "exports", &check.exports, width.min(NAME_WIDTH));
    system(&mut page, check);
    for arena in check.arenas() {
        let place = arena.memory.map_or_else(String::new, |memory| format!(", in memory {memory}"));
        page.line("");
        page.line(&format!("arena: the embedder's (`{}::{}`){place}", arena.module, arena.field));
    }
    if check.memories.is_empty() {
        page.line("");
        page.line("memories: none");
    }
    for memory in &check.memories {
        page.line("");
        self::memory(&mut page, memory, &check.growth);
    }
    for (index, growth) in check.growth.iter().enumerate() {
        page.line("");
        self::growth(&mut page, growth, index + 1, check.growth.len());
    }
    page.line("");
    if let Analysis::Apart { refusal } = &check.analysis {
        page.line("note: each core module was checked on its own, all of its exports counted as called;");
        page.line(&format!("      the component was not fused: {refusal}"));
    }
    verdict(&mut page, check);
    page.into_text()
}

fn entities(page: &mut Page, title: &str, entities: &[Entity], width: usize) {
    page.line("");
    if entities.is_empty() {
        return page.line(&format!("{title}: none"));
    }
    page.line(title);
    for entity in entities {
        let kind = match entity.kind {
            EntityKind::Function => "",
            EntityKind::Table => "table of ",
            EntityKind::Memory => "memory",
            EntityKind::Global => "global ",
            EntityKind::Tag => "tag ",
            EntityKind::Resource => "resource",
            EntityKind::Value => "value",
            EntityKind::CoreModule => "core module",
            EntityKind::Component => "component",
        };
        let ty = match (&entity.ty, entity.kind) {
            (Some(ty), _) => ty,
            (None, EntityKind::Function) => "func",
            (None, _) => "",
        };
        page.line(&format!("  {:width$}  {kind}{ty}", entity.name));
    }
}

/// Lists imports of another system, such as WASI, which a chip does not provide.
fn system(page: &mut Page, check: &Check) {
    let functions =
        check.imports.iter().filter(|import| import.kind == EntityKind::Function && import.symbol.is_none());
    for group in dissolve_pipeline::imports::groups(functions.map(|import| Import::parse(&import.name))) {
        if group.is_of_the_embedder() {
            continue;
        }
        page.line("");
        page.line(&format!("note: {}; nothing on a chip provides that", group.summary()));
        for (index, way) in group.ways().iter().enumerate() {
            page.line(&format!("      {}{way}", if index == 0 { "" } else { "or " }));
        }
    }
}

fn memory(page: &mut Page, memory: &Memory, growth: &[Growth]) {
    let owner = match (&memory.module, &memory.component) {
        (Some(module), _) => format!(" of module `{module}`"),
        (None, Some(component)) => format!(" of `{component}`"),
        (None, None) => String::new(),
    };
    let import = memory.import.as_ref().map_or_else(String::new, |import| format!(", imported as `{import}`"));
    page.line(&format!("memory {}{owner}{import}", memory.index));
    let maximum = match memory.maximum {
        None => "no maximum".to_owned(),
        Some(maximum) => format!("{maximum} at most"),
    };
    let bytes = u128::from(memory.minimum) * u128::from(memory.page_size);
    page.line(&format!("  size        {}, {bytes} bytes; {maximum}", count(memory.minimum, "page")));
    match &memory.usage {
        None => page.line("  layout      not known: the module does not say where stack and heap are"),
        Some(usage) => self::usage(page, usage),
    }
    if let Some(place) = &memory.heap_use {
        page.line(&format!("  heap        backed to the memory's end, or as `--heap SIZE` says: {place}"));
    }
    let growers: Vec<String> = (1..)
        .zip(growth)
        .filter(|(_, growth)| growth.memories.contains(&memory.index))
        .map(|(number, _): (usize, _)| number.to_string())
        .collect();
    match growers[..] {
        [] => page.line("  grown by    nothing"),
        _ => page.line(&format!("  grown by    growth {}", growers.join(", "))),
    }
}

fn usage(page: &mut Page, usage: &Usage) {
    let extent = |range: Range| format!("{} bytes, [{}, {})", range.bytes(), range.start, range.end);
    match usage.stack {
        Some(stack) => page.line(&format!("  stack       {}", extent(stack))),
        None => {
            page.line(&format!("  stack       down from {}, above the statics; its size is not told", usage.stack_top))
        }
    }
    match (usage.statics, usage.initialized) {
        (Some(statics), _) => page.line(&format!("  statics     {}", extent(statics))),
        (None, Some(data)) => page.line(&format!("  statics     initialized: {}", extent(data))),
        (None, None) => page.line("  statics     not known"),
    }
    match (usage.heap_start, &usage.heap_use) {
        (Some(start), None) => page.line(&format!("  heap start  {start}")),
        (Some(start), Some(found)) => page.line(&format!("  heap start  {start}; what is above is used: {found}")),
        (None, _) => page.line("  heap start  not known: the module does not export `__heap_base`"),
    }
}

fn growth(page: &mut Page, growth: &Growth, number: usize, of: usize) {
    let module = growth.module.as_ref().map_or_else(String::new, |module| format!(" of module `{module}`"));
    let memories: Vec<_> = growth.memories.iter().map(ToString::to_string).collect();
    let plural = if memories.len() == 1 { "memory" } else { "memories" };
    page.line(&format!("growth {number} of {of}: {plural} {}{module}", memories.join(", ")));
    page.line(&format!("  {}", origin(&growth.origin)));
    for step in &growth.chain {
        let through = match step.through {
            Through::Call => "",
            Through::Reference => "  (through a table or a reference)",
        };
        let other = step.module.as_ref().filter(|module| Some(*module) != growth.module.as_ref());
        let module = other.map_or_else(String::new, |module| format!("  (module `{module}`)"));
        page.line(&format!("  -> {}{module}{through}", step.function));
    }
    page.line("  -> memory.grow");
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Export { name } => format!("export `{name}`"),
        Origin::Start => "the start function".into(),
        Origin::ImportedTable { name } => format!("imported table `{name}`"),
        Origin::Initializer => "a table or global from the start".into(),
    }
}

fn verdict(page: &mut Page, check: &Check) {
    if check.bounded {
        return page.line("bounded: no memory.grow is reachable");
    }
    let mut reasons = Vec::new();
    if !check.growth.is_empty() {
        remedies(page, check);
        reasons.push(format!("memory.grow is reachable in {}", count(check.growth.len() as u64, "function")));
    }
    if !check.imported_code.is_empty() {
        page.line("hint: check what is imported as code, or link it in first");
        reasons.push(format!("nobody can tell what imported code does (`{}`)", check.imported_code.join("`, `")));
    }
    page.line(&format!("not bounded: {}", reasons.join("; ")));
}

/// Lists the ways to get rid of growth, one per line, without repetitions.
fn remedies(page: &mut Page, check: &Check) {
    let mut ways: Vec<String> = Vec::new();
    // One option applies to all memories, so it would be refused if one of them cannot grow.
    let sizes: Option<Vec<u64>> = check.growth.iter().map(|growth| growth.remedy.reservation).collect();
    let reservation = sizes.and_then(|sizes| sizes.into_iter().max());
    for growth in &check.growth {
        let remedy = Remedy { reservation, ..growth.remedy };
        let lines = match check.analysis {
            // The component cannot be fused, so the growth options of `fuse` do not help.
            Analysis::Apart { .. } => vec![remedy.arena().to_owned()],
            Analysis::Fused | Analysis::Module => remedy.lines(),
        };
        ways.extend(lines);
    }
    let mut seen = BTreeSet::new();
    ways.retain(|way| seen.insert(way.clone()));
    for (index, way) in ways.iter().enumerate() {
        page.line(&format!("{}{way}", if index == 0 { "hint: " } else { "      or " }));
    }
}

fn count(number: u64, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

/// Lines of text. Names come from the input, so unprintable characters are escaped, and no name can look like a line of
/// its own.
#[derive(Default)]
pub struct Page(String);

impl Page {
    /// Returns the lines.
    pub fn into_text(self) -> String {
        self.0
    }

    /// Adds a line.
    pub fn line(&mut self, text: &str) {
        for char in text.trim_end().chars() {
            // `escape_debug` keeps printable characters that are not ASCII. Quotes need no escape.
            if char.is_ascii_graphic() || char == ' ' {
                self.0.push(char);
            } else {
                self.0.extend(char.escape_debug());
            }
        }
        self.0.push('\n');
    }
}
