//! The inputs from which mutations start: the components of the reference suite if it is installed, and components of
//! our own.

use std::path::Path;

use dissolve_pipeline::fuse;
use wast::parser::{ParseBuffer, parse};
use wast::{QuoteWat, Wast, WastDirective};
use wit_component::StringEncoding;
use wit_parser::Resolve;

use super::differential::sample;
use super::guest;
use super::panics::caught;
use super::sections::Binary;
use super::strategy::Limits;
use crate::conformance::files::{self, TestFile};

/// Inputs to change.
pub struct Seeds {
    /// Components, including invalid ones of the suite.
    pub components: Vec<Vec<u8>>,
    /// The components from which most changes start: those that can be fused, or the asynchronous ones.
    pub first: Vec<Vec<u8>>,
    /// A core module that becomes a component, and has an arena to be bound.
    pub with_world: Vec<u8>,
    /// Core modules, including `with_world`.
    pub modules: Vec<Vec<u8>>,
    /// A sentence about the origin of the components, which also says so when the suite is not installed.
    pub note: String,
}

impl Seeds {
    /// Collects all seeds. Most changes start from components that can be fused.
    ///
    /// # Errors
    ///
    /// When the suite is installed but cannot be read.
    pub fn new() -> Result<Seeds, String> {
        let mut seeds = Seeds::all()?;
        let options = fuse::Options { grow: None, ..fuse::Options::new("seed") };
        let is_fused = |bytes: &&Vec<u8>| caught(|| fuse::fuse(bytes, &options).is_ok()).unwrap_or(false);
        seeds.first = seeds.components.iter().filter(is_fused).cloned().collect();
        Ok(seeds)
    }

    /// Collects all seeds. Most changes start from asynchronous components.
    ///
    /// # Errors
    ///
    /// When the suite is installed but cannot be read.
    pub fn asynchronous() -> Result<Seeds, String> {
        let mut seeds = Seeds::all()?;
        let own = ASYNCHRONOUS.iter().map(|text| wat::parse_str(text).map_err(|error| error.to_string()));
        seeds.first = own.collect::<Result<_, _>>()?;
        if let Ok(folder) = files::folder() {
            seeds.first.extend(of_folder(&folder, "async/")?);
        }
        let count = seeds.first.len();
        seeds.note += &format!("; {count} asynchronous ones most of all");
        Ok(seeds)
    }

    fn all() -> Result<Seeds, String> {
        let suite = files::folder();
        let mut components = match &suite {
            Ok(folder) => of_folder(folder, "")?,
            Err(_) => Vec::new(),
        };
        let from_suite = components.len();
        components.extend(project_components()?);
        let with_world = with_world()?;
        let modules = components.iter().filter_map(|bytes| Binary::parse(bytes)).flat_map(|binary| binary.modules());
        let mut modules: Vec<Vec<u8>> = modules.chain([with_world.clone()]).collect();
        modules.sort();
        modules.dedup();
        let count = components.len();
        let note = match suite {
            Ok(_) => format!("{count} components are changed, {from_suite} of them from the reference tests"),
            Err(absent) => format!("{absent}; {count} components of our own are changed"),
        };
        Ok(Seeds { components, first: Vec::new(), with_world, modules, note })
    }

    /// Components to cut short at every length: the last ones, which are small and have most kinds of sections.
    pub fn to_cut(&self) -> &[Vec<u8>] {
        &self.components[self.components.len() - OWN.len()..]
    }
}

/// The components and modules of every file of reference tests whose path contains `filter`.
fn of_folder(folder: &Path, filter: &str) -> Result<Vec<Vec<u8>>, String> {
    let files = files::list(folder, filter).map_err(|error| error.to_string())?;
    let binaries: Result<Vec<_>, String> = files.iter().map(of_file).collect();
    Ok(binaries?.concat())
}

fn of_file(file: &TestFile) -> Result<Vec<Vec<u8>>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.path);
    let buffer = ParseBuffer::new(&file.text).map_err(|error| failed(&error))?;
    let wast = parse::<Wast>(&buffer).map_err(|error| failed(&error))?;
    let mut binaries = Vec::new();
    for directive in wast.directives {
        let mut module = match directive {
            WastDirective::Module(module)
            | WastDirective::ModuleDefinition(module)
            | WastDirective::AssertMalformed { module, .. }
            | WastDirective::AssertInvalid { module, .. } => module,
            WastDirective::AssertUnlinkable { module, .. } => QuoteWat::Wat(module),
            _ => continue,
        };
        // Malformed text has no binary, so it is no input of the fuser.
        binaries.extend(module.encode());
    }
    Ok(binaries)
}

/// Components of our own: random types through two and three components, and one for each special case of the fuser's
/// phases.
fn project_components() -> Result<Vec<Vec<u8>>, String> {
    let limits = Limits { functions: (1, 3), hostile: false, bytes: 0x2000 };
    let random = (0..24).map(|seed| guest::component(&sample(seed, limits), 2));
    let texts = random.chain(OWN.iter().map(|text| (*text).to_owned()));
    texts.map(|text| wat::parse_str(&text).map_err(|error| format!("a seed is no WebAssembly text: {error}"))).collect()
}

/// A core module that declares its world, and imports the arena.
fn with_world() -> Result<Vec<u8>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("a seed has no world: {error}");
    let mut module = wat::parse_str(WITH_WORLD).map_err(|error| failed(&error))?;
    let mut resolve = Resolve::default();
    let package = resolve.push_str("world.wit", WORLD).map_err(|error| failed(&error))?;
    let world = resolve.select_world(&[package], None).map_err(|error| failed(&error))?;
    wit_component::embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .map_err(|error| failed(&error))?;
    Ok(module)
}

const WORLD: &str = "package test:seed; world guest {
    import log: func(text: string);
    export greet: func(name: string) -> string;
    export add: func(a: u8, b: u64) -> result<u32>;
}";

const WITH_WORLD: &str = r#"(module
    (import "$root" "log" (func $log (param i32 i32)))
    (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (global $__stack_pointer (mut i32) (i32.const 4096))
    (global (export "__heap_base") i32 (i32.const 8192))
    (data (i32.const 4096) "statics")
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
      (call $arena (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
    (func (export "greet") (param i32 i32) (result i32)
      (call $log (local.get 0) (local.get 1))
      (i32.store (i32.const 0) (local.get 0))
      (i32.store (i32.const 4) (local.get 1))
      (i32.const 0))
    (func (export "add") (param i32 i64) (result i32) (i32.const 16)))"#;

/// Asynchronous functions, lifted and lowered, both synchronously and asynchronously. The first one once ended the
/// process of the flattener.
const ASYNCHRONOUS: &[&str] = &[
    include_str!("../../../crates/fuse/tests/asynchronous-borrow.wat"),
    r#"(component
        (import "read" (func $read async (param "n" u32) (result u32)))
        (core module $libc (memory (export "memory") 1))
        (core instance $libc (instantiate $libc))
        (core func $read (canon lower (func $read) async (memory $libc "memory")))
        (core func $return (canon task.return (result u32)))
        (core func $get (canon context.get i32 0))
        (core module $m
          (import "" "read" (func $read (param i32 i32) (result i32)))
          (import "" "return" (func $return (param i32)))
          (import "" "get" (func $get (result i32)))
          (func (export "run") (result i32)
            (drop (call $read (i32.const 1) (i32.const 16)))
            (call $return (call $get))
            (i32.const 0))
          (func (export "callback") (param i32 i32 i32) (result i32) (i32.const 0)))
        (core instance $m (instantiate $m (with "" (instance
          (export "read" (func $read)) (export "return" (func $return)) (export "get" (func $get))))))
        (func (export "run") async (result u32)
          (canon lift (core func $m "run") async (callback (func $m "callback")))))"#,
];

/// Components with imports, pass-through symbols, several memories, start functions, segments, tables, names, growth.
const OWN: &[&str] = &[
    r#"(component
        (import "cabi-arena-realloc" (func $arena
          (param "old" u32) (param "length" u32) (param "align" u32) (param "size" u32) (result u32)))
        (core func $low (canon lower (func $arena)))
        (core module $m
          (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (global $__stack_pointer (mut i32) (i32.const 4096))
          (global (export "__heap_base") i32 (i32.const 8192))
          (data (i32.const 4096) "statics")
          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
            (call $realloc (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
          (func (export "greet") (param i32 i32) (result i32)
            (i32.store (i32.const 0) (local.get 0))
            (i32.store (i32.const 4) (local.get 1))
            (i32.const 0)))
        (core instance $i (instantiate $m
          (with "env" (instance (export "__cabi_arena_realloc" (func $low))))))
        (func (export "greet") (param "name" string) (result string)
          (canon lift (core func $i "greet") (memory $i "memory") (realloc (func $i "cabi_realloc")))))"#,
    r#"(component
        (import "test:host/log" (instance $log
          (export "line" (func (param "text" string)))
          (export "level" (func (result u8)))))
        (core module $libc
          (memory (export "memory") 1)
          (table (export "table") 2 funcref)
          (global (export "base") (mut i32) (i32.const 16))
          (func (export "realloc") (param i32 i32 i32 i32) (result i32)
            (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
            (i32.const 65536)))
        (core instance $libc (instantiate $libc))
        (core func $line (canon lower (func $log "line") (memory $libc "memory") string-encoding=utf16))
        (core func $level (canon lower (func $log "level")))
        (core module $main
          (import "libc" "memory" (memory 1))
          (import "libc" "table" (table $table 2 funcref))
          (import "libc" "base" (global $base (mut i32)))
          (import "log" "line" (func $line (param i32 i32)))
          (import "log" "level" (func $level (result i32)))
          (type $f (func (result i32)))
          (elem $passive funcref (ref.func $level))
          (elem (i32.const 0) $two $level)
          (data $text "t\00e\00x\00t\00")
          (start $init)
          (func $init
            (memory.init $text (i32.const 0) (i32.const 0) (i32.const 8))
            (table.init $table $passive (i32.const 1) (i32.const 0) (i32.const 1))
            (global.set $base (i32.const 32)))
          (func $two (result i32) (i32.const 2))
          (func (export "run") (param i32) (result i32)
            (call $line (i32.const 0) (i32.const 4))
            (call_indirect $table (type $f) (local.get 0)))
          (func (export "none")))
        (core instance $main (instantiate $main
          (with "libc" (instance $libc))
          (with "log" (instance (export "line" (func $line)) (export "level" (func $level))))))
        (func $run (param "which" u32) (result u8) (canon lift (core func $main "run")))
        (func $none (canon lift (core func $main "none")))
        (instance $api (export "run" (func $run)) (export "none" (func $none)))
        (export "test:guest/api@1.0.0" (instance $api)))"#,
    r#"(component
        (component $counter
          (core module $m
            (global $n (mut i32) (i32.const 0))
            (func (export "next") (result i32)
              (global.set $n (i32.add (global.get $n) (i32.const 1)))
              (global.get $n)))
          (core instance $i (instantiate $m))
          (func (export "next") (result u32) (canon lift (core func $i "next"))))
        (component $twice
          (import "next" (func $next (result u32)))
          (core func $low (canon lower (func $next)))
          (core module $m
            (import "" "next" (func $next (result i32)))
            (func (export "twice") (result i32) (i32.add (call $next) (call $next))))
          (core instance $i (instantiate $m (with "" (instance (export "next" (func $low))))))
          (func (export "twice") (result u32) (canon lift (core func $i "twice"))))
        (instance $a (instantiate $counter))
        (instance $b (instantiate $counter))
        (instance $c (instantiate $twice (with "next" (func $a "next"))))
        (instance $d (instantiate $twice (with "next" (func $b "next"))))
        (export "c" (func $c "twice"))
        (export "d" (func $d "twice")))"#,
    r#"(component
        (component $owner
          (type $r' (resource (rep i32)))
          (export $r "r" (type $r'))
          (core func $new (canon resource.new $r))
          (core func $drop (canon resource.drop $r))
          (core module $m
            (import "" "new" (func $new (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
            (func (export "look") (param i32) (result i32) (local.get 0))
            (func (export "end") (param i32) (call $drop (local.get 0))))
          (core instance $i (instantiate $m
            (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
          (func (export "make") (param "n" u32) (result (own $r)) (canon lift (core func $i "make")))
          (func (export "look") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "look")))
          (func (export "end") (param "r" (own $r)) (canon lift (core func $i "end"))))
        (component $user
          (import "in" (instance $in
            (export "r" (type $r (sub resource)))
            (export "make" (func (param "n" u32) (result (own $r))))
            (export "look" (func (param "r" (borrow $r)) (result u32)))
            (export "end" (func (param "r" (own $r))))))
          (core func $make (canon lower (func $in "make")))
          (core func $look (canon lower (func $in "look")))
          (core func $end (canon lower (func $in "end")))
          (core module $m
            (import "" "make" (func $make (param i32) (result i32)))
            (import "" "look" (func $look (param i32) (result i32)))
            (import "" "end" (func $end (param i32)))
            (func (export "run") (param i32) (result i32) (local $h i32)
              (local.set $h (call $make (local.get 0)))
              (call $look (local.get $h))
              (call $end (local.get $h))))
          (core instance $i (instantiate $m (with "" (instance
            (export "make" (func $make)) (export "look" (func $look)) (export "end" (func $end))))))
          (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
        (instance $owner (instantiate $owner))
        (instance $user (instantiate $user (with "in" (instance $owner))))
        (export "run" (func $user "run")))"#,
];
