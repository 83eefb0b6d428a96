//! What a check found. Serialized, it is the output of `dissolve check --format json`.

use dissolve_fuse::Root;
use dissolve_interface::MemoryLayout;
use dissolve_reach::Remedy;
use serde::Serialize;

use super::surface::Surface;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Check {
    /// What the input is called.
    pub name: String,
    /// What the input is.
    pub kind: InputKind,
    /// Whether no `memory.grow` can be reached: [`Check::growth`] and [`Check::imported_code`] are empty.
    pub bounded: bool,
    /// What was looked at.
    pub analysis: Analysis,
    /// What the embedder must provide. Of a component that was fused, what nothing uses is left out.
    pub imports: Vec<Entity>,
    /// What the embedder can use. The helpers of a component's functions (`cabi_realloc`, post-return) are left out.
    pub exports: Vec<Entity>,
    /// The memories, imported ones included, in index order. A check module by module numbers them through.
    pub memories: Vec<Memory>,
    /// Every function that can be reached and executes `memory.grow`.
    pub growth: Vec<Growth>,
    /// Core modules and components that the input imports, so that nobody can tell what they do.
    pub imported_code: Vec<String>,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A component.
    Component,
    /// A core module.
    CoreModule,
}

/// What was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "of")]
pub enum Analysis {
    /// The module that fusing the component gives.
    Fused,
    /// The core module as it is.
    Module,
    /// Each core module of the component on its own, with all of its exports as roots.
    Apart {
        /// Why the component was not fused.
        refusal: String,
    },
}

/// Something that is imported or exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entity {
    /// Its name: `interface#function` or `function` as in WIT, `module::field` for a core import.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its type, in WIT for a component's function and in WebAssembly text for a core one; none where it is not told.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The symbol of the embedder that an import is, if it is one (contract, section 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<Symbol>,
}

/// What an import or export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A function.
    Function,
    /// A table.
    Table,
    /// A linear memory.
    Memory,
    /// A global.
    Global,
    /// An exception tag.
    Tag,
    /// A resource type.
    Resource,
    /// A component-level value.
    Value,
    /// A core module.
    CoreModule,
    /// A component.
    Component,
}

/// A symbol of the embedder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Symbol {
    /// The core import's module name.
    pub module: String,
    /// The core import's field name without a `@N`: the symbol itself.
    pub field: String,
    /// The memory whose addresses cross it; none where it is not known, and for a component without a memory.
    pub memory: Option<u32>,
    /// Whether it is the arena, `env::__cabi_arena_realloc`.
    pub arena: bool,
}

/// A memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Memory {
    /// Its index.
    pub index: u32,
    /// The component it belongs to, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The core module it was found in, when modules were looked at on their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Its import, as `module::field`, if it is imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<String>,
    /// Pages at the start.
    pub minimum: u64,
    /// Pages that it may grow to; none for as many as its addresses can count.
    pub maximum: Option<u64>,
    /// Bytes in a page.
    pub page_size: u32,
    /// How its linker laid it out, where that is known.
    pub usage: Option<Usage>,
    /// A place in the program that has an address above the statics, so that the memory there is backed; none when there is none, or the
    /// layout is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heap_use: Option<String>,
}

/// How a memory is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Usage {
    /// Where the stack starts; it grows down from here.
    pub stack_top: u32,
    /// The stack, when it lies below all statics; none when it lies above them and its end is not known.
    pub stack: Option<Range>,
    /// Static data, zero-initialized included; none when its extent is not known.
    pub statics: Option<Range>,
    /// The extent of initialized data; none when there is none.
    pub initialized: Option<Range>,
    /// Where the heap starts; none when the module does not say.
    pub heap_start: Option<u32>,
    /// What shows that the program uses the memory from there on, all of which is then its own; none when it leaves it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heap_use: Option<String>,
}

/// Addresses from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Range {
    /// The first address.
    pub start: u32,
    /// The address after the last.
    pub end: u32,
}

/// A function that can be reached and executes `memory.grow`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Growth {
    /// The component it belongs to, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The core module it came from, where that is another than the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Its name, demangled; `function N` when it has none.
    pub function: String,
    /// The indices of the memories that it grows.
    pub memories: Vec<u32>,
    /// Where the chain begins.
    pub origin: Origin,
    /// A shortest chain of calls from there, the growing function last.
    pub chain: Vec<Step>,
    /// What can be done about it, for the one who reads the report.
    #[serde(skip)]
    pub remedy: Remedy,
}

/// Where a chain begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Origin {
    /// An exported function or table.
    Export {
        /// The name of the core export.
        name: String,
    },
    /// The start function.
    Start,
    /// An imported table, which others can call through.
    ImportedTable {
        /// Its import, as `module::field`.
        name: String,
    },
    /// The initial value of a table or a global.
    Initializer,
}

/// A function on a chain of calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Step {
    /// Its name, demangled; `function N` when it has none.
    pub function: String,
    /// The core module it came from, where that is another than the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// How what is before it reaches it.
    pub through: Through,
}

/// How a function is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Through {
    /// By a call, or because it is what is exported.
    Call,
    /// Through a table or a reference.
    Reference,
}

impl Check {
    pub(super) fn new(name: &str, kind: InputKind, analysis: Analysis, surface: Surface, growth: Vec<Growth>) -> Check {
        let code = |entity: &&Entity| matches!(entity.kind, EntityKind::CoreModule | EntityKind::Component);
        let imported_code: Vec<_> = surface.imports.iter().filter(code).map(|entity| entity.name.clone()).collect();
        Check {
            name: name.to_owned(),
            kind,
            bounded: growth.is_empty() && imported_code.is_empty(),
            analysis,
            imports: surface.imports,
            exports: surface.exports,
            memories: surface.memories,
            growth,
            imported_code,
        }
    }

    /// The imports that are the embedder's arena: one for each memory that uses it.
    pub fn arenas(&self) -> impl Iterator<Item = &Symbol> {
        self.imports.iter().filter_map(|import| import.symbol.as_ref()).filter(|symbol| symbol.arena)
    }
}

impl Usage {
    pub(super) fn new(layout: &MemoryLayout) -> Usage {
        let range = |start: u32, end: u32| (start <= end).then_some(Range { start, end });
        let stack_is_first = layout.stack_is_first();
        Usage {
            stack_top: layout.stack_top,
            stack: range(0, layout.stack_top).filter(|_| stack_is_first),
            statics: layout.heap_base.filter(|_| stack_is_first).and_then(|base| range(layout.stack_top, base)),
            initialized: range(layout.data.start, layout.data.end).filter(|data| data.bytes() > 0),
            heap_start: layout.heap_base,
            heap_use: layout.heap_use.as_ref().map(ToString::to_string),
        }
    }
}

impl Range {
    /// Bytes in it.
    pub fn bytes(self) -> u32 {
        self.end - self.start
    }
}

impl Through {
    pub(super) fn from_indirect(indirect: bool) -> Through {
        if indirect { Through::Reference } else { Through::Call }
    }
}

impl From<Root> for Origin {
    fn from(root: Root) -> Origin {
        match root {
            Root::Export(name) => Origin::Export { name },
            Root::Start => Origin::Start,
            Root::Import { module, field } => Origin::ImportedTable { name: format!("{module}::{field}") },
            Root::Initializer => Origin::Initializer,
        }
    }
}

impl From<dissolve_fuse::Growth> for Growth {
    fn from(growth: dissolve_fuse::Growth) -> Growth {
        let step = |step: dissolve_fuse::Step| Step {
            function: step.function,
            module: step.module,
            through: Through::from_indirect(step.indirect),
        };
        Growth {
            component: Some(growth.component),
            module: Some(growth.module),
            function: growth.function,
            memories: growth.memories,
            origin: growth.root.into(),
            chain: growth.chain.into_iter().map(step).collect(),
            remedy: growth.remedy,
        }
    }
}
