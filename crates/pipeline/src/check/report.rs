//! The result of a check. Serialized, it is the output of `dissolve check --format json`.

use dissolve_fuse::Root;
use dissolve_interface::MemoryLayout;
use dissolve_reach::Remedy;
use dissolve_wasm::MemoryIndex;
use serde::Serialize;

use super::surface::Surface;

/// The result of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Check {
    /// The name of the input.
    pub name: String,
    /// The kind of the input.
    pub kind: InputKind,
    /// True if no `memory.grow` can be reached: [`Check::growth`] and [`Check::imported_code`] are empty.
    pub bounded: bool,
    /// The code that was analysed.
    pub analysis: Analysis,
    /// The imports, which the embedder must provide. For a fused component, unused ones are left out.
    pub imports: Vec<Entity>,
    /// The exports, which the embedder can use. The helpers of a component's functions (`cabi_realloc`, post-return)
    /// are left out.
    pub exports: Vec<Entity>,
    /// The memories in index order, including imported ones. A check module by module numbers them consecutively.
    pub memories: Vec<Memory>,
    /// Every reachable function that executes `memory.grow`.
    pub growth: Vec<Growth>,
    /// Imported core modules and components, whose behaviour is unknown.
    pub imported_code: Vec<String>,
}

/// The kind of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A component.
    Component,
    /// A core module.
    CoreModule,
}

/// The code that was analysed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "of")]
pub enum Analysis {
    /// The module that results from fusing the component.
    Fused,
    /// The core module itself.
    Module,
    /// Each core module of the component on its own, with all of its exports as roots.
    Apart {
        /// The reason why the component was not fused.
        refusal: String,
    },
}

/// An import or export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entity {
    /// The name: `interface#function` or `function` as in WIT, `module::field` for a core import.
    pub name: String,
    /// The kind.
    pub kind: EntityKind,
    /// The type, in WIT for a component's function and in WebAssembly text for a core one; `None` if it is not shown.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The symbol of the embedder to which an import is bound, if it is one (contract, section 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<Symbol>,
}

/// The kind of an import or export.
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
    /// The core import's field name without a suffix `@N`: the symbol itself.
    pub field: String,
    /// The memory that its addresses refer to; `None` if it is not known, and for a component without a memory.
    pub memory: Option<MemoryIndex>,
    /// True if the symbol is the arena, `env::__cabi_arena_realloc`.
    pub arena: bool,
}

/// A memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Memory {
    /// The memory's index.
    pub index: MemoryIndex,
    /// The component that the memory belongs to, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The core module of the memory, if modules were analysed one by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The import, as `module::field`, if the memory is imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<String>,
    /// The initial size in pages.
    pub minimum: u64,
    /// The maximum size in pages; `None` if only the address space limits it.
    pub maximum: Option<u64>,
    /// The page size in bytes.
    pub page_size: u32,
    /// The places of stack, statics and heap, if they are known.
    pub usage: Option<Usage>,
    /// A place in the program that has an address above the statics, so that the memory there is backed; `None` if
    /// there is no such place, or the layout is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heap_use: Option<String>,
}

/// The places of stack, statics and heap in a memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Usage {
    /// The initial stack pointer. The stack grows down from here.
    pub stack_top: u32,
    /// The stack, if it lies below all statics; `None` if it lies above them, since its end is not known then.
    pub stack: Option<Range>,
    /// Static data, including zero-initialized data; `None` if its extent is not known.
    pub statics: Option<Range>,
    /// The extent of initialized data; `None` if there is none.
    pub initialized: Option<Range>,
    /// The start of the heap; `None` if the module does not tell.
    pub heap_start: Option<u32>,
    /// The evidence that the program uses the memory from there on, all of which it may use then; `None` if there is
    /// none.
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

/// A reachable function that executes `memory.grow`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Growth {
    /// The component that the function belongs to, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The core module that the function came from, if that is not the input itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The function's name, demangled; `function N` if it has none.
    pub function: String,
    /// The indices of the memories that it grows.
    pub memories: Vec<MemoryIndex>,
    /// The root at which the chain begins.
    pub origin: Origin,
    /// A shortest chain of calls from the root. The last function is the one that grows.
    pub chain: Vec<Step>,
    /// The possible remedies, for the reader of the report.
    #[serde(skip)]
    pub remedy: Remedy,
}

/// The root of a chain of calls.
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
    /// An imported table. Other modules can call the functions in it.
    ImportedTable {
        /// The import, as `module::field`.
        name: String,
    },
    /// The initial value of a table or of a global.
    Initializer,
}

/// A function on a chain of calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Step {
    /// The function's name, demangled; `function N` if it has none.
    pub function: String,
    /// The core module that the function came from, if that is not the input itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The way in which the step before reaches it.
    pub through: Through,
}

/// The way in which a function is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Through {
    /// By a call, or as an export.
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
    /// The number of bytes.
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
