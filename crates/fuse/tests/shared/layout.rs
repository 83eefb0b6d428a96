//! The regions and their places, and the inputs that are refused.

use dissolve_fuse::{Error, MemoryMode, Options, check_shared, fuse};
use dissolve_interface::RegionKind;
use dissolve_targets::Grow;
use proptest::prelude::*;

use super::engines::{on_component, on_fused, same, share, share_with, text};
use super::guests::{arenas, guest, heaps, recursive, three};

#[test]
fn desktop_memories_are_packed_and_have_one_stack() {
    let component = three(1 << 20, 1 << 20, 96);
    let (answers, fused) = same(&component, &[("run", &[1]), ("run", &[2]), ("a", &[3]), ("run", &[40])]);
    assert!(answers.iter().take(3).all(Option::is_some));
    let sharing = fused.sharing.as_ref().unwrap();
    let regions: Vec<_> = sharing.regions.iter().map(|region| (region.kind, region.end - region.start)).collect();
    use RegionKind::{Stack, Statics};
    assert_eq!(regions, [(Stack, 4096), (Statics, 96), (Statics, 96), (Statics, 64)]);
    assert_eq!(sharing.regions[0].components.len(), 3, "the drivers never run at once: {}", fused.explain_memories());
    assert_eq!(sharing.conflicts.len(), 2);
    assert_eq!(fused.interface.memories[0].layout.as_ref().unwrap().heap_base, Some(4096 + 96 + 96 + 64));
    assert!(text(&fused).contains(r#"(memory (;0;) 1 1)"#), "{}", text(&fused));
}

#[test]
fn the_stack_budget_is_an_option() {
    let fused = share_with(&three(1 << 20, 1 << 20, 96), |options| options.stack = 200).unwrap();
    let stacks = fused.sharing.unwrap().regions.into_iter().filter(|region| region.kind == RegionKind::Stack);
    assert_eq!(stacks.map(|stack| stack.end - stack.start).collect::<Vec<_>>(), [416], "aligned to 16, twice");
}

/// An overflow of any component's frames leaves the memory; it never reaches the frames of another component.
#[test]
fn a_recursion_answers_as_the_component_does_or_traps() {
    for statics in [64, 96, 4096] {
        let component = recursive(1 << 20, statics);
        let fused = share(&component);
        let wasm = wat::parse_str(&component).unwrap();
        for depth in 0..100 {
            let calls: &[(&str, &[u32])] = &[("run", &[depth])];
            let (expected, actual) = (on_component(&wasm, calls), on_fused(&fused.bytes, calls));
            // A frame of the recursion takes 64 bytes, and so does the driver's.
            let fits = (depth + 2) * 64 <= 2 * 2048;
            assert_eq!(actual, if fits { expected } else { vec![None] }, "{depth} deep");
        }
    }
}

#[test]
fn one_module_instantiated_twice_has_two_regions() {
    let body = r#"(func (export "run") (param $n i32) (result i32)
        (i32.store offset=4 (i32.const 1048576) (i32.add (i32.load (i32.const 1048580)) (local.get $n)))
        (i32.load offset=1048572 (i32.const 8)))"#;
    let component = format!(
        r#"(component {} (core instance $a (instantiate $m)) (core instance $b (instantiate $m))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run"))))"#,
        guest(1 << 20, 64, "", body)
    );
    let (_, fused) = same(&component, &[("a", &[1]), ("b", &[2]), ("a", &[1]), ("b", &[2])]);
    let regions = fused.sharing.unwrap().regions;
    assert_eq!(regions.iter().filter(|region| region.kind == RegionKind::Statics).count(), 2);
    assert_eq!(regions.iter().filter(|region| region.kind == RegionKind::Stack).count(), 1);
}

#[test]
fn a_guest_that_asks_for_its_size_keeps_its_memory() {
    let body = r#"(func (export "run") (param i32) (result i32)
        (i32.store (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4)) (local.get 0))
        (i32.add (memory.size) (i32.load (i32.const 1179644))))"#;
    let component = format!(
        r#"(component {} (core instance $a (instantiate $m)) (core instance $b (instantiate $m))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run"))))"#,
        guest(1 << 20, 64, "", body)
    );
    let (answers, fused) = same(&component, &[("a", &[5]), ("b", &[6]), ("a", &[7])]);
    assert_eq!(answers, [Some(18 + 5), Some(18 + 6), Some(18 + 7)]);
    let explained = fused.explain_memories();
    assert!(explained.contains("kept whole: function 0 of its module asks for its size"), "{explained}");
    assert!(!text(&fused).contains("memory.size"));
}

#[test]
fn growth_is_refused_or_denied() {
    let component = r#"(component
        (core module $m (memory 1) (func (export "run") (param i32) (result i32) (memory.grow (local.get 0))))
        (core instance $a (instantiate $m))
        (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run"))))"#;
    let refused = |grow| share_with(component, |options| options.grow = grow).unwrap_err().to_string();
    assert!(refused(Some(Grow::Reject)).contains("executes `memory.grow`"));
    let message = refused(None);
    assert!(message.starts_with("component `test`: a memory that components share cannot grow"), "{message}");
    assert!(message.contains("--grow deny") && message.contains("--memory isolated"), "{message}");
    let denied = share_with(component, |options| options.grow = Some(Grow::Deny)).unwrap();
    assert_eq!(on_fused(&denied.bytes, &[("a", &[1])]), [Some(u32::MAX)]);
}

#[test]
fn memories_that_fit_no_memory_are_refused() {
    let component = |pages| {
        format!(
            r#"(component (core module $m (memory {pages}) (func (export "run") (param i32) (result i32) (local.get 0)))
                (core instance $a (instantiate $m)) (core instance $b (instantiate $m))
                (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
                (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run"))))"#
        )
    };
    let error = share_with(&component(32768), |_| {}).unwrap_err().to_string();
    assert_eq!(
        error,
        "component `test`: its memories together need 4294967296 bytes, which is more than one memory has (4 GiB); keep them \
         apart (`--memory isolated`)"
    );
    assert!(share_with(&component(65536), |_| {}).is_err());
    assert!(share_with(&component(16384), |_| {}).is_ok());
    assert!(share_with(&component(0), |_| {}).is_ok());
}

#[test]
fn a_component_without_memories_stays_as_it_is() {
    let component = r#"(component
        (core module $m (func (export "run") (param i32) (result i32) (local.get 0)))
        (core instance $a (instantiate $m))
        (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run"))))"#;
    let wasm = wat::parse_str(component).unwrap();
    let shared = fuse(&wasm, &Options { memory: MemoryMode::Shared, ..Options::new("test") }).unwrap();
    let isolated = fuse(&wasm, &Options::new("test")).unwrap();
    assert_eq!(shared.bytes, isolated.bytes);
}

#[test]
fn the_explanation_names_every_region() {
    let fused = share(&three(1 << 20, 1 << 20, 96));
    let expected = "\
memory: shared, 4352 bytes (pages of 64 KiB: 1)
  0x00000000..0x00001000     4096  stack of `a`, `b`, `app`
  0x00001000..0x00001060       96  statics of `a`
  0x00001060..0x000010c0       96  statics of `b`
  0x000010c0..0x00001100       64  statics of `app`
addresses:
  `a`: 0xfff01000 added to each; it carries no relocations
  `b`: 0xfff01060 added to each; it carries no relocations
  `app`: 0xfff010c0 added to each; it carries no relocations
room on the stack for both, as both can be active at once:
  `app` calls `a`
  `app` calls `b`
";
    assert_eq!(fused.explain_memories(), expected);
    let mut sharing = fused.sharing.unwrap();
    sharing.regions[2].start += 4;
    let text = sharing.to_string();
    let gap = "  0x00001060..0x00001064        4  (alignment)\n  0x00001064..0x000010c0       92  statics of `b`\n";
    assert!(text.contains(gap), "{text}");
}

#[test]
fn a_mode_is_read_as_it_is_written() {
    for (text, mode) in [("isolated", MemoryMode::Isolated), ("shared", MemoryMode::Shared)] {
        assert_eq!((mode.to_string().as_str(), text.parse()), (text, Ok(mode)));
    }
    let error = "Shared".parse::<MemoryMode>().unwrap_err();
    assert_eq!(error, "`Shared` is no memory mode; known are isolated, shared");
}

proptest! {
    /// Changed inputs are refused, or give a module that matches its record; the pass finds no defect of its own.
    #[test]
    fn changed_bytes_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        stack in prop_oneof![Just(0), Just(u32::MAX), any::<u32>()],
        deny: bool,
        which in 0..3,
    ) {
        let text = match which {
            0 => three(64, 1 << 20, 96),
            1 => arenas(),
            _ => three(1024, 1024, 4096),
        };
        let mut wasm = wat::parse_str(text).unwrap();
        for (index, byte) in changes {
            let at = index.index(wasm.len());
            wasm[at] = byte;
        }
        let grow = Some(if deny { Grow::Deny } else { Grow::Reject });
        match fuse(&wasm, &Options { grow, stack, memory: MemoryMode::Shared, ..Options::new("app") }) {
            Ok(fused) if !fused.interface.memories.is_empty() => {
                prop_assert_eq!(check_shared(&fused.bytes, &fused.interface), Ok(()));
            }
            Ok(_) => {}
            Err(Error::Defect(defect)) => prop_assert!(false, "{}", defect),
            Err(_) => {}
        }
    }
}

#[test]
fn any_stack_budget_is_one() {
    for (stack, size) in [(0, 32), (1, 32), (17, 64), (1 << 20, 2 << 20), (u32::MAX, 2 << 20)] {
        let fused = share_with(&three(1 << 20, 1 << 20, 96), |options| options.stack = stack).unwrap();
        let regions = fused.sharing.unwrap().regions;
        assert_eq!(regions[0].end - regions[0].start, size, "{stack}");
    }
}

/// A component hands out the memory above its statics, which its linker left unused, beside a component whose statics
/// would be there: the memory stays its own.
#[test]
fn memory_above_the_statics_is_the_components_own() {
    for takes in [
        "(i32.const 1048640)",
        "(global.get $heap_base)",
        "(i32.load (i32.const 1048600))",
        "(i32.and (i32.const 1048655) (i32.const -16))",
        "(global.get $next)",
    ] {
        for stack in [1 << 20, 1024] {
            let component = heaps(stack, takes);
            let calls: super::engines::Calls<'_> =
                &[("fill", &[2000]), ("other", &[0]), ("fill", &[16_000]), ("other", &[0])];
            let (answers, fused) = same(&component, calls);
            assert!(answers.iter().all(Option::is_some), "{takes}: {answers:?}");
            let explained = fused.explain_memories();
            assert!(explained.contains("above its statics are kept, which `--heap SIZE` limits"), "{explained}");
            assert!(explained.contains(" has the address "), "{explained}");
            let without = share(&heaps(stack, "(i32.const 64)"));
            let size = |fused: &dissolve_fuse::Fused| fused.sharing.as_ref().unwrap().regions.last().unwrap().end;
            assert!(size(&without) + 60_000 < size(&fused), "what nobody takes is not there");
        }
    }
}

#[test]
fn the_heap_is_an_option() {
    let component = heaps(1 << 20, "(i32.const 1048640)");
    let fused = share_with(&component, |options| options.heap = Some(8000)).unwrap();
    let explained = fused.explain_memories();
    assert!(explained.contains("8000 bytes above its statics are kept, as `--heap` says: function"), "{explained}");
    let calls: super::engines::Calls<'_> = &[("fill", &[2000]), ("other", &[0])];
    assert_eq!(on_fused(&fused.bytes, calls), on_component(&wat::parse_str(&component).unwrap(), calls));
    let isolated = fuse(&wat::parse_str(&component).unwrap(), &Options::new("test")).unwrap();
    let explained = isolated.explain_memories();
    assert!(explained.contains("what is above its statics is its own, too: function"), "{explained}");
}
