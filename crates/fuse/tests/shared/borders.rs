//! Addresses that cross a border: strings, arenas, and imports of the embedder.

use dissolve_interface::{ImportKind, RegionKind};
use dissolve_wasm::MemoryIndex;
use wasmtime::{Caller, Extern, Linker, Module, Store};

use super::engines::{Calls, engine, on_fused, same, share, share_with};
use super::guests::{arenas, guest};

/// Two strings cross to another component: one on the guest's stack, one in its statics.
#[test]
fn strings_cross_between_regions() {
    for (sender, receiver) in [(1 << 20, 1 << 20), (64, 64), (1 << 20, 64), (64, 1 << 20)] {
        let body = format!(
            r#"(func (export "run") (param $n i32) (result i32) (local $sp i32)
                (global.set $__stack_pointer (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 32))))
                (memory.copy (local.get $sp) (i32.const {sender}) (i32.const 16))
                (i32.add
                    (call $hash (local.get $sp) (local.get $n))
                    (call $hash (i32.const {}) (local.get $n)))
                (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 32))))"#,
            sender + 2
        );
        let hash = format!(
            r#"(global $next (mut i32) (i32.const {}))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                (if (i32.eqz (local.get 3)) (then (return (local.get 2))))
                (global.set $next (i32.add (global.get $next) (local.get 3)))
                (i32.sub (global.get $next) (local.get 3)))
            (func (export "hash") (param $at i32) (param $n i32) (result i32) (local $sum i32)
                (local.set $sum (local.get $n))
                (block $done (loop $next
                    (br_if $done (i32.eqz (local.get $n)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
                        (i32.load8_u (i32.add (local.get $at) (local.get $n)))))
                    (br $next)))
                local.get $sum)"#,
            receiver + 64
        );
        let component = format!(
            r#"(component
                (component $inner {} (core instance $i (instantiate $m))
                    (func (export "hash") (param "s" string) (result u32)
                        (canon lift (core func $i "hash") (memory $i "memory") (realloc (func $i "realloc")))))
                (instance $inner (instantiate $inner))
                (component $outer (import "hash" (func $hash (param "s" string) (result u32)))
                    (core module $shim (table (export "t") 1 funcref)
                        (type $ty (func (param i32 i32) (result i32)))
                        (func (export "hash") (param i32 i32) (result i32)
                            (call_indirect (type $ty) (local.get 0) (local.get 1) (i32.const 0))))
                    (core instance $shim (instantiate $shim))
                    {}
                    (core instance $i (instantiate $m (with "" (instance (export "hash" (func $shim "hash"))))))
                    (core func $lowered (canon lower (func $hash) (memory $i "memory")))
                    (core module $fixup (import "" "t" (table 1 funcref))
                        (import "" "f" (func (param i32 i32) (result i32))) (elem (i32.const 0) func 0))
                    (core instance (instantiate $fixup (with "" (instance
                        (export "t" (table $shim "t")) (export "f" (func $lowered))))))
                    (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
                (instance $outer (instantiate $outer (with "hash" (func $inner "hash"))))
                (export "run" (func $outer "run")))"#,
            guest(receiver, 512, "", &hash),
            guest(sender, 64, r#"(import "" "hash" (func $hash (param i32 i32) (result i32)))"#, &body)
        );
        let (answers, fused) = same(&component, &[("run", &[0]), ("run", &[1]), ("run", &[14]), ("run", &[9])]);
        assert!(answers.iter().all(Option::is_some), "{answers:?}");
        // The caller reaches the callee through the table, so the stack has room for both.
        let stack = &fused.sharing.as_ref().unwrap().regions[0];
        let room = receiver.min(2048) + sender.min(2048);
        assert_eq!((stack.kind, stack.end), (RegionKind::Stack, room), "{}", fused.explain_memories());
    }
}

#[test]
fn all_arenas_become_one_import_with_addresses_of_the_shared_memory() {
    let fused = share(&arenas());
    let [import] = &fused.interface.imports[..] else { panic!("{:?}", fused.interface.imports) };
    assert_eq!((import.module.as_str(), import.field.as_str()), ("env", "__cabi_arena_realloc"));
    assert_eq!(
        import.kind,
        ImportKind::Passthrough { symbol: "__cabi_arena_realloc".into(), memory: Some(MemoryIndex::FIRST), base: 0 }
    );
    let end = fused.sharing.as_ref().unwrap().regions.last().unwrap().end;
    let engine = engine();
    let module = Module::new(&engine, &fused.bytes).unwrap();
    let mut linker = Linker::new(&engine);
    // The host returns the same address above the regions for every block, and records the arguments of each call.
    linker
        .func_wrap(
            "env",
            "__cabi_arena_realloc",
            |mut caller: Caller<'_, Vec<[u32; 4]>>, a: u32, b: u32, c: u32, d: u32| {
                caller.data_mut().push([a, b, c, d]);
                assert!(caller.get_export("memory").is_none_or(|export| matches!(export, Extern::Memory(_))));
                if d == 0 { c } else { 0x18000 }
            },
        )
        .unwrap();
    let mut store = Store::new(&engine, Vec::new());
    let instance = linker.instantiate(&mut store, &module).unwrap();
    assert!(end < 0x18000);
    for name in ["a", "b", "c"] {
        let run = instance.get_typed_func::<u32, u32>(&mut store, name).unwrap();
        assert_eq!(run.call(&mut store, 100).unwrap(), 1 + 5 + 8, "{name}");
        let calls = std::mem::take(store.data_mut());
        assert_eq!(calls[1..], [[0x18000, 100, 8, 101], [0x18000, 101, 8, 0]], "{name}");
        assert_eq!(calls[0], [0, 0, 8, 100], "{name}");
    }
}

/// The embedder gets addresses as the component counts them; the record has the base that turns them into addresses of
/// the shared memory.
#[test]
fn imports_of_the_embedder_have_a_base() {
    let imports = r#"(import "" "log" (func $log (param i32 i32))) (import "env" "poke" (func $poke (param i32)))"#;
    let body = r#"(func (export "run") (param i32) (result i32)
        (call $log (i32.const 1048579) (i32.const 5)) (call $poke (i32.const 1048576))
        (i32.load8_u (i32.const 1048576)))"#;
    let instance = |name: &str| {
        format!(
            r#"(core instance ${name} (instantiate $m (with "" (instance (export "log" (func $log))))
                (with "env" (instance (export "poke" (func $poke))))))
            (func (export "{name}") (param "n" u32) (result u32) (canon lift (core func ${name} "run")))"#
        )
    };
    let guest = guest(1 << 20, 64, imports, body);
    let component = format!(
        r#"(component
            (@custom "dissolve:passthrough" "[{{\"name\":\"poke\",\"module\":\"env\",\"field\":\"poke\"}}]")
            (import "log" (func $log_host (param "s" string)))
            (import "poke" (func $poke_host (param "p0" u32)))
            (core module $shim (table (export "t") 1 funcref) (type $ty (func (param i32 i32)))
                (func (export "log") (param i32 i32)
                    (call_indirect (type $ty) (local.get 0) (local.get 1) (i32.const 0))))
            (core instance $shim (instantiate $shim))
            (alias core export $shim "log" (core func $log))
            (core func $poke (canon lower (func $poke_host)))
            {guest} {}
            (core func $lowered (canon lower (func $log_host) (memory $a "memory")))
            (core module $fixup (import "" "t" (table 1 funcref)) (import "" "f" (func (param i32 i32)))
                (elem (i32.const 0) func 0))
            (core instance (instantiate $fixup (with "" (instance
                (export "t" (table $shim "t")) (export "f" (func $lowered)))))))"#,
        instance("a"),
    );
    let fused = share(&component);
    let base = match &fused.interface.imports[..] {
        [first, second] => {
            let mut bases = Vec::new();
            for import in [first, second] {
                bases.push(match &import.kind {
                    ImportKind::Host { options, .. } => (options.memory, options.base),
                    ImportKind::Passthrough { symbol, memory, base } => {
                        assert_eq!(symbol, "poke");
                        (*memory, *base)
                    }
                    ImportKind::Destructor { resource } => panic!("there is no resource {resource}"),
                });
            }
            assert_eq!(bases[0], bases[1], "both serve the same guest");
            assert_eq!(bases[0].0, Some(MemoryIndex::FIRST));
            bases[0].1
        }
        other => panic!("{other:?}"),
    };
    let engine = engine();
    let module = Module::new(&engine, &fused.bytes).unwrap();
    let mut linker = Linker::new(&engine);
    let memory = |caller: &mut Caller<'_, String>| caller.get_export("memory").unwrap().into_memory().unwrap();
    linker
        .func_wrap("$root", "log", move |mut caller: Caller<'_, String>, pointer: u32, length: u32| {
            let start = pointer.wrapping_add(base) as usize;
            let text = memory(&mut caller).data(&caller)[start..][..length as usize].to_vec();
            *caller.data_mut() = String::from_utf8(text).unwrap();
        })
        .unwrap();
    linker
        .func_wrap("env", "poke", move |mut caller: Caller<'_, String>, pointer: u32| {
            memory(&mut caller).data_mut(&mut caller)[pointer.wrapping_add(base) as usize] = 77;
        })
        .unwrap();
    let mut store = Store::new(&engine, String::new());
    let instance = linker.instantiate(&mut store, &module).unwrap();
    let run = instance.get_typed_func::<u32, u32>(&mut store, "a").unwrap();
    assert_eq!(run.call(&mut store, 0).unwrap(), 77);
    assert_eq!(store.data(), "34567");
}

#[test]
fn an_arena_can_be_bound_in_the_shared_memory() {
    let fused = share_with(&arenas(), |options| options.bind_arena = Some(512)).unwrap();
    assert_eq!(fused.interface.imports, []);
    let calls: Calls<'_> = &[("a", &[100]), ("b", &[200]), ("c", &[300]), ("a", &[400]), ("c", &[600])];
    assert_eq!(on_fused(&fused.bytes, calls), [Some(14), Some(14), Some(14), Some(14), None]);
    assert!(fused.explain_memories().contains("512  arena of all"), "{}", fused.explain_memories());
}
